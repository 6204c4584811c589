"""``skcore convert``: pickles become files of skcore's, and none is run."""

from __future__ import annotations

import gzip
import os
import pickle

import pytest
from attacks import load
from commands import complaint, read_json, said, skcore

import skcore as library

OUTCOME = {"file", "out", "error", "size", "out_size", "needs", "names"}


class Runs:
    def __reduce__(self):
        return os.mkdir, ("was-run",)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.pkl").write_bytes(pickle.dumps({"a": [1, 2.5]}))
    return tmp_path


def test_one_file(folder, capsys):
    before = (folder / "a.pkl").stat()
    out = said(capsys, "convert", "a.pkl", "-o", "b.skc")
    assert library.load("b.skc") == {"a": [1, 2.5]}
    assert out.splitlines()[-1] == "1 of 1 converted."
    assert "loads by default" in out
    after = (folder / "a.pkl").stat()
    assert (after.st_mtime_ns, after.st_size, after.st_ino) == (before.st_mtime_ns, before.st_size, before.st_ino)


def test_names_of_what_is_written(folder, capsys):
    for name in ("b.pickle", "c.joblib", "d.PKL", "e.model"):
        (folder / name).write_bytes(pickle.dumps(name))
    (folder / "f.pkl.gz").write_bytes(gzip.compress(pickle.dumps("f.pkl.gz")))
    given = ("a.pkl", "b.pickle", "c.joblib", "d.PKL", "e.model", "f.pkl.gz")
    said(capsys, "convert", *given)
    assert sorted(path.name for path in folder.glob("*.skc")) == [
        *("a.skc", "b.skc", "c.skc", "d.skc", "e.model.skc", "f.skc")
    ]
    assert library.load("f.skc") == "f.pkl.gz"
    said(capsys, "convert", *given, "-o", "new/folder")
    assert len(list(folder.glob("new/folder/*.skc"))) == 6


def test_a_folder(folder, capsys):
    (folder / "in" / "deep").mkdir(parents=True)
    for name in ("one.pkl", "deep/two.joblib", "three.pickle.xz", "none.txt"):
        (folder / "in" / name).write_bytes(pickle.dumps(name))
    found = read_json(capsys, "convert", "in", "-o", "out")["files"]
    assert [row["out"] for row in found] == ["out/one.skc", "out/three.skc", "out/deep/two.skc"]
    assert library.load("out/deep/two.skc") == "deep/two.joblib"
    assert complaint(capsys, "convert", "out", code=2).startswith("Invalid value: there is no file of a known format")


def test_nothing_is_overwritten(folder, capsys):
    (folder / "b.skc").write_bytes(b"precious")
    out = said(capsys, "convert", "a.pkl", "-o", "b.skc", code=1)
    assert "b.skc: it exists already; --force overwrites it" in out
    assert (folder / "b.skc").read_bytes() == b"precious"
    said(capsys, "convert", "a.pkl", "-o", "b.skc", "--force")
    assert library.load("b.skc") == {"a": [1, 2.5]}
    (folder / "a.joblib").write_bytes(b"")
    assert "several inputs would be written to a.skc" in complaint(capsys, "convert", "a.pkl", "a.joblib", code=2)
    assert not (folder / "a.skc").exists()
    said(capsys, "convert", "a.pkl", "-o", "a.pkl", code=1)
    assert pickle.loads((folder / "a.pkl").read_bytes()) == {"a": [1, 2.5]}


def test_no_link_in_a_folder_leads_out_of_it(folder, capsys):
    (folder / "in").mkdir()
    for name in ("new.pkl", "old.pkl"):
        (folder / "in" / name).write_bytes(pickle.dumps(name))
    (folder / "precious").write_bytes(b"precious")
    (folder / "in" / "new.skc").symlink_to(folder / "created")
    (folder / "in" / "old.skc").symlink_to(folder / "precious")
    assert "it exists already" in said(capsys, "convert", "in", code=1)
    assert "it is a link" in said(capsys, "convert", "in", "--force", code=1)
    assert not (folder / "created").exists()
    assert (folder / "precious").read_bytes() == b"precious"
    (folder / "mine.skc").symlink_to("target.skc")
    said(capsys, "convert", "a.pkl", "-o", "mine.skc")
    assert (folder / "mine.skc").is_symlink()
    assert library.load("target.skc") == {"a": [1, 2.5]}


