"""Whatever stops a dump leaves the old file whole and nothing beside it, and says what stopped it."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from helpers import TESTS, run

import skcore
from skcore import files

OLD = skcore.dumps("the old file")
KILLED = int(os.environ.get("SKCORE_KILLED", "40"))
"""How many processes are killed; the time that each takes is in the fsync of its files."""


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "model.skc"
    file.write_bytes(OLD)
    return file


def holds_only(path, data):
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == data


# -- processes that end ---------------------------------------------------------------------------

KILLS = """
import os, random, signal, sys, time, skcore
from skcore import files

folder, count, named = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "named"
path = os.path.join(folder, "model.skc")
content = lambda number: [number, bytes([number % 256]) * (number % 7 * 300_000)]
skcore.dump(content(0), path)
if named:
    files._TMPFILE = 0

def write(number):
    while True:
        number += 1
        skcore.dump(content(number), path, compression=number % 2 * 8)

left = []
for turn in range(count):
    child = os.fork()
    if not child:
        write(1000 * turn)
    time.sleep(random.uniform(0, 0.04))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    value = skcore.load(path)
    assert value == content(value[0]), turn
    left += set(os.listdir(folder)) - {"model.skc", *left}
if not named:
    for name in left:
        number = skcore.load(os.path.join(folder, name))[0]
        assert skcore.load(os.path.join(folder, name)) == content(number)
print(len(left))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")
@pytest.mark.parametrize("way", ["nameless", "named"])
def test_processes_killed_at_any_moment(way, tmp_path):
    if way == "nameless":
        stream = files._nameless(str(tmp_path))
        if stream is None:
            pytest.skip("this file system has no files without a name")
        stream.close()
    left = int(run(KILLS, str(tmp_path), str(KILLED), way).stdout)
    # One in many thousands falls between the two calls that name the whole file and that rename it.
    assert left <= (1 if way == "nameless" else KILLED)


INTERRUPTS = """
import gc, os, random, signal, sys, threading, skcore

path, value, large = os.path.join(sys.argv[1], "model.skc"), {"a": [1, 2]}, bytes(3 * 2**20)
armed = False

def interrupt(*_):
    global armed
    if armed:
        armed = False
        raise KeyboardInterrupt

def work(number):
    global armed
    try:
        armed = True
        signal.setitimer(signal.ITIMER_REAL, random.uniform(1e-5, 5e-3))
        skcore.dump(large if number % 4 == 0 else value, path)
        skcore.load(path)
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)  # else it ends the process when Python has put its handlers away

def opened():
    return len(os.listdir("/dev/fd"))

def alive():
    # Of a thread whose start is interrupted, Python itself keeps the object, without its ever running.
    return [thread for thread in threading.enumerate() if thread.is_alive()]

skcore.dump(value, path)
skcore.load(path)
before = opened(), gc.get_threshold(), len(alive())
signal.signal(signal.SIGALRM, interrupt)
interrupted = 0
for number in range(400):
    try:
        work(number)
    except KeyboardInterrupt:
        interrupted += 1
    assert os.listdir(sys.argv[1]) == ["model.skc"], number
    assert skcore.load(path) in (value, large), number
for thread in alive()[1:]:
    thread.join(10)
assert before == (opened(), gc.get_threshold(), len(alive()))
print(interrupted > 20)
"""


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="nothing tells which files are open")
def test_interrupts_at_any_moment(tmp_path):
    assert run(INTERRUPTS, str(tmp_path)).stdout == "True\n"


@pytest.mark.parametrize("way", ["nameless", "named"])
def test_an_interrupt_as_the_new_file_is_written(way, path, monkeypatch):
    if way == "named":
        monkeypatch.setattr(files, "_TMPFILE", 0)

    def interrupted(stream):
        stream.write(b"some of it")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.write(path, interrupted)
    holds_only(path, OLD)


def test_a_file_without_a_name_is_as_any_new_file(tmp_path, monkeypatch):
    skcore.dump([1, b"2"], tmp_path / "nameless")
    monkeypatch.setattr(files, "_TMPFILE", 0)
    skcore.dump([1, b"2"], tmp_path / "named")
    (tmp_path / "other").write_bytes(b"")
    assert (tmp_path / "nameless").read_bytes() == (tmp_path / "named").read_bytes()
    assert len({(tmp_path / name).stat().st_mode for name in ("nameless", "named", "other")}) == 1
    assert {(tmp_path / name).stat().st_nlink for name in ("nameless", "named")} == {1}


# -- disks and folders ----------------------------------------------------------------------------

MOUNTED = """
import errno, os, subprocess, sys, skcore

def fails(value, **options):
    try:
        skcore.dump(value, "model.skc", **options)
    except OSError as error:
        assert os.listdir() == ["model.skc"] and skcore.load("model.skc") == "old"
        return errno.errorcode[error.errno]
    assert skcore.load("model.skc") == value
    skcore.dump("old", "model.skc")

os.chdir(sys.argv[1])
for method in (0, 8):
    for value in (os.urandom(2_000_000), [os.urandom(300_000) for _ in range(9)]):
        skcore.dump("old", "model.skc")
        assert fails(value, compression=method) == "ENOSPC"
edge = {fails(bytes(size)) for size in range(900_000, 1_100_000, 4096)}
assert edge == {None, "ENOSPC"}, edge
subprocess.run(["mount", "-o", "remount,ro", "."], check=True)
assert fails("new") == "EROFS"
try:
    skcore.dump("new", "other.skc")
except OSError as error:
    print(error.strerror)
"""


