"""Compressed members that lie about their size, or break their decompressor."""

from __future__ import annotations

import bz2
import lzma
import struct
import zlib
from typing import Any

from helpers import Member, archive, header, padded, to_json

from attacks import attack
from attacks.container import BUFFERS, SCHEMA, data, schema

INVALID = "InvalidFileError"
MIB = 2**20


def deflate(content: bytes) -> bytes:
    return zlib.compress(content, 9, -15)


def lzma_zip(content: bytes, head: bytes | None = None) -> bytes:
    filters = [{"id": lzma.FILTER_LZMA1, "preset": 0, "lc": 3, "lp": 0, "pb": 2, "dict_size": 2**16}]
    packer = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=filters)
    head = struct.pack("<BBHBI", 9, 4, 5, 93, 2**16) if head is None else head
    return head + packer.compress(content) + packer.flush()


PACKERS = {8: deflate, 12: bz2.compress, 14: lzma_zip}


def schema_of(method: int, packed: bytes, **said: Any) -> bytes:
    return archive([data(), Member(b"schema.json", SCHEMA, method, packed, local=dict(said), central=dict(said))])


@attack(INVALID)
def streams_that_end_elsewhere() -> Any:
    """The stream is longer or shorter than the directory says, or followed by other bytes."""
    found = {}
    for method, pack in PACKERS.items():
        found[f"{method} longer"] = schema_of(method, pack(SCHEMA + b" "))
        found[f"{method} much longer"] = schema_of(method, pack(SCHEMA + bytes(MIB)))
        found[f"{method} shorter"] = schema_of(method, pack(SCHEMA[:-1]))
        found[f"{method} empty"] = schema_of(method, b"")
        found[f"{method} cut off"] = schema_of(method, pack(SCHEMA)[:-1])
        found[f"{method} bytes behind"] = schema_of(method, pack(SCHEMA) + b"hidden")
        found[f"{method} second stream"] = schema_of(method, pack(SCHEMA) * 2)
        found[f"{method} garbage"] = schema_of(method, b"\xff" * 200)
        found[f"{method} zeros"] = schema_of(method, bytes(200))
        found[f"{method} size 0"] = schema_of(method, pack(SCHEMA), size=0, crc=0)
        found[f"{method} for data"] = archive([Member(b"data", padded(BUFFERS), method, pack(bytes(10))), schema()])
        found[f"{method} tail in data"] = archive(
            [Member(b"data", padded(BUFFERS), method, pack(padded(BUFFERS)) + b"x"), schema()]
        )
    return found


@attack(INVALID, "loaded")
def damaged_streams() -> Any:
    """Each byte of a compressed member changed; some mean nothing, and the checksum holds the rest."""
    found = {}
    for method, pack in PACKERS.items():
        packed = pack(SCHEMA)
        for place in range(0, len(packed), 3):
            broken = bytearray(packed)
            broken[place] ^= 0x55
            found[f"{method} {place}"] = schema_of(method, bytes(broken))
    return found


@attack(INVALID)
def lzma_properties() -> Any:
    """A dictionary of 4 GiB, and other properties that no stream has."""
    return {
        name: schema_of(14, lzma_zip(SCHEMA, head))
        for name, head in {
            "dictionary": struct.pack("<BBHBI", 9, 4, 5, 93, 2**32 - 1),
            "size": struct.pack("<BBHBI", 9, 4, 60000, 93, 2**16),
            "lc lp pb": struct.pack("<BBHBI", 9, 4, 5, 255, 2**16),
            "none": b"",
            "lc over 4": struct.pack("<BBHBI", 9, 4, 5, 44, 2**16),
        }.items()
    }


def zeros(method: int, mebibytes: int) -> bytes:
    if method == 8:
        packer: Any = zlib.compressobj(9, zlib.DEFLATED, -15)
    elif method == 12:
        packer = bz2.BZ2Compressor(1)
    else:
        return lzma_zip(bytes(mebibytes * MIB))
    return b"".join(packer.compress(bytes(MIB)) for _ in range(mebibytes)) + packer.flush()


@attack(INVALID, "LimitExceededError")
def bombs() -> Any:
    """Kilobytes that grow to hundreds of megabytes, of which the directory says nothing, or the truth."""
    found = {}
    for method in PACKERS:
        packed = zeros(method, 160)
        found[f"{method} schema, hidden"] = schema_of(method, packed)
        found[f"{method} data, hidden"] = archive([Member(b"data", padded(BUFFERS), method, packed), schema()])
        for name in ("schema", "data"):
            said = {"size": 160 * MIB, "crc": 1}
            member = Member(
                f"{name}.json".encode() if name == "schema" else b"data", b"", method, packed, local=said, central=said
            )
            found[f"{method} {name}, told"] = archive([data(), member] if name == "schema" else [member, schema()])
    return found


@attack(INVALID, "LimitExceededError")
def claims() -> Any:
    """Sizes that are allocated before a byte is read."""
    found = {}
    for method in (0, *PACKERS):
        for size in (63 * MIB, 2**31, 2**32 - 2):
            said = {"size": size, "crc": 1}
            found[f"{method} {size}"] = archive(
                [Member(b"data", b"", method, b"\3\0", local=said, central=said), schema()]
            )
    return found


@attack("LimitExceededError")
def objects_that_compress_to_nothing() -> Any:
    """A million empty sets, of hundreds of bytes each in memory, in a header of some kilobytes."""
    made = header([("python.set", "builtins.set", None, [])])
    text = to_json({**made, "objects": [[0]] * 1_000_000, "root": [999_999]})
    found = {}
    for method, pack in PACKERS.items():
        members = [Member(b"data", b"", method, pack(b"")), Member(b"schema.json", text, method, pack(text))]
        found[str(method)] = archive(members)
    return found
