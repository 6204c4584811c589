"""``skcore scan``: what a pickle would import is listed, and none of it is imported."""

from __future__ import annotations

import importlib.util
import pickle
import re
import sys
import zlib
from collections import OrderedDict
from pathlib import Path

import pytest
import samples
from attacks import load
from attacks.pickles import called, made, name, text, whole
from commands import complaint, read_json, said

from skcore.cli.app import run
from skcore.pickles.dangers import DANGERS


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def verdicts(capsys, data, code):
    Path("a.pkl").write_bytes(data)
    (found,) = read_json(capsys, "scan", "a.pkl", code=code)["files"]
    assert found["file"] == "a.pkl"
    return {row["name"]: (row["role"], row["verdict"]) for row in found["names"]}, found["problem"]


def test_harmless(folder, capsys):
    found, problem = verdicts(capsys, pickle.dumps({"a": OrderedDict(b={1})}, 2), 0)
    assert found == {
        "builtins.set": ("call", "trusted"),
        "collections.OrderedDict": ("call", "trusted"),
    }
    assert problem is None
    out = said(capsys, "scan", "a.pkl")
    assert re.fullmatch("a.pkl, pickle( or joblib)?: 2 trusted; nothing was imported or called.", out.splitlines()[-1])


def test_no_names(folder, capsys):
    assert verdicts(capsys, pickle.dumps([1, 2]), 0) == ({}, None)
    out = said(capsys, "scan", "a.pkl")
    assert re.fullmatch("a.pkl, pickle( or joblib)?: no names; nothing was imported or called.\n", out)


def test_a_file_of_many_names_is_told_in_few_rows(folder, capsys):
    data = whole(b"(" + b"".join(name(f"a.B{number}") for number in range(3000)) + name("os.system") + b"t")
    Path("a.pkl").write_bytes(data)
    out = said(capsys, "scan", "a.pkl", code=1).splitlines()
    assert any("DANGEROUS" in line and "os.system" in line for line in out)
    assert "and 2,501 more, which --json has" in out
    assert len(out) < 520
    assert len(read_json(capsys, "scan", "a.pkl", code=1)["files"][0]["names"]) == 3001


def test_unknown(folder, capsys):
    found, _ = verdicts(capsys, pickle.dumps([samples.Plain(a=1), samples.double]), 1)
    assert found == {"samples.Plain": ("build", "unknown"), "samples.double": ("refer", "unknown")}


@pytest.mark.parametrize(
    "danger", ["os.system", "posix.system", "builtins.eval", "subprocess.Popen", "socket.socket", "shutil.rmtree"]
)
def test_dangerous(folder, capsys, danger):
    for data in (
        whole(called(danger, text("true"))),
        whole(name(danger)),
        whole(made(danger)),
        whole(called(danger, text("true")) + b"0N"),
        whole(b"N") + whole(called(danger, text("true"))),
        zlib.compress(whole(called(danger, text("true")))),
        whole(called(danger, text("true")) + b"\x93"),
    ):
        found, _ = verdicts(capsys, data, 1)
        assert found[danger][1] == "dangerous"
    out = said(capsys, "scan", "a.pkl", code=1)
    assert "dangerous" in out.lower()
    assert DANGERS[danger if danger in DANGERS else danger.partition(".")[0]] in out


def test_attributes_of_attributes(folder, capsys):
    found, _ = verdicts(capsys, whole(b"\x8c\x02os\x8c\x0bpath.system\x93)R"), 1)
    assert found == {"os:path.system": ("call", "dangerous")}
    getting = called("builtins.getattr", name("samples.Plain"), text("__init__")) + b")R"
    assert verdicts(capsys, whole(getting), 1)[0]["samples:Plain.__init__"] == ("call", "unknown")


def test_damaged_further_on(folder, capsys):
    found, problem = verdicts(capsys, whole(name("os.system"))[:-1] + b"\xff", 1)
    assert found == {"os.system": ("refer", "dangerous")}
    assert "damaged" in problem
    assert "It could be read no further: the pickle is damaged" in said(capsys, "scan", "a.pkl", code=1)


def test_nothing_is_imported(folder, capsys):
    (folder / "a.pkl").write_bytes(whole(called("colorsys.rgb_to_yiq") + made("tabnanny.Whitespace") + b"\x86"))
    before = {"colorsys", "tabnanny"} & sys.modules.keys()
    said(capsys, "scan", "a.pkl", code=1)
    assert {"colorsys", "tabnanny"} & sys.modules.keys() == before


def test_several_files(folder, capsys):
    for number in range(3):
        Path(f"{number}.pkl").write_bytes(pickle.dumps([len] * number))
    found = read_json(capsys, "scan", "0.pkl", "1.pkl", "2.pkl")["files"]
    assert [row["file"] for row in found] == ["0.pkl", "1.pkl", "2.pkl"]
    assert complaint(capsys, "scan", "none.pkl", code=2).startswith("none.pkl: ")
    Path("image.png").write_bytes(b"\x89PNG")
    assert "of no format" in complaint(capsys, "scan", "image.png", code=1)


def test_hostile_pickles(folder, capsys):
    attacks = load(["attacks.pickles"])
    for attack in ("pickles: damage", "pickles: computed names"):
        for data in attacks[attack].build().values():
            Path("a.pkl").write_bytes(data)
            code = run(["scan", "a.pkl"])
            out, err = capsys.readouterr()
            assert code in (0, 1)
            assert all(line.isprintable() for line in (out + err).splitlines())
            assert err == "" or (code == 1 and err.startswith("skcore: ") and err.count("\n") == 1)


@pytest.mark.skipif(importlib.util.find_spec("skcore_sklearn") is None, reason="the core is tested without plugins too")
def test_an_honest_model(folder, capsys):
    from sklearn.datasets import load_iris
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    x, y = load_iris(return_X_y=True)
    for model in (RandomForestClassifier(3), HistGradientBoostingClassifier(max_iter=2)):
        fitted = make_pipeline(StandardScaler(), model).fit(x, y)
        found, problem = verdicts(capsys, pickle.dumps(fitted), 0)
        assert {verdict for _, verdict in found.values()} == {"trusted", "converted"}
        assert problem is None
