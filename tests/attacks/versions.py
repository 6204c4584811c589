"""Kinds of older versions: their states are upgraded before they are checked, and no upgrade sees a name."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from helpers import forged

import skcore
from attacks import attack
from skcore.registry import current

INVALID = "InvalidFileError"
STATE = "InvalidStateError"
TRUSTED = ["lax.Thing", "lax.Batch"]


def _first(state: Any) -> Any:
    return {"value": state["v"]}


def _second(state: Any) -> Any:
    return {**state, "unit": "m"} if state["value"] != "list" else (1, 2)


class Things(skcore.Handler):
    """Has had two other forms of state; the check is of the last."""

    kind = "lax.thing"
    version = 3
    types = ("lax.Thing",)
    trusts = {"lax.Thing": skcore.checked("an int of one digit")}
    upgrades = {1: _first, 2: _second}

    def save(self, obj: Any) -> Any:
        raise NotImplementedError

    def load(self, cls: Any, state: Any) -> Any:
        if set(state) != {"value", "unit"} or type(state["value"]) is not int or not 0 <= state["value"] <= 9:
            raise skcore.InvalidStateError("value is no digit")
        return state["value"]


class Batched(Things):
    """The same, checked all at once."""

    kind = "lax.batched"
    types = ("lax.Batch",)
    trusts = {"lax.Batch": skcore.checked("an int of one digit")}

    def check_all(self, states: Any) -> None:
        for state in states:
            super().load(None, state)


class Plugin:
    """Speaks for ``lax``, a module that is made here."""

    @skcore.hookimpl
    def skcore_handlers(self) -> Any:
        return [Things, Batched]


def _register() -> None:
    if current().find_kind("lax.thing") is None:
        module = ModuleType("lax")
        for name in ("Thing", "Batch"):
            setattr(module, name, type(name, (), {"__module__": "lax"}))
        sys.modules["lax"] = module
        skcore.register(Plugin(), "lax")


def of(kind: str, name: str, version: Any, fields: Any, *values: Any) -> bytes:
    return forged([(kind, name, fields, list(values))], kinds=[[kind, version, "lax"]])


KINDS = {"lax.thing": "lax.Thing", "lax.batched": "lax.Batch"}


@attack("loaded", trusted=TRUSTED)
def sound_versions() -> Any:
    """The states that each version has: what is refused below is refused for what it says."""
    _register()
    states = {1: (["v"], 7), 2: (["value"], 7), 3: (["value", "unit"], 7, "m")}
    return {f"{kind} {v}": of(kind, name, v, *state) for kind, name in KINDS.items() for v, state in states.items()}


@attack(STATE, trusted=TRUSTED)
def laxer_versions() -> Any:
    """States that the check refuses, in the form of each version, and of none."""
    _register()
    states = [
        (["value", "unit"], 10, "m"),
        (["value"], 10),
        (["v"], 10),
        (["v"], True),
        (["v"], "list"),
        (["value"], "list"),
        (["v", "value"], 10, 1),
        (["w"], 1),
        ([],),
        (None, 1),
        (None,),
    ]
    return {
        f"{kind} {version} {index}": of(kind, name, version, *state)
        for kind, name in KINDS.items()
        for version in (1, 2, 3)
        for index, state in enumerate(states)
    }


@attack(INVALID, trusted=TRUSTED)
def versions_that_there_are_not() -> Any:
    """Versions below 1, above the last, and of another type."""
    _register()
    versions: list[Any] = [0, -1, 4, 2**40, 2**63, 1.0, True, "1", None]
    return {version: of("lax.thing", "lax.Thing", version, ["v"], 1) for version in versions}


@attack(INVALID, "UntrustedTypesError")
def names_under_older_versions() -> Any:
    """A name that is not the kind's, or not trusted, with fields that say another one."""
    _register()
    found = {}
    for version in (1, 2, 3):
        for name in ("posix.system", "builtins.eval", "samples.Plain", "fractions.Fraction", "lax.Other"):
            for kind in ("lax.thing", "lax.batched"):
                for fields in (["v"], ["value", "unit"], ["name", "kind"], ["__class__", "cls"]):
                    values = ["lax.Thing"] * len(fields)
                    found[f"{kind} {version} {name} {fields[0]}"] = of(kind, name, version, fields, *values)
    return found