def test_a_disk_that_is_full_or_read_only(tmp_path):
    mount = f"mount -t tmpfs -o size=1m,mode=777 tmpfs '{tmp_path}'"
    alone = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*alone, mount], capture_output=True, check=False).returncode:
        pytest.skip("this system lets no test mount a disk of its own")
    done = subprocess.run(
        [*alone, f'{mount} && exec "$@"', "sh", sys.executable, "-c", MOUNTED, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == (os.strerror(errno.EROFS) + "\n", 0), done.stderr


LIMITED = """
import os, resource, signal, sys, skcore
from skcore import files

os.chdir(sys.argv[1])
if sys.argv[2] == "named":
    files._TMPFILE = 0
value = [bytes(70_000), list(range(20_000)), "x" * 50_000]
size = len(skcore.dumps(value))
skcore.dump("old", "model.skc")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for limit in range(0, size + 4096, 2000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        skcore.dump(value, "model.skc")
    except OSError as error:
        assert limit < size and error.strerror == "File too large", error
        assert skcore.load("model.skc") == "old" and os.listdir() == ["model.skc"], limit
    else:
        assert limit >= size and skcore.load("model.skc") == value
print("done")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits of a process")
@pytest.mark.parametrize("way", ["nameless", "named"])
def test_a_write_that_fails_anywhere(way, tmp_path):
    assert run(LIMITED, str(tmp_path), way).stdout == "done\n"


READ_ONLY = """
import os, skcore, sys

os.chdir(sys.argv[1])
skcore.dump("old", "model.skc")
skcore.load("model.skc")
os.chmod(".", 0o555)
if os.getuid() == 0:
    os.setuid(65534)
for name in ("model.skc", "new.skc"):
    try:
        skcore.dump("new", name)
    except PermissionError as error:
        print(error.strerror)
print(os.listdir(), skcore.load("model.skc"))
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="there are no users to become")
def test_a_folder_that_is_read_only_to_the_user(tmp_path):
    found = run(READ_ONLY, str(tmp_path)).stdout
    assert found == "Permission denied\nPermission denied\n['model.skc'] old\n"


# -- file objects ---------------------------------------------------------------------------------


class Sink(io.RawIOBase):
    """A file object that cannot seek; ``answer`` says what becomes of the write of that number."""

    def __init__(self, answer=lambda number, data: len(data)):
        self.answer = answer
        self.calls = 0
        self.taken = b""

    def writable(self):
        return True

    def write(self, data):
        self.calls += 1
        count = self.answer(self.calls, data)
        self.taken += bytes(data[:count]) if isinstance(count, int) else bytes(data)
        return count


@pytest.mark.parametrize(
    "error", [OSError(errno.EPIPE, "gone"), RuntimeError("gone"), KeyboardInterrupt("gone")], ids=type
)
def test_a_file_object_that_raises_at_every_write(error):
    value = [bytes(5_000_000), "x" * 100_000]
    sink = Sink()
    skcore.dump(value, sink)
    assert skcore.loads(sink.taken) == value
    assert sink.calls >= 5
    for last in range(1, sink.calls + 1):

        def fail(number, data, last=last):
            if number == last:
                raise error
            return len(data)

        with pytest.raises(type(error), match="gone"):
            skcore.dump(value, Sink(fail))


@pytest.mark.parametrize("most", [1, 7, 700])
def test_a_file_object_that_takes_less_than_it_is_given(most):
    sink = Sink(lambda number, data: min(len(data), most))
    skcore.dump(b"x" * 5000, sink)
    assert skcore.loads(sink.taken) == b"x" * 5000


def test_a_file_object_that_does_not_say_what_it_took():
    class Silent:
        taken = b""

        def write(self, data):
            self.taken += data

    silent = Silent()
    skcore.dump([1, 2], silent)
    assert skcore.loads(silent.taken) == [1, 2]


@pytest.mark.parametrize("count", [0, -1, -(10**9), None, 10**9, "5", 5.0, [5]])
def test_a_file_object_that_lies_about_what_it_took(count):
    with pytest.raises(OSError, match=r"the file object is broken: its write\(\) returned"):
        skcore.dump([1, 2], Sink(lambda number, data: count))


def test_a_file_object_of_text():
    with pytest.raises(TypeError):
        skcore.dump([1, 2], io.StringIO())


def test_a_file_object_gets_nothing_of_a_dump_that_fails():
    class Own(io.BytesIO):
        pass

    for file in (Sink(), Own(), io.BytesIO()):
        with pytest.raises(skcore.UnsupportedTypeError):
            skcore.dump(lambda: 0, file)
        with pytest.raises(ValueError, match="compresslevel"):
            skcore.dump(b"x" * 1000, file, compression=zipfile.ZIP_BZIP2, compresslevel=77)
        assert (file.taken if isinstance(file, Sink) else file.getvalue()) == b""


def test_a_file_object_whose_spool_finds_no_room():
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
    assert run(code, os.devnull).stdout == "OSError 0\n"
