"""Many threads and processes that load and dump at once get what one alone gets."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
import samples
from distributions import install
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


MANY = """
from skcore import Handler, checked, hookimpl

def made(number):
    name = f"manyfold.Thing{number}"
    return type(f"Things{number}", (Handler,), {
        "kind": f"manyfold.thing{number}", "version": 1, "types": (name,), "trusts": {name: checked("a value")},
        "save": lambda self, obj: {}, "load": lambda self, cls, state: cls(),
    })

@hookimpl
def skcore_handlers():
    return [made(number) for number in range(100)]
"""
FIRST = """
import random, sys, threading, time
from skcore.registry import Registry

sys.setswitchinterval(1e-6)
Registry().plugin_for("manyfold")
begin = time.perf_counter()
Registry().plugin_for("manyfold")
takes = time.perf_counter() - begin

def work():
    start.wait()
    time.sleep(random.uniform(0, 2 * takes))
    for number in (99, 0):
        handler = registry.find_kind(f"manyfold.thing{number}")
        found.append((
            handler and registry.distribution_of(handler),
            tuple(registry.owners(f"manyfold.Thing{number}")),
            [plugin.distribution for plugin in registry.plugins()],
        ))

for _ in range(40):
    registry, start, found = Registry(), threading.Barrier(8), []
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(("manyfold-skcore", ("manyfold.thing99",), ["manyfold-skcore"])) == 8, found
    assert found.count(("manyfold-skcore", ("manyfold.thing0",), ["manyfold-skcore"])) == 8, found
print("one")
"""
INTERRUPTED = """
import random, signal, time
from skcore.registry import Registry

def interrupt(*_):
    raise KeyboardInterrupt

Registry().plugin_for("manyfold")
start = time.perf_counter()
Registry().plugin_for("manyfold")
takes = time.perf_counter() - start
signal.signal(signal.SIGALRM, interrupt)
interrupted = 0
for _ in range(60):
    registry = Registry()
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, random.uniform(1e-5, takes))
            registry.plugin_for("manyfold")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        interrupted += 1
    handler = registry.find_kind("manyfold.thing99")
    assert registry.distribution_of(handler) == "manyfold-skcore"
    assert registry._manager.get_plugins()
print(interrupted > 5)
"""


@pytest.fixture
def manyfold(tmp_path):
    install(tmp_path / "site", "manyfold-skcore", {"manyfold": "manyfold_skcore"}, manyfold_skcore=MANY)
    return tmp_path / "site"


def test_threads_that_need_a_plugin_at_once_see_all_of_it(manyfold):
    assert run(FIRST, path=[manyfold]).stdout == "one\n"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no timer to interrupt by")
def test_a_plugin_whose_load_was_interrupted_loads_again(manyfold):
    assert run(INTERRUPTED, path=[manyfold]).stdout == "True\n"


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
