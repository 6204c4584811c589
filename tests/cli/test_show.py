"""``skcore show``: the tree, the page and the JSON, as a user of the command sees them."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from pathlib import Path

import pytest
import samples
from commands import complaint, read_json, said, skcore
from helpers import ROOT, forged

from skcore import dump, dumps

needs_models = pytest.mark.skipif(
    importlib.util.find_spec("skcore_sklearn") is None, reason="the core is tested without plugins too"
)
ESCAPES = "\x1b[31m\x07\u202e\r\n"


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "model.skc"
    dump({"steps": [("scale", samples.Plain(mean=[0.5] * 40)), ("count", len)], "depth": 3}, path)
    return path


def tree(text):
    return text.partition("\n\n")[2].splitlines()


def test_a_user_sees_the_tree_of_a_file(model):
    done = skcore("show", model)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"{model}: 7 objects, ")
    assert lines[1].startswith("written with python ")
    assert lines[2:5] == [
        "1 of 5 names is UNTRUSTED:",
        "  samples.Plain (class to build, kind python.object): no plugin knows it",
        "",
    ]
    assert [re.sub(r"  [\d.]+ k?B$", "", line) for line in lines[5:]] == [
        "dict of 2 [UNTRUSTED inside]",
        "├── ['steps']: list of 2 [UNTRUSTED inside]",
        "│   ├── [0]: tuple of 2 [UNTRUSTED inside]",
        "│   │   ├── [0]: 'scale'",
        "│   │   └── [1]: Plain [UNTRUSTED]",
        "│   │       └── mean: list of 40 float [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, ...]",
        "│   └── [1]: tuple of 2",
        "│       ├── [0]: 'count'",
        "│       └── [1]: function builtins.len",
        "└── ['depth']: 3",
    ]


def test_colours_are_as_the_environment_wants_them(model):
    forced = skcore("show", model, env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[1;31m[UNTRUSTED]" in forced
    assert "\x1b[32mtuple" in forced
    assert "\x1b[33mdict" in forced
    for env in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}):
        assert "\x1b[3" not in skcore("show", model, env=env).stdout


def test_a_terminal_without_these_characters_gets_others(model):
    text = skcore("show", model, env={"PYTHONIOENCODING": "ascii"}).stdout
    assert "|-- ['steps']" in text
    assert text.isascii()


def test_options_fold_and_filter(model, capsys):
    assert len(tree(said(capsys, "show", model, "--depth", 0))) == 1
    assert len(tree(said(capsys, "show", model, "--depth", 1))) == 3
    assert "... 1 more" in said(capsys, "show", model, "--max-items", 1)
    (last,) = tree(said(capsys, "show", model, "--find", "MEAN"))[-1:]
    assert "mean: list of 40 float" in last
    assert "Plain" in tree(said(capsys, "show", model, "--show", "untrusted"))[-1]
    assert "Plain" not in "".join(tree(said(capsys, "show", model, "--show", "trusted", "--find", "len")))
    assert said(capsys, "show", model, "--trusted", "samples.Plain").splitlines()[2] == "all 5 names are trusted"
    assert tree(said(capsys, "show", model, "--trusted", "samples.Plain", "--show", "untrusted")) == [
        "nothing in it is what was asked for"
    ]


def test_json_has_what_the_documentation_says(model, capsys):
    found = read_json(capsys, "show", model, "--depth", 2, "--max-items", 1)
    assert found["command"] == "show"
    assert found["objects"] == 7
    names = {row["name"]: row for row in found["names"]}
    assert names["samples.Plain"]["trusted"] is False
    assert names["builtins.dict"]["plugin"] == "skcore"
    entries = {entry["path"]: entry for entry in found["entries"]}
    assert entries["['steps']"]["holds"] is True
    assert found["entries"][0]["total"] == sum(
        e["own"] for e in read_json(capsys, "show", model, "--depth", 50)["entries"]
    )
    assert {entry["what"] for entry in found["entries"]} == {"object", "more"}
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    section = text[text.index("## skcore show") :]
    section = section[section.index("### As JSON") :].partition("\n## ")[0]
    rows = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    documented = set(re.findall(r"`(\w+)`", " ".join(rows)))
    assert {*found, *found["entries"][0], *found["names"][0]} == documented


def test_json_of_a_value_that_json_lacks(tmp_path, capsys):
    dump([float("nan"), float("-inf"), "\ud800", 2**80], tmp_path / "a.skc")
    (entry,) = read_json(capsys, "show", tmp_path / "a.skc")["entries"]
    assert entry["text"] == f"[nan, -inf, '\\ud800', {2**80}]"


def test_a_page_is_written(model, capsys, tmp_path):
    out = tmp_path / "page.html"
    assert said(capsys, "show", model, "--html", out) == ""
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "samples.Plain" in page
    said(capsys, "show", model, "--html", out, "--trusted", "samples.Plain")
    assert '"untrusted":0' in out.read_text(encoding="utf-8")


def test_a_page_never_takes_the_place_of_the_model(model, capsys, tmp_path):
    before = model.read_bytes()
    assert "overwrite the file itself" in complaint(capsys, "show", model, "--html", model, code=2)
    os.link(model, tmp_path / "other")
    assert "overwrite the file itself" in complaint(capsys, "show", model, "--html", tmp_path / "other", code=2)
    assert model.read_bytes() == before
    assert "No such file" in complaint(capsys, "show", model, "--html", tmp_path / "no" / "page.html", code=2)


def test_wrong_use_is_told_in_a_line(model, capsys):
    assert "--show is one of" in complaint(capsys, "show", model, "--show", "some", code=2)
    assert "two forms" in complaint(capsys, "show", model, "--json", "--html", "x.html", code=2)
    assert "No such file" in complaint(capsys, "show", "nowhere.skc", code=2)
    assert "directory" in complaint(capsys, "show", model.parent, code=2)
    assert "depth" in complaint(capsys, "show", model, "--depth", 51, code=2)
    assert "qualified name" in complaint(capsys, "show", model, "--trusted", "x y", code=2)


def test_damage_is_told_in_a_line(model, capsys, tmp_path):
    content = model.read_bytes()
    bad = tmp_path / "bad.skc"
    for broken in (b"", content[:100], content[:-1], bytes(500), content.replace(b"builtins.len", b"builtins.l.n")):
        bad.write_bytes(broken)
        for options in ((), ("--json",), ("--html", tmp_path / "never.html"), ("--find", "x")):
            complaint(capsys, "show", bad, *options, code=1)
    assert not (tmp_path / "never.html").exists()


def test_nothing_of_a_file_reaches_the_terminal_as_it_is(capsys, tmp_path):
    rows = [
        ("python.object", "my.pkg.X", [ESCAPES], [ESCAPES]),
        (f"strange.{ESCAPES}", "my.pkg.Y", None, []),
        ("python.dict", "builtins.dict", None, [ESCAPES, [0], "y", [1]]),
    ]
    path = tmp_path / f"evil{ESCAPES[:-2]}.skc"
    path.write_bytes(forged(rows, environment=[[ESCAPES, ESCAPES]]))
    for options in ((), ("--json",), ("--show", "untrusted"), ("--html", tmp_path / "out.html")):
        text = said(capsys, "show", path, *options)
        assert re.fullmatch(r"[ -~├└│─→\n]*", text), ascii(text)
    assert "\x1b" not in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path):
    dump([[i] for i in range(5000)], tmp_path / "long.skc")
    read, write = os.pipe()
    os.close(read)
    try:
        done = skcore("show", tmp_path / "long.skc", "--max-items", 5000, stdout=write, capture_output=False, stderr=-1)
    finally:
        os.close(write)
    assert done.stderr == ""


def test_no_library_is_imported_and_nothing_built(model, tmp_path):
    code = """
