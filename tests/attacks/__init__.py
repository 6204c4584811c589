"""Hostile files. Each attack builds one or several; its docstring says what it tries, the errors what must happen."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

MODULES = (
    "attacks.container",
    "attacks.compressed",
    "attacks.schema",
    "attacks.records",
    "attacks.states",
    "attacks.names",
    "attacks.readers",
    "attacks.versions",
    "attacks.resources",
    "attacks.amplification",
    "attacks.pickles",
)


class Attack(NamedTuple):
    name: str
    build: Callable[[], Any]
    errors: tuple[str, ...]
    trusted: Any
    may: str
    foreign: bool


ATTACKS: dict[str, Attack] = {}


def attack(
    *errors: str, trusted: Any = None, may: str = "$^", foreign: bool = False
) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Add an attack that must end in one of these errors, with what is trusted here.

    A foreign file is scanned and converted, and what comes of that is loaded.

    Nothing may be imported, opened or run but what ``may``, a regular expression, is found in. What is built
    is the bytes of a file, or a dict of several by what tells them apart.
    """

    def add(build: Callable[[], Any]) -> Callable[[], Any]:
        name = f"{build.__module__.rpartition('.')[2]}: {build.__name__.strip('_').replace('_', ' ')}"
        assert name not in ATTACKS
        assert build.__doc__
        ATTACKS[name] = Attack(name, build, errors, trusted, may, foreign)
        return build

    return add


def load(modules: Iterable[str]) -> dict[str, Attack]:
    """Import modules of attacks and return what they have."""
    modules = set(modules)
    for module in modules:
        importlib.import_module(module)
    return {name: found for name, found in ATTACKS.items() if found.build.__module__ in modules}
