"""A file taken apart into header and buffers, and put together again with checksums that agree."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import msgspec

from skcore import packing
from skcore.archive import STORED, Archive
from skcore.limits import DEFAULT_LIMITS
from skcore.memory import read


class Parts(NamedTuple):
    """The decoded header of a file, and the content of each of its buffers."""

    header: dict[str, Any]
    buffers: list[bytes]

    def pair_of(self, record: list[Any]) -> tuple[str, str]:
        """Return the kind and the name of a record."""
        kind, name = self.header["pairs"][self.header["layouts"][record[0]][0]]
        return self.header["kinds"][kind][0], name

    def fields_of(self, record: list[Any]) -> list[str] | None:
        """Return the names of a record's values, or None if they are items."""
        fields: list[str] | None = self.header["layouts"][record[0]][1]
        return fields


def take_apart(data: bytes) -> Parts:
    """Read a file that skcore wrote."""
    archive = Archive(io.BytesIO(data), DEFAULT_LIMITS)
    header = msgspec.json.decode(archive.read_header())
    return Parts(header, [bytes(buffer) for buffer in read(archive, header["buffers"])])


def put_together(parts: Parts) -> bytes:
    """Write a file of these parts, whatever the header says."""
    stream = io.BytesIO()
    packing.write(stream, packing.Content(parts.buffers, msgspec.json.encode(parts.header)), STORED, None)
    return stream.getvalue()
