"""A plugin that is not what it should be takes down nothing else, and its author is told what is wrong."""

from __future__ import annotations

import pytest
from distributions import DUMP, fails, install, plugin, simple
from helpers import run


def test_two_owners_of_one_root(site, file):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run(DUMP, file, path=[site])
    install(site, "other-foo", {"foo": "other_foo"}, other_foo=simple("foo"))
    for code in (
        "import foo; skcore.dumps(foo.Thing(1))",
        "skcore.load(sys.argv[1], trusted=True)",
        "skcore.inspect(sys.argv[1])",
    ):
        found = fails(site, code, file)
        assert found.startswith("PluginError")
        assert "other-foo" in found
        assert "skcore-foo" in found
        assert "foo" in found
    run("import skcore; assert skcore.loads(skcore.dumps([1])) == [1]", path=[site])


def test_two_plugins_for_one_root_by_hand(site):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    code = """
import sys, skcore, foo
from skcore import Handler, hookimpl
class Plugin:
    @hookimpl
    def skcore_handlers(self): return []
skcore.register(Plugin(), "bar")
for root in ("foo", "bar"):
    for _ in range(2):
        try:
            skcore.register(Plugin(), root)
        except skcore.PluginError as error:
            print(error)
        skcore.dumps(foo.Thing(1))
"""
    assert run(code, path=[site]).stdout.splitlines() == [
        *["Plugin and skcore-foo both want to own foo"] * 2,
        *["Plugin and Plugin both want to own bar"] * 2,
    ]


@pytest.mark.parametrize(
    ("others", "message"),
    [
        ('kind, types = "foo.a", ("foo.Other",)', "kind foo.a has two handlers"),
        ('kind, types = "foo.b", ("foo.Thing",)', "type foo.Thing has two handlers"),
    ],
)
def test_two_handlers_of_one_kind_or_type(others, message, site):
    handlers = f"""
class A(Handler):
    kind, types = "foo.a", ("foo.Thing",)
    save = load = print
class B(Handler):
    {others}
    save = load = print
"""
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=plugin(handlers, "A", "B"))
    found = fails(site, "import foo; skcore.dumps(foo.Thing(1))")
    assert found.startswith("PluginError skcore-foo: ")
    assert message in found


def test_a_plugin_that_does_not_import(site, tmp_path, file):
    good = tmp_path / "good"
    install(good, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run(DUMP, file, path=[site, good])
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo="import a_module_that_is_not_there")
    for code in ("import foo; skcore.dumps(foo.Thing(1))", "skcore.load(sys.argv[1])", "skcore.inspect(sys.argv[1])"):
        found = fails(site, code, file)
        assert found.startswith("PluginError")
        assert "distribution skcore-foo" in found
        assert "ModuleNotFoundError" in found
        assert "a_module_that_is_not_there" in found
    run("import skcore; skcore.loads(skcore.dumps([1])); assert skcore.trusted_types()", path=[site])
    # It is tried once in a process, and says the same the second time.
    twice = """
import sys, skcore
for _ in range(2):
    try:
        skcore.load(sys.argv[1])
    except skcore.PluginError as error:
        print(error)
"""
    first, second = run(twice, file, path=[site]).stdout.splitlines()
    assert first == second


@pytest.mark.parametrize("code", ["raise SystemError('x')", "1 / 0", "def broken(:", "from skcore import no_such_name"])
def test_plugins_that_fail_in_other_ways(code, site):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=code)
    found = fails(site, "import foo; skcore.dumps(foo.Thing(1))")
    assert found.startswith("PluginError")
    assert "skcore-foo" in found


