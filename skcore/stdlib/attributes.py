"""The state of plain Python objects: what is in their ``__dict__`` and ``__slots__``, and what may be."""

from __future__ import annotations

import types
from functools import cached_property, lru_cache
from typing import Any

from skcore.errors import InvalidStateError

_POINTER = tuple.__itemsize__
_MOST_KEPT, _LONGEST_KEPT = 200, 4000


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
def is_plain(cls: Any) -> bool:
    """Whether objects of a class are what is in their ``__dict__`` and ``__slots__``, and copied as such."""
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
def slots_of(cls: type) -> dict[str, Any]:
    """Return the descriptors of a class's slots by name."""
    return {
        name: found
        for base in reversed(cls.__mro__)
        for name, found in vars(base).items()
        if isinstance(found, types.MemberDescriptorType)
    }


def merged(state: Any) -> Any:
    """Return the attributes in ``__dict__`` and in ``__slots__`` as one dict, where a state is the pair of both."""
    if type(state) is not tuple or [type(part) for part in state[1:]] != [dict]:
        return state
    attributes, slots = state
    if attributes is None or (type(attributes) is dict and not attributes.keys() & slots.keys()):
        return {**(attributes or {}), **slots}
    return state


def check_shadowing(cls: Any, attributes: dict[str, Any]) -> None:
    """Refuse attributes that would hide a method of their class, or a special name."""
    names = tuple(attributes)
    # What is long is not kept: files may have any number of names of any length.
    small = len(names) <= _MOST_KEPT and len("".join(names)) <= _LONGEST_KEPT
    hidden = _shadowing(cls, names) if small else _shadowing.__wrapped__(cls, names)
    if hidden is not None:
        raise InvalidStateError(f"the attribute {hidden} hides a method or a special name of {cls.__qualname__}")


def set_state(obj: Any, state: Any) -> None:
    """Give an object its state, the way ``pickle`` does (PEP 307)."""
    cls: Any = type(obj)
    setter = getattr(cls, "__setstate__", None)
    if setter is not None:
        setter(obj, state)
        return
    attributes, slots = merged(state), slots_of(cls)
    if slots:
        attributes = dict(attributes)
        for name in slots.keys() & attributes.keys():
            slots[name].__set__(obj, attributes.pop(name))
    if attributes:
        vars(obj).update(attributes)
