"""Plugins are found as installed distributions, one at a time; a broken one breaks nothing else."""

from __future__ import annotations

import pytest
from distributions import LIBRARY, install, plugin, simple
from helpers import run

DUMP = "import sys, skcore, foo; skcore.dump([foo.Thing(5)], sys.argv[1])"
LOAD = "import sys, skcore; print(skcore.load(sys.argv[1], trusted=skcore.plugin_defaults)[0].value)"
FAIL = """
import sys, skcore
try:
    {code}
except skcore.SkcoreError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def site(tmp_path):
    """A folder of installed distributions, with a library ``foo`` and no plugin for it."""
    folder = tmp_path / "site"
    install(folder, "foo", {}, foo=LIBRARY)
    return folder


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "model.skc")


def fails(site, code, *args):
    """Run code that must end in an error of skcore, and return its class and text."""
    return run(FAIL.format(code=code), *args, path=[site]).stdout.strip()


def test_a_plugin_is_found_by_type_and_by_kind(site, file):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run(DUMP, file, path=[site])
    assert run(LOAD, file, path=[site]).stdout == "5\n"
    audit = """
import sys, skcore
report = skcore.inspect(sys.argv[1])
row, = [row for row in report.names if row.name == "foo.Thing"]
print(row.kind, row.plugin, row.level, row.reason, row.own, row.trusted, "foo" in sys.modules)
"""
    assert (
        run(audit, file, path=[site]).stdout
        == "foo.thing skcore-foo checked a value and nothing else False False False\n"
    )


def test_a_plugin_is_loaded_on_first_need_and_no_earlier(site):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    install(site, "skcore-bar", {"bar": "skcore_bar"}, skcore_bar="raise RuntimeError('not needed')")
    code = """
