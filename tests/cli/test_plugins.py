"""``skcore plugins``: what is installed, and what of it fails."""

from __future__ import annotations

import json

from commands import read_json, said, skcore
from distributions import install, plugin, simple

import skcore as library

COMMAND = """
@hookimpl
def skcore_commands(app):
    app.command("hello")(lambda: print("hello"))
"""


def found(site, code):
    done = skcore("plugins", "--json", path=[site])
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_the_core_is_a_plugin(capsys):
    row = next(row for row in read_json(capsys, "plugins")["plugins"] if row["plugin"] == "skcore")
    assert row["version"] == library.__version__
    assert row["own"] is True
    assert {"python", "collections"} <= set(row["roots"])
    assert row["kinds"]["python.list"] == 1
    assert row["checked"] > 50
    assert row["vouched"] == 0
    assert "check" in row["commands"]


def test_a_plugin_of_others(site):
    code = simple("foo", level="vouched", version=2, extra="upgrades = {1: lambda state: state}") + COMMAND
    install(site, "skcore-foo", {"foo": "skcore_foo", "_foo": "skcore_foo"}, skcore_foo=code)
    (row,) = [row for row in found(site, 0)["plugins"] if row["plugin"] == "skcore-foo"]
    assert row == {
        "plugin": "skcore-foo",
        "version": "1.0",
        "roots": ["_foo", "foo"],
        "own": False,
        "kinds": {"foo.thing": 2},
        "checked": 0,
        "vouched": 1,
        "commands": ["hello"],
    }
    out = skcore("plugins", path=[site]).stdout
    (line,) = [line for line in out.splitlines() if "skcore-foo" in line]
    assert "third party" in line


def test_plugins_that_fail(site):
    install(site, "skcore-foo", {"foo": "skcore_foo", "_foo": "skcore_foo"}, skcore_foo="raise RuntimeError('no')")
    install(site, "skcore-bar", {"bar": "skcore_bar"}, skcore_bar=plugin("class Things: pass", "Things"))
    for name in ("one", "two"):
        install(site, f"skcore-{name}", {"baz": f"skcore_{name}"}, **{f"skcore_{name}": simple("baz")})
    rows = found(site, 1)["failures"]
    reasons = {tuple(row["roots"]): row["reason"] for row in rows}
    assert "skcore-bar: Things: is no subclass" in reasons[("bar",)]
    assert "skcore-one and skcore-two both want to own baz" in reasons[("baz",)]
    assert any("distribution skcore-foo, does not import: RuntimeError: no" in reason for reason in reasons.values())
    assert {root for roots in reasons for root in roots} == {"foo", "_foo", "bar", "baz"}
    done = skcore("plugins", path=[site])
    assert done.returncode == 1
    assert "does not import: RuntimeError: no" in done.stdout


def test_commands_that_fail(site):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo") + COMMAND.replace("hello", "check"))
    assert found(site, 1)["failures"] == [
        {"roots": [], "reason": "skcore and skcore-foo both want to own the command check"}
    ]


def test_help_has_an_example(capsys):
    assert "skcore plugins --json" in said(capsys, "plugins", "--help")
