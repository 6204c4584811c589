"""``skcore update``: an older file in the current format and kind versions."""

from __future__ import annotations

import json
import runpy
import shutil
import zipfile

import pytest
from commands import complaint, read_json, said, skcore
from distributions import DUMP, install, simple
from helpers import TESTS, assert_same, forge, forged, header_of, run

import skcore as library

GOLDEN = TESTS / "golden"
UPGRADED = simple("foo", version=2, extra='upgrades = {1: lambda state: {"value": state["value"] * 10}}')
METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def old(site):
    """A plugin of version 2, and ``a.skc``, written by its version 1."""
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run(DUMP, "a.skc", path=[site])
    (site / "skcore_foo.py").write_text(UPGRADED)
    return site


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


def read(name):
    with open(name, "rb") as file:
        return file.read()


def older(value, **options):
    """Return a file as another version of Python would have written it."""

    def edit(header):
        header["environment"] = [["python", "3.8.0"], ["skcore", library.__version__]]

    return forge(library.dumps(value, **options), edit)


def test_kinds_are_upgraded(old):
    done = skcore("update", "a.skc", "-o", "b.skc", "--plugin-defaults", "--json", path=[old])
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [row for row in found["changes"] if row["what"] == "kind"] == [
        {"what": "kind", "subject": "foo.thing", "was": "1", "now": "2"}
    ]
    assert ["foo.thing", 2, "skcore-foo"] in header_of(read("b.skc"))["kinds"]
    # The upgrade is done, and is not done again.
    load = "import sys, skcore; print(skcore.load(sys.argv[1], trusted=skcore.plugin_defaults)[0].value)"
    assert run(load, "b.skc", path=[old]).stdout == "50\n"
    assert ["foo.thing", 1, "skcore-foo"] in header_of(read("a.skc"))["kinds"]


def test_in_place(old):
    before = read("a.skc")
    done = skcore("update", "a.skc", "--inplace", path=[old])
    assert done.returncode == 1
    assert done.stderr == (
        "skcore: the file uses names that are not trusted: foo.Thing (class to build): checked by skcore-foo, which is "
        "not one of skcore's own plugins. If you know and trust them: --trusted foo.Thing --plugin-defaults\n"
    )
    assert read("a.skc") == before
    done = skcore("update", "a.skc", "--inplace", "--trusted", "foo.Thing", path=[old])
    assert done.returncode == 0, done.stderr
    assert "foo.thing" in done.stdout
    assert ["foo.thing", 2, "skcore-foo"] in header_of(read("a.skc"))["kinds"]


def test_what_cannot_be_saved_again_stays(old):
    before = read("a.skc")
    (old / "skcore_foo.py").write_text(UPGRADED.replace('return {"value": obj.value}', "raise RuntimeError('no')"))
    done = skcore("update", "a.skc", "--inplace", "--plugin-defaults", path=[old])
    assert done.returncode == 1
    assert done.stderr == "skcore: obj[0]: RuntimeError: no\n"
    assert read("a.skc") == before


def test_a_current_file_is_left_alone(capsys, folder):
    library.dump([1, 2.5], "a.skc")
    stamp = (folder / "a.skc").stat()
    assert said(capsys, "update", "a.skc", "--inplace") == "a.skc is current already; nothing was written\n"
    assert (folder / "a.skc").stat().st_mtime_ns == stamp.st_mtime_ns
    assert (folder / "a.skc").stat().st_ino == stamp.st_ino
    found = read_json(capsys, "update", "a.skc", "-o", "b.skc")
    assert (found["written"], found["changes"], found["out"]) == (True, [], "b.skc")
    assert read("b.skc") == read("a.skc")


def test_it_says_what_changed(capsys):
    write("a.skc", older([1]))
    found = read_json(capsys, "update", "a.skc", "--inplace")
    assert [(row["what"], row["subject"], row["was"]) for row in found["changes"]] == [("package", "python", "3.8.0")]
    assert found["now_size"] == len(read("a.skc"))
    write("a.skc", older([1]))
    assert "3.8.0" in said(capsys, "update", "a.skc", "--inplace")


@pytest.mark.parametrize("method", METHODS)
def test_compression_is_kept(capsys, method):
    value = [bytes(100_000), list(range(1000))]
    library.dump(value, "a.skc", compression=method)
    said(capsys, "update", "a.skc", "-o", "b.skc")
    with zipfile.ZipFile("b.skc") as archive:
        assert [member.compress_type for member in archive.infolist()] == [method, method]
    assert_same(library.load("b.skc"), value)


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.skc")), ids=lambda file: file.stem)
def test_files_of_earlier_versions(capsys, file):
    shutil.copy(file, "a.skc")
    said(capsys, "update", "a.skc", "--inplace")
    assert_same(runpy.run_path(str(GOLDEN / "values.py"))["VALUES"], library.load("a.skc"))
    assert said(capsys, "update", "a.skc", "--inplace") == "a.skc is current already; nothing was written\n"


def test_a_file_keeps_its_permissions_and_its_links(capsys, folder):
    write("a.skc", older([1]))
    (folder / "a.skc").chmod(0o640)
    (folder / "link.skc").symlink_to("a.skc")
    said(capsys, "update", "link.skc", "--inplace")
    assert (folder / "link.skc").is_symlink()
    assert (folder / "a.skc").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["a.skc", "link.skc"]


def test_nothing_is_overwritten(capsys, folder):
    library.dump([1], "a.skc")
    write("b.skc", b"mine")
    assert "b.skc exists already; --force overwrites it" in complaint(capsys, "update", "a.skc", "-o", "b.skc", code=2)
    assert read("b.skc") == b"mine"
    (folder / "dangling").symlink_to("nowhere")
    assert "exists already" in complaint(capsys, "update", "a.skc", "-o", "dangling", code=2)
    said(capsys, "update", "a.skc", "-o", "b.skc", "--force")
    assert library.load("b.skc") == [1]


def test_wrong_options(capsys):
    library.dump([1], "a.skc")
    assert "give either -o OUT or --inplace" in complaint(capsys, "update", "a.skc", code=2)
    assert "give either -o OUT or --inplace" in complaint(capsys, "update", "a.skc", "-o", "b.skc", "--inplace", code=2)
    assert complaint(capsys, "update", "none.skc", "--inplace", code=2) == "none.skc: No such file or directory"
    assert complaint(capsys, "update", "a.skc", "-o", "no/b.skc", code=2).endswith("No such file or directory")


def test_files_that_are_refused(capsys):
    write("a.skc", forged([("python.function", "os.system", None, [])]))
    assert "os.system (function to refer to): no plugin knows it" in complaint(
        capsys, "update", "a.skc", "--inplace", code=1
    )
    write("a.skc", b"nothing")
    assert "not a skcore file" in complaint(capsys, "update", "a.skc", "--inplace", "--plugin-defaults", code=1)
    assert read("a.skc") == b"nothing"
