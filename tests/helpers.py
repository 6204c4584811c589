"""What the tests of the core share: exact comparison, and files forged field by field."""

from __future__ import annotations

import datetime
import functools
import io
import json
import operator
import os
import struct
import subprocess
import sys
import types
import zipfile
import zlib
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

TESTS = Path(__file__).parent
ROOT = TESTS.parent

# -- exact comparison -----------------------------------------------------------------------------

_NAMED = (type, types.FunctionType, types.BuiltinFunctionType, type(Ellipsis), type(NotImplemented))


_VALUES = (
    operator.itemgetter,
    operator.attrgetter,
    operator.methodcaller,
    range,
    PurePath,
    Decimal,
    Fraction,
    UUID,
    datetime.date,
    datetime.time,
    datetime.timedelta,
    datetime.tzinfo,
)


def float_bits(value: float) -> bytes:
    return struct.pack(">d", value)


def assert_same(left: Any, right: Any) -> None:
    """Compare two graphs: exact types and values, order, sharing and cycles. No recursion."""
    forth: dict[int, int] = {}
    back: dict[int, int] = {}
    stack = [(left, right)]
    keep = []
    while stack:
        a, b = stack.pop()
        assert type(a) is type(b), (a, b)
        if isinstance(a, _NAMED) or a is None or type(a) is bool:
            assert a is b
        elif type(a) is float:
            assert float_bits(a) == float_bits(b)
        elif type(a) is complex:
            assert float_bits(a.real) + float_bits(a.imag) == float_bits(b.real) + float_bits(b.imag)
        elif type(a) in (int, str, bytes):
            assert a == b
        else:
            if id(a) in forth or id(b) in back:
                assert forth.get(id(a)) == id(b), f"sharing of {type(a)} differs"
                assert back.get(id(b)) == id(a) or _is_value(a), f"sharing of {type(a)} differs"
                continue
            forth[id(a)], back[id(b)] = id(b), id(a)
            keep.append((a, b))
            stack.extend(zip(_parts(a), _parts(b), strict=True))


def _is_value(obj: Any) -> bool:
    return not _children(obj)


def _parts(obj: Any) -> list[Any]:
    children = _children(obj)
    return [repr(obj)] if children is None else [len(children), *children]


def _children(obj: Any) -> list[Any] | None:
    """Return the parts of an object in order, or None if its repr says it all."""
    cls = type(obj)
    found: list[Any]
    if isinstance(obj, (list, tuple, deque)):
        found = [getattr(obj, "maxlen", None), *obj]
    elif isinstance(obj, (set, frozenset)):
        found = sorted(obj, key=lambda value: (str(type(value)), sortable(value)))
    elif isinstance(obj, (dict, types.MappingProxyType)):
        found = [getattr(obj, "default_factory", None)]
        found += [part for item in obj.items() for part in item]
    elif cls is slice:
        found = [obj.start, obj.stop, obj.step]
    elif isinstance(obj, functools.partial):
        found = [obj.func, obj.args, obj.keywords]
    elif isinstance(obj, types.MethodType):
        found = [obj.__func__, obj.__self__]
    elif isinstance(obj, _VALUES):
        return None
    elif isinstance(obj, (int, float, str, bytes, bytearray)):
        found = [f"{int(obj):x}" if isinstance(obj, int) else cls.__mro__[-2].__repr__(obj)]
    else:
        found = []
    attributes = dict(getattr(obj, "__dict__", {}))
    for base in cls.__mro__:
        for name, member in vars(base).items():
            if isinstance(member, types.MemberDescriptorType) and isinstance(base.__dict__.get("__slots__"), tuple):
                attributes[name] = getattr(obj, name, "<unset>")
    if attributes and not isinstance(obj, functools.partial):
        found = [*found, *(part for item in sorted(attributes.items()) for part in item)]
    return found


def sortable(value: Any) -> str:
    if type(value) is frozenset:
        return str(sorted(map(sortable, value)))
    if type(value) is tuple:
        return str(list(map(sortable, value)))
    return f"{value:x}" if type(value) is int else repr(value)


# -- forged files ---------------------------------------------------------------------------------


