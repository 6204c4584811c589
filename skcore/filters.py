"""Which parts of an object are looked for: by trust, and by what is in their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from skcore.outline import is_reference

if TYPE_CHECKING:
    from skcore.entries import Query
    from skcore.outline import Outline

Filter = Callable[[int], Sequence[int]]


def filters(outline: Outline, query: Query) -> list[Filter]:
    """Return what gives, each for itself, the positions of a record that a query asks for; none if it asks for all."""
    found: list[Filter] = []
    if query.find:
        found.append(_named(outline, query.find.casefold()))
    if query.show != "all":
        found.append(_judged(outline, query.show == "untrusted"))
    return found


def _judged(outline: Outline, untrusted: bool) -> Filter:
    def positions(index: int) -> Sequence[int]:
        if untrusted:
            record: list[Any] = outline.records[index]
            return [at for at, value in enumerate(record) if is_reference(value) and outline.untrusted(value[0])]
        return [p.position for p in outline.parts(index) if p.target is None or not outline.untrusted(p.target)]

    return positions


def _named(outline: Outline, needle: str) -> Filter:
    """Find what a name, an attribute or a key that is a text has in it, whatever its case."""
    records: Any = outline.records
    layouts = [needle in form.verdict.name.casefold() for form in outline.forms]
    fields = [
        [at + 1 for at, field in enumerate(form.fields or ()) if needle in field.casefold()] for form in outline.forms
    ]
    any_name = any(layouts)

    def positions(index: int) -> Sequence[int]:
        record: list[Any] = outline.records[index]
        layout = record[0]
        found = list(fields[layout])
        if any_name:
            found += [at for at, v in enumerate(record) if is_reference(v) and layouts[records[v[0]][0]]]
        keyed_from = outline.forms[layout].keyed_from
        if keyed_from is not None:
            keys = range(keyed_from + 1, len(record) - 1, 2)
            found += [at + 1 for at in keys if type(record[at]) is str and needle in record[at].casefold()]
        return found

    return positions