import sys
class Finder:
    @staticmethod
    def find_spec(name, *_):
        assert name != "samples", name
sys.meta_path.insert(0, Finder)
"""
    (tmp_path / "sitecustomize.py").write_text(code)
    for options in ((), ("--json",), ("--html", tmp_path / "o.html"), ("--find", "mean")):
        assert skcore("show", model, *options, path=[tmp_path]).returncode == 0


@needs_models
def test_the_tree_in_the_documentation_is_the_tree(tmp_path, capsys, monkeypatch):
    from sklearn.datasets import load_iris
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    monkeypatch.chdir(tmp_path)
    data, target = load_iris(return_X_y=True)
    model = make_pipeline(StandardScaler(), RandomForestClassifier(n_estimators=100, random_state=0))
    Path("model.skc").write_bytes(dumps(model.fit(data, target)))
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    section = text[text.index("## skcore show") :]
    examples = re.findall(r"^\$ skcore (show .*?)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert examples
    for command, shown in examples:
        found = said(capsys, *command.split())
        # Sizes and versions differ from one release of a library to the next; what is where does not.
        told, shown = (
            [re.sub(r"  [\d.]+ k?B$|\d[\d.]*( k?B)?", "", line) for line in t.splitlines()] for t in (found, shown)
        )
        assert set(filter(None, shown)) - {"..."} <= set(told), set(shown) - set(told)


@needs_models
def test_libraries_are_not_imported_to_show_their_models(tmp_path):
    from sklearn.linear_model import LogisticRegression

    dump(LogisticRegression().fit([[0.0], [1.0]], [0, 1]), tmp_path / "model.skc")
    done = skcore("show", tmp_path / "model.skc", "--html", tmp_path / "o.html", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.returncode == 0
    assert not re.search(r"\| +(numpy|sklearn|scipy)$", done.stderr, re.MULTILINE)
    text = skcore("show", tmp_path / "model.skc").stdout
    assert "coef_: ndarray float64 (1, 1)" in text
    assert "classes_: ndarray int64 (2,) [0, 1]" in text


def test_help_shows_an_example(capsys):
    assert "skcore show model.skc --html model.html" in said(capsys, "show", "--help")


def test_json_is_one_document_on_the_standard_output(model):
    done = skcore("show", model, "--json")
    assert json.loads(done.stdout)["file"] == str(model)


def test_the_picture_in_the_documentation_is_small():
    assert (ROOT / "docs" / "images" / "show.png").stat().st_size < 200_000
