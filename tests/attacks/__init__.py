"""Hostile files. Each attack builds one or several; its docstring says what it tries, the errors what must happen."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple

MODULES = ("container", "compressed", "schema", "records", "states", "names", "resources")


class Attack(NamedTuple):
    name: str
    build: Callable[[], Any]
    errors: tuple[str, ...]
    trusted: Any
    may: str


ATTACKS: dict[str, Attack] = {}


def attack(*errors: str, trusted: Any = None, may: str = "$^") -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Add an attack that must end in one of these errors, with what is trusted here.

    Nothing may be imported, opened or run but what ``may``, a regular expression, is found in.
    """

    def add(build: Callable[[], Any]) -> Callable[[], Any]:
        name = f"{build.__module__.rpartition('.')[2]}: {build.__name__.strip('_').replace('_', ' ')}"
        assert name not in ATTACKS
        assert build.__doc__
        ATTACKS[name] = Attack(name, build, errors, trusted, may)
        return build

    return add


def load_all() -> dict[str, Attack]:
    for module in MODULES:
        importlib.import_module(f"attacks.{module}")
    return ATTACKS
