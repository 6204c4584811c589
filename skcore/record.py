"""What a foreign file says of an object: inert names, arguments and state, of which nothing is imported or called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any, Literal

import msgspec

_NOTHING: Mapping[str, Any] = MappingProxyType({})
"""Records are many, and few have keywords."""


class Global(msgspec.Struct, frozen=True):
    """A name as a value: a class or a function that is referred to, never imported.

    Attributes
    ----------
    name : str
        ``module.Name``, or ``module:Outer.Inner``; in Python 3's spelling.
    """

    name: str


class Record(msgspec.Struct, eq=False):
    """An object as its ``__reduce__`` described it (PEP 307), without having been built.

    ``Handler.convert`` gets one whose parts are converted already: real values where they are plain (numbers,
    texts, containers, arrays), :class:`Converted` for the others.

    Attributes
    ----------
    maker : str
        Name of the class or function that would have been called.
    name : str
        Name of the object's class, as far as the file says it: that of ``maker`` where nothing else is known.
    how : {"new", "call", "refer"}
        Whether ``cls.__new__`` would have been called with ``args``, or ``maker`` itself, or whether ``maker`` is the
        name of the object.
    args : tuple
    keywords : mapping of str to object
    state : object
        What ``__setstate__`` would have got, or the attributes; None if there is none.
    items : sequence
        What would have been appended.
    pairs : sequence of tuple
        Keys and values that would have been set.
    versions : dict of str to str
        Of packages that wrote the file, one for all of its records: a handler adds what a state tells.
    itself : Converted or None
        What stands for the object where one of its own parts refers to it.
    """

    maker: str
    name: str
    how: Literal["new", "call", "refer"] = "new"
    args: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = _NOTHING
    state: Any = None
    items: Sequence[Any] = ()
    pairs: Sequence[tuple[Any, Any]] = ()
    versions: dict[str, str] = {}
    itself: Any = None


class Entries(msgspec.Struct, eq=False):
    """A dict of a foreign file before its keys are values that can be hashed."""

    pairs: Sequence[tuple[Any, Any]] = ()


class Members(msgspec.Struct, eq=False):
    """A set of a foreign file, in the same way."""

    sort: type
    items: Sequence[Any] = ()


class Converted(msgspec.Struct, eq=False):
    """A record that a handler has turned into saved state.

    Attributes
    ----------
    kind, name : str
        The pair under which it will be saved.
    state : dict or list
        As ``Handler.save`` would have returned it.
    became : object
        The plain value that the handler returned in place of a state, for an object that is part of a cycle.
    """

    kind: str
    name: str
    state: Any = None
    became: Any = None

    def __repr__(self) -> str:
        # Without its state: what is shared in that again and again would be written each time.
        return f"Converted({self.kind!r}, {self.name!r})"


def parts_of(value: Any) -> Iterator[Any]:
    """Yield what a value of a foreign file's graph consists of."""
    kind = type(value)
    if kind in (list, tuple):
        yield from value
    elif kind is Members:
        yield from value.items
    elif kind is Entries:
        yield from chain.from_iterable(value.pairs)
    elif kind is dict:
        yield from chain.from_iterable(value.items())
    elif kind is Record:
        # Each as one: any number of records may have the same.
        yield value.args
        yield from value.keywords.values()
        yield value.state
        yield value.items
        yield value.pairs
