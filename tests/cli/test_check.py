"""``skcore check``: every file is judged, whatever the others are, and nothing of it is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile

import pytest
from attacks import load
from commands import complaint, read_json, said, skcore
from distributions import LIBRARY, install, simple
from helpers import Member, archive, forge, forged, run

import skcore as library
from skcore.findings import MOST, RULES

HOSTILE = ("attacks.container", "attacks.compressed", "attacks.schema", "attacks.names", "attacks.versions")
SYSTEM = [("python.function", "os.system", None, [])]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rules_of(capsys, *args, code=1):
    """Return the rules of what is found, file by file."""
    found = read_json(capsys, "check", *args, code=code)
    return {row["file"]: [finding["rule"] for finding in row["findings"]] for row in found["files"]}


def test_a_fine_file(folder, capsys):
    library.dump([1, "two"], "a.skc")
    assert said(capsys, "check", "a.skc") == "1 file checked: nothing found\n"
    assert rules_of(capsys, "a.skc", code=0) == {"a.skc": []}


def test_an_untrusted_name(folder, capsys):
    (folder / "a.skc").write_bytes(forged(SYSTEM))
    out = said(capsys, "check", "a.skc", code=1)
    assert out.splitlines()[0] == "a.skc"
    assert "untrusted-name" in out
    assert "os.system (function to refer to): no plugin knows it" in out
    assert out.splitlines()[-1] == "1 file checked: 1 error"
    (row,) = read_json(capsys, "check", "a.skc", code=1)["files"]
    (finding,) = row["findings"]
    assert finding["subject"] == "os.system"
    assert rules_of(capsys, "a.skc", "--trusted", "os.system", code=0) == {"a.skc": []}
    assert rules_of(capsys, "a.skc", "--trusted", "os.popen") == {"a.skc": ["untrusted-name"]}
    assert rules_of(capsys, "a.skc", "--plugin-defaults") == {"a.skc": ["untrusted-name"]}


def test_a_name_of_a_plugin(site, folder):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo", level="vouched"))
    run("import sys, skcore, foo; skcore.dump(foo.Thing(1), 'a.skc')", path=[site])
    done = skcore("check", "a.skc", path=[site])
    assert done.returncode == 1
    assert "vouched for by skcore-foo: a value and nothing else" in done.stdout
    assert skcore("check", "a.skc", "--plugin-defaults", path=[site]).returncode == 0


def test_a_missing_plugin_is_one_finding(site, folder, capsys):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run("import sys, skcore, foo; skcore.dump(foo.Thing(1), 'a.skc')", path=[site])
    assert rules_of(capsys, "a.skc") == {"a.skc": ["missing-plugin"]}
    assert "it says that it was written with skcore-foo" in said(capsys, "check", "a.skc", code=1)


def test_a_plugin_that_does_not_work(site, tmp_path, folder):
    other = tmp_path / "other"
    install(other, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run("import sys, skcore, foo; skcore.dump(foo.Thing(1), 'a.skc')", path=[site, other])
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo="raise RuntimeError('no')")
    done = skcore("check", "a.skc", "--json", path=[site])
    assert done.returncode == 1
    (row,) = json.loads(done.stdout)["files"]
    assert [finding["rule"] for finding in row["findings"]] == ["broken-plugin"]
    assert "skcore-foo, does not import" in row["findings"][0]["message"]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_versions_of_kinds(site, folder, version):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run("import sys, skcore, foo; skcore.dump(foo.Thing(1), 'a.skc')", path=[site])

    def edit(header):
        (kind,) = header["kinds"]
        kind[1] = version

    (folder / "a.skc").write_bytes(forge((folder / "a.skc").read_bytes(), edit))
    upgraded = simple("foo", version=2, extra="upgrades = {1: lambda state: state}")
    (site / "skcore_foo.py").write_text(upgraded)
    done = skcore("check", "a.skc", "--json", "--plugin-defaults", path=[site])
    (row,) = json.loads(done.stdout)["files"]
    expected = {1: ["older-kind"], 2: [], 3: ["newer-kind"]}[version]
    assert [finding["rule"] for finding in row["findings"]] == expected
    assert done.returncode == (1 if version == 3 else 0)


def with_environment(*rows):
    return forged([("python.list", "builtins.list", None, [])], environment=list(rows))


def test_versions_of_packages(site, folder):
    install(site, "bar", {}, bar="raise RuntimeError('imported')")
    rows = [["python", "3.11.0"], ["bar", "2.0"], ["foo", "1.0"], ["nowhere_at_all", "1"], ["foo.bar", "1"]]
    (folder / "a.skc").write_bytes(with_environment(*rows))
    (site / "unversioned.py").write_text("raise RuntimeError('imported')")
    done = skcore("check", "a.skc", "--json", "--ignore", "other-environment", path=[site])
    (row,) = json.loads(done.stdout)["files"]
    found = [(finding["rule"], finding["subject"]) for finding in row["findings"]]
    differs, *missing = [
        ("version-differs", "bar"),
        ("missing-package", "nowhere_at_all"),
        ("missing-package", "foo.bar"),
    ]
    assert found == [differs, *missing]
    assert row["findings"][0]["message"] == "written with bar 2.0, installed is 1.0"
    (folder / "b.skc").write_bytes(with_environment(["bar", "1.0"], ["unversioned", "1"]))
    assert skcore("check", "b.skc", path=[site]).returncode == 0


def test_another_python_is_no_finding(folder, capsys):
    (folder / "a.skc").write_bytes(with_environment(["python", "2.7.1"], ["skcore", "99.0"]))
    assert rules_of(capsys, "a.skc", code=0) == {"a.skc": ["other-environment"] * 2}
    here = ".".join(map(str, sys.version_info[:2]))
    (folder / "a.skc").write_bytes(with_environment(["python", f"{here}.99"]))
    assert rules_of(capsys, "a.skc", code=0) == {"a.skc": []}


# -- damage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_byte_is_read(folder, capsys, method):
    """The data too, which an audit does not read."""
    data = bytearray(library.dumps([os.urandom(3_000_000)], compression=method))
    (folder / "fine.skc").write_bytes(data)
    data[2_500_000] ^= 1
    (folder / "a.skc").write_bytes(data)
    assert library.get_untrusted_types(file="a.skc") == []
    assert rules_of(capsys, ".") == {"./a.skc": ["damaged-file"], "./fine.skc": []}


def test_buffers_that_do_not_fill_the_data(folder, capsys):
    data = library.dumps([bytes(1000)])

    def edit(header):
        header["buffers"][0] += 64

    (folder / "a.skc").write_bytes(forge(data, edit))
    assert rules_of(capsys, "a.skc") == {"a.skc": ["damaged-file"]}


def test_objects_that_are_none(folder, capsys):
    (folder / "a.skc").write_bytes(forged([("python.list", "builtins.list", None, [])], objects=[[0, {}]]))
    assert rules_of(capsys, "a.skc") == {"a.skc": ["damaged-file"]}


def test_a_limit_is_told_from_damage(folder, capsys):
    members = [Member(b"data", b""), Member(b"schema.json", bytes(2**20), method=8, packed=b"\0" * 10)]
    (folder / "a.skc").write_bytes(archive(members))
    assert rules_of(capsys, "a.skc") == {"a.skc": ["over-limit"]}


@pytest.mark.parametrize("module", HOSTILE)
def test_hostile_files_are_findings(folder, capsys, module):
    """All in one folder: none keeps another from being judged."""
    count = 0
    for found in load([module]).values():
        built = found.build()
        for data in built.values() if isinstance(built, dict) else [built]:
            if isinstance(data, bytes):
                (folder / f"{count:06}.skc").write_bytes(data)
                count += 1
    library.dump([1], "zzz.skc")
    found = rules_of(capsys, ".", "--jobs", "2")
    assert len(found) == count + 1
    assert found["./zzz.skc"] == []
    out = said(capsys, "check", ".", code=1)
    assert all(line.isascii() and line.isprintable() for line in out.splitlines())


def test_many_names_are_told_in_part(folder, capsys):
    rows = [("python.object", f"mod.Name{index}", [], []) for index in range(3 * MOST)]
    (folder / "a.skc").write_bytes(forged(rows))
    (row,) = read_json(capsys, "check", "a.skc", code=1)["files"]
    assert len(row["findings"]) == MOST + 1
    assert row["findings"][-1]["message"].startswith(f"and {2 * MOST} more")
    (folder / "b.skc").write_bytes(with_environment(*[[f"package{index}", "1"] for index in range(2 * MOST)]))
    (row,) = read_json(capsys, "check", "b.skc", code=1)["files"]
    assert len(row["findings"]) == MOST + 1


# -- files and folders ----------------------------------------------------------------------------


def test_folders_are_searched_in_one_order(folder, capsys):
    for name in ("b.skc", "a.txt", "sub/c.skc", "sub/.hidden/d.skc", "a/z.skc", "A.skc", "x.skc/y.skc"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        library.dump([1], folder / name)
    files = ["A.skc", "b.skc", "a/z.skc", "sub/c.skc", "sub/.hidden/d.skc", "x.skc/y.skc"]
    assert list(rules_of(capsys, ".", code=0)) == [f"./{name}" for name in files]
    assert list(rules_of(capsys, "sub", "a.txt", "b.skc", "sub/c.skc", code=0)) == [
        "sub/c.skc",
        "sub/.hidden/d.skc",
        "a.txt",
        "b.skc",
    ]


def test_links_do_not_lead_in_circles(folder, capsys):
    library.dump([1], "a.skc")
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / "link.skc").symlink_to(folder / "a.skc")
    (folder / "sub" / "self.skc").symlink_to(folder / "sub" / "self.skc")
    found = {"./a.skc": [], "./sub/link.skc": [], "./sub/self.skc": ["unreadable-file"]}
    assert rules_of(capsys, ".") == found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_in_a_folder_is_not_waited_for(folder, capsys):
    os.mkfifo("a.skc")
    assert rules_of(capsys, ".") == {"./a.skc": ["unreadable-file"]}


@pytest.mark.skipif(sys.platform == "win32", reason="no path is that long there")
def test_folders_deeper_than_the_stack(folder, capsys):
    here = os.getcwd()
    for _ in range(1500):
        os.mkdir("d")
        os.chdir("d")
    library.dump([1], "a.skc")
    os.chdir(here)
    try:
        assert list(rules_of(capsys, ".", code=0).values()) == [[]]
    finally:
        # Python's own removal of folders recurses.
        subprocess.run(["rm", "-rf", "d"], check=True)


def test_a_file_that_is_not_there(folder, capsys):
    library.dump([1], "a.skc")
    assert complaint(capsys, "check", "a.skc", "nothing.skc", code=2) == "nothing.skc: No such file or directory"


def test_a_folder_without_files(folder, capsys):
    assert said(capsys, "check", ".") == "0 files checked: nothing found\n"


def test_names_of_files_are_escaped(folder, capsys):
    name = "\x1b[31mred\u202e.skc"
    (folder / name).write_bytes(b"nothing")
    (folder / "modèle [bold].skc").write_bytes(b"nothing")
    out = said(capsys, "check", ".", code=1)
    assert "./\\x1b[31mred\\u202e.skc" in out
    assert "./modèle [bold].skc" in out
    text = said(capsys, "check", ".", "--json", code=1)
    assert text.isascii()
    assert f"./{name}" in [row["file"] for row in json.loads(text)["files"]]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems take no such name")
def test_names_that_are_no_text(folder, capsys):
    with open(b"\xff.skc", "wb") as file:
        file.write(b"nothing")
    assert "./\\udcff.skc" in said(capsys, "check", ".", code=1)
    assert list(rules_of(capsys, ".")) == ["./\udcff.skc"]
    assert uris(capsys, ".") == ["%FF.skc"]


# -- options --------------------------------------------------------------------------------------


def test_rules_are_ignored(folder, capsys):
    (folder / "a.skc").write_bytes(b"nothing")
    assert rules_of(capsys, ".", "--ignore", "damaged-file", code=0) == {"./a.skc": []}
    assert "nonsense is no rule: there are untrusted-name" in complaint(
        capsys, "check", ".", "--ignore", "nonsense", code=2
    )


def test_wrong_options(folder, capsys):
    library.dump([1], "a.skc")
    assert "'a b' is not a qualified name" in complaint(capsys, "check", "a.skc", "--trusted", "a b", code=2)
    assert "--jobs" in complaint(capsys, "check", "a.skc", "--jobs", "0", code=2)
    assert "both write" in complaint(capsys, "check", "a.skc", "--json", "--sarif", "-", code=2)


@pytest.mark.parametrize("jobs", [1, 8])
def test_jobs_give_one_order(folder, capsys, jobs):
    for index in range(50):
        (folder / f"{index:02}.skc").write_bytes(library.dumps([1]) if index % 3 else b"nothing")
    found = rules_of(capsys, ".", "--jobs", jobs)
    assert list(found) == [f"./{index:02}.skc" for index in range(50)]
    assert [name for name, rules in found.items() if rules] == [f"./{index:02}.skc" for index in range(0, 50, 3)]


# -- SARIF ----------------------------------------------------------------------------------------


def sarif(capsys, *args, code=1):
    (found,) = json.loads(said(capsys, "check", *args, "--sarif", "-", code=code))["runs"]
    return found


def uris(capsys, *args):
    results = sarif(capsys, *args)["results"]
    return [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]


def test_sarif(folder, capsys):
    (folder / "a b#.skc").write_bytes(b"nothing")
    (folder / "c.skc").write_bytes(forged([*SYSTEM, ("python.object", "mod.Name", [], [])]))
    found = sarif(capsys, ".")
    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == rules[result["ruleIndex"]]["defaultConfiguration"]["level"]
    assert uris(capsys, ".") == ["a%20b%23.skc", "c.skc", "c.skc"]
    prints = [tuple(result["partialFingerprints"].values()) for result in found["results"]]
    assert len(set(prints)) == 3
    assert sarif(capsys, ".", "--ignore", "untrusted-name", "--ignore", "damaged-file", code=0)["results"] == []


def test_a_file_puts_no_link_into_sarif(folder, capsys):
    (folder / "a.skc").write_bytes(with_environment(["python", "[see {0}](https://example.org)"]))
    (result,) = sarif(capsys, ".", code=0)["results"]
    assert result["message"]["text"].startswith(r"written with python \[see {{0}}\](https://example.org), this is ")


def test_sarif_beside_the_table(folder, capsys):
    (folder / "a.skc").write_bytes(b"nothing")
    assert "damaged-file" in said(capsys, "check", ".", "--sarif", "out.sarif", code=1)
    assert json.loads((folder / "out.sarif").read_text())["version"] == "2.1.0"
    assert "no/out.sarif" in complaint(capsys, "check", ".", "--sarif", "no/out.sarif", code=2)


def test_files_elsewhere_have_an_absolute_uri(folder, capsys):
    (folder / "a.skc").write_bytes(b"nothing")
    (folder / "here").mkdir()
    os.chdir("here")
    assert uris(capsys, "../a.skc") == [(folder / "a.skc").as_uri()]


# -- progress -------------------------------------------------------------------------------------


def test_progress_is_for_terminals(folder):
    for index in range(3):
        library.dump([index], f"{index}.skc")
    done = skcore("check", ".")
    assert done.stderr == ""
    assert done.stdout == "3 files checked: nothing found\n"


def test_nothing_is_imported(site, folder):
    (site / "foo.py").write_text(LIBRARY + "\nprint('imported')\n")
    (folder / "a.skc").write_bytes(forged([("python.object", "foo.Thing", [], [])], environment=[["foo", "1.0"]]))
    assert "imported" not in skcore("check", "a.skc", "--trusted", "foo.Thing", path=[site]).stdout
