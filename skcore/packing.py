"""Writes the container: a ZIP archive of ``data``, aligned, and ``schema.json``.

What is stored is written here, what is compressed by ``zipfile``. Formats from PKWARE's APPNOTE.TXT
6.3.10, as in :mod:`skcore.archive`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import msgspec

from skcore.archive import (
    ALIGNMENT,
    CENTRAL,
    CHUNK,
    DATA,
    DEFLATED,
    END,
    END64,
    END64_LOCATOR,
    FREE_RATIO,
    LOCAL,
    MAX32,
    PAD_TAG,
    SCHEMA,
    STORED,
    padding,
)
from skcore.checksum import Checksum
from skcore.handler import Bytes, Memory
from skcore.limits import DEFAULT_LIMITS, FREE_BULK

_SMALL = 2**16
_ZEROS = bytes(ALIGNMENT)
WIDE = MAX32
"""From which value on a size or an offset is written in 64 bits."""
_UNIX = 3 << 8
_VERSION, _VERSION64 = 20, 45
_MODE = 0o644 << 16
_FIRST_DAY = 0x21
"""The first day of 1980, so that the same object gives the same bytes every day."""


class Content(msgspec.Struct, frozen=True):
    """What a file holds: its buffers, its header, and how many bytes of the buffers become Python objects."""

    buffers: Sequence[Memory]
    header: bytes
    bulk: int = 0


def write(file: BinaryIO, content: Content, method: int, level: int | None) -> None:
    """Write an archive of the buffers, each padded to the alignment, and the header."""
    sizes = map(nbytes, content.buffers)
    size = sum(size + padding(size) for size in sizes)
    if method == STORED:
        _write_stored(file, content.buffers, size, content.header)
    else:
        _write_packed(file, content, size, method, level)


def _write_stored(file: BinaryIO, buffers: Sequence[Memory], size: int, header: bytes) -> None:
    data = _Entry(DATA, size, 0)
    if size < CHUNK:
        content = b"".join(_chunks(buffers))
        data.crc = zlib.crc32(content)
        file.write(b"".join([data.local(), content, _tail(data, header)]))
        return
    # The checksum stands in front of what it is of: its place is kept, and filled at the end.
    file.write(data.local())
    checksum = Checksum(size)
    try:
        for memory in _chunks(buffers):
            view = memoryview(memory).cast("B") if len(memory) else memoryview(b"")
            for start in range(0, len(view), CHUNK):
                chunk = view[start : start + CHUNK]
                checksum.update(chunk)
                file.write(chunk)
    finally:
        data.crc = checksum.close()
    file.write(_tail(data, header))
    file.seek(0)
    file.write(data.local())


def _tail(data: _Entry, header: bytes) -> bytes:
    """Return what follows the data: the header as the second member, and the directory."""
    schema = _Entry(SCHEMA, len(header), len(data.local()) + data.size)
    schema.crc = zlib.crc32(header)
    local = schema.local()
    start = schema.offset + len(local) + len(header)
    directory = data.central() + schema.central()
    wide = b""
    if start >= WIDE:
        size = END64.size - 12
        wide = END64.pack(b"PK\6\6", size, _VERSION64, _VERSION64, 0, 0, 2, 2, len(directory), start)
        wide += END64_LOCATOR.pack(b"PK\6\7", 0, start + len(directory), 1)
    end = END.pack(b"PK\5\6", 0, 0, 2, 2, len(directory), min(start, MAX32), 0)
    return b"".join([local, header, directory, wide, end])


class _Entry:
    """A stored member: its header, and its entry in the directory."""

    def __init__(self, name: str, size: int, offset: int) -> None:
        self.name = name.encode()
        self.size = size
        self.offset = offset
        self.crc = 0

    def local(self) -> bytes:
        narrow, extra = self._wide(self.size, self.size)
        pad = b""
        if self.name == DATA.encode():
            count = padding(LOCAL.size + len(self.name) + len(extra) + 4)
            pad = struct.pack("<2H", PAD_TAG, count) + bytes(count)
        version = _VERSION64 if extra else _VERSION
        sizes = (len(self.name), len(extra) + len(pad))
        fields = (version, 0, STORED, 0, _FIRST_DAY, self.crc, *narrow, *sizes)
        return b"".join([LOCAL.pack(b"PK\3\4", *fields), self.name, extra, pad])

    def central(self) -> bytes:
        (packed, size, offset), extra = self._wide(self.size, self.size, self.offset)
        version = _VERSION64 if extra else _VERSION
        fields = (_UNIX | version, version, 0, STORED, 0, _FIRST_DAY, self.crc, packed, size)
        rest = (len(self.name), len(extra), 0, 0, 0, _MODE, offset)
        return b"".join([CENTRAL.pack(b"PK\1\2", *fields, *rest), self.name, extra])

    @staticmethod
    def _wide(*fields: int) -> tuple[tuple[int, ...], bytes]:
        """Move the fields that 32 bits do not hold to a ZIP64 extra field."""
        large = [field for field in fields if field >= WIDE]
        extra = struct.pack(f"<2H{len(large)}Q", 1, 8 * len(large), *large) if large else b""
        return tuple(MAX32 if field >= WIDE else field for field in fields), extra


def _chunks(buffers: Sequence[Memory]) -> Iterator[Bytes]:
    """Yield the padded buffers, small parts joined: a write costs more than a copy of their bytes."""
    small: list[Bytes] = []
    size = 0
    for part in _parts(buffers):
        count = nbytes(part)
        if count >= _SMALL:
            yield b"".join(small)
            yield part
            small, size = [], 0
            continue
        small.append(part)
        size += count
        if size >= _SMALL:
            yield b"".join(small)
            small, size = [], 0
    yield b"".join(small)


def _parts(buffers: Sequence[Memory]) -> Iterator[Bytes]:
    for memory in buffers:
        if isinstance(memory, tuple):
            yield from memory
        else:
            yield memory
        yield _ZEROS[: padding(nbytes(memory))]


def nbytes(memory: Memory) -> int:
    """Return the size of a buffer in bytes."""
    if isinstance(memory, tuple):
        return sum(map(nbytes, memory))
    return memory.nbytes if isinstance(memory, memoryview) else len(memory)


def _write_packed(file: BinaryIO, content: Content, size: int, method: int, level: int | None) -> None:
    """Pack the members, each a gentler way where it packs so well that a reader would take it for an attack."""
    methods = {DATA: method, SCHEMA: method}
    buffers, header = content.buffers, content.header
    while over := _packed_too_well(_write_zip(file, buffers, size, header, methods, level), content.bulk):
        level = None
        methods.update((name, STORED if methods[name] == DEFLATED else DEFLATED) for name in over)
        file.seek(0)
        file.truncate()
        if methods[DATA] == STORED:
            return _write_stored(file, buffers, size, header)


def _packed_too_well(members: Sequence[Any], bulk: int) -> list[str]:
    limits = {DATA: DEFAULT_LIMITS.ratio, SCHEMA: DEFAULT_LIMITS.header_ratio}
    found = [
        member.filename
        for member in members
        if member.file_size > max(FREE_RATIO[member.filename], limits[member.filename] * member.compress_size)
    ]
    (packed,) = (member.compress_size for member in members if member.filename == DATA)
    if DATA not in found and bulk > max(FREE_BULK, DEFAULT_LIMITS.bulk_ratio * packed):
        found.append(DATA)
    return found


def _write_zip(
    file: BinaryIO,
    buffers: Sequence[Memory],
    size: int,
    header: bytes,
    methods: dict[str, int],
    level: int | None,
) -> list[Any]:
    import zipfile

    def info(name: str, size: int) -> Any:
        made = zipfile.ZipInfo(name)
        made.compress_type = methods[name]
        made._compresslevel = level  # type: ignore[attr-defined]  # public only from Python 3.13 on
        made.file_size = size
        made.create_system = 3
        made.external_attr = _MODE
        return made

    with zipfile.ZipFile(file, "w") as archive:
        with archive.open(info(DATA, size), "w") as member:
            for chunk in _chunks(buffers):
                member.write(chunk)
        with archive.open(info(SCHEMA, len(header)), "w") as member:
            member.write(header)
    return archive.infolist()