def header_of(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found: dict[str, Any] = json.loads(archive.read("schema.json"))
    return found


def content_of(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("data")


def to_json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


def forge(data: bytes, edit: Any) -> bytes:
    """Let ``edit`` change the decoded header of a real file, and write a well-formed archive again."""
    header = header_of(data)
    header = edit(header) or header
    return packed(content_of(data), to_json(header))


def padded(buffers: Sequence[bytes]) -> bytes:
    return b"".join(buffer + bytes(-len(buffer) % 64) for buffer in buffers)


Row = tuple[str, str, "list[str] | None", list[Any]]


def forged(rows: list[Row], buffers: Sequence[bytes] = (), **changes: Any) -> bytes:
    """Write a file of these ``(kind, name, fields, values)`` rows, the last of which is the root."""
    return packed(padded(buffers), to_json(header(rows, buffers, **changes)))


def packed(data: bytes, schema: bytes) -> bytes:
    return archive([Member(b"data", data), Member(b"schema.json", schema)])


def header(rows: list[Row], buffers: Sequence[bytes] = (), **changes: Any) -> dict[str, Any]:
    kinds: list[str] = []
    pairs: list[tuple[str, str]] = []
    layouts: list[Any] = []
    objects = []
    for kind, name, fields, values in rows:
        if kind not in kinds:
            kinds.append(kind)
        if (kind, name) not in pairs:
            pairs.append((kind, name))
        layout = [pairs.index((kind, name)), fields]
        if layout not in layouts:
            layouts.append(layout)
        objects.append([layouts.index(layout), *values])
    found = {
        "format": "skcore",
        "version": 1,
        "environment": [["python", "3.11.0"], ["skcore", "0.1.0"]],
        "kinds": [[kind, 1, "skcore"] for kind in kinds],
        "pairs": [[kinds.index(kind), name] for kind, name in pairs],
        "layouts": layouts,
        "buffers": [len(buffer) for buffer in buffers],
        "objects": objects,
        "root": [len(objects) - 1] if objects else None,
    }
    return {**found, **changes}


@dataclass
class Member:
    """One member of an archive; ``local`` and ``central`` override what its two headers say."""

    name: bytes
    content: bytes
    method: int = 0
    packed: bytes | None = None
    extra: bytes | None = None
    local: dict[str, Any] = field(default_factory=dict)
    central: dict[str, Any] = field(default_factory=dict)

    def fields(self) -> dict[str, Any]:
        packed = self.content if self.packed is None else self.packed
        extra = self.extra
        if extra is None:
            # 34 bytes of header and name, 30 of padding: the content starts at offset 64.
            extra = struct.pack("<2H", 0x5343, 26) + bytes(26) if self.name == b"data" else b""
        return {
            "version": 20,
            "flags": 2 if self.method == 14 else 0,
            "method": self.method,
            "time": 0,
            "date": 33,
            "crc": zlib.crc32(self.content),
            "packed_size": len(packed),
            "size": len(self.content),
            "name": self.name,
            "extra": extra,
            "packed": packed,
        }


def archive(members: list[Member], *, prefix: bytes = b"", gap: bytes = b"", suffix: bytes = b"", **end: Any) -> bytes:
    """Write an archive byte by byte; every field of its records can be made to lie."""
    out, directory = prefix, b""
    for member in members:
        here = {**member.fields(), **member.local}
        offset = len(out)
        out += struct.pack("<4s5H3I2H", *_record(b"PK\3\4", here))
        out += here["name"] + here["extra"] + here["packed"]
        there = {"made": 20, "comment": b"", "disk": 0, "internal": 0, "external": 0, "offset": offset}
        there = {**member.fields(), **there, "extra": b"", **member.central}
        directory += struct.pack("<4sH", b"PK\1\2", there["made"]) + struct.pack("<5H3I2H", *_record(b"", there)[1:])
        directory += struct.pack("<3H2I", len(there["comment"]), *(there[k] for k in _TAIL))
        directory += there["name"] + there["extra"] + there["comment"]
    out += gap
    count = len(members)
    said = {"disk": 0, "start_disk": 0, "here": count, "total": count, "size": len(directory), "offset": len(out)}
    said = {**said, "comment": 0, "before": b"", **end}
    numbers = [said[k] for k in ("disk", "start_disk", "here", "total", "size", "offset", "comment")]
    return out + directory + said["before"] + struct.pack("<4s4H2IH", b"PK\5\6", *numbers) + suffix


_TAIL = ("disk", "internal", "external", "offset")


def _record(signature: bytes, said: dict[str, Any]) -> list[Any]:
    keys = ("version", "flags", "method", "time", "date", "crc", "packed_size", "size")
    return [signature, *(said[key] for key in keys), len(said["name"]), len(said["extra"])]


# -- processes ------------------------------------------------------------------------------------


def run(
    code: str, *args: str, path: Sequence[Path] = (), check: bool = True, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter, with folders put before its path."""
    folders = os.pathsep.join([*map(str, path), str(TESTS), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **env, "PYTHONPATH": folders},
        check=False,
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done


def tree_of_defaults() -> Any:
    """Return a defaultdict that makes others: a factory found by name."""
    return defaultdict(tree_of_defaults)