import sys, skcore, foo
skcore.loads(skcore.dumps([1, {2}]))
assert "skcore_foo" not in sys.modules
data = skcore.dumps(foo.Thing(1))
assert "skcore_foo" in sys.modules and "skcore_bar" not in sys.modules
"""
    run(code, path=[site])


def test_third_parties_are_not_trusted_by_default(site, file):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run(DUMP, file, path=[site])
    found = fails(site, "skcore.load(sys.argv[1])", file)
    assert found.startswith("UntrustedTypesError")
    assert "checked by skcore-foo, which is not one of skcore's own plugins" in found
    assert "trusted=skcore.plugin_defaults" in found
    for trusted in ('["foo.Thing"]', "skcore.plugin_defaults", 'skcore.plugin_defaults.only("foo")'):
        code = f"import sys, skcore; skcore.load(sys.argv[1], trusted={trusted})"
        run(code, file, path=[site])
    for trusted in ("None", 'skcore.plugin_defaults.only("bar")', 'skcore.plugin_defaults - ["foo.Thing"]'):
        assert fails(site, f"skcore.load(sys.argv[1], trusted={trusted})", file).startswith("UntrustedTypesError")
    rows = "import skcore; print([r['name'] for r in skcore.trusted_types({}) if r['plugin'] == 'skcore-foo'])"
    assert run(rows.format(""), path=[site]).stdout == "[]\n"
    assert run(rows.format("skcore.plugin_defaults"), path=[site]).stdout == "['foo.Thing']\n"


def test_a_distribution_cannot_call_itself_our_own(site, file):
    """Names close to those that the core's own extras have."""
    install(site, "skcore-numpy2", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run(DUMP, file, path=[site])
    assert "skcore-numpy2" in fails(site, "skcore.load(sys.argv[1])", file)


def test_vouched_is_said_so(site, file):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo", level="vouched"))
    run(DUMP, file, path=[site])
    assert "vouched for by skcore-foo: a value and nothing else" in fails(site, "skcore.load(sys.argv[1])", file)
    assert run(LOAD, file, path=[site]).stdout == "5\n"


def test_a_missing_plugin_says_what_to_install(site, tmp_path, file):
    other = tmp_path / "other"
    install(other, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run(DUMP, file, path=[site, other])
    for trusted in ("None", "True", "skcore.plugin_defaults", '["foo.Thing"]'):
        found = fails(site, f"skcore.load(sys.argv[1], trusted={trusted})", file)
        assert found.startswith("MissingPluginError")
        assert "skcore-foo" in found
    code = "import sys, skcore; r = skcore.inspect(sys.argv[1]); print(r.missing, 'foo' in sys.modules); str(r)"
    assert run(code, file, path=[site]).stdout == "('skcore-foo',) False\n"
    code = "import sys, skcore; print(skcore.get_untrusted_types(file=sys.argv[1]))"
    assert run(code, file, path=[site]).stdout == "['foo.Thing']\n"


def test_without_a_plugin_an_object_is_a_plain_one(site, file):
    run(DUMP, file, path=[site])
    assert "kind python.object" in fails(site, "skcore.load(sys.argv[1])", file)
    code = "import sys, skcore; print(skcore.load(sys.argv[1], trusted=['foo.Thing'])[0].value)"
    assert run(code, file, path=[site]).stdout == "5\n"


def test_what_a_plugin_owns_is_not_built_as_a_plain_object(site, tmp_path, file):
    run(DUMP, file, path=[site])
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    found = fails(site, "skcore.load(sys.argv[1], trusted=True)", file)
    assert found == "InvalidFileError foo.Thing belongs to kind foo.thing and cannot be of kind python.object"


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


def test_two_owners_of_one_kind_or_type(site):
    both = "roots foo and baz"
    install(site, both.replace(" ", "-"), {"foo": "skcore_foo", "baz": "skcore_foo"}, skcore_foo=simple("foo"))
    code = """
import skcore
from skcore import Handler, checked, hookimpl
def plugin(kind, type):
    class Things(Handler):
        def save(self, obj): return {}
        def load(self, cls, state): return cls()
    Things.kind, Things.types = kind, (type,)
    class Plugin:
        @hookimpl
        def skcore_handlers(self):
            return [Things]
    return Plugin()
skcore.register(plugin("bar.thing", "bar.Thing"), "bar")
skcore.plugin_defaults
import foo; skcore.dumps(foo.Thing(1))
for wrong in (plugin("foo.thing", "foo.Other"), plugin("foo.other", "foo.Thing")):
    try:
        skcore.register(wrong, "foo")
    except skcore.PluginError as error:
        print(error)
class Twice:
    @hookimpl
    def skcore_handlers(self):
        class A(Handler):
            kind, save, load = "qux.a", print, print
        class B(Handler):
            kind, save, load = "qux.a", print, print
        return [A, B]
try:
    skcore.register(Twice(), "qux")
except skcore.PluginError as error:
    print(error)
"""
    lines = run(code, path=[site]).stdout.splitlines()
    assert all("Plugin and roots-foo-and-baz both want to own foo" in line for line in lines[:2])
    assert "kind qux.a has two handlers" in lines[2]


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


HANDLERS = """
import skcore
from skcore import Buffer, Handler, ObjectHandler, hookimpl, checked, vouched

class Node:
    def __init__(self, *parts):
        self.parts = list(parts)

class Strict(Handler):
    kind, types, trusts = "__main__.strict", ("__main__.Node",), {"__main__.Node": checked("tests")}
    def save(self, obj): return {"parts": obj.parts}
    def load(self, cls, state): return cls(*state["parts"])

class Copied(bytes):
    pass

class Copies(Handler):
    kind, types, trusts = "__main__.copied", ("__main__.Copied",), {"__main__.Copied": checked("tests")}
    copies = True
    def save(self, obj): return {"data": Buffer(bytes(obj))}
    def load(self, cls, state): return cls(state["data"])

class Rebuilt:
    def __reduce__(self): return Rebuilt, (1,)

class Plain(ObjectHandler):
    kind, types, trusts = "__main__.plain", ("__main__.Rebuilt",), {"__main__.Rebuilt": checked("tests")}

class Base: pass
class Derived(Base): pass

class Bases(ObjectHandler):
    kind, types, trusts = "__main__.base", ("__main__.Base",), {"__main__.Base": checked("tests")}
    subclasses = True

class Wordless(Handler):
    kind, types = "__main__.wordless", ("__main__.Wordless",)
    def save(self, obj): return None
    def load(self, cls, state): return cls()

class Plugin:
    @hookimpl
    def skcore_handlers(self): return [Strict, Copies, Plain, Bases, Wordless]

skcore.register(Plugin(), "__main__")

def refused(obj):
    try:
        skcore.dumps(obj)
    except skcore.UnsupportedTypeError as error:
        print(error)
    else:
        print("saved")
"""


def test_what_could_not_be_loaded_is_not_saved():
    """A dump replaces the old file: what no load would take is told before."""
    code = """
node = Node(); node.parts.append(node)
refused(node)
inner = []; inner.append((inner, Node(inner)))
refused(inner)
holder = [None]; node = Node((holder,)); holder[0] = (holder, [node])
refused(holder)
refused([Rebuilt()])
refused({"a": Derived()})
refused(Wordless())
made = skcore.loads(skcore.dumps([Copied(), Copied(), Copied(b"a"), Copied(b"a")]), trusted=skcore.plugin_defaults)
print(made == [Copied(), Copied(), Copied(b"a"), Copied(b"a")])
"""
    lines = run(HANDLERS + code).stdout.splitlines()
    assert lines[0] == "obj.parts[0]: an object of kind __main__.strict that contains itself cannot be saved"
    assert "__main__.strict, which is not lenient, cannot be part of a cycle" in lines[1]
    assert "not lenient" in lines[2] or "complete parts" in lines[2]
    assert "Rebuilt is rebuilt by its own __reduce__" in lines[3]
    assert "__main__.Derived is none of the names of kind __main__.base" in lines[4]
    assert "gives a NoneType" in lines[5]
    assert lines[6] == "True"


def test_an_upgrade_that_forgets_to_return():
    code = """
data = skcore.dumps(Node(1))
Strict.version, Strict.upgrades = 2, {1: lambda state: None}
try:
    skcore.loads(data, trusted=skcore.plugin_defaults)
except skcore.InvalidStateError as error:
    print(error)
"""
    assert "an upgrade of the state gave a NoneType" in run(HANDLERS + code).stdout


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
    assert found.startswith("PluginError skcore-foo is no proper plugin")


def test_a_misspelled_hook_is_told(site):
    install(
        site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=plugin("", more="@hookimpl\ndef skcore_handlerz(): pass")
    )
    found = fails(site, "import foo; skcore.dumps(foo.Thing(1)); print('saved')")
    assert "skcore_handlerz" in found


V1 = simple("foo")
V3 = simple(
    "foo",
    version=3,
    extra='upgrades = {1: lambda s: {"number": s["value"] * 10}, 2: lambda s: {"value": s["number"] + 1}}',
)


def test_upgrades_run_in_a_chain(site, tmp_path, file):
    old, new = tmp_path / "old", tmp_path / "new"
    install(old, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=V1)
    install(new, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=V3)
    run(DUMP, file, path=[site, old])
    assert run(LOAD, file, path=[site, new]).stdout == "51\n"
    run(DUMP, file, path=[site, new])
    assert run(LOAD, file, path=[site, new]).stdout == "5\n"
    found = run(FAIL.format(code="skcore.load(sys.argv[1], trusted=True)"), file, path=[site, old]).stdout
    assert "InvalidFileError kind foo.thing has version 3, newer than version 1" in found
    assert "skcore-foo" in found


def test_an_upgrade_of_a_state_that_lies(site, tmp_path, file):
    old, new = tmp_path / "old", tmp_path / "new"
    install(old, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=V1.replace('"value": obj.value', '"other": obj.value'))
    install(new, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=V3)
    run(DUMP, file, path=[site, old])
    found = run(FAIL.format(code="skcore.load(sys.argv[1], trusted=True)"), file, path=[site, new]).stdout
    assert found.startswith("InvalidStateError foo.thing: KeyError")


def test_one_plugin_for_several_roots(site, file):
    handlers = """
class Things(Handler):
    kind = "foo.thing"
    types = ("_foo.Native",)
    trusts = {"_foo.Native": checked("a value and nothing else")}
    def save(self, obj):
        return [obj.value]
    def load(self, cls, state):
        return cls(*state)
"""
    code = plugin(handlers, "Things")
    install(
        site,
        "skcore-foo",
        {"foo": "skcore_foo", "_foo": "skcore_foo"},
        skcore_foo=code,
        _foo=LIBRARY.replace("Thing", "Native"),
    )
    run("import sys, skcore, _foo; skcore.dump([_foo.Native(5)], sys.argv[1])", file, path=[site])
    assert run(LOAD, file, path=[site]).stdout == "5\n"
    first = "import sys, skcore, foo, _foo; skcore.dumps(foo.Thing(1)); skcore.dumps(_foo.Native(1))"
    run(first, path=[site])


def test_a_library_that_ships_its_own_handlers(tmp_path, file):
    site = tmp_path / "site"
    install(site, "foo", {"foo": "foo._skcore"}, foo____init__=LIBRARY, foo___skcore=simple("foo"))
    (site / "foo" / "__init__.py").exists() or _as_package(site)
    run(DUMP, file, path=[site])
    assert run(LOAD, file, path=[site]).stdout == "5\n"
    assert "checked by foo," in fails(site, "skcore.load(sys.argv[1])", file)


def _as_package(site):
    package = site / "foo"
    package.mkdir(exist_ok=True)
    (package / "__init__.py").write_text(LIBRARY)
    (package / "_skcore.py").write_text(simple("foo"))


def test_an_entry_point_may_name_an_object_in_a_module(site, file):
    code = (
        simple("foo")
        + "\nclass Plugin:\n    @hookimpl\n    def skcore_handlers(self):\n        return [Things]\nfound = Plugin()\n"
    )
    install(site, "skcore-foo", {"foo": "skcore_foo:found"}, skcore_foo=code)
    run(DUMP, file, path=[site])
    assert run(LOAD, file, path=[site]).stdout == "5\n"


def test_registered_by_hand(site, file):
    (site / "by_hand.py").write_text(simple("foo"))
    code = """
import sys, skcore, foo, by_hand
plugin = skcore.register(by_hand, "foo")
print(plugin)
data = skcore.dumps(foo.Thing(5))
assert skcore.get_untrusted_types(data=data) == ["foo.Thing"]
print(skcore.loads(data, trusted=skcore.plugin_defaults).value)
for roots in (["foo"], ["bar"], ["python"], ["collections"]):
    try:
        skcore.register(by_hand, *roots)
    except skcore.PluginError as error:
        print(error)
"""
    lines = run(code, path=[site]).stdout.splitlines()
    assert lines[:2] == ["<plugin by_hand for foo>", "5"]
    assert lines[2] == "by_hand and by_hand both want to own foo"
    assert lines[3] == "by_hand is registered already"
    assert all("and skcore both want to own" in line for line in lines[4:])
    assert len(lines) == 6


def test_by_hand_does_not_displace_what_is_installed(site):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    (site / "by_hand.py").write_text(simple("foo", kind="other"))
    found = fails(site, 'import by_hand; skcore.register(by_hand, "foo")')
    assert found == "PluginError by_hand and skcore-foo both want to own foo"


REVIEW = """
@hookimpl
def skcore_review(report):
    if any(row.name == "foo.Thing" for row in report.names):
        {action}
"""


def test_a_review_refuses_a_file(site, file):
    code = simple("foo") + REVIEW.format(action='return "this version of foo has a flaw"')
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=code)
    run(DUMP, file, path=[site])
    found = fails(site, "skcore.load(sys.argv[1], trusted=True)", file)
    assert found == "InvalidFileError a plugin refuses the file: this version of foo has a flaw"
    run(
        "import skcore, foo; d = skcore.dumps(foo.Thing(1)); assert skcore.loads(skcore.dumps([1])) == [1]", path=[site]
    )


def test_a_review_that_fails(site, file):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo") + REVIEW.format(action="1 / 0"))
    run(DUMP, file, path=[site])
    found = fails(site, "skcore.load(sys.argv[1], trusted=True)", file)
    assert found.startswith("PluginError")
    assert "ZeroDivisionError" in found


def test_subclasses_of_what_a_plugin_owns_are_the_users(site, file):
    install(
        site,
        "skcore-foo",
        {"foo": "skcore_foo"},
        skcore_foo=simple("foo"),
        mine="import foo\nclass Mine(foo.Thing): pass",
    )
    code = "import sys, skcore, mine; skcore.dump([mine.Mine(3)], sys.argv[1])"
    run(code, file, path=[site])
    assert "mine.Mine (class to build, kind python.object)" in fails(
        site, "skcore.load(sys.argv[1], trusted=skcore.plugin_defaults)", file
    )


def test_distributions_without_proper_metadata_are_passed_over(site, file):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    for name, text in {"empty": "", "half": "[skcore]\nbar\n= x\n", "binary": "\x00\x01"}.items():
        folder = site / f"{name}-1.0.dist-info"
        folder.mkdir()
        (folder / "entry_points.txt").write_text(text)
    (site / "file-1.0.dist-info").write_text("no folder")
    run(DUMP, file, path=[site, site / "does_not_exist"])
    assert run(LOAD, file, path=[site]).stdout == "5\n"


def test_importlib_metadata_finds_the_same(site):
    install(site, "skcore-foo", {"foo": "skcore_foo", "_foo": "skcore_foo"}, skcore_foo=simple("foo"))
    code = """
import importlib.metadata
from skcore.discovery import installed
ours = {(root, p.value, p.distribution) for root, points in installed("skcore").points.items() for p in points}
theirs = {(p.name, p.value, p.dist.name) for p in importlib.metadata.entry_points(group="skcore")}
assert ours == theirs, (ours, theirs)
assert ("foo", "skcore_foo", "skcore-foo") in ours
"""
    run(code, path=[site])
