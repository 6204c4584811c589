"""FlatBuffers, as far as CatBoost's models need them: tables read into dicts, and written from them.

The encoding is that of https://flatbuffers.dev/internals: a table has the distance to its vtable, which has the place
of each field; other tables, vectors and strings stand behind it, and fields hold the distance to them. What is read
may be anything; what the library gets to read is written here, from values that were checked.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from skcore import spend

_TABLE = 512
"""Bytes that a table takes, once it is read."""
_SIZES = {"b": 1, "H": 2, "i": 4, "I": 4, "f": 4, "d": 8}


class Scalar(msgspec.Struct, frozen=True):
    """A number inside its table, and what it is where the table leaves it out."""

    code: str
    default: float = 0


class Inline(msgspec.Struct, frozen=True):
    """A struct inside its table, whose bytes are handed on."""

    size: int

    @property
    def default(self) -> bytes:
        """Return what it is where the table leaves it out."""
        return bytes(self.size)


class Vector(msgspec.Struct, frozen=True):
    """Numbers, or structs, one after another: bytes, of items of a size and an alignment."""

    size: int
    alignment: int


class Text(msgspec.Struct, frozen=True):
    """A string: its bytes."""


class Texts(msgspec.Struct, frozen=True):
    """A vector of strings."""


class Table(msgspec.Struct, frozen=True):
    """Another table, by its name in the schema."""

    name: str


class Tables(msgspec.Struct, frozen=True):
    """A vector of tables."""

    name: str


Field = Scalar | Inline | Vector | Text | Texts | Table | Tables
Schema = Mapping[str, Mapping[str, Field]]


class Reader:
    """Reads one buffer: no byte of it is part of two values.

    Parameters
    ----------
    schema : mapping of str to mapping
        The fields of each table, in their order.
    data : bytes
        The buffer.
    """

    def __init__(self, schema: Schema, data: bytes) -> None:
        self._schema = schema
        self._data = data
        self._left = len(data)
        self._vtables: dict[tuple[str, int], tuple[int, ...]] = {}

    def root(self, name: str) -> dict[str, Any]:
        """Return the root table.

        Raises
        ------
        TypeError
            If it, or another table, has a field that the schema does not know, or is not what a library writes.
        struct.error
            If it ends too early.
        """
        return self._table(name, self._follow(0))

    def _number(self, code: str, position: int) -> Any:
        return struct.unpack_from("<" + code, self._data, position)[0]

    def _follow(self, position: int) -> int:
        return position + int(self._number("I", position))

    def _take(self, start: int, size: int) -> int:
        """Return where bytes end that are read for one value alone, and are all there."""
        self._left -= size
        # Were values to share bytes, a small buffer could hold any number of large ones.
        if self._left < 0 or start + size > len(self._data):
            raise TypeError("the model has values that are not in it, or one in another")
        return start + size

    def _places(self, name: str, position: int) -> tuple[int, ...]:
        """Return the places of the fields in tables of a vtable."""
        found = self._vtables.get((name, position))
        if found is None:
            count = int(self._number("H", position)) // 2 - 2
            if count > len(self._schema[name]):
                raise TypeError(f"{name} of the model has a field that is not known")
            found = self._vtables[name, position] = struct.unpack_from(f"<{count}H", self._data, position + 4)
        return found

    def _table(self, name: str, position: int) -> dict[str, Any]:
        self._take(position, 4)
        spend(_TABLE)
        fields = self._schema[name]
        found = dict(zip(fields, self._places(name, position - self._number("i", position)), strict=False))
        lacking = [key for key, field in fields.items() if isinstance(field, Table) and not found.get(key)]
        if lacking:
            raise TypeError(f"{name} of the model has no {lacking[0]}")
        return {
            key: self._value(field, position + found[key]) if found.get(key) else getattr(field, "default", None)
            for key, field in fields.items()
        }

    def _value(self, field: Field, position: int) -> Any:
        match field:
            case Scalar(code):
                return self._number(code, position)
            case Inline(size):
                return self._data[position : self._take(position, size)]
            case Table(name):
                return self._table(name, self._follow(position))
        start = self._follow(position)
        count, start = self._number("I", start), start + 4
        match field:
            case Vector(size):
                return self._data[start : self._take(start, count * size)]
            case Text():
                return self._data[start : self._take(start, count)]
        self._take(start, 4 * count)
        match field:
            case Texts():
                return [self._value(Text(), start + 4 * index) for index in range(count)]
            case Tables(name):
                return [self._table(name, self._follow(start + 4 * index)) for index in range(count)]


class Layout:
    """Where the fields of a table stand: all are always there, so that each table of a sort has the same vtable."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self.alignment = 4
        self.places: dict[str, int] = {}
        parts, end = ["<i"], 4
        for key, field in fields.items():
            code, size, alignment = "I", 4, 4
            if isinstance(field, Scalar):
                code, size = field.code, _SIZES[field.code]
                alignment = size
            elif isinstance(field, Inline):
                code, size = f"{field.size}s", field.size
            padding = -end % alignment
            parts.append(f"{padding}x{code}")
            self.places[key] = end + padding
            end += padding + size
            self.alignment = max(self.alignment, alignment)
        self.struct = struct.Struct("".join(parts))
        self.vtable = struct.pack(f"<{2 + len(fields)}H", 4 + 2 * len(fields), end, *self.places.values())