def test_what_never_ends_in_a_folder_is_passed_over(folder):
    os.mkfifo(folder / "pipe.pkl")
    (folder / "zeros.pkl").symlink_to("/dev/zero")
    (folder / "gone.pkl").symlink_to("nowhere")
    done = skcore("convert", ".", "-o", "out", cwd=folder)
    assert (done.returncode, os.listdir(folder / "out")) == (1, ["a.skc"])
    assert "gone.pkl: No such file" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 of 2 converted."


def test_what_does_not_convert_is_named_and_the_others_convert(folder, capsys):
    (folder / "bad.pkl").write_bytes(pickle.dumps([Runs()]))
    (folder / "cut.pkl").write_bytes(pickle.dumps([1])[:-1])
    out = said(capsys, "convert", ".", "-o", "out", code=1)
    assert "posix.mkdir: the file calls it, and it starts programs" in out
    assert "the pickle is damaged" in out
    assert out.splitlines()[-1] == "1 of 3 converted."
    assert os.listdir("out") == ["a.skc"]
    assert not (folder / "was-run").exists()


def test_unsafe_load_runs_the_file(folder, capsys):
    (folder / "bad.pkl").write_bytes(pickle.dumps([Runs()]))
    said(capsys, "convert", "bad.pkl", "--unsafe-load")
    assert (folder / "was-run").is_dir()
    assert library.load("bad.skc") == [None]
    assert "loading it failed: FileExistsError" in said(
        capsys, "convert", "bad.pkl", "--unsafe-load", "--force", code=1
    )


def test_what_it_takes_to_load(folder, capsys):
    (folder / "path.pkl").write_bytes(b"\x80\x02ca.b\nThing\n)\x81.")
    (folder / "many.pkl").write_bytes(b"\x80\x02(" + b"".join(b"ca.b\nThing%d\n)\x81" % i for i in range(9)) + b"t.")
    assert "loads with trusted= a.b.Thing\n" in "\n".join(
        line.strip() + "\n" for line in said(capsys, "convert", "path.pkl").splitlines()
    )
    assert "a.b.Thing0, a.b.Thing1, a.b.Thing2, ..." in said(capsys, "convert", "many.pkl")
    (row,) = read_json(capsys, "convert", "path.pkl", "--force")["files"]
    assert row.keys() == OUTCOME
    assert (row["needs"], row["names"], row["error"]) == ("names", ["a.b.Thing"], None)
    assert (row["size"], row["out_size"]) == (
        (folder / "path.pkl").stat().st_size,
        (folder / "path.skc").stat().st_size,
    )


def test_many_at_once(folder):
    for number in range(6):
        (folder / f"{number}.pkl").write_bytes(pickle.dumps(list(range(number))))
    done = skcore("convert", ".", "-o", "out", "--jobs", "2", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "7 of 7 converted."
    assert library.load(folder / "out" / "5.skc") == [0, 1, 2, 3, 4]


def test_compressed(folder, capsys):
    (folder / "b.pkl").write_bytes(pickle.dumps(bytes(10**5)))
    said(capsys, "convert", "b.pkl", "--compress")
    assert (folder / "b.skc").stat().st_size < 2000


def test_wrong_calls(folder, capsys):
    assert complaint(capsys, "convert", "none.pkl", code=2) == "none.pkl: there is no such file"
    assert "See: skcore convert --help" in complaint(capsys, "convert", code=2)
    assert "of no format that an installed plugin reads" in said(capsys, "convert", __file__, "-o", "x.skc", code=1)


def test_hostile_pickles(folder, capsys):
    attacks = load(["attacks.pickles"])
    files = [data for name in ("damage", "computed names") for data in attacks[f"pickles: {name}"].build().values()]
    for number, data in enumerate(files):
        (folder / f"{number}.pkl").write_bytes(data)
    out = said(capsys, "convert", *(f"{number}.pkl" for number in range(len(files))), "-o", "out", code=1)
    assert all(line.isprintable() for line in out.splitlines())
    assert len(os.listdir("out")) < len(files) / 10
