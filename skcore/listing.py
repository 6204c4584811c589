"""An outline as rows to show: folded to a depth and to so many parts, and filtered by trust and by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from skcore import previews
from skcore.entries import DEEPEST, Entry, Query
from skcore.filters import filters
from skcore.names import show
from skcore.outline import Outline, Part, is_reference
from skcore.peek import Peek

MOST_FIELDS = 100
"""Attributes of an object that are shown, however few items of a container are."""
_STEPS = 12
"""Steps of a path that are told."""


class _Level(msgspec.Struct):
    """The rows that are left of one object's parts, from the last to the first."""

    index: int
    parts: list[Part]
    more: Entry | None
    depth: int
    left: int
    filtered: bool


class Listing:
    """Makes rows of an outline as they are asked for."""

    def __init__(self, outline: Outline, query: Query, peek: Peek | None = None) -> None:
        self._outline = outline
        self._query = query
        self._peek = peek
        self._wanted = filters(outline, query)
        self._above = outline.above(self._positions) if self._wanted else bytearray()

    def rows(self) -> Iterator[Entry]:
        """Yield the rows in order: the root and what is in it, then what nothing refers to."""
        outline, filtered = self._outline, bool(self._wanted)
        if not outline.records:
            if not filtered:
                yield Entry(what="value", depth=0, key="", text=previews.scalar(outline.root), last=True)
            return
        for number, top in enumerate(outline.tops):
            if filtered and not self._above[top] and not self._is_wanted_top(top):
                continue
            key = "" if number == 0 else f"(loose {top})"
            level = self._open(top, 0, self._query.depth if not filtered or self._query.find else 0, filtered)
            yield self.entry(top, 0, key, key, last=True, opened=level is not None)
            if level is not None:
                yield from self._below(level)

    def _is_wanted_top(self, top: int) -> bool:
        query, form = self._query, self._outline.form(top)
        trusted = query.show == "all" or (query.show == "untrusted") == form.untrusted
        return trusted and query.find.casefold() in form.verdict.name.casefold()

    def _below(self, level: _Level) -> Iterator[Entry]:
        stack = [level]
        while stack:
            level = stack[-1]
            if not level.parts:
                if level.more is not None:
                    yield level.more
                stack.pop()
                continue
            part = level.parts.pop()
            last = not level.parts and level.more is None
            below = self._opened(level, part)
            yield self.part(level.index, part, level.depth, last=last, opened=below is not None)
            if below is not None:
                stack.append(below)

    def _opened(self, level: _Level, part: Part) -> _Level | None:
        """Return the level of a part's own parts, if they are shown."""
        if part.target is None or not part.placed:
            return None
        # Below what was looked for, and found, all is shown again.
        left = level.left - (not level.filtered)
        return self._open(part.target, level.depth, left, level.filtered)

    def _open(self, index: int, depth: int, left: int, filtered: bool) -> _Level | None:
        record, form = self._outline.records[index], self._outline.form(index)
        flat = previews.is_flat(record, form) and not any(map(is_reference, record))
        filtered = filtered and bool(self._above[index])
        if flat or depth >= DEEPEST or (left <= 0 and not filtered):
            return None
        return self._level(index, depth + 1, left, filtered)

    def _level(self, index: int, depth: int, left: int, filtered: bool) -> _Level:
        found = iter(self._parts(index, filtered))
        most = self._query.max_items
        if self._outline.form(index).fields is not None:
            most = max(most, MOST_FIELDS)
        parts = list(islice(found, most))
        more = rest(self._outline, found, depth)
        parts.reverse()
        return _Level(index, parts, more, depth, left, filtered)

    def _parts(self, index: int, filtered: bool) -> Iterable[Part]:
        record, form = self._outline.records[index], self._outline.form(index)
        parts: Iterable[Part] = self._outline.parts(index)
        if previews.is_raw(record, form):
            parts = (part for part in parts if part.target is not None)
        if not filtered:
            return parts
        wanted = set(self._positions(index))
        above = self._above
        return (p for p in parts if p.position in wanted or (p.placed and p.target is not None and above[p.target]))

    def _positions(self, index: int) -> Sequence[int]:
        """Return the positions of a record that all filters want."""
        found = self._wanted[0](index)
        for wanted in self._wanted[1:]:
            if not found:
                break
            others = set(wanted(index))
            found = [position for position in found if position in others]
        return found

    # -- rows ------------------------------------------------------------------------------------

    def part(self, owner: int, part: Part, depth: int, *, last: bool, opened: bool) -> Entry:
        """Return the row of a part."""
        key = previews.printable(self._outline.key(owner, part.position))
        if part.target is None:
            size, text = self._outline.buffer_size(owner, part.value), previews.scalar(part.value)
            return Entry(what="value", depth=depth, key=key, text=text, own=size, total=size, last=last)
        if part.placed:
            return self.entry(part.target, depth, key, self.path(part.target), last=last, opened=opened)
        row = self.entry(part.target, depth, key, self.path(part.target), last=last, opened=True)
        return msgspec.structs.replace(row, what="reference", own=0, total=0, holds=False)

    def path(self, index: int) -> str:
        """Return how an object is reached from the root, in a form that is safe to print."""
        return previews.printable(self._outline.path(index, _STEPS)) or "the root"

    def entry(self, index: int, depth: int, key: str, path: str, *, last: bool, opened: bool) -> Entry:
        """Return the row of an object; one that is not opened says how many parts it has."""
        outline, record, form = self._outline, self._outline.records[index], self._outline.form(index)
        flat = previews.is_flat(record, form)
        return Entry(
            what="object",
            depth=depth,
            key=key,
            path=path,
            name=show(form.verdict.name),
            kind=show(form.kind),
            label=previews.label(form.verdict),
            text=previews.preview(record, form, self._peek),
            own=outline.sizes[index],
            total=outline.totals[index],
            pair=outline.pair(index),
            untrusted=form.untrusted,
            holds=bool(outline.holds[index]),
            parts=0 if opened or flat else outline.count(index),
            index=index,
            last=last,
        )


def rest(outline: Outline, parts: Iterable[Part], depth: int) -> Entry | None:
    """Return the row that stands for parts of an object which are not shown, if there are any."""
    count = total = holds = 0
    for part in parts:
        count += 1
        index = part.target
        if index is not None:
            total += outline.totals[index] if part.placed else 0
            holds |= outline.untrusted(index) or (part.placed and outline.holds[index])
    if not count:
        return None
    text = f"{count} more"
    return Entry(what="more", depth=depth, key="", text=text, total=total, holds=bool(holds), parts=count, last=True)
