"""What the page on the command line says of documents, rules and hooks is what there is."""

from __future__ import annotations

import re
import shlex

import pytest
from commands import read_json, said, skcore
from helpers import ROOT, forged

import skcore as library
from skcore.cli.commands import COMMANDS
from skcore.findings import RULES

PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## skcore (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
HOOK = re.compile(r"^(- |  )(\w+): (\S.*)$")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    library.dump({"a": 1}, "a.skc")
    library.dump({"a": [2]}, "b.skc")
    (tmp_path / "hostile.skc").write_bytes(forged([("python.function", "os.system", None, [])]))
    return tmp_path


def fields_of(value):
    """Return the names of all fields in a document, but those that are names out of what it tells of."""
    if isinstance(value, list):
        return {field for item in value for field in fields_of(item)}
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if re.fullmatch("[a-z_]+", key)}
    inside = (fields_of(item) for key, item in value.items() if key != "kinds")
    return own.union(*inside)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["check", "."], 1),
        (["diff", "a.skc", "b.skc"], 1),
        (["update", "a.skc", "-o", "c.skc"], 0),
        (["types", "--plugin", "skcore"], 0),
        (["plugins"], 0),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_every_field_of_a_document_is_on_the_page(folder, capsys, args, code):
    found = read_json(capsys, *args, code=code)
    assert found["version"] == 1
    assert found["command"] == args[0]
    fields = fields_of(found)
    assert len(fields) > 3
    assert fields <= set(re.findall(r"`(\w+)`", SECTIONS[args[0]]))


def test_every_rule_is_on_the_page():
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", SECTIONS["check"], re.MULTILINE)
    assert dict(rows) == {rule.id: rule.level for rule in RULES.values()}


def test_every_command_is_on_the_page():
    assert set(SECTIONS) == {command.__name__ for command in COMMANDS}


def hook_of(lines):
    found = [HOOK.match(line) for line in lines]
    assert all(found)
    return {match[2]: match[3] for match in found}


def test_the_hook_for_commits_runs(folder):
    hook = hook_of((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").splitlines())
    assert hook["language"] == "system"
    assert re.search(hook["files"], "models/a.skc")
    assert not re.search(hook["files"], "a.skc.py")
    command, *args = shlex.split(hook["entry"])
    assert command == "skcore"
    assert skcore(*args, "a.skc", "b.skc").returncode == 0
    assert skcore(*args, "a.skc", "hostile.skc").returncode == 1


def test_the_hook_on_the_page_is_that_of_the_repository():
    block = re.search(r"^    hooks:\n((?:      .*\n)+)", SECTIONS["check"], re.MULTILINE)[1]
    shown = hook_of([line.removeprefix("      ") for line in block.splitlines()])
    ours = hook_of((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").splitlines())
    assert {key: shown[key] for key in ("id", "language", "files", "require_serial")} == {
        key: ours[key] for key in ("id", "language", "files", "require_serial")
    }
    assert shown["entry"].startswith(ours["entry"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_the_help_of_each_command_has_an_example(capsys, command):
    name = command.__name__
    assert len(re.findall(rf"(?<!Usage: )\bskcore {name} \S", said(capsys, name, "--help"))) > 0
