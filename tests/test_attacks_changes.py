"""A file that changes between the audit and the load: the names that were audited are the names that are built."""

from __future__ import annotations

import io
import sys

import pytest
from helpers import forged

import skcore

EVIL = "antigravity.fly"


def hostile(size):
    """Return a file of this size that has a name which nobody trusts."""
    made = forged([("python.function", EVIL, [], [])], environment=[["a", ""]])
    return forged([("python.function", EVIL, [], [])], environment=[["a", "x" * (size - len(made))]])


def sound(size):
    return forged([("python.list", "builtins.list", None, [1])], environment=[["a", "x" * size]])


class Changing(io.BytesIO):
    """Gives one file in its first reads, and another from then on."""

    def __init__(self, first, then, reads):
        super().__init__(first)
        self.then, self.left = then, reads

    def _read(self):
        self.left -= 1
        if self.left == -1:
            place = self.tell()
            self.seek(0)
            self.write(self.then)
            self.seek(place)

    def read(self, *args):
        self._read()
        return super().read(*args)

    def readinto(self, view):
        self._read()
        return super().readinto(view)


def outcome(load, **how):
    try:
        return load(**how)
    except skcore.SkcoreError as error:
        return type(error).__name__


@pytest.mark.parametrize("reads", range(12))
@pytest.mark.parametrize("turned", [False, True])
def test_file_object_that_changes_after_so_many_reads(reads, turned):
    first = sound(1000)
    then = hostile(len(first))
    assert len(then) == len(first)
    if turned:
        first, then = then, first
    found = outcome(lambda: skcore.load(Changing(first, then, reads)))
    # One of both files, as a whole, or neither: and never the name without its audit.
    assert found in ([1], "UntrustedTypesError", "InvalidFileError")
    assert EVIL.partition(".")[0] not in sys.modules


def test_data_that_changes_after_the_audit_is_read_once_and_checked():
    first = skcore.dumps([bytes(100_000), 1])
    second = skcore.dumps([b"x" * 100_000, 1])
    assert len(first) == len(second)
    seen = {outcome(lambda r=r: skcore.load(Changing(first, second, r))[0][:1]) for r in range(12)}
    assert seen <= {b"\0", b"x", "InvalidFileError"}
    assert "InvalidFileError" in seen


def test_path_that_is_replaced_after_an_audit_is_audited_again(tmp_path):
    path = tmp_path / "model.skc"
    path.write_bytes(sound(10))
    assert skcore.get_untrusted_types(file=path) == []
    path.write_bytes(hostile(2000))
    with pytest.raises(skcore.UntrustedTypesError, match=EVIL):
        skcore.load(path)


@pytest.mark.parametrize("mmap", [False, True])
def test_path_that_is_replaced_while_it_is_loaded(tmp_path, monkeypatch, mmap):
    from skcore import api

    path = tmp_path / "model.skc"
    path.write_bytes(skcore.dumps([bytes(100_000), 1]))
    audit = api.examine

    def replaced(*args):
        audited = audit(*args)
        other = tmp_path / "other"
        other.write_bytes(hostile(2000))
        other.replace(path)
        return audited

    monkeypatch.setattr(api, "examine", replaced)
    # What was opened is what is read, whatever has its name by then.
    assert skcore.load(path, mmap=mmap) == [bytes(100_000), 1]


@pytest.mark.parametrize("mmap", [False, True])
def test_header_that_is_overwritten_while_it_is_loaded(tmp_path, monkeypatch, mmap):
    from skcore import api

    path = tmp_path / "model.skc"
    content = skcore.dumps([bytes(100_000), 1])
    path.write_bytes(content)
    audit = api.examine

    def overwritten(*args):
        audited = audit(*args)
        changed = content.replace(b"builtins.list", b"posix.systemm").replace(b"builtins.bytes", b"os.systemmmmmm")
        path.write_bytes(changed)
        return audited

    monkeypatch.setattr(api, "examine", overwritten)
    assert skcore.load(path, mmap=mmap) == [bytes(100_000), 1]