def layouts(schema: Schema) -> dict[str, Layout]:
    """Return where the fields of each table of a schema stand."""
    return {name: Layout(fields) for name, fields in schema.items()}


class Writer:
    """Writes one buffer.

    Parameters
    ----------
    schema : mapping of str to mapping
        The fields of each table, in their order.
    layouts : mapping of str to Layout
        Where they stand.
    """

    def __init__(self, schema: Schema, layouts: Mapping[str, Layout]) -> None:
        self._schema = schema
        self._layouts = layouts
        self._data = bytearray()
        self._vtables: dict[str, int] = {}

    def root(self, name: str, values: Mapping[str, Any]) -> bytearray:
        """Return a buffer with a root table: a number, bytes, a list or a mapping for each of its fields."""
        self._data += bytes(4)
        self._refer(0, self._table(name, values))
        self._align(8)
        return self._data

    def _align(self, alignment: int, ahead: int = 0) -> None:
        self._data += bytes(-(len(self._data) + ahead) % alignment)

    def _refer(self, place: int, target: int) -> None:
        struct.pack_into("<I", self._data, place, target - place)

    def _vtable(self, name: str, layout: Layout) -> int:
        found = self._vtables.get(name)
        if found is None:
            self._align(2)
            found = self._vtables[name] = len(self._data)
            self._data += layout.vtable
        return found

    def _table(self, name: str, values: Mapping[str, Any]) -> int:
        layout = self._layouts[name]
        vtable = self._vtable(name, layout)
        fields = self._schema[name]
        self._align(layout.alignment)
        start = len(self._data)
        own = [values[key] if isinstance(field, Scalar | Inline) else 0 for key, field in fields.items()]
        self._data += layout.struct.pack(start - vtable, *own)
        for key, field in fields.items():
            if not isinstance(field, Scalar | Inline):
                self._refer(start + layout.places[key], self._reached(field, values[key]))
        return start

    def _reached(self, field: Field, value: Any) -> int:
        match field:
            case Vector(size, alignment):
                return self._vector(value, len(value) // size, alignment)
            case Text():
                return self._vector(value, len(value), 4, b"\0")
            case Table(name):
                return self._table(name, value)
        start = self._vector(bytes(4 * len(value)), len(value), 4)
        self._targets(start + 4, field, value)
        return start

    def _vector(self, memory: Any, count: int, alignment: int, end: bytes = b"") -> int:
        self._align(max(alignment, 4), 4)
        start = len(self._data)
        self._data += struct.pack("<I", count)
        self._data += memory
        self._data += end
        return start

    def _targets(self, place: int, field: Field, values: Sequence[Any]) -> None:
        for index, value in enumerate(values):
            one = Table(field.name) if isinstance(field, Tables) else Text()
            self._refer(place + 4 * index, self._reached(one, value))
