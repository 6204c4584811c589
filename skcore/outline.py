"""What a file holds as a tree, out of its table of objects: nothing is built, and nothing recurses.

Each object has one place, where a walk from the root meets it first; wherever else it is, there is a reference to
that place. So the tree is no larger than the table, however often its objects are shared.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from skcore import reached, values
from skcore.errors import InvalidFileError

if TYPE_CHECKING:
    from skcore.handler import Handler
    from skcore.registry import Registry
    from skcore.schema import Schema, Summary
    from skcore.trust import Verdict

_UNSEEN, _TOP = -2, -1
_MOST_FIELDS, _MOST_ITEMS = 1000, 10_000
"""Parts of a state from which on its handler is not asked where they are: it may look at all of them for each."""


class Form:
    """What the records of one layout share: verdict, field names, and how their parts are called."""

    __slots__ = ("fields", "handler", "keyed_from", "kind", "untrusted", "verdict")

    def __init__(self, fields: list[str] | None, kind: str, verdict: Verdict, handler: Handler | None) -> None:
        self.fields = fields
        self.kind = kind
        self.verdict = verdict
        self.handler = handler
        self.untrusted = not verdict.trusted
        self.keyed_from = handler.keyed_from if handler is not None and fields is None else None


class Part(msgspec.Struct, frozen=True):
    """A value at a position of a record: an object that has its place here, a reference to one, or plain data."""

    position: int
    value: Any
    target: int | None
    placed: bool


class Stand:
    """Stands for an object or a buffer in a state that only shows where its parts are."""

    def __repr__(self) -> str:
        return "..."


class Outline:
    """The objects of an audited file: who holds which, what they take, and which of them nobody trusts.

    Raises
    ------
    InvalidFileError
        If a record refers to what is not there, as no load would take it either.
    """

    def __init__(self, schema: Schema, verdicts: Sequence[Verdict], registry: Registry) -> None:
        self.summary = schema.summary
        self.records, self.root = schema.objects()
        if self.records and self.root != [len(self.records) - 1]:
            raise InvalidFileError("the root is not the last object")
        self.forms = _forms(self.summary, verdicts, registry)
        self._check_layouts()
        count = len(self.records)
        self.owners = array("q", [_UNSEEN]) * count
        self.places = array("q", [0]) * count
        self.order = array("q")
        self.tops: list[int] = []
        encode = msgspec.json.Encoder().encode
        self.sizes = array("q", map(len, map(encode, self.records)))
        self.holds = bytearray(count)
        self._holders = array("q", [_UNSEEN]) * len(self.summary.buffers)
        self._state: tuple[int, Any] = (-1, None)
        for index in range(count - 1, -1, -1):
            if self.owners[index] == _UNSEEN:
                self._walk(index)
        self.totals = array("q", self.sizes)
        self._add_up()

    def form(self, index: int) -> Form:
        """Return what the layout of a record says."""
        return self.forms[self.records[index][0]]  # type: ignore[index]  # the walk has seen that it is an int

    def untrusted(self, index: int) -> bool:
        """Whether nobody trusts an object's own name."""
        return self.form(index).untrusted

    def pair(self, index: int) -> int:
        """Return the number of an object's verdict among those of the file."""
        return self.summary.layouts[self.records[index][0]].pair  # type: ignore[index]  # as above

    def count(self, index: int) -> int:
        """Return how many parts an object has, where a key and its value are one."""
        keyed_from, found = self.form(index).keyed_from, len(self.records[index]) - 1
        return found if keyed_from is None else min(found, keyed_from) + max(found - keyed_from, 0) // 2

    def _check_layouts(self) -> None:
        widths = [None if form.fields is None else len(form.fields) + 1 for form in self.forms]
        layouts: list[Any] = [record[0] if record else None for record in self.records]
        if not set(map(type, layouts)) <= {int} or not set(layouts) <= set(range(len(widths))):
            raise InvalidFileError("a record refers to a layout that is not listed")
        lengths = map(len, self.records)
        if any(widths[layout] not in (None, length) for layout, length in zip(layouts, lengths, strict=True)):
            raise InvalidFileError("a record has not as many values as its layout has fields")

    def _walk(self, top: int) -> None:
        """Give what is reached from ``top``, and from nothing before, its owner and its place."""
        if len(self.tops) > reached.MOST_LOOSE:
            raise InvalidFileError("thousands of objects are in the file that no other refers to")
        self.tops.append(top)
        records, owner_of, place_of, met = self.records, self.owners, self.places, self.order.append
        targets, owners, places = [top], [_TOP], [0]
        while targets:
            index, owner, place = targets.pop(), owners.pop(), places.pop()
            if owner_of[index] != _UNSEEN:
                if self.untrusted(index):
                    self.holds[owner] = 1
                continue
            owner_of[index], place_of[index] = owner, place
            met(index)
            start = len(targets)
            for position, value in enumerate(records[index]):
                if type(value) is not list:
                    continue
                if self._refers(index, value):
                    targets.append(value[0])  # type: ignore[arg-type]  # it is an int
                    places.append(position)
                    owners.append(index)
            if len(targets) > start + 1:
                # What is met first is taken from the end.
                targets[start:], places[start:] = targets[start:][::-1], places[start:][::-1]

    def _refers(self, index: int, value: list[Any]) -> bool:
        """Whether a value that is no scalar stands for an object that is there; a buffer is counted."""
        target = value[0]
        if type(target) is int and len(value) == 1:
            if not 0 <= target < len(self.records):
                raise InvalidFileError("a record refers to an object that is not there")
            return True
        if target == "buffer":
            self._count_buffer(index, value)
        elif target != "plain":
            values.unescape(value)
        return False

    def _count_buffer(self, index: int, value: list[Any]) -> None:
        buffer = value[1] if len(value) == 2 else None
        if type(buffer) is not int or not 0 <= buffer < len(self._holders):
            raise InvalidFileError("a record refers to a buffer that is not there")
        if self._holders[buffer] == _UNSEEN:
            self._holders[buffer] = index
            self.sizes[index] += self.summary.buffers[buffer]

    def buffer_size(self, index: int, value: Any) -> int:
        """Return the size of the buffer that a value of an object stands for, if that counts for this object."""
        if type(value) is not list or value[0] != "buffer" or self._holders[value[1]] != index:
            return 0
        return self.summary.buffers[value[1]]

    def _add_up(self) -> None:
        owners, totals, holds, records = self.owners, self.totals, self.holds, self.records
        untrusted: Any = [form.untrusted for form in self.forms]
        for index in reversed(self.order):
            owner = owners[index]
            if owner >= 0:
                totals[owner] += totals[index]
                if holds[index] or untrusted[records[index][0]]:
                    holds[owner] = 1

    def above(self, found: Callable[[int], Iterable[int]]) -> bytearray:
        """Return for each record whether ``found`` gives positions of it or of what has its place in it."""
        flags = bytearray(bool(found(index)) for index in range(len(self.records)))
        for index in reversed(self.order):
            owner = self.owners[index]
            if owner >= 0 and flags[index]:
                flags[owner] = 1
        return flags

    # -- parts ----------------------------------------------------------------------------------

    def parts(self, index: int) -> Iterator[Part]:
        """Return the parts of an object in order; a key of a mapping that is no object goes with its value."""
        record, keyed_from = self.records[index], self.form(index).keyed_from
        seen = set()
        for position in range(1, len(record)):
            value: Any = record[position]
            target = value[0] if is_reference(value) else None
            if target is None and keyed_from is not None and _is_key(position - 1, keyed_from):
                continue
            placed = target is not None and self.owners[target] == index and target not in seen
            if placed:
                seen.add(target)
            yield Part(position, value, target, placed)

    def key(self, index: int, position: int) -> str:
        """Return how the part at a position of a record is reached: ``.name``, ``[3]`` or ``['key']``."""
        form, record, at = self.form(index), self.records[index], position - 1
        if form.keyed_from is not None and at >= form.keyed_from:
            if _is_key(at, form.keyed_from):
                return f".keys()[{(at - form.keyed_from) // 2}]"
            key: Any = record[position - 1]
            if is_reference(key):
                return f".values()[{(at - form.keyed_from) // 2}]"
            return f"[{_short(values.unescape(key) if type(key) is list else key)}]"
        plain = f"[{at}]" if form.fields is None else f".{form.fields[at]}"
        if form.handler is None or len(record) > (_MOST_ITEMS if form.fields is None else _MOST_FIELDS):
            return plain
        try:
            return str(form.handler.locate(self._stand_in(index), at))
        except Exception:
            # What a plugin says of a state that nobody has checked.
            return plain

    def _stand_in(self, index: int) -> Any:
        """Return a state whose objects are not there."""
        if self._state[0] != index:
            fields = self.form(index).fields
            parts = [Stand() if type(value) is list else value for value in self.records[index][1:]]
            self._state = (index, parts if fields is None else dict(zip(fields, parts, strict=True)))
        return self._state[1]

    def path(self, index: int, most: int) -> str:
        """Return how an object is reached from the root, by at most so many steps from its end."""
        steps: list[str] = []
        while (owner := self.owners[index]) >= 0:
            if len(steps) == most:
                return "..." + "".join(reversed(steps))
            steps.append(self.key(owner, self.places[index]))
            index = owner
        start = "" if index == self.tops[0] else f"(loose {index})"
        return start + "".join(reversed(steps))


def _is_key(at: int, keyed_from: int) -> bool:
    return at >= keyed_from and (at - keyed_from) % 2 == 0


def _short(key: Any) -> str:
    return ascii(key) if type(key) is not str or len(key) <= 60 else f"{key[:60]!a}..."


def is_reference(value: Any) -> bool:
    """Whether a value of a record stands for an object."""
    return type(value) is list and len(value) == 1 and type(value[0]) is int


def _forms(summary: Summary, verdicts: Sequence[Verdict], registry: Registry) -> list[Form]:
    handlers = [registry.find_kind(kind.name) for kind in summary.kinds]
    return [
        Form(
            layout.fields,
            summary.kinds[summary.pairs[layout.pair].kind].name,
            verdicts[layout.pair],
            handlers[summary.pairs[layout.pair].kind],
        )
        for layout in summary.layouts
    ]
