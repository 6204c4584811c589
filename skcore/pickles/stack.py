"""The stack of the pickle machine, its memo, and the opcodes that make containers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skcore.errors import InvalidFileError, LimitExceededError
from skcore.limits import Limits
from skcore.record import Entries, Members, Record

_MOST_MEMO = 2**32
"""Where the memo ends: numbers below it have a hash each."""


class Stack:
    """Values on their way: plain ones, records, and what they are put into."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._stack: list[Any] = []
        self._marks: list[int] = []
        self._memo: dict[int, Any] = {}
        self._made = 0
        self._drops = False

    def _pop(self) -> Any:
        if len(self._stack) <= (self._marks[-1] if self._marks else 0):
            raise InvalidFileError("the pickle is damaged: it takes from an empty stack")
        return self._stack.pop()

    def _top(self) -> Any:
        self._stack.append(self._pop())
        return self._stack[-1]

    def _pop_mark(self) -> list[Any]:
        if not self._marks:
            raise InvalidFileError("the pickle is damaged: it goes back to a mark that is not there")
        start = self._marks.pop()
        found = self._stack[start:]
        del self._stack[start:]
        return found

    def _made_one(self, value: Any) -> None:
        """Put a new object on the stack."""
        self._made += 1
        if self._made > self._limits.objects:
            raise LimitExceededError("objects", self._made, self._limits.objects)
        self._stack.append(value)

    # -- opcodes ------------------------------------------------------------------------------

    def _mark(self, argument: None) -> None:
        self._marks.append(len(self._stack))

    def _drop(self, argument: None) -> None:
        self._drops = True
        if self._marks and self._marks[-1] == len(self._stack):
            self._marks.pop()
        else:
            self._pop()

    def _drop_to_mark(self, argument: None) -> None:
        self._drops = True
        self._pop_mark()

    def _dup(self, argument: None) -> None:
        self._stack.append(self._top())

    def _put(self, argument: int) -> None:
        if not 0 <= argument < _MOST_MEMO:
            raise InvalidFileError("the pickle is damaged: it keeps an object under a number that none has")
        self._memo[argument] = self._top()

    def _memoize(self, argument: None) -> None:
        self._memo[len(self._memo)] = self._top()

    def _get(self, argument: int) -> None:
        self._stack.append(self._memo[argument])

    # -- containers ---------------------------------------------------------------------------

    def _empty_list(self, argument: None) -> None:
        self._made_one([])

    def _list_of(self, argument: None) -> None:
        self._made_one(self._pop_mark())

    def _append(self, argument: None) -> None:
        value = self._pop()
        self._extend([value])

    def _appends(self, argument: None) -> None:
        self._extend(self._pop_mark())

    def _extend(self, values: list[Any]) -> None:
        target = self._top()
        if type(target) is list:
            target.extend(values)
        elif type(target) is Record:
            _grown(target, "items").extend(values)
        else:
            raise InvalidFileError("the pickle is damaged: it appends to what is no list")

    def _empty_tuple(self, argument: None) -> None:
        self._stack.append(())

    def _tuple_of(self, argument: None) -> None:
        self._made_one(tuple(self._pop_mark()))

    def _tuple_of_1(self, argument: None) -> None:
        self._made_one((self._pop(),))

    def _tuple_of_2(self, argument: None) -> None:
        second = self._pop()
        self._made_one((self._pop(), second))

    def _tuple_of_3(self, argument: None) -> None:
        third, second = self._pop(), self._pop()
        self._made_one((self._pop(), second, third))

    def _empty_dict(self, argument: None) -> None:
        self._made_one(Entries())

    def _dict_of(self, argument: None) -> None:
        made = Entries()
        made.pairs = _pairs(self._pop_mark())
        self._made_one(made)

    def _setitem(self, argument: None) -> None:
        value = self._pop()
        self._set_items([self._pop(), value])

    def _setitems(self, argument: None) -> None:
        self._set_items(self._pop_mark())

    def _set_items(self, flat: list[Any]) -> None:
        target = self._top()
        if type(target) not in (Entries, Record):
            raise InvalidFileError("the pickle is damaged: it sets an item of what is no dict")
        _grown(target, "pairs").extend(_pairs(flat))

    def _empty_set(self, argument: None) -> None:
        self._made_one(Members(set))

    def _additems(self, argument: None) -> None:
        values = self._pop_mark()
        target = self._top()
        if type(target) is not Members or target.sort is not set:
            raise InvalidFileError("the pickle is damaged: it adds an item to what is no set")
        _grown(target, "items").extend(values)

    def _frozenset_of(self, argument: None) -> None:
        self._made_one(Members(frozenset, self._pop_mark()))


def _grown(target: Any, name: str) -> list[Any]:
    """Return the list of parts of a record that get more; it has none of its own before it has parts."""
    found = getattr(target, name)
    if type(found) is not list:
        found = []
        setattr(target, name, found)
    return found


def _pairs(flat: list[Any]) -> list[tuple[Any, Any]]:
    return list(zip(flat[::2], flat[1::2], strict=True))


STEPS: dict[str, Callable[[Any, Any], None]] = {
    "MARK": Stack._mark,
    "POP": Stack._drop,
    "POP_MARK": Stack._drop_to_mark,
    "DUP": Stack._dup,
    "PUT": Stack._put,
    "BINPUT": Stack._put,
    "LONG_BINPUT": Stack._put,
    "MEMOIZE": Stack._memoize,
    "GET": Stack._get,
    "BINGET": Stack._get,
    "LONG_BINGET": Stack._get,
    "EMPTY_LIST": Stack._empty_list,
    "LIST": Stack._list_of,
    "APPEND": Stack._append,
    "APPENDS": Stack._appends,
    "EMPTY_TUPLE": Stack._empty_tuple,
    "TUPLE": Stack._tuple_of,
    "TUPLE1": Stack._tuple_of_1,
    "TUPLE2": Stack._tuple_of_2,
    "TUPLE3": Stack._tuple_of_3,
    "EMPTY_DICT": Stack._empty_dict,
    "DICT": Stack._dict_of,
    "SETITEM": Stack._setitem,
    "SETITEMS": Stack._setitems,
    "EMPTY_SET": Stack._empty_set,
    "ADDITEMS": Stack._additems,
    "FROZENSET": Stack._frozenset_of,
}
