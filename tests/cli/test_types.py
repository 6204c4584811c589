"""``skcore types``: what is trusted, at which level and why."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from commands import complaint, read_json, said, skcore
from distributions import install, simple

import skcore as library


@pytest.fixture
def plugins(site):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo", level="vouched"))
    install(site, "skcore-bar", {"bar": "skcore_bar", "_bar": "skcore_bar"}, skcore_bar=simple("bar"))
    return site


def names(site, *args):
    done = skcore("types", "--json", *args, path=[site])
    assert done.returncode == 0, done.stderr
    return [row["name"] for row in json.loads(done.stdout)["types"] if row["plugin"] in ("skcore-foo", "skcore-bar")]


def test_it_says_what_trusted_types_says(capsys):
    rows = read_json(capsys, "types")["types"]
    assert sorted(row["name"] for row in rows) == sorted(
        row["name"] for row in library.trusted_types(library.plugin_defaults)
    )
    default = sorted(row["name"] for row in library.trusted_types())
    assert sorted(row["name"] for row in rows if row["default"]) == default
    (row,) = [row for row in rows if (row["name"], row["kind"]) == ("builtins.list", "python.list")]
    assert row == {
        "name": "builtins.list",
        "kind": "python.list",
        "role": "class to build",
        "plugin": "skcore",
        "level": "checked",
        "reason": "a plain container; its parts are checked on their own",
        "default": True,
    }


def test_it_is_a_row_a_name(plugins):
    out = skcore("types", path=[plugins]).stdout
    (line,) = [line for line in out.splitlines() if "foo.Thing" in line]
    assert line.split(maxsplit=3) == ["foo.Thing", "vouched", "skcore-foo", "a value and nothing else"]
    assert out.splitlines()[-1].endswith(" of them trusted by default")


def test_a_plugin_by_any_of_its_names(plugins):
    for name in ("skcore-bar", "bar", "_bar"):
        assert names(plugins, "--plugin", name) == ["bar.Thing"]
    assert names(plugins) == ["bar.Thing", "foo.Thing"]
    assert (
        json.loads(skcore("types", "--json", "--plugin", "foo", path=[plugins]).stdout)["types"][0]["default"] is False
    )


def test_a_level(plugins):
    assert names(plugins, "--level", "vouched") == ["foo.Thing"]
    assert names(plugins, "--level", "checked") == ["bar.Thing"]
    assert names(plugins, "--level", "checked", "--plugin", "foo") == []


def test_wrong_options(capsys):
    told = complaint(capsys, "types", "--plugin", "nothing", code=2)
    assert "no plugin nothing is installed: there are " in told
    assert " skcore" in told.partition("there are")[2]
    assert "--level" in complaint(capsys, "types", "--level", "some", code=2)


def test_the_first_line_is_enough():
    """As for ``skcore types | head -1``."""
    command = [sys.executable, "-m", "skcore", "types"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() in (0, 141)


def test_plugins_are_completed(plugins):
    env = {"_SKCORE_COMPLETE": "complete_bash", "COMP_WORDS": "skcore types --plugin ", "COMP_CWORD": "3"}
    found = skcore(path=[plugins], env=env).stdout.split()
    assert {"skcore-foo", "skcore-bar", "foo", "bar"} <= set(found)
    env["COMP_WORDS"] += "skcore-f"
    assert skcore(path=[plugins], env=env).stdout.split() == ["skcore-foo"]
    env = {**env, "COMP_WORDS": "skcore types --level v"}
    assert skcore(path=[plugins], env=env).stdout.split() == ["vouched"]


def test_help_has_an_example(capsys):
    assert "skcore types --plugin sklearn --level vouched" in said(capsys, "types", "--help")
