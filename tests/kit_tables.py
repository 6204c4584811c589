"""Classes of the conformance kit out of a table that has a row for each handler."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, NamedTuple

import skcore
from skcore.registry import current
from skcore.testing import HandlerTests


class Row(NamedTuple):
    """A handler, how examples of it are made, and lies with the rules that refuse them.

    A lie is the name of an example, what of its state is otherwise (fields, all items, or a function that returns the
    whole), and the rule.
    """

    handler: type[skcore.Handler]
    examples: Mapping[str, Callable[[], Any]]
    lies: Iterable[tuple[str, Any, str]]
    members: Mapping[str, Any] = {}


class Tabled(HandlerTests):
    """The tests of a row."""

    row: ClassVar[Row]
    shared = True
    mutants = 60

    @classmethod
    @functools.cache
    def _examples(cls) -> dict[str, Any]:
        return {name: make() for name, make in cls.row.examples.items()}

    def objects(self) -> dict[str, Any]:
        return self._examples()

    def hostile(self) -> Iterable[tuple[str, Any, str]]:
        for name, change, rule in self.row.lies:
            yield name, _changed(self.state(name), change), rule


def _changed(state: Any, change: Any) -> Any:
    if callable(change):
        return change(state)
    return {**state, **change} if isinstance(change, dict) else change


def classes(module: str, rows: Iterable[Row], base: type[Tabled], *, newest: bool) -> dict[str, type[Tabled]]:
    """Return a class of tests for each row, by its name.

    Older versions of a library have not all names that are trusted.
    """
    found = {}
    for row in rows:
        name = "Test" + row.handler.kind.title().replace(".", "").replace("_", "")
        members = {"__module__": module, "row": row, "handler": row.handler, **row.members}
        found[name] = type(name, (base,), members if newest else {**members, "absent": tuple(row.handler.trusts)})
    return found


def kinds_without_tests(root: str, rows: Iterable[Row], others: Mapping[str, str]) -> set[str]:
    """Return the kinds of a plugin that neither a row is about, nor a reason against one."""
    plugin = current().plugin_for(root)
    assert plugin is not None
    return {handler.kind for handler in plugin.handlers} ^ {*(row.handler.kind for row in rows), *others}