BROKEN = {
    "a kind outside of its roots": ('kind, types = "bar.thing", ("foo.Thing",)', "outside the plugin's roots"),
    "a kind of the core": ('kind, types = "python.list", ()', "outside the plugin's roots"),
    "a type outside of its roots": ('kind, types = "foo.thing", ("bar.Thing",)', "outside the plugin's roots"),
    "a name outside of its roots": (
        'kind, trusts = "foo.thing", {"os.system": checked("we say so")}',
        "os.system is outside the plugin's roots",
    ),
    "a root that starts with its own": ('kind, types = "foo.thing", ("foobar.Thing",)', "outside the plugin's roots"),
    "a newer contract": (
        'kind, contract = "foo.thing", 2',
        "is written for a newer skcore: for contract 2, where this one knows 1",
    ),
    "no reason": ('kind, trusts = "foo.thing", {"foo.Thing": checked("")}', "no reason"),
    "no level": ('kind, trusts = "foo.thing", {"foo.Thing": ("surely", "it is good")}', "no level"),
    "trust that is none": ('kind, trusts = "foo.thing", {"foo.Thing": "checked"}', ""),
    "no kind": ('types = ("foo.Thing",)', "is not of the form root.word"),
    "a kind of one word": ('kind = "foo"', "is not of the form root.word"),
    "a kind with spaces": ('kind = "foo.my thing"', "is not of the form root.word"),
    "types that are no tuple": ('kind, types = "foo.thing", "foo.Thing"', "types is not a tuple"),
    "a name in no canonical form": ('kind, types = "foo.thing", ("foo:Thing",)', "not a canonical name"),
    "new without fill": ('kind = "foo.thing"\n    def new(self, cls): return cls()', "only one of new and fill"),
    "a gap in its upgrades": ('kind, version, upgrades = "foo.thing", 4, {2: dict}', "no upgrade from [1, 3]"),
    "a constructor that fails": ('kind = "foo.thing"\n    def __init__(self): 1 / 0', "ZeroDivisionError"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_plugins_that_break_the_contract(name, site):
    body, message = BROKEN[name]
    code = plugin(f"class Things(Handler):\n    {body}\n", "Things")
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=code)
    found = fails(site, "import foo; skcore.dumps(foo.Thing(1))")
    assert found.startswith("PluginError")
    assert "skcore-foo" in found
    assert message in found


@pytest.mark.parametrize("code", ["", "def skcore_handlers(): return []", "skcore_handlers = 5"])
def test_a_module_without_marked_hooks_is_no_plugin(code, site):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=code)
    found = fails(site, "import foo; skcore.dumps(foo.Thing(1))")
    assert found.startswith("PluginError skcore-foo has no hook implementation")


INCOMPLETE = {
    "has types, no save": ("def load(self, cls, state): pass", "has no save"),
    "has no load": ("def save(self, obj): return {}", "has neither load, nor new and fill"),
    "has only one": ("def save(self, obj): pass\n    def new(self, cls): pass", "has only one of new and fill"),
    "is not lenient": (
        "def save(self, obj): pass\n    def new(self, cls): pass\n    def fill(self, obj, state): pass",
        "is not lenient",
    ),
    "has both": (
        "lenient = True\n    def save(self, obj): pass\n    def new(self, cls): pass\n"
        "    def fill(self, obj, state): pass\n    def load(self, cls, state): pass",
        "has load beside new and fill",
    ),
    "upgrades itself": (
        "upgrades = {1: dict}\n    def save(self, obj): pass\n    def load(self, cls, state): pass",
        "has an upgrade from [1], but its version is 1",
    ),
    "plain trust": (
        "trusts = {'foo.Thing': 'yes'}\n    def save(self, obj): pass\n    def load(self, cls, state): pass",
        "no level of trust",
    ),
}


@pytest.mark.parametrize("name", INCOMPLETE)
def test_handlers_that_break_the_contract(name, site):
    body, message = INCOMPLETE[name]
    code = (
        "from skcore import Handler, hookimpl\nclass Things(Handler):\n    kind = 'foo.thing'\n"
        f"    types = ('foo.Thing',)\n    {body}\n"
        "@hookimpl\ndef skcore_handlers():\n    return [Things]\n"
    )
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=code)
    found = fails(site, "import foo; skcore.dumps(foo.Thing(1))")
    assert found.startswith("PluginError")
    assert message in found


def test_an_entry_point_that_is_a_class(site):
    code = plugin("", more="class Plugin:\n    pass")
    install(site, "skcore-foo", {"foo": "skcore_foo:Plugin"}, skcore_foo=code)
    found = fails(site, "import foo; skcore.dumps(foo.Thing(1))")
    assert found.startswith("PluginError the entry point of skcore-foo is a class")


@pytest.mark.parametrize("answer", ["5", "[5]", "[int]", "[Handler()]", "None"])
def test_answers_that_are_no_handlers(answer, site):
    code = f"from skcore import Handler, hookimpl\n@hookimpl\ndef skcore_handlers():\n    return {answer}\n"
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=code)
    code = "import foo; skcore.dumps(foo.Thing(1)); print('saved')"
    found = fails(site, code)
    assert found.startswith("PluginError") or (answer == "None" and found == "saved")


def test_a_hook_with_other_arguments(site):
    code = plugin("", more="@hookimpl\ndef skcore_review(file): pass")
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=code)
    found = fails(site, "import foo; skcore.dumps(foo.Thing(1)); print('saved')")
    assert found.startswith("PluginError skcore-foo has a hook that is misspelt, or of another version of skcore")
    assert "{'file'}" in found


@pytest.mark.parametrize("hook", ["skcore_handlerz", "skcore_writers"])
def test_a_hook_that_is_misspelt_or_newer_is_told(hook, site):
    code = plugin("", more=f"@hookimpl\ndef {hook}(): pass")
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=code)
    found = fails(site, "import foo; skcore.dumps(foo.Thing(1)); print('saved')")
    assert found.startswith("PluginError skcore-foo has a hook that is misspelt, or of another version of skcore")
    assert hook in found
