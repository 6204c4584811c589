"""Many threads and processes that load and dump at once get what one alone gets."""

from __future__ import annotations

import os
import subprocess
import sys

import samples
from helpers import TESTS, run

import skcore

VALUE = {"a": [1, 2.5, {"b": samples.Plain(c={1, 2})}], "d": list(range(1000)), "e": b"x" * 3_000_000}
THREADS = """
import gc, sys, threading, skcore

file, found, errors, start = sys.argv[1], set(), [], threading.Barrier(16)
sys.setswitchinterval(1e-5)

def work(number):
    start.wait()
    try:
        for turn in range(10):
            value = skcore.load(file, trusted=["samples.Plain"], mmap=bool((number + turn) % 2))
            found.add(skcore.dumps(value))
            skcore.get_untrusted_types(file=file)
    except BaseException as error:
        errors.append(repr(error))

threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not errors, errors
with open(file, "rb") as opened:
    assert found == {opened.read()}
assert gc.isenabled()
print("equal")
"""
PROCESSES = """
import sys, skcore

file, number = sys.argv[1], int(sys.argv[2])
for turn in range(30):
    skcore.dump([number, "x" * 1000 * number], file)
    owner, text = skcore.load(file)
    assert text == "x" * 1000 * owner, owner
"""


REGISTRIES = """
import sys, threading
from skcore.registry import current

sys.setswitchinterval(1e-6)
start, found = threading.Barrier(16), []

def work():
    start.wait()
    found.append(current())

threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(set(map(id, found))))
"""


def test_threads_that_ask_for_the_registry_at_once_get_one():
    assert run(REGISTRIES).stdout == "1\n"


def test_threads_that_all_load_for_the_first_time(tmp_path):
    path = tmp_path / "value.skc"
    skcore.dump(VALUE, path)
    assert run(THREADS, str(path)).stdout == "equal\n"


def test_processes_that_write_and_read_one_file(tmp_path):
    path = tmp_path / "shared.skc"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESSES, str(path), str(number)],
            env={**os.environ, "PYTHONPATH": str(TESTS)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(8)
    ]
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 8, errors
    assert [file.name for file in tmp_path.iterdir()] == ["shared.skc"]
