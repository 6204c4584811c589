"""Which of a file's objects its page shows: what nobody trusts, then what takes the most space."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import islice
from typing import Any

from skcore.entries import DEEPEST, Entry, Query
from skcore.listing import MOST_FIELDS, Listing, rest
from skcore.outline import Outline, Part
from skcore.peek import Peek

MOST = 4000
"""Entries in a page."""
MOST_ITEMS = 100
"""Items of one container, of which there may be millions, and as many that hold what is not trusted."""


class _Choice:
    def __init__(self, outline: Outline, peek: Peek) -> None:
        self._outline = outline
        self.listing = Listing(outline, Query(), peek)
        self._rows: list[list[Any]] = []
        self._placed: dict[int, int] = {}
        self._waiting: list[tuple[bool, int, int, int]] = []
        self._depths: list[int] = []

    def add(self, entry: Entry, parent: int) -> int:
        """Add a row, and have it wait for its parts to be added."""
        number = len(self._rows)
        self._depths.append(entry.depth)
        self._rows.append(_row(entry, parent))
        if entry.what == "object" and entry.index is not None:
            self._placed[entry.index] = number
            if entry.parts and entry.depth < DEEPEST:
                suspicious = entry.holds or entry.untrusted
                heappush(self._waiting, (not suspicious, -entry.total, number, entry.index))
        return number

    def open_all(self) -> None:
        """Add the parts of what waits, as long as there is room."""
        while self._waiting:
            _, _, number, index = heappop(self._waiting)
            parts = self._parts(index)
            if len(self._rows) + len(parts) + 1 > MOST:
                continue
            depth = self._depths[number] + 1
            shown = {part.position for part in parts}
            for part in parts:
                self.add(self.listing.part(index, part, depth, last=False, opened=False), number)
            more = rest(self._outline, (p for p in self._outline.parts(index) if p.position not in shown), depth)
            if more is not None:
                self.add(more, number)
            self._rows[number][_HIDDEN] = 0

    def _parts(self, index: int) -> list[Part]:
        """Return the first parts of an object, and of the others those that hold what is not trusted."""
        outline = self._outline
        most = MOST_ITEMS if outline.form(index).fields is None else MOST_FIELDS
        parts = outline.parts(index)
        first = list(islice(parts, most))
        if not outline.holds[index]:
            return first
        others = (p for p in parts if p.target is not None and _suspicious(outline, p.target))
        return [*first, *islice(others, MOST_ITEMS)]

    def rows(self) -> list[list[Any]]:
        """Return the rows; a reference has the number of the row that it leads to, if that is there."""
        for row in self._rows:
            if row[_WHAT] == "reference":
                row[_TARGET] = self._placed.get(row[_TARGET])
        return self._rows


_WHAT, PAIR, _HIDDEN, _TARGET = 1, 9, 11, 12


def _row(entry: Entry, parent: int) -> list[Any]:
    path = entry.path if entry.what == "reference" else ""
    trust = 2 if entry.untrusted else 1 if entry.holds and entry.what != "reference" else 0
    told = [parent, entry.what, entry.shown_key, entry.label, entry.name, entry.text, path]
    return [*told, entry.own, entry.total, entry.pair, trust, entry.parts, entry.index]


def _suspicious(outline: Outline, index: int) -> bool:
    return outline.untrusted(index) or bool(outline.holds[index])


def choose(outline: Outline, peek: Peek) -> tuple[list[list[Any]], int]:
    """Return the rows of a page, each behind the one that it is part of, and how many objects are in none of them."""
    choice = _Choice(outline, peek)
    if not outline.records:
        for entry in Listing(outline, Query(), peek).rows():
            choice.add(entry, -1)
    for number, top in enumerate(outline.tops):
        key = "" if number == 0 else f"(loose {top})"
        choice.add(choice.listing.entry(top, 0, key, key, last=True, opened=False), -1)
    choice.open_all()
    rows = choice.rows()
    return rows, len(outline.records) - sum(row[_WHAT] == "object" for row in rows)
