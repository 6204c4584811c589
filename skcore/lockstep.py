"""A walk over the tables of two files at once, which finds where they differ.

Objects that were held against each other are not so again, and what is the same as a third is the same as each other
(Hopcroft and Karp's test of equivalence), so that the walk takes no longer than the tables are, however their objects
are shared and whatever cycles they make. Nothing recurses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import length_hint
from typing import TYPE_CHECKING, Any, Literal

from skcore.outline import is_reference
from skcore.previews import is_raw

if TYPE_CHECKING:
    from skcore.digests import Digests
    from skcore.outline import Form, Outline

Sort = Literal["changed", "added", "removed", "type", "order", "sharing"]
Positions = tuple[int | None, int | None]
Place = tuple[int, int, Positions]
"""An object of each file, and where in their records a part of them stands."""
Finding = tuple[Sort, Place | None, Any, Any]
"""What differs, where, and the values that stand there; the place of the root is None."""


class Lockstep:
    """Yields where two files differ, in the order in which the first has it."""

    def __init__(self, was: Outline, now: Outline, old: Digests, new: Digests) -> None:
        self._was, self._now = was, now
        self._old, self._new = old, new
        self._forth: dict[int, int] = {}
        self._back: dict[int, int] = {}
        self._same: dict[int, int] = {}
        self._below: _Frame | None = None

    def findings(self) -> Iterator[Finding]:
        """Walk, and yield what differs."""
        one, other = self._was.root, self._now.root
        for sort in self._values(one, other, False):
            yield sort, None, one, other
        stack = [self._below] if self._below is not None else []
        while stack:
            frame = stack[-1]
            self._below = None
            for positions in frame.positions:
                if positions is None:
                    yield "order", (frame.one, frame.other, (None, None)), None, None
                    continue
                at, there = (positions, positions) if isinstance(positions, int) else positions
                one = None if at is None else frame.old[at]
                other = None if there is None else frame.new[there]
                if there is None:
                    yield "removed", (frame.one, frame.other, (at, None)), one, None
                elif at is None:
                    yield "added", (frame.one, frame.other, (None, there)), None, other
                else:
                    for sort in self._values(one, other, frame.copied):
                        yield sort, (frame.one, frame.other, (at, there)), one, other
                    if self._below is not None:
                        if not length_hint(frame.positions, 1):
                            # Of what nests by its last part alone, however deep, there is but one frame.
                            stack.pop()
                        stack.append(self._below)
                        break
            else:
                stack.pop()

    def _values(self, one: Any, other: Any, copied: bool) -> Sequence[Sort]:
        """Say in what two values differ; what is in them comes next, if it is to be held against each other."""
        if is_reference(one) and is_reference(other):
            return self._objects(one[0], other[0], copied)
        if is_reference(one) or is_reference(other) or not self.are_same(one, other):
            return ("changed",)
        return ()

    def are_same(self, one: Any, other: Any) -> bool:
        """Whether two values that are no objects are the same: in type and sign, and in memory, too."""
        if type(one) is not type(other):
            return False
        if is_buffer(one) and is_buffer(other):
            return self._old.identity(one[1]) == self._new.identity(other[1])
        return one == other and (type(one) is str or repr(one) == repr(other))

    def _objects(self, one: int, other: int, copied: bool) -> Sequence[Sort]:
        before, after = self._forth.setdefault(one, other), self._back.setdefault(other, one)
        if not self._join(one, ~other):
            return ()
        shared = before != other or after != one
        sharing: Sequence[Sort] = ("sharing",) if shared and not copied else ()
        was, now = self._was.form(one), self._now.form(other)
        old, new = self._was.records[one], self._now.records[other]
        if (was.verdict.name, was.kind) != (now.verdict.name, now.kind):
            return (*sharing, "type")
        if (was.fields is None) != (now.fields is None) or (shared and len(old) != len(new)):
            # What is many objects in the other file is not gone through again for each, unless they are as large.
            return (*sharing, "changed")
        if _is_memory(old, was) and _is_memory(new, now):
            same = was.fields == now.fields and all(map(self.are_same, old[1:], new[1:]))
            return sharing if same else (*sharing, "changed")
        self._below = _Frame(one, other, old, new, _positions(old, was, new, now), shared or copied)
        return sharing

    def _join(self, one: int, other: int) -> bool:
        """Note that two objects are held to be the same, and return whether that is new."""
        one, other = self._first(one), self._first(other)
        if one == other:
            return False
        self._same[one] = other
        return True

    def _first(self, item: int) -> int:
        same = self._same
        while (above := same.get(item, item)) != item:
            same[item] = item = same.get(above, above)
        return item


class _Frame:
    """Two objects whose parts are held against each other."""

    __slots__ = ("copied", "new", "old", "one", "other", "positions")

    def __init__(
        self,
        one: int,
        other: int,
        old: list[Any],
        new: list[Any],
        positions: Iterator[Positions | int | None],
        copied: bool,
    ) -> None:
        self.one, self.other = one, other
        self.old, self.new = old, new
        self.positions = positions
        self.copied = copied


# -- which parts belong together ----------------------------------------------------------------------


def _positions(old: list[Any], was: Form, new: list[Any], now: Form) -> Iterator[Positions | int | None]:
    """Return the positions of parts that belong together, one where they are equal; None for keys in another order."""
    start = was.keyed_from
    if was.fields is not None and was.fields != now.fields:
        return _by_name(was.fields, now.fields or [])
    if was.fields is None and start is not None and _keys(old, start) != _keys(new, start):
        return _by_key(old, new, start)
    return iter(range(1, len(old))) if len(old) == len(new) else _in_turn(1, len(old), len(new))


def is_buffer(value: Any) -> bool:
    """Whether a value of a record stands for memory."""
    return type(value) is list and value[0] == "buffer"


def _is_memory(record: list[Any], form: Form) -> bool:
    """Whether an object is an array, or another form of memory, rather than something that has it."""
    alone = len(record) == 2 and is_buffer(record[1]) and form.fields is None
    return alone or (is_raw(record, form) and not any(map(is_reference, record)))


def _in_turn(start: int, end: int, other: int) -> Iterator[Positions]:
    both = min(end, other)
    yield from zip(range(start, both), range(start, both), strict=True)
    yield from ((position, None) for position in range(both, end))
    yield from ((None, position) for position in range(both, other))


def _by_name(was: list[str], now: list[str]) -> Iterator[Positions]:
    places = {name: position for position, name in enumerate(now, 1)}
    for position, name in enumerate(was, 1):
        yield position, places.pop(name, None)
    for position in places.values():
        yield None, position


def _by_key(old: list[Any], new: list[Any], start: int) -> Iterator[Positions | None]:
    was, now = _keys(old, start), _keys(new, start)
    yield from _in_turn(1, min(start + 1, len(old)), min(start + 1, len(new)))
    there = {key: start + 1 + 2 * number for number, key in enumerate(now)}
    here = dict.fromkeys(was)
    if [key for key in was if key in there] != [key for key in now if key in here]:
        yield None
    for number, key in enumerate(was):
        at = start + 1 + 2 * number
        to = there.get(key)
        if to is not None and is_reference(old[at]):
            yield at, to
        yield from _value_at(old, at, new, to)
    for key, to in there.items():
        if key not in here:
            yield from _value_at(old, None, new, to)


def _value_at(old: list[Any], at: int | None, new: list[Any], to: int | None) -> Iterator[Positions]:
    """Yield the positions behind those of two keys; a key without a value stands for itself."""
    one = None if at is None else min(at + 1, len(old) - 1)
    other = None if to is None else min(to + 1, len(new) - 1)
    yield one, other


def _keys(record: list[Any], start: int) -> list[str]:
    """Return what tells the keys of a mapping's record from each other; of objects, their order."""
    objects = 0
    found = []
    for key in record[start + 1 :: 2]:
        if is_reference(key):
            objects += 1
            found.append(f"object {objects}")
        else:
            found.append(repr(key))
    return found
