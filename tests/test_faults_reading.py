"""A file that is cut, damaged or changes, and file objects that fail or lie, end in a clear error or in the object."""

from __future__ import annotations

import io
import os
import signal
import sys
import zipfile

import pytest
from helpers import assert_same, run

import skcore
from skcore import memory
from skcore.archive import Archive
from skcore.limits import DEFAULT_LIMITS
from skcore.schema import Schema

METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
VALUE = {"a": [1, 2.5, b"bytes", "text"], "b": list(range(40))}
SMALL = {method: skcore.dumps(VALUE, compression=method) for method in METHODS}
OTHER = skcore.dumps({"a": [2, 1.5, b"octet", "next"], "b": list(range(1, 41))})
DATA = SMALL[zipfile.ZIP_STORED]


# -- what the file holds --------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_a_file_cut_at_every_byte(method, tmp_path):
    data = SMALL[method]
    path = tmp_path / "cut.skc"
    path.write_bytes(data)
    for size in reversed(range(len(data))):
        os.truncate(path, size)
        for load in (lambda: skcore.load(path), lambda: skcore.load(path, mmap=True), lambda: skcore.inspect(path)):
            with pytest.raises(skcore.InvalidFileError):
                load()


@pytest.mark.parametrize("method", METHODS)
def test_a_file_without_any_one_byte_or_with_one_more(method):
    data = SMALL[method]
    for place in range(len(data)):
        for damaged in (data[:place] + data[place + 1 :], data[:place] + b"\0" + data[place:]):
            with pytest.raises(skcore.InvalidFileError):
                skcore.loads(damaged)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("bits", [1, 128, 255])
def test_each_byte_flipped(method, bits):
    """Only what says nothing of the content changes unseen: dates, versions, permissions, what fills up a stream."""
    data = SMALL[method]
    unseen = set()
    for place in range(len(data)):
        damaged = bytearray(data)
        damaged[place] ^= bits
        try:
            loaded = skcore.loads(bytes(damaged))
        except skcore.InvalidFileError:
            continue
        assert_same(loaded, VALUE)
        unseen.add(place)
    archive = Archive(io.BytesIO(data), DEFAULT_LIMITS)
    members = [range(m.start, m.start + m.packed_size) for m in (archive.data, archive.schema)]
    within = {place for place in unseen if any(place in member for member in members)}
    assert len(unseen - within) == 40
    assert len(within) <= (0 if method == zipfile.ZIP_STORED else 20)


# -- a file that changes --------------------------------------------------------------------------


class Changing(io.BytesIO):
    """Is another file from the n-th call on."""

    def __init__(self, first, then, when):
        super().__init__(first)
        self._then, self._left = then, when

    def _count(self):
        self._left -= 1
        if self._left == 0:
            place = super().tell()
            super().seek(0)
            super().write(self._then)
            super().truncate()
            super().seek(place)

    def read(self, size=-1):
        self._count()
        return super().read(size)

    def readinto(self, view):
        self._count()
        return super().readinto(view)

    def seek(self, offset, whence=os.SEEK_SET):
        self._count()
        return super().seek(offset, whence)


@pytest.mark.parametrize(
    "then",
    [OTHER, DATA[:100], DATA[:-30], DATA + DATA, bytes(len(DATA)), b"", SMALL[8]],
    ids=lambda data: str(len(data)),
)
def test_a_file_that_changes_while_it_is_read(then):
    found = set()
    for when in range(1, 40):
        try:
            found.add(skcore.dumps(skcore.load(Changing(DATA, then, when))))
        except skcore.InvalidFileError:
            found.add("refused")
    # Late changes come after all was read; none of the others gives a mixture.
    assert DATA in found
    assert "refused" in found
    assert found <= {DATA, OTHER, "refused"}


def test_a_file_that_shrinks_before_it_is_mapped(tmp_path):
    path = tmp_path / "model.skc"
    skcore.dump(bytes(100_000), path)
    with open(path, "rb", buffering=0) as file:
        archive = Archive(file, DEFAULT_LIMITS)
        sizes = Schema(archive.read_header(), DEFAULT_LIMITS).summary.buffers
        os.truncate(path, 50_000)
        with pytest.raises(skcore.InvalidFileError, match="shorter"):
            memory.map_file(archive, sizes)


SHRINKS = """
import os, sys, skcore

skcore.dump(bytearray(5_000_000), sys.argv[1])
mapped = skcore.load(sys.argv[1], mmap=True)
assert len(mapped) == 5_000_000
os.truncate(sys.argv[1], 4096)
print("loaded", flush=True)
bytes(mapped)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what a shrunk map does is the system's to say")
def test_bytes_do_not_follow_a_file_that_shrinks_under_its_map(tmp_path):
    """Python's own types copy what they hold: only arrays stay in the map."""
    done = run(SHRINKS, str(tmp_path / "model.skc"), check=False)
    assert (done.stdout, done.returncode) == ("loaded\n", 0), done.stderr


