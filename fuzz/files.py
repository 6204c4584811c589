"""A file taken apart into header and buffers, and put together again with checksums that agree."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from typing import Any, NamedTuple

_ALIGNED = 64


class Parts(NamedTuple):
    """The decoded header, and the content of each buffer."""

    header: dict[str, Any]
    buffers: list[bytes]


def take_apart(data: bytes) -> Parts:
    """Read a file that skcore wrote, stored or packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        header, content = json.loads(archive.read("schema.json")), archive.read("data")
    buffers, start = [], 0
    for size in header["buffers"]:
        buffers.append(content[start : start + size])
        start += size + -size % _ALIGNED
    return Parts(header, buffers)


def put_together(parts: Parts) -> bytes:
    """Write the two members as skcore does, stored, whatever the header says."""
    content = b"".join(buffer + bytes(-len(buffer) % _ALIGNED) for buffer in parts.buffers)
    text = json.dumps(parts.header, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
    padding = struct.pack("<2H", 0x5343, 26) + bytes(26)
    out = directory = b""
    for name, extra, member in ((b"data", padding, content), (b"schema.json", b"", text)):
        numbers = (20, 0, 0, 0, 33, zlib.crc32(member), len(member), len(member), len(name))
        directory += struct.pack("<4sH5H3I2H", b"PK\1\2", 20, *numbers, 0)
        directory += struct.pack("<3H2I", 0, 0, 0, 0, len(out)) + name
        out += struct.pack("<4s5H3I2H", b"PK\3\4", *numbers, len(extra)) + name + extra + member
    return out + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, len(directory), len(out), 0)
