"""Plugins are found as installed distributions, one at a time, when they are first needed."""

from __future__ import annotations

from distributions import DUMP, LIBRARY, LOAD, fails, install, plugin, simple
from helpers import run


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
