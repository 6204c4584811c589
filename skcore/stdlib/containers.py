"""Lists, tuples, sets and deques."""

from __future__ import annotations

from collections import deque
from typing import Any

from skcore.errors import InvalidStateError
from skcore.handler import Handler, Node, State, checked
from skcore.record import Record
from skcore.stdlib import bulk
from skcore.stdlib.keys import check_keys, in_order
from skcore.stdlib.scalars import arguments, check_bits, expect

_PLAIN = checked("a plain container; its parts are checked on their own")


def items_of(state: Any) -> list[Any]:
    """Return the items of a state in either form, one by one or in bulk."""
    return state if type(state) is list else bulk.unpack(state)


class List(Handler):
    """``list``: its items."""

    kind = "python.list"
    types = ("builtins.list",)
    trusts = {"builtins.list": _PLAIN}
    lenient = True
    raw = "fields"
    copies = True

    def save(self, obj: Any) -> State:
        return bulk.pack(obj) or obj

    def new(self, cls: Any) -> Any:
        return []

    def fill(self, obj: Any, state: Any) -> None:
        obj.extend(items_of(state))


class Tuple(Handler):
    """``tuple``: its items."""

    kind = "python.tuple"
    types = ("builtins.tuple",)
    shallow = True
    trusts = {"builtins.tuple": _PLAIN}
    lenient = True
    raw = "fields"
    copies = True

    def save(self, obj: Any) -> State:
        return bulk.pack(obj) or list(obj)

    def load(self, cls: Any, state: Any) -> Any:
        return tuple(items_of(state))


class _AnySet(Handler):
    lenient = True
    raw = "fields"
    copies = True

    def save(self, obj: Any) -> State:
        items = in_order(obj)
        return bulk.pack(items) or items

    def read(self, state: Any) -> Any:
        items = items_of(state)
        check_keys(items)
        found = set(items)
        if len(found) != len(items):
            raise InvalidStateError("an element stands in it twice")
        return found


def _elements(record: Record) -> list[Any]:
    """Return the elements of a set as protocols before 4 have it: made of a list."""
    (items,) = arguments(record, list)
    check_keys(items)
    return list(items)


class Set(_AnySet):
    """``set``: its elements, in sorted order."""

    kind = "python.set"
    types = ("builtins.set",)
    trusts = {"builtins.set": _PLAIN}

    def convert(self, record: Record) -> Any:
        return set(_elements(record))

    def new(self, cls: Any) -> Any:
        return set()

    def fill(self, obj: Any, state: Any) -> None:
        obj.update(self.read(state))


class FrozenSet(_AnySet):
    """``frozenset``: its elements, in sorted order."""

    kind = "python.frozenset"
    types = ("builtins.frozenset",)
    trusts = {"builtins.frozenset": _PLAIN}

    def convert(self, record: Record) -> Any:
        return frozenset(_elements(record))

    def load(self, cls: Any, state: Any) -> Any:
        return frozenset(self.read(state))


class Deque(Handler):
    """``collections.deque``: its items and ``maxlen``."""

    kind = "python.deque"
    types = ("collections.deque",)
    trusts = {"collections.deque": _PLAIN}
    lenient = True
    raw = "fields"
    copies = True
    shallow = True

    def save(self, obj: Any) -> State:
        items = list(obj)
        packed = bulk.pack(items)
        return [obj.maxlen, *items] if packed is None else {"maxlen": obj.maxlen, **packed}

    def convert(self, record: Record) -> Any:
        items, *bound = record.args or ([],)
        if type(items) not in (list, tuple) or record.state is not None or [type(b) for b in bound] not in ([], [int]):
            raise InvalidStateError("it is made of something else than items and a bound")
        return deque([*items, *record.items], *bound)

    def new(self, cls: Any) -> Any:
        return deque()

    def fill(self, obj: Any, state: Any) -> None:
        if type(state) is list:
            maxlen, *items = state
        else:
            maxlen = state.pop("maxlen")
            items = bulk.unpack(state)
        if maxlen is not None and not (type(maxlen) is int and len(items) <= maxlen < 2**62):
            raise InvalidStateError("maxlen is no int that holds the items")
        deque.__init__(obj, items, maxlen)

    def locate(self, state: State, position: int) -> str:
        return f"[{position - 1}]"


class Range(Handler):
    """``range``: start, stop and step."""

    kind = "python.range"
    types = ("builtins.range",)
    trusts = {"builtins.range": checked("three ints")}

    def save(self, obj: Any) -> State:
        return check_bits(obj.start, obj.stop, obj.step)

    def convert(self, record: Record) -> Any:
        return range(*check_bits(*arguments(record, int, int, int)))

    def load(self, cls: Any, state: Any) -> Any:
        return range(*check_bits(*expect(state, int, int, int)))


class Slice(Handler):
    """``slice``: start, stop and step, which may be anything."""

    kind = "python.slice"
    types = ("builtins.slice",)
    trusts = {"builtins.slice": _PLAIN}
    lenient = True
    raw = "none"
    shallow = True

    def save(self, obj: Any) -> State:
        return [obj.start, obj.stop, obj.step]

    def convert(self, record: Record) -> Any:
        return Node(self.kind, record.name, list(arguments(record, *map(type, record.args))))

    def load(self, cls: Any, state: Any) -> Any:
        if type(state) is not list or len(state) != 3:
            raise InvalidStateError("a slice has three parts")
        return slice(*state)

    def locate(self, state: State, position: int) -> str:
        return (".start", ".stop", ".step")[position]


HANDLERS = (List, Tuple, Set, FrozenSet, Deque, Range, Slice)
