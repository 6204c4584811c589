"""Foreign files → saved state: each record is turned into what its handler would have saved, and nothing is built."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Any, BinaryIO

from skcore.budget import budget, granting, spend
from skcore.errors import InvalidFileError, InvalidStateError, SkcoreError, UnsupportedTypeError
from skcore.handler import Handler, Node
from skcore.limits import Limits
from skcore.names import root, show
from skcore.nesting import MAX_DEPTH
from skcore.once import remembering
from skcore.reader import Reader
from skcore.record import Converted, Entries, Global, Members, Record, parts_of
from skcore.registry import Registry
from skcore.stdlib.keys import check_keys

HEAD = 64
"""How many bytes a reader is shown to recognise its format by."""
_SIZES: dict[Any, int] = {
    **dict.fromkeys((bytes, bytearray, str), 1),
    **dict.fromkeys((list, tuple, dict, set, frozenset), 8),
}
"""Bytes that a copy of a part takes for each of its elements."""
_EACH = 32
"""Bytes that each part of a record counts for, which is looked at as well."""
_SCALARS = frozenset({str, int, float, bool, type(None), bytes, bytearray})


def reader_of(file: BinaryIO, registry: Registry) -> Reader:
    """Return the reader of a foreign file, which is left at its start.

    Raises
    ------
    InvalidFileError
        If no installed plugin reads files that begin like this.
    """
    head = file.read(HEAD)
    file.seek(0)
    for reader in registry.readers():
        if reader.recognizes(head):
            return reader
    raise InvalidFileError("it is of no format that an installed plugin reads")


@contextmanager
def bounded(file: BinaryIO) -> Iterator[None]:
    """Bound what the handlers may make and read of a foreign file, as for one of skcore's that is loaded."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    with remembering(), granting(budget(size, size)):
        yield


def read(file: BinaryIO, registry: Registry, limits: Limits) -> tuple[Any, Conversion]:
    """Return the converted graph of a foreign file, and what was found out on the way."""
    reader = reader_of(file, registry)
    conversion = Conversion(registry, reader.danger_of)
    return conversion.convert(reader.read(file, limits)), conversion


