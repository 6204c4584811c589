"""Archives that are no proper container."""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
from typing import Any

from helpers import Member, archive, forged, header, padded, to_json

from attacks import attack

BUFFERS = [b"abc" * 50, b"second"]
ROWS: list[Any] = [
    ("python.bytes", "builtins.bytes", None, [["buffer", 0]]),
    ("python.bytes", "builtins.bytes", None, [["buffer", 1]]),
    ("python.list", "builtins.list", None, [[0], [1], 1.5]),
]
SCHEMA = to_json(header(ROWS, BUFFERS))
WHOLE = forged(ROWS, BUFFERS)
INVALID = "InvalidFileError"


def data(**changes: Any) -> Member:
    return Member(b"data", padded(BUFFERS), **changes)


def schema(**changes: Any) -> Member:
    return Member(b"schema.json", SCHEMA, **changes)


@attack(INVALID)
def no_archive() -> Any:
    """Content of other formats."""
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("a.txt", "text")
    return {
        "nothing": b"",
        "zeros": bytes(1000),
        "text": b"hello" * 100,
        "pickle": pickle.dumps([1]),
        "zip": other.getvalue(),
        "end record": b"PK\5\6" + bytes(18),
        "end record of two": struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, 0, 0, 0),
    }


@attack(INVALID)
def truncation() -> Any:
    """A file cut off after each of its bytes."""
    return {size: WHOLE[:size] for size in range(len(WHOLE))}


@attack(INVALID)
def prefix() -> Any:
    """Bytes in front: another format's header, so that the file is two things at once."""
    return {
        "offsets moved": archive([data(), schema()], prefix=b"#!/bin/sh\n".ljust(64, b"#")),
        "offsets kept": b"MZ" + WHOLE,
        "one byte": b"\n" + WHOLE,
    }


@attack(INVALID)
def suffix() -> Any:
    """Bytes behind: some readers search backwards for the end, and find another."""
    return {
        "zero": WHOLE + b"\0",
        "two files": WHOLE + WHOLE,
        "comment": archive([data(), schema()], comment=4, suffix=b"note"),
        "end in a comment": archive([data(), schema()], comment=22, suffix=b"PK\5\6" + bytes(18)),
    }


@attack(INVALID)
def members() -> Any:
    """Other members than data and schema.json, in this order."""
    third = Member(b"third", b"content")
    return {
        "none": archive([]),
        "data alone": archive([data()]),
        "schema alone": archive([schema()]),
        "turned round": archive([schema(), data()]),
        "third": archive([data(), schema(), third]),
        "third in front": archive([third, data(), schema()]),
        "two schemas": archive([data(), schema(), schema()]),
        "two of data": archive([data(), data(), schema()]),
        "twice the same": archive([schema(), schema()]),
        "third that the end does not count": archive([data(), schema(), third], here=2, total=2),
        "three that are two": archive([data(), schema()], here=3, total=3),
        "counts differ": archive([data(), schema()], here=1),
    }


@attack(INVALID)
def member_names() -> Any:
    """Names that a careless extractor would write elsewhere, or that only look right."""
    names = [b"../data", b"/data", b"data/", b"DATA", b"data\0", b"d\xc3\xa4ta", b"", b"C:\\data", b"data" * 1000]
    return {name: archive([Member(name, padded(BUFFERS)), schema()]) for name in names}


@attack(INVALID)
def overlap() -> Any:
    """The directory points into data, where a second schema.json lies."""
    inner = archive([schema()])[: 30 + len(b"schema.json") + len(SCHEMA)]
    content = padded([*BUFFERS, inner])
    outer = Member(b"data", content)
    offset = 64 + content.index(b"PK\3\4")
    return {
        "inside": archive([outer, schema(central={"offset": offset})]),
        "only inside": archive([outer], here=2, total=2),
        "both the same": archive([data(), schema(central={"offset": 0})]),
    }


@attack(INVALID)
def gaps() -> Any:
    """Bytes that belong to no member."""
    hole = Member(
        b"data", padded(BUFFERS), packed=padded(BUFFERS) + b"hidden", local={"packed_size": len(padded(BUFFERS))}
    )
    hole.central["packed_size"] = len(padded(BUFFERS))
    return {"before the directory": archive([data(), schema()], gap=b"hidden"), "between": archive([hole, schema()])}


@attack(INVALID)
def disagreement() -> Any:
    """Local header and directory say different things: two readers see two files."""
    found = {}
    for field, value in [
        ("method", 8),
        ("flags", 8),
        ("crc", 1),
        ("packed_size", 5),
        ("size", 5),
        ("name", b"dato"),
        ("extra", struct.pack("<2H", 1, 0)),
    ]:
        found[f"local {field}"] = archive([data(local={field: value}), schema()])
        found[f"central {field}"] = archive([data(central={field: value}), schema()])
        if field != "name":
            found[f"both {field}"] = archive([data(local={field: value}, central={field: value}), schema()])
    del found["central extra"], found["both extra"]
    return found


