"""Objects of classes that no handler owns, and the bases for handlers of plain and of native classes."""

from __future__ import annotations

import copyreg
import types
from functools import cached_property, lru_cache
from typing import Any

from skcore.errors import InvalidStateError
from skcore.handler import Handler, Node, State
from skcore.stdlib.keys import check_keys, in_order

_POINTER = tuple.__itemsize__


@lru_cache(maxsize=4096)
def has_native_state(cls: type) -> bool:
    """Whether objects of a class hold C data beside their ``__dict__`` and ``__slots__``.

    The rule is the one by which ``object.__reduce_ex__`` refuses to copy an object.
    """
    slots = [
        attribute
        for base in cls.__mro__
        if "__slots__" in vars(base)
        for attribute in vars(base).values()
        if isinstance(attribute, types.MemberDescriptorType)
    ]
    words = len(slots) + (cls.__dictoffset__ > 0) + (cls.__weakrefoffset__ > 0)
    return bool(cls.__itemsize__) or cls.__basicsize__ > object.__basicsize__ + words * _POINTER


@lru_cache(maxsize=4096)
def _is_plain(cls: Any) -> bool:
    return (
        cls.__reduce_ex__ is object.__reduce_ex__
        and cls.__reduce__ is object.__reduce__
        and not hasattr(cls, "__getnewargs_ex__")
        and not hasattr(cls, "__getnewargs__")
        and not has_native_state(cls)
    )


@lru_cache(maxsize=4096)
def _shadowing(cls: type, names: tuple[str, ...]) -> str | None:
    """Return the first of the attribute names that would hide a method or a special name."""
    for name in names:
        if name.startswith("__") and name.endswith("__"):
            return name
        if name in getattr(cls, "__dataclass_fields__", ()):
            continue
        for base in cls.__mro__:
            if name in vars(base):
                found = vars(base)[name]
                bound = hasattr(type(found), "__get__") and not hasattr(type(found), "__set__")
                if bound and not isinstance(found, (cached_property, types.MemberDescriptorType)):
                    return name
                break
    return None


@lru_cache(maxsize=4096)
def _slots(cls: type) -> dict[str, Any]:
    """Return the descriptors of a class's slots by name."""
    return {
        name: found
        for base in reversed(cls.__mro__)
        for name, found in vars(base).items()
        if isinstance(found, types.MemberDescriptorType)
    }


class ObjectHandler(Handler):
    """A plain Python object: its attributes, by ``__getstate__`` and ``__setstate__`` where it has them.

    A plugin derives from it, with ``types`` and ``trusts`` for the classes it knows, and ``verify`` for
    what must hold of their attributes.
    """

    lenient = True

    def save(self, obj: Any) -> State | Node:
        cls: Any = type(obj)
        if not _is_plain(cls):
            return _reduced(obj)
        state = obj.__getstate__()
        attributes = state if hasattr(cls, "__setstate__") else _merged(state)
        if type(attributes) is dict:
            _check_shadowing(cls, attributes)
            return attributes
        if state is None:
            return []
        if not hasattr(cls, "__setstate__"):
            raise TypeError(f"the __getstate__ of {cls.__qualname__} gives no dict, and there is no __setstate__")
        _check_shadowing(cls, getattr(obj, "__dict__", {}))
        return [state]

    def locate(self, state: State, position: int) -> str:
        return super().locate(state, position) if isinstance(state, dict) else ".__getstate__()"

    def new(self, cls: Any) -> Any:
        if has_native_state(cls):
            raise InvalidStateError(f"{cls.__qualname__} holds native data and is no plain object")
        return cls.__new__(cls)

    def fill(self, obj: Any, state: Any) -> None:
        cls: Any = type(obj)
        if type(state) is dict:
            _check_shadowing(cls, state)
            set_state(obj, state)
        elif state:
            (state,) = state
            if not hasattr(cls, "__setstate__"):
                raise InvalidStateError(f"{cls.__qualname__} has no __setstate__ to give its state to")
            set_state(obj, state)
            _check_shadowing(cls, getattr(obj, "__dict__", {}))


def _merged(state: Any) -> Any:
    """Return the attributes in ``__dict__`` and in ``__slots__`` as one dict, where a state is the pair of both."""
    if type(state) is not tuple or [type(part) for part in state[1:]] != [dict]:
        return state
    attributes, slots = state
    if attributes is None or (type(attributes) is dict and not attributes.keys() & slots.keys()):
        return {**(attributes or {}), **slots}
    return state


def _check_shadowing(cls: Any, attributes: dict[str, Any]) -> None:
    hidden = _shadowing(cls, tuple(attributes))
    if hidden is not None:
        raise InvalidStateError(f"the attribute {hidden} hides a method or a special name of {cls.__qualname__}")


def set_state(obj: Any, state: Any) -> None:
    """Give an object its state, the way ``pickle`` does (PEP 307)."""
    cls: Any = type(obj)
    setter = getattr(cls, "__setstate__", None)
    if setter is not None:
        setter(obj, state)
        return
    attributes, slots = _merged(state), _slots(cls)
    if slots:
        attributes = dict(attributes)
        for name in slots.keys() & attributes.keys():
            slots[name].__set__(obj, attributes.pop(name))
    if attributes:
        vars(obj).update(attributes)


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


def _reduced(obj: Any) -> Node:
    state = reduce(obj)
    kind = "python.reduced" if state["args"] or "keywords" in state else "python.empty"
    if kind == "python.empty":
        del state["args"]
    cls = type(obj)
    return Node(kind, f"{cls.__module__}{':' if '.' in cls.__qualname__ else '.'}{cls.__qualname__}", state)


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


class StateHandler(Handler):
    """A C-extension type, adapted by a pair of functions that take its state out and put it in.

    A plugin derives from it with ``types``, ``trusts``, ``getstate``, ``setstate`` and ``check``.
    """

    def getstate(self, obj: Any) -> dict[str, Any]:
        """Return the state of an object as plain fields."""
        raise NotImplementedError(f"{type(self).__name__}.getstate")

    def setstate(self, cls: Any, state: dict[str, Any]) -> Any:
        """Return a new object of the class with the state, which was checked."""
        raise NotImplementedError(f"{type(self).__name__}.setstate")

    def check(self, state: dict[str, Any]) -> None:
        """Raise InvalidStateError if the state breaks a rule."""
        raise NotImplementedError(f"{type(self).__name__}.check")

    def save(self, obj: Any) -> State | Node:
        return self.getstate(obj)

    def load(self, cls: Any, state: Any) -> Any:
        self.check(state)
        return self.setstate(cls, state)


class Plain(ObjectHandler):
    """Objects of any plain Python class: as trusted as the user says."""

    kind = "python.object"
    types = ("builtins.object",)
    subclasses = True
    any_name = True


class Reduced(ReduceHandler):
    """Objects of any class that ``__reduce__`` rebuilds from arguments: as trusted as the user says."""

    kind = "python.reduced"
    any_name = True
    lenient = True

    def check(self, state: dict[str, Any]) -> None:
        """Accept any state: whoever trusts the class trusts it with any."""


class Empty(Handler):
    """The same without arguments: an object that can contain itself, like a subclass of ``list``."""

    kind = "python.empty"
    any_name = True
    lenient = True

    def new(self, cls: Any) -> Any:
        return cls.__new__(cls)

    def fill(self, obj: Any, state: Any) -> None:
        if state["how"] == "call":
            type(obj).__init__(obj)
        complete(obj, state)


HANDLERS = (Plain, Reduced, Empty)
