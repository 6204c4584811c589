"""What a handler must not do is found when it is used; upgrades run in a chain."""

from __future__ import annotations

from distributions import DUMP, FAIL, LOAD, install, simple
from helpers import run

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
