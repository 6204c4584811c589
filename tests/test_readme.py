"""The README's two commands are what CI and nox run."""

from __future__ import annotations

import ast
import os
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = "python3 -m venv .venv && .venv/bin/pip install nox && .venv/bin/nox -s "


def commands():
    return [block.strip() for block in re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)]


def test_there_are_two_commands_that_do_all_the_set_up():
    assert [command.startswith(SET_UP) for command in commands()] == [True, True]


def test_commands_name_sessions_that_exist():
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.decorator_list]
    sessions = {node.name for node in functions}
    assert all(ast.get_docstring(node) for node in functions)
    demo, tests = (set(command.removeprefix(SET_UP).split()) for command in commands())
    assert demo == {"demo"}
    assert demo | tests <= sessions


def constant(name):
    """Return a constant of the noxfile, which needs nox to be imported."""
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    (found,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    )
    return found


def test_every_plugin_is_tested_and_is_an_extra():
    folders = sorted(path.name.removeprefix("skcore-") for path in (ROOT / "plugins").iterdir())
    plugins = constant("PLUGINS")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert sorted(plugins) == folders
    assert sorted(extras) == sorted(["all", "cli", *folders])
    assert sorted(extras["all"]) == [f"skcore-{name}" for name in folders]


def test_the_oldest_libraries_are_those_that_the_plugins_ask_for():
    asked = set()
    for path in (ROOT / "plugins").glob("*/pyproject.toml"):
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        asked |= {need for need in project["dependencies"] if not need.startswith("skcore")}
    assert {need.replace("==", ">=").removesuffix(".*") for need in constant("OLDEST")} == asked


def test_ci_runs_the_command_that_tests():
    script = ROOT / ".ci" / "run"
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', commands()[1]]
    assert os.access(script, os.X_OK)


def test_links_lead_somewhere():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
