"""A dump that fails leaves the old file whole, and nothing beside it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile

import pytest

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
