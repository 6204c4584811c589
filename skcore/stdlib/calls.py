"""Callables that hold their arguments: ``functools.partial`` and the getters of ``operator``."""

from __future__ import annotations

from functools import partial
from operator import attrgetter, itemgetter, methodcaller
from typing import Any

from skcore.errors import InvalidStateError
from skcore.handler import Handler, Node, State, checked
from skcore.record import Record
from skcore.stdlib.scalars import arguments


def _write_call(args: tuple[Any, ...], keywords: dict[str, Any]) -> list[Any]:
    """Return how many arguments there are, the arguments, then keywords and their values in turn."""
    return [len(args), *args, *(part for item in keywords.items() for part in item)]


def _read_call(state: list[Any]) -> tuple[list[Any], dict[str, Any]]:
    count, *parts = state
    if type(count) is not int or not 0 <= count <= len(parts):
        raise InvalidStateError("it has not as many arguments as it says")
    args, names, values = parts[:count], parts[count::2], parts[count + 1 :: 2]
    if not all(type(name) is str for name in names) or len(set(names)) != len(names):
        raise InvalidStateError("a keyword is no str, or stands in it twice")
    return args, dict(zip(names, values, strict=True))


class Partial(Handler):
    """``functools.partial``: a function that is trusted on its own, with its arguments."""

    kind = "python.partial"
    types = ("functools.partial",)
    trusts = {"functools.partial": checked("holds a function that is trusted on its own")}
    lenient = True
    raw = "none"
    shallow = True

    def save(self, obj: Any) -> State:
        if vars(obj):
            raise TypeError("a partial with attributes of its own cannot be saved")
        return [self._callable(obj.func), *_write_call(obj.args, obj.keywords)]

    def convert(self, record: Record) -> Any:
        func, args, keywords, attributes = record.state
        if type(args) is not tuple or type(keywords) is not dict or attributes:
            raise InvalidStateError("it is no function with arguments, or has attributes of its own")
        return Node(self.kind, record.name, [func, *_write_call(args, keywords)])

    def load(self, cls: Any, state: Any) -> Any:
        func, *call = state
        args, keywords = _read_call(call)
        return partial(self._callable(func), *args, **keywords)

    def _callable(self, func: Any) -> Any:
        # A partial of a partial takes over its arguments: of a chain, each would hold all before it.
        if not callable(func) or isinstance(func, partial):
            raise InvalidStateError("func cannot be called, or is a partial itself")
        return func

    def locate(self, state: State, position: int) -> str:
        if position == 0:
            return ".func"
        count = list(state)[1]
        if position < count + 2:
            return f".args[{position - 2}]"
        return f".keywords[{list(state)[position - 1]!r}]"


class ItemGetter(Handler):
    """``operator.itemgetter``: its items."""

    kind = "python.itemgetter"
    types = ("operator.itemgetter",)
    raw = "none"
    trusts = {"operator.itemgetter": checked("looks up items of what it is called with")}
    shallow = True

    def save(self, obj: Any) -> State:
        return list(obj.__reduce__()[1])

    def convert(self, record: Record) -> Any:
        return Node(self.kind, record.name, list(arguments(record, *map(type, record.args))))

    def load(self, cls: Any, state: Any) -> Any:
        if type(state) is not list:
            raise InvalidStateError("its items are no list")
        return itemgetter(*state)


class AttrGetter(Handler):
    """``operator.attrgetter``: its names, none of them private."""

    kind = "python.attrgetter"
    types = ("operator.attrgetter",)
    trusts = {"operator.attrgetter": checked("looks up public attributes of what it is called with")}

    def save(self, obj: Any) -> State:
        return self._public(list(obj.__reduce__()[1]))

    def convert(self, record: Record) -> Any:
        return Node(self.kind, record.name, self._public(list(arguments(record, *map(type, record.args)))))

    def load(self, cls: Any, state: Any) -> Any:
        return attrgetter(*self._public(state))

    def _public(self, names: Any) -> list[Any]:
        if type(names) is not list or not all(type(name) is str and not f".{name}".count("._") for name in names):
            raise InvalidStateError("it names a private attribute, or something else than names")
        return list(names)


class MethodCaller(Handler):
    """``operator.methodcaller``: calls what it is told to, so that nobody trusts it by default."""

    kind = "python.methodcaller"
    types = ("operator.methodcaller",)
    raw = "none"

    shallow = True

    def save(self, obj: Any) -> State:
        func, args = obj.__reduce__()[:2]
        if func is not type(obj):
            return [func.args[0], *_write_call(args, func.keywords)]
        return [args[0], *_write_call(args[1:], {})]

    def load(self, cls: Any, state: Any) -> Any:
        name, *call = state
        args, keywords = _read_call(call)
        return methodcaller(name, *args, **keywords)


HANDLERS = (Partial, ItemGetter, AttrGetter, MethodCaller)
