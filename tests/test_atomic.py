"""A dump that fails leaves the old file whole, and nothing beside it."""

from __future__ import annotations

import io
import os
import signal
import stat
import subprocess
import sys
import time
import zipfile

import pytest
from helpers import run

import skcore

OLD = skcore.dumps("the old file")


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "model.skc"
    file.write_bytes(OLD)
    return file


def holds_only(path, data):
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == data


def test_an_object_that_cannot_be_saved(path):
    with pytest.raises(skcore.UnsupportedTypeError):
        skcore.dump([1, lambda: 0], path)
    holds_only(path, OLD)


def test_a_level_that_does_not_exist(path):
    with pytest.raises(ValueError, match="compresslevel"):
        skcore.dump([b"x" * 1000], path, compression=zipfile.ZIP_BZIP2, compresslevel=77)
    holds_only(path, OLD)


def test_a_full_disk(path):
    code = """
import resource, signal, sys, skcore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    skcore.dump(b"x" * 3_000_000, sys.argv[1])
except OSError as error:
    print(type(error).__name__)
"""
    assert run(code, str(path)).stdout == "OSError\n"
    holds_only(path, OLD)


def test_a_full_disk_and_a_file_object(tmp_path):
    code = """
import resource, signal, sys, skcore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
with open(sys.argv[1], "wb", buffering=0) as file:
    try:
        skcore.dump(b"x" * 3_000_000, file)
    except OSError as error:
        print(type(error).__name__, file.tell())
"""
    assert run(code, str(tmp_path / "a")).stdout == "OSError 0\n"


def test_a_process_that_is_killed(path):
    code = """
import os, sys, skcore
print("ready", flush=True)
skcore.dump([os.urandom(1) * 2**20 for _ in range(400)], sys.argv[1], compression=12)
"""
    process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    process.stdout.readline()
    while len(list(path.parent.iterdir())) < 2:
        assert process.poll() is None
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert path.read_bytes() == OLD
    skcore.dump("new", path)
    assert skcore.load(path) == "new"


def test_an_interrupted_dump_leaves_nothing(path):
    code = """
import os, signal, sys, threading, skcore
main = threading.get_ident()
def interrupt():
    while len(os.listdir(os.path.dirname(sys.argv[1]))) < 2:
        pass
    signal.pthread_kill(main, signal.SIGINT)
threading.Thread(target=interrupt, daemon=True).start()
try:
    skcore.dump([os.urandom(1) * 2**20 for _ in range(400)], sys.argv[1], compression=12)
except KeyboardInterrupt:
    print("interrupted")
"""
    assert run(code, str(path)).stdout == "interrupted\n"
    holds_only(path, OLD)


def test_an_interrupt_as_the_new_file_is_made_leaves_nothing(path, monkeypatch):
    make = os.open

    def interrupted(*args):
        make(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "open", interrupted)
    with pytest.raises(KeyboardInterrupt):
        skcore.dump("new", path)
    monkeypatch.undo()
    holds_only(path, OLD)


class Failing(io.RawIOBase):
    """Takes some bytes, then fails."""

    def __init__(self, room):
        self.room = room
        self.taken = b""

    def writable(self):
        return True

    def write(self, data):
        if len(self.taken) >= self.room:
            raise OSError("no room")
        self.taken += bytes(data)
        return len(data)


def test_a_file_object_that_fails():
    with pytest.raises(OSError, match="no room"):
        skcore.dump(b"x" * 5_000_000, Failing(1000))


class Reluctant(Failing):
    """Takes seven hundred bytes at a time, as a raw pipe may."""

    def write(self, data):
        self.taken += bytes(data[:700])
        return min(len(data), 700)


def test_a_file_object_that_takes_less_than_it_is_given():
    file = Reluctant(0)
    skcore.dump(b"x" * 5000, file)
    assert skcore.loads(file.taken) == b"x" * 5000


def test_a_file_object_gets_nothing_of_a_dump_that_fails():
    file = Failing(0)
    with pytest.raises(skcore.UnsupportedTypeError):
        skcore.dump(lambda: 0, file)
    with pytest.raises(ValueError, match="compresslevel"):
        skcore.dump(b"x" * 1000, file, compression=zipfile.ZIP_BZIP2, compresslevel=77)
    assert file.taken == b""


def test_permissions_are_kept(path):
    for mode in (0o600, 0o644, 0o640, 0o755):
        path.chmod(mode)
        skcore.dump("new", path)
        assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o000])
def test_a_new_file_has_the_permissions_of_any_new_file(mask, tmp_path):
    before = os.umask(mask)
    try:
        skcore.dump("new", tmp_path / "ours")
        (tmp_path / "other").write_bytes(b"")
        assert (tmp_path / "ours").stat().st_mode == (tmp_path / "other").stat().st_mode
        assert os.umask(mask) == mask
    finally:
        os.umask(before)


def test_a_symbolic_link_stays_one(path):
    link = path.parent / "link"
    link.symlink_to(path.name)
    skcore.dump("new", link)
    assert link.is_symlink()
    assert skcore.load(path) == skcore.load(link) == "new"
    dangling = path.parent / "dangling"
    dangling.symlink_to("target")
    skcore.dump("other", dangling)
    assert dangling.is_symlink()
    assert skcore.load(path.parent / "target") == "other"


def test_a_hard_link_keeps_the_old_file(path):
    other = path.parent / "other"
    os.link(path, other)
    skcore.dump("new", path)
    assert other.read_bytes() == OLD


def test_who_has_the_old_file_open_reads_on(path):
    with open(path, "rb") as file:
        first = file.read(10)
        skcore.dump("new", path)
        assert first + file.read() == OLD


def test_a_mapped_file_can_be_replaced(path):
    skcore.dump(b"x" * 100_000, path)
    loaded = skcore.load(path, mmap=True)
    skcore.dump(b"y" * 100_000, path)
    assert loaded == b"x" * 100_000


def test_long_names(tmp_path):
    path = tmp_path / ("n" * 250 + ".skc")
    skcore.dump("new", path)
    assert skcore.load(path) == "new"


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    skcore.dump("new", os.devnull)
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = "import sys, skcore; skcore.dump([1, 2], sys.argv[1])"
    process = subprocess.Popen([sys.executable, "-c", code, str(pipe)])
    with open(pipe, "rb") as file:
        assert skcore.load(file) == [1, 2]
    assert process.wait() == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_many_writers_of_one_file(path):
    code = "import sys, skcore\nfor i in range(50): skcore.dump([sys.argv[2]] * 5000, sys.argv[1])"
    processes = [subprocess.Popen([sys.executable, "-c", code, str(path), word]) for word in "ab"]
    while any(process.poll() is None for process in processes):
        found = skcore.load(path)
        assert found == "the old file" or set(found) in ({"a"}, {"b"})
    assert [process.wait() for process in processes] == [0, 0]
    assert [file.name for file in path.parent.iterdir()] == [path.name]