@attack(INVALID)
def flags() -> Any:
    """Encrypted, patched, or followed by a data descriptor."""
    return {
        flag: archive([data(local={"flags": flag}, central={"flags": flag}), schema()])
        for flag in (1, 2, 8, 0x20, 0x40, 0x41, 0x800, 0x2000)
    }


@attack(INVALID)
def methods() -> Any:
    """Compression that is not supported, or none that is."""
    return {
        m: archive([data(local={"method": m}, central={"method": m}), schema()]) for m in (1, 6, 9, 10, 93, 95, 98, 99)
    }


@attack(INVALID)
def checksums() -> Any:
    """Content that is not what its checksum says."""
    broken = bytearray(WHOLE)
    broken[70] ^= 1
    return {
        "data": archive([data(local={"crc": 5}, central={"crc": 5}), schema()]),
        "schema": archive([data(), schema(local={"crc": 5}, central={"crc": 5})]),
        "one bit": bytes(broken),
    }


@attack(INVALID)
def end_record() -> Any:
    """Lies of the end record."""
    found = {}
    for field, value in [
        ("disk", 1),
        ("start_disk", 1),
        ("size", 0),
        ("size", 2**31),
        ("offset", 0),
        ("offset", 2**31),
    ]:
        found[f"{field} {value}"] = archive([data(), schema()], **{field: value})
    found["comment that is not there"] = archive([data(), schema()], comment=10)
    found["member on another disk"] = archive([data(central={"disk": 1}), schema()])
    found["member with a comment"] = archive([data(central={"comment": b"note"}), schema()])
    return found


def wide(*sizes: int) -> bytes:
    return struct.pack(f"<2H{len(sizes)}Q", 1, 8 * len(sizes), *sizes)


@attack(INVALID)
def wide_sizes() -> Any:
    """ZIP64 sizes that are missing, too many, or absurd."""
    big = 2**32 - 1
    found = {}
    size = len(padded(BUFFERS))
    for name, extra in [
        ("missing", b""),
        ("cut off", wide(size)[:-3]),
        ("one of two", wide(size)),
        ("too many", wide(size, size, 0, 0)),
        ("negative", wide(2**64 - 1, 2**64 - 1)),
        ("huge", wide(2**62, 2**62)),
        ("twice", wide(size, size) * 2),
    ]:
        said = {"size": big, "packed_size": big, "extra": extra}
        found[name] = archive([data(local=dict(said), central=dict(said)), schema()])
    found["not needed"] = archive([data(local={"extra": wide(size)}, central={"extra": wide(size)}), schema()])
    found["sizes twice"] = archive([data(central={"extra": wide(size, size)}), schema()])
    return found


def wide_end(**lies: int) -> bytes:
    plain = archive([data(), schema()])
    tail = len(plain) - 22
    _, _, _, here, total, size, offset, _ = struct.unpack("<4s4H2IH", plain[tail:])
    said = {"length": 44, "disk": 0, "here": here, "total": total, "size": size, "offset": offset, **lies}
    record = struct.pack(
        "<4sQ2H2I4Q",
        b"PK\6\6",
        said["length"],
        45,
        45,
        said["disk"],
        0,
        said["here"],
        said["total"],
        said["size"],
        said["offset"],
    )
    locator = struct.pack("<4sIQI", b"PK\6\7", said["disk"], said.get("place", tail), said.get("disks", 1))
    return archive([data(), schema()], before=record + locator)


@attack(INVALID)
def wide_end_records() -> Any:
    """ZIP64 end records that lie."""
    lies = [("length", 2**63), ("disk", 1), ("here", 3), ("total", 2**40), ("size", 2**60), ("offset", 2**63)]
    found = {f"{field} {value}": wide_end(**{field: value}) for field, value in [*lies, ("place", 0), ("disks", 9)]}
    found["locator alone"] = archive([data(), schema()], before=struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1))
    return found


@attack(INVALID)
def extra_fields() -> Any:
    """Extra fields in which something may hide, or that move the content."""
    pad = struct.pack("<2H", 0x5343, 26)
    return {
        "unknown": archive([data(extra=struct.pack("<2H", 0x7075, 26) + bytes(26)), schema()]),
        "not empty": archive([data(extra=pad + b"secret".ljust(26, b"\0")), schema()]),
        "too long": archive([data(extra=struct.pack("<2H", 0x5343, 200) + bytes(26)), schema()]),
        "cut off": archive([data(extra=pad + bytes(26) + b"\x43"), schema()]),
        "twice": archive(
            [data(extra=struct.pack("<2H", 0x5343, 0) + struct.pack("<2H", 0x5343, 22) + bytes(22)), schema()]
        ),
        "not aligned": archive([data(extra=b""), schema()]),
        "aligned to 32": archive([data(extra=struct.pack("<2H", 0x5343, 58) + bytes(58)), schema()]),
        "in the directory": archive([data(central={"extra": b"\x43\x53\x01\x00x"}), schema()]),
    }
