"""Lists, tuples, sets and deques."""

from __future__ import annotations

from collections import deque
from typing import Any

from skcore.errors import InvalidStateError
from skcore.handler import Handler, State, checked
from skcore.stdlib import bulk
from skcore.stdlib.hashing import check_spread

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
    trusts = {"builtins.tuple": _PLAIN}
    lenient = True

    def save(self, obj: Any) -> State:
        return bulk.pack(obj) or list(obj)

    def load(self, cls: Any, state: Any) -> Any:
        return tuple(items_of(state))


def sort_key(value: Any) -> tuple[str, str]:
    """Order values of any types, so that equal sets give equal bytes."""
    return type(value).__qualname__, repr(value)


class _AnySet(Handler):
    lenient = True

    def save(self, obj: Any) -> State:
        kinds = set(map(type, obj))
        items = sorted(obj) if kinds <= {str} or kinds <= {int} else sorted(obj, key=sort_key)
        return bulk.pack(items) or items

    def read(self, state: Any) -> Any:
        items = items_of(state)
        check_spread(items)
        found = set(items)
        if len(found) != len(items):
            raise InvalidStateError("an element stands in it twice")
        return found


class Set(_AnySet):
    """``set``: its elements, in sorted order."""

    kind = "python.set"
    types = ("builtins.set",)
    trusts = {"builtins.set": _PLAIN}

    def new(self, cls: Any) -> Any:
        return set()

    def fill(self, obj: Any, state: Any) -> None:
        obj.update(self.read(state))


class FrozenSet(_AnySet):
    """``frozenset``: its elements, in sorted order."""

    kind = "python.frozenset"
    types = ("builtins.frozenset",)
    trusts = {"builtins.frozenset": _PLAIN}

    def load(self, cls: Any, state: Any) -> Any:
        return frozenset(self.read(state))


class Deque(Handler):
    """``collections.deque``: its items and ``maxlen``."""

    kind = "python.deque"
    types = ("collections.deque",)
    trusts = {"collections.deque": _PLAIN}
    lenient = True

    def save(self, obj: Any) -> State:
        return {"maxlen": obj.maxlen, "items": list(obj)}

    def load(self, cls: Any, state: Any) -> Any:
        maxlen, items = state["maxlen"], state["items"]
        if type(items) is not list or not (maxlen is None or type(maxlen) is int):
            raise InvalidStateError("items is no list, or maxlen is no int")
        if maxlen is not None and not len(items) <= maxlen < 2**62:
            raise InvalidStateError("maxlen does not hold the items")
        return deque(items, maxlen)


class Range(Handler):
    """``range``: start, stop and step."""

    kind = "python.range"
    types = ("builtins.range",)
    trusts = {"builtins.range": checked("three ints")}

    def save(self, obj: Any) -> State:
        return [obj.start, obj.stop, obj.step]

    def load(self, cls: Any, state: Any) -> Any:
        if len(state) != 3 or any(type(part) is not int for part in state):
            raise InvalidStateError("a range is made of three ints")
        return range(*state)


class Slice(Handler):
    """``slice``: start, stop and step, which may be anything."""

    kind = "python.slice"
    types = ("builtins.slice",)
    trusts = {"builtins.slice": _PLAIN}
    lenient = True

    def save(self, obj: Any) -> State:
        return [obj.start, obj.stop, obj.step]

    def load(self, cls: Any, state: Any) -> Any:
        if len(state) != 3:
            raise InvalidStateError("a slice has three parts")
        return slice(*state)


HANDLERS = (List, Tuple, Set, FrozenSet, Deque, Range, Slice)
