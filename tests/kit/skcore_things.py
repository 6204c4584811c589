"""A plugin with one handler that keeps the rules, and others that break one each."""

import ctypes
import importlib
import os
import pickle

from skcore import Handler, InvalidStateError, Node, checked, hookimpl


class Things(Handler):
    kind = "things.thing"
    types = ("things.Thing",)
    trusts = {"things.Thing": checked("its value is an int")}

    def save(self, obj):
        return {"value": obj.value}

    def convert(self, record):
        if type(record.state) is not dict or record.args:
            raise InvalidStateError("its state is no dict")
        return Node(self.kind, record.name, dict(record.state))

    def load(self, cls, state):
        if set(state) != {"value"} or type(state["value"]) is not int:
            raise InvalidStateError("value is no int")
        return cls(state["value"])


def like(name, **members):
    """Return a handler as above, for another class, with other members."""
    trusts = {f"things.{name}": checked("its value is an int")}
    names = {"kind": f"things.{name.lower()}", "types": tuple(trusts), "trusts": trusts}
    return type(name, (Things,), {"__module__": __name__, **names, **members})


def save_random(self, obj):
    return {"value": obj.value, "noise": int.from_bytes(os.urandom(4))}


def load_random(self, cls, state):
    return Things.load(self, cls, {"value": state["value"]})


def save_pickled(self, obj):
    return {"value": pickle.loads(pickle.dumps(obj.value))}


def save_rounded(self, obj):
    return {"value": obj.value // 2 * 2}


def load_crashing(self, cls, state):
    if state.get("value") == 2**63 - 1:
        ctypes.string_at(1)
    return Things.load(self, cls, state)


def load_endless(self, cls, state):
    while state["value"] == -1:
        pass
    return Things.load(self, cls, state)


def load_lax(self, cls, state):
    return cls(state.get("value"))


def save_text(self, obj):
    return {"value": str(obj.value)}


def load_importing(self, cls, state):
    if not state["value"].isdigit():
        importlib.import_module(state["value"])
    return Things.load(self, cls, {"value": int(state["value"])})


def convert_wrongly(self, record):
    return Node(self.kind, record.name, {"value": 2})


def convert_not(self, record):
    raise InvalidStateError("it is never right")


def convert_crashing(self, record):
    module = next(iter(record.state))
    if module != "value":
        ctypes.string_at(1)
    return Things.convert(self, record)


def import_library(self):
    import hasty

    assert hasty


Misread = like("Misread", convert=convert_wrongly)
Refusing = like("Refusing", convert=convert_not)
Trusting = like("Trusting", convert=convert_crashing)
Random = like("Random", save=save_random, load=load_random)
Pickled = like("Pickled", save=save_pickled)
Rounded = like("Rounded", save=save_rounded)
Crashing = like("Crashing", load=load_crashing)
Endless = like("Endless", load=load_endless)
Touchy = like("Touchy")
Lax = like("Lax", load=load_lax)
Importing = like("Importing", save=save_text, load=load_importing, convert=Handler.convert)
Old = like("Old", version=2, upgrades={1: lambda state: state})
Twin = like("Twin")
Unread = like("Unread")
Twin.trusts = {**Twin.trusts, "things.Gone": checked("it is not there")}


@hookimpl
def skcore_handlers():
    found = [Things, Random, Pickled, Rounded, Crashing, Endless, Touchy, Lax, Importing, Old, Twin, Unread]
    return [*found, Misread, Refusing, Trusting]


class Hasty(Things):
    kind = "hasty.thing"
    types = ("hasty.Thing",)
    trusts = {"hasty.Thing": checked("its value is an int")}
    __init__ = import_library


class HastyPlugin:
    @hookimpl
    def skcore_handlers(self):
        return [Hasty]


hasty_plugin = HastyPlugin()