class Conversion:
    """Turns the graph that a reader made into one of real containers, plain values and :class:`Converted`.

    Attributes
    ----------
    versions : dict of str to str
        Of the packages that wrote the file.
    strangers : list of Converted
        The objects of packages that no plugin speaks for: a plugin knows which of its own it leaves out.
    """

    def __init__(self, registry: Registry, danger_of: Callable[[str], str | None]) -> None:
        self._registry, self._danger_of = registry, danger_of
        self._done: dict[int, Any] = {}
        self._kept: list[Any] = []
        self._open: set[int] = set()
        self._depths: dict[int, int] = {}
        self.versions: dict[str, str] = {}
        self.strangers: list[Converted] = []

    def convert(self, value: Any) -> Any:
        """Return the converted graph.

        Raises
        ------
        UnsupportedTypeError
            If a record is of a type that no handler converts.
        InvalidFileError
            If the graph is one that no program writes.
        """
        stack = [(value, parts_of(value))]
        self._begin(value)
        while stack:
            current, parts = stack[-1]
            for part in parts:
                if type(part) in _SCALARS or id(part) in self._done:
                    continue
                if id(part) in self._open:
                    raise InvalidFileError(f"{_told(part)} contains itself, as none can")
                self._begin(part)
                stack.append((part, parts_of(part)))
                break
            else:
                stack.pop()
                self._finish(current)
        return self._of(value)

    def _begin(self, value: Any) -> None:
        """Make what a part of the value can refer to already, where there is such."""
        self._kept.append(value)
        made: Any = None
        if type(value) is list:
            made = []
        elif type(value) in (Entries, dict):
            made = {}
        elif type(value) is Members and value.sort is set:
            made = set()
        elif type(value) is Record:
            made = Converted("", value.name)
        else:
            self._open.add(id(value))
            return
        self._done[id(value)] = made

    def _of(self, value: Any) -> Any:
        if type(value) in _SCALARS:
            return value
        made = self._done[id(value)]
        return made if type(made) is not Converted or made.became is None else made.became

    def _finish(self, value: Any) -> None:
        kind = type(value)
        made: Any = self._done.get(id(value))
        if self._depths:
            self._depths[id(value)] = self._depth(value)
        if kind is list:
            made.extend(map(self._of, value))
        elif kind in (Entries, dict):
            found = self._pairs(value.items() if kind is dict else value.pairs)
            _check(value, [key for key, _ in found])
            made.update(found)
            if len(made) != len(found):
                raise InvalidFileError(f"{_told(value)} of the file has a key twice, as those have that hide something")
        elif kind is Members:
            items = [self._of(item) for item in value.items]
            _check(value, items)
            if value.sort is set:
                made.update(items)
            else:
                self._close(value, frozenset(items))
        elif kind is tuple:
            self._close(value, tuple(map(self._of, value)))
        elif kind is Global:
            self._close(value, self._reference(value))
        elif kind is Record:
            self._convert(value, made)
        elif kind not in _SCALARS:
            self._close(value, value)

    def _depth(self, value: Any) -> int:
        """Return how deep objects nest in a value that are real already: the destructors of some recurse in C."""
        return max(map(self._depths.get, map(id, parts_of(value)), repeat(0)), default=0)

    def _close(self, value: Any, made: Any) -> None:
        self._open.discard(id(value))
        self._done[id(value)] = made

    def _pairs(self, pairs: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
        return [(self._of(key), self._of(item)) for key, item in pairs]

    def _reference(self, value: Global) -> Any:
        """Return what a name as a value stands for; a class is told by its spelling where no plugin knows it."""
        name = self._registry.canonical(value.name)
        handler = self._registry.maker(name)
        if handler is not None:
            return self._handled(handler, Record(maker=name, name=name, how="refer", versions=self.versions))
        handler = self._registry.refers_to(name)
        if handler is not None and type(handler).convert is not Handler.convert:
            return self._handled(handler, Record(maker=name, name=name, how="refer", versions=self.versions))
        kind = handler.kind if handler else "python.class" if _is_class(name) else "python.function"
        return Converted(kind, name, {})

    def _convert(self, record: Record, made: Converted) -> None:
        settled = Record(
            maker=self._registry.canonical(record.maker),
            name=self._registry.canonical(record.name),
            how=record.how,
            args=self._of(record.args),
            keywords={name: self._of(value) for name, value in record.keywords.items()},
            state=self._of(record.state),
            items=self._of(record.items),
            pairs=self._of(record.pairs),
            versions=self.versions,
            itself=made,
        )
        handler = self._registry.converter(settled)
        if handler is None:
            handler = self._of_any(settled)
            if self._registry.plugin_for(root(settled.name)) is None:
                self.strangers.append(made)
        found = self._handled(handler, settled)
        if type(found) is Converted:
            made.kind, made.name, made.state = found.kind, found.name, found.state
            return
        made.became = found
        self._depths[id(record)] = depth = 1 + self._depth(record)
        if depth > MAX_DEPTH:
            raise UnsupportedTypeError(f"such objects nest over {MAX_DEPTH} deep", show(record.name))

    def _of_any(self, record: Record) -> Handler:
        """Return the handler of what nobody knows: whoever loads the object has to trust its class."""
        if record.how == "call":
            danger = self._danger_of(record.maker)
            if danger is not None:
                raise UnsupportedTypeError(f"the file calls it, and it {danger}", show(record.maker))
            if not _is_class(record.maker):
                raise UnsupportedTypeError("the file calls it, and no plugin says what it makes", show(record.maker))
        return self._registry.handler_of_kind("python.object")

    def _handled(self, handler: Handler, record: Record) -> Any:
        try:
            spend(_extent(record))
            # What a handler makes a dict of, whatever it is that has the items.
            check_keys([key for key, _ in record.pairs])
            found = handler.convert(record)
        except UnsupportedTypeError as error:
            raise UnsupportedTypeError(error.reason, show(record.name)) from error
        except InvalidStateError as error:
            raise UnsupportedTypeError(error.rule, show(record.name)) from error
        except SkcoreError:
            raise
        except Exception as error:
            raise UnsupportedTypeError(f"{type(error).__name__}: {show(str(error))}", show(record.name)) from error
        return Converted(found.kind, found.name, found.state) if type(found) is Node else found


def _extent(record: Record) -> int:
    """Return how many bytes a handler may copy of a record's parts, which any number of records may share."""
    parts = [*record.args, *record.keywords.values(), record.state, *record.items, *chain.from_iterable(record.pairs)]
    if type(record.state) in (tuple, dict):
        parts += record.state if type(record.state) is tuple else record.state.values()
    return sum(_EACH + (_SIZES[type(part)] * len(part) if type(part) in _SIZES else 0) for part in parts)


def _is_class(name: str) -> bool:
    """Whether a name is spelled as those of classes are (PEP 8); one that is not refuses the file at load."""
    return name.replace(":", ".").rpartition(".")[2].lstrip("_")[:1].isupper()


def _check(value: Any, keys: list[Any]) -> None:
    try:
        check_keys(keys)
        set(keys)
    except (TypeError, InvalidStateError) as error:
        raise InvalidFileError(f"{_told(value)} of the file has keys that it cannot have: {error}") from error


def _told(value: Any) -> str:
    if type(value) is Record:
        return f"an object of {show(value.name)}"
    words: dict[Any, str] = {Entries: "dict", Members: "set"}
    return f"a {words.get(type(value), type(value).__name__)}"
