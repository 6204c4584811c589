"""Holds a plugin against the contract when it is registered: what breaks it is told to its author."""

from __future__ import annotations

import re
from collections.abc import Sequence

from skcore.errors import InvalidFileError, PluginError
from skcore.handler import Handler, Trust
from skcore.names import root, show, split

CONTRACT = 1
"""Version of the contract that this skcore keeps: it grows with each member or hook that a plugin may rely on."""
_KIND = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[a-z0-9_]+)+")


def validate(handlers: Sequence[Handler], roots: frozenset[str], distribution: str) -> None:
    """Check each handler of a plugin.

    Raises
    ------
    PluginError
        Naming the distribution, the handler and the rule that it breaks.
    """
    kinds = [getattr(handler, "kind", None) for handler in handlers]
    types: set[str] = set()
    for handler in handlers:
        problem = _problem(handler, roots)
        if problem is None and kinds.count(handler.kind) > 1:
            problem = f"kind {handler.kind} has two handlers"
        if problem is None:
            twice = types.intersection(handler.types)
            problem = f"type {min(twice)} has two handlers" if twice else None
            types.update(handler.types)
        if problem is not None:
            raise PluginError(f"{distribution}: {type(handler).__name__}: {problem}")


def _problem(handler: Handler, roots: frozenset[str]) -> str | None:
    if not isinstance(handler, Handler):
        return "is no subclass of skcore.Handler"
    if handler.contract > CONTRACT:
        return f"is written for a newer skcore: for contract {handler.contract}, where this one knows {CONTRACT}"
    kind = getattr(handler, "kind", None)
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        return f"kind {kind!r} is not of the form root.word"
    if root(kind) not in roots:
        return f"kind {kind} is outside the plugin's roots ({', '.join(sorted(roots))})"
    if not isinstance(handler.types, tuple):
        return "types is not a tuple of names"
    for name in (*handler.types, *handler.trusts):
        problem = _name_problem(name, roots)
        if problem:
            return problem
    for name, trust in handler.trusts.items():
        if not isinstance(trust, Trust) or trust.level not in ("checked", "vouched") or not trust.reason:
            return f"{show(name)} has no level of trust, or no reason for it"
    gaps = set(range(1, handler.version)) - set(handler.upgrades)
    if gaps:
        return f"version is {handler.version}, but there is no upgrade from {sorted(gaps)}"
    further = set(handler.upgrades) - set(range(1, handler.version))
    if further:
        return f"has an upgrade from {sorted(further)}, but its version is {handler.version}"
    return _method_problem(handler)


def _method_problem(handler: Handler) -> str | None:
    cls = type(handler)
    if handler.types and cls.save is Handler.save and handler.save_all is None:
        return "has no save"
    if (handler.new is None) != (handler.fill is None):
        return "has only one of new and fill"
    if handler.new is None:
        return "has neither load, nor new and fill" if cls.load is Handler.load else None
    if cls.load is not Handler.load:
        return "has load beside new and fill"
    return None if handler.lenient else "has new and fill, for objects in cycles, but is not lenient"


def _name_problem(name: str, roots: frozenset[str]) -> str | None:
    try:
        split(name)
    except InvalidFileError as error:
        return str(error)
    if root(name) not in roots:
        return f"{show(name)} is outside the plugin's roots ({', '.join(sorted(roots))})"
    return None
