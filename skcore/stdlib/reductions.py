"""Objects that their own class rebuilds, as ``__reduce__`` says (PEP 307)."""

from __future__ import annotations

import copyreg
from typing import Any

from skcore.errors import InvalidStateError
from skcore.handler import Handler, Node, State
from skcore.record import Record
from skcore.stdlib.attributes import set_state
from skcore.stdlib.keys import check_keys, in_order


def reduce(obj: Any) -> dict[str, Any]:
    """Return what ``__reduce_ex__`` says of an object that its own class rebuilds, as plain fields."""
    reduced = obj.__reduce_ex__(4)
    if isinstance(reduced, str):
        raise TypeError(f"objects of {type(obj).__qualname__} are found by name and cannot be saved")
    func, args, state, items, pairs = (*reduced, None, None, None)[:5]
    if len(reduced) > 5 and reduced[5] is not None:
        raise TypeError("a state setter in __reduce__ is not supported")
    found: dict[str, Any] = {"how": "new"}
    if func is copyreg.__newobj_ex__:  # type: ignore[attr-defined]
        func, (cls, args, found["keywords"]) = copyreg.__newobj__, args  # type: ignore[attr-defined]
        args = (cls, *args)
    if func is copyreg.__newobj__ and args[0] is type(obj):  # type: ignore[attr-defined]
        found["args"] = tuple(args[1:])
    elif func is type(obj):
        found["how"], found["args"] = "call", tuple(args)
    else:
        raise TypeError(
            f"objects of {type(obj).__qualname__} are rebuilt by {getattr(func, '__qualname__', func)}, "
            f"not by their own class; a plugin has to handle them"
        )
    if _is_unordered(type(obj)):
        found["args"] = (in_order(obj),)
    if state is not None:
        found["state"] = state
    if items is not None:
        found["items"] = list(items)
    if pairs is not None:
        found["pairs"] = [part for pair in pairs for part in pair]
        check_keys(found["pairs"][::2])
    return found


def _is_unordered(cls: Any) -> bool:
    return cls.__reduce_ex__ is object.__reduce_ex__ and any(
        issubclass(cls, base) and cls.__reduce__ is base.__reduce__ and cls.__iter__ is base.__iter__
        for base in (set, frozenset)
    )


def reduced(obj: Any) -> Node:
    """Return the node of an object that its class rebuilds: by arguments, or empty first and then filled."""
    state = reduce(obj)
    kind = "python.reduced" if state["args"] or "keywords" in state else "python.empty"
    if kind == "python.empty":
        del state["args"]
    cls = type(obj)
    return Node(kind, f"{cls.__module__}{':' if '.' in cls.__qualname__ else '.'}{cls.__qualname__}", state)


def is_bare(record: Record) -> bool:
    """Whether a foreign file's object is made empty, and then given a state and nothing else."""
    return record.how == "new" and not (record.args or record.keywords or record.items or record.pairs)


def fields_of(record: Record) -> dict[str, Any]:
    """Return what :func:`reduce` would have returned for the object of a record."""
    found: dict[str, Any] = {"how": record.how, "args": record.args}
    if record.keywords:
        found["keywords"] = record.keywords
    if record.state is not None:
        found["state"] = record.state
    if record.items:
        found["items"] = record.items
    if record.pairs:
        found["pairs"] = [part for pair in record.pairs for part in pair]
    return found


def node_of(record: Record) -> Node:
    """Return the node of the object of a record, as :func:`reduced` would have done."""
    state = fields_of(record)
    kind = "python.reduced" if state["args"] or "keywords" in state else "python.empty"
    if kind == "python.empty":
        del state["args"]
    return Node(kind, record.name, state)


def complete(obj: Any, state: dict[str, Any]) -> None:
    """Give an object made by its class the rest of what its ``__reduce__`` said."""
    if "state" in state:
        set_state(obj, state["state"])
    if "items" in state:
        obj.extend(_list(state["items"]))
    pairs = _list(state.get("pairs", []))
    check_keys(pairs[::2])
    for key, value in zip(pairs[::2], pairs[1::2], strict=True):
        obj[key] = value


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise InvalidStateError("items or pairs is no list")
    return value


class ReduceHandler(Handler):
    """A class that its own ``__reduce__`` rebuilds from arguments and state.

    A plugin derives from it with ``types``, ``trusts`` and ``check``. The state has ``how`` (``"new"``
    or ``"call"``), ``args`` and, where the class has them, ``keywords``, ``state``, ``items``, ``pairs``.
    """

    def check(self, state: dict[str, Any]) -> None:
        """Raise InvalidStateError if the state breaks a rule."""
        raise NotImplementedError(f"{type(self).__name__}.check")

    def save(self, obj: Any) -> State | Node:
        return reduce(obj)

    def convert(self, record: Record) -> Any:
        return Node(self.kind, record.name, fields_of(record))

    def load(self, cls: Any, state: Any) -> Any:
        self.check(state)
        args, keywords = state["args"], state.get("keywords", {})
        if type(args) is not tuple or type(keywords) is not dict or state["how"] not in ("new", "call"):
            raise InvalidStateError("its args and keywords are no tuple and dict")
        if issubclass(cls, (set, frozenset)) and args and type(args[0]) is list:
            check_keys(args[0])
        obj = cls(*args, **keywords) if state["how"] == "call" else cls.__new__(cls, *args, **keywords)
        complete(obj, state)
        return obj


class Reduced(ReduceHandler):
    """Objects of any class that ``__reduce__`` rebuilds from arguments: as trusted as the user says."""

    kind = "python.reduced"
    any_name = True
    lenient = True
    raw = "none"

    def check(self, state: dict[str, Any]) -> None:
        """Accept any state: whoever trusts the class trusts it with any."""


class Empty(Handler):
    """The same without arguments: an object that can contain itself, like a subclass of ``list``."""

    kind = "python.empty"
    any_name = True
    lenient = True
    raw = "none"

    def new(self, cls: Any) -> Any:
        return cls.__new__(cls)

    def fill(self, obj: Any, state: Any) -> None:
        if state["how"] == "call":
            type(obj).__init__(obj)
        complete(obj, state)


HANDLERS = (Reduced, Empty)