VIEWED = """
import os, sys, skcore
from skcore import memory
from skcore.archive import Archive
from skcore.limits import DEFAULT_LIMITS
from skcore.schema import Schema

skcore.dump(bytes(5_000_000), sys.argv[1])
with open(sys.argv[1], "rb", buffering=0) as file:
    archive = Archive(file, DEFAULT_LIMITS)
    (view,) = memory.map_file(archive, Schema(archive.read_header(), DEFAULT_LIMITS).summary.buffers)
view[-1]
view[0] = 7
os.truncate(sys.argv[1], 4096)
print(view[0], flush=True)
view[2_000_000]
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what a shrunk map does is the system's to say")
def test_a_file_that_shrinks_under_its_map_ends_the_process(tmp_path):
    """Nothing can prevent it: whoever maps a file has to keep others from cutting it."""
    done = run(VIEWED, str(tmp_path / "model.skc"), check=False)
    assert (done.stdout, done.returncode) == ("7\n", -signal.SIGBUS), done.stderr


# -- file objects ---------------------------------------------------------------------------------


class Source(io.RawIOBase):
    """A raw file object over bytes, as strict as Python's own."""

    def __init__(self, data=DATA):
        self.content = io.BytesIO(data)
        self.calls = 0

    def seekable(self):
        return True

    def readable(self):
        return True

    def seek(self, offset, whence=os.SEEK_SET):
        self.calls += 1
        return self.content.seek(offset, whence)

    def tell(self):
        return self.content.tell()

    def read(self, size=-1):
        self.calls += 1
        return self.content.read(size)

    def readinto(self, view):
        self.calls += 1
        return self.content.readinto(view)


class Short(Source):
    """Gives a byte at a time, as a raw file object may."""

    def read(self, size=-1):
        return super().read(min(size, 1)) if size >= 0 else super().read()

    def readinto(self, view):
        return super().readinto(view[:1])


@pytest.mark.parametrize("method", METHODS)
def test_a_file_object_that_gives_less_than_it_is_asked_for(method):
    assert_same(skcore.load(Short(SMALL[method])), VALUE)


def test_a_file_object_whose_seek_says_nothing():
    class Silent(Source):
        def seek(self, offset, whence=os.SEEK_SET):
            super().seek(offset, whence)

    assert_same(skcore.load(Silent()), VALUE)


class FailsError(Exception):
    """What a file object of another library raises."""


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("error", [OSError(5, "gone"), ValueError("gone"), FailsError("gone")], ids=type)
def test_a_file_object_that_raises_at_every_call(method, error):
    """It comes out as it is: the file is not damaged."""
    source = Source(SMALL[method])
    skcore.load(source)

    class Failing(Source):
        def __init__(self, last):
            super().__init__(SMALL[method])
            self.last = last

        def _fail(self):
            if self.calls == self.last:
                raise error

        def seek(self, *args):
            found = super().seek(*args)
            self._fail()
            return found

        def read(self, size=-1):
            found = super().read(size)
            self._fail()
            return found

        def readinto(self, view):
            found = super().readinto(view)
            self._fail()
            return found

    skcore.inspect(audited := Source(SMALL[method]))
    for load, calls in ((skcore.load, source.calls), (skcore.inspect, audited.calls)):
        for last in range(1, calls + 1):
            with pytest.raises(type(error)) as caught:
                load(Failing(last))
            assert caught.value is error


@pytest.mark.parametrize(
    ("method", "answer", "error"),
    [
        ("readinto", lambda file, view: -1, OSError),
        ("readinto", lambda file, view: -len(view), OSError),
        ("readinto", lambda file, view: len(view) + 1, OSError),
        ("readinto", lambda file, view: 2**70, OSError),
        ("readinto", lambda file, view: None, OSError),
        ("readinto", lambda file, view: "7", OSError),
        ("readinto", lambda file, view: 1.0, OSError),
        ("readinto", lambda file, view: 0, skcore.InvalidFileError),
        ("readinto", lambda file, view: len(view), skcore.InvalidFileError),
        ("read", lambda file, size: b"x" * (size + 1), OSError),
        ("read", lambda file, size: "x" * size, OSError),
        ("read", lambda file, size: bytearray(size), OSError),
        ("read", lambda file, size: None, OSError),
        ("read", lambda file, size: 5, OSError),
        ("read", lambda file, size: b"", skcore.InvalidFileError),
        ("read", lambda file, size: b"x" * size, skcore.InvalidFileError),
        ("seek", lambda file, offset, whence=0: 7, skcore.InvalidFileError),
        ("seek", lambda file, offset, whence=0: file.content.seek(offset + 1, whence), skcore.InvalidFileError),
    ],
)
def test_a_file_object_that_lies(method, answer, error):
    lying = type("Lying", (Source,), {method: answer})
    with pytest.raises(error, match="is broken" if error is OSError else None):
        skcore.load(lying())


@pytest.mark.parametrize("told", [-1, 5.0, "0", None, 2**63])
def test_a_file_object_that_lies_about_where_it_is(told):
    class Lying(Source):
        def tell(self):
            return told if self.calls else 0

    with pytest.raises(OSError, match=r"its tell\(\) returned"):
        skcore.load(Lying())


@pytest.mark.parametrize("told", [0, 1, len(DATA) - 1, len(DATA) + 1, 2**62])
def test_a_file_object_that_lies_about_its_size(told):
    class Lying(Source):
        def tell(self):
            return told if self.calls else 0

    with pytest.raises(skcore.InvalidFileError):
        skcore.load(Lying())


@pytest.mark.parametrize("wrong", [5, None, object(), io.StringIO("text"), [b"PK"]])
def test_what_is_no_binary_file(wrong):
    with pytest.raises((TypeError, OSError)):
        skcore.load(wrong)
