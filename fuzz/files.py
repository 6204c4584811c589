"""A file taken apart into header and buffers, and put together again with checksums that agree."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from typing import Any

import msgspec

from skcore.testing.parts import take_apart as read_parts

_ALIGNED = 64
_MADE_BY, _MODE = 0x314, 0o644 << 16
_PADDING = struct.pack("<2H", 0x5343, 26) + bytes(26)
MEMBERS = ("data", "schema.json")
METHODS = {"stored": 0, "deflate": 8, "bzip2": 12, "lzma": 14}


class Parts:
    """The decoded header, the content of each buffer, and how they are to be written.

    Attributes
    ----------
    method : int
        Of the compression, as ZIP numbers it.
    edits : dict
        For ``"text"`` (the header as bytes) and for the name of a member (its stream): what to overwrite, as
        ``(start, stop, content)``. Sizes and checksums of what was edited agree with it.
    lies : list
        Fields of the archive that are to say another number: ``(record, member, field, number)``.
    """

    def __init__(self, header: dict[str, Any], buffers: list[bytes]) -> None:
        self.header = header
        self.buffers = buffers
        self.method = 0
        self.edits: dict[str, list[tuple[int, int, bytes]]] = {}
        self.lies: list[tuple[str, int, int, int]] = []


class Whole:
    """A file as it was written: it is taken apart once, and copied for each mutant."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._read: tuple[bytes, list[bytes]] | None = None

    def parts(self) -> Parts:
        """Return parts that may be changed."""
        if self._read is None:
            header, buffers = read_parts(self.data)
            self._read = msgspec.json.encode(header), buffers
        return Parts(msgspec.json.decode(self._read[0]), list(self._read[1]))


def take_apart(data: bytes) -> Parts:
    """Read a file that skcore wrote, stored or packed."""
    return Whole(data).parts()


def put_together(parts: Parts) -> bytes:
    """Write the two members as skcore does, whatever the header says."""
    content = b"".join(buffer + bytes(-len(buffer) % _ALIGNED) for buffer in parts.buffers)
    text = _edited(_text(parts.header), parts.edits.get("text", ()))
    out = directory = b""
    for member, extra, whole in ((0, _PADDING, content), (1, b"", text)):
        name = MEMBERS[member].encode()
        packed = _edited(_packed(whole, parts.method), parts.edits.get(MEMBERS[member], ()))
        flags = 2 if parts.method == METHODS["lzma"] else 0
        numbers = [20, flags, parts.method, 0, 33, zlib.crc32(whole), len(packed), len(whole), len(name)]
        here, there = _lied(parts, "local", member, numbers), _lied(parts, "central", member, [*numbers, len(out)])
        directory += struct.pack("<4sH5H3I2H", b"PK\1\2", _MADE_BY, *there[:9], 0)
        directory += struct.pack("<3H2I", 0, 0, 0, _MODE, there[9]) + name
        out += struct.pack("<4s5H3I2H", b"PK\3\4", *here, len(extra)) + name + extra + packed
    end = _lied(parts, "end", 0, [0, 0, 2, 2, len(directory), len(out), 0])
    return out + directory + struct.pack("<4s4H2IH", b"PK\5\6", *end)


def _text(header: dict[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(header)
    except (msgspec.EncodeError, OverflowError, UnicodeEncodeError):
        return json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _packed(content: bytes, method: int) -> bytes:
    if method == METHODS["stored"]:
        return content
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("x", content)
        (info,) = archive.infolist()
    start = info.header_offset + 30 + len("x")
    return stream.getvalue()[start : start + info.compress_size]


def _edited(content: bytes, edits: Any) -> bytes:
    found = bytearray(content)
    for start, stop, new in edits:
        found[start:stop] = new
    return bytes(found)


_SIZES = {"local": [2, 2, 2, 2, 2, 4, 4, 4, 2], "central": [2, 2, 2, 2, 2, 4, 4, 4, 2, 4], "end": [2, 2, 2, 2, 4, 4, 2]}
FIELDS = {record: len(sizes) for record, sizes in _SIZES.items()}


def _lied(parts: Parts, record: str, member: int, numbers: list[int]) -> list[int]:
    for where, which, field, number in parts.lies:
        if (where, which) == (record, member):
            numbers[field] = number
    return [number % 256**size for number, size in zip(numbers, _SIZES[record], strict=True)]
