"""Reads the container, a ZIP archive of exactly ``data`` and ``schema.json``, strictly.

Formats from PKWARE's APPNOTE.TXT 6.3.10: local header 4.3.7, central directory 4.3.12, ZIP64 records
4.3.14 and 4.3.15, end of central directory 4.3.16.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import msgspec

from skcore.checksum import Checksum
from skcore.errors import InvalidFileError
from skcore.limits import Limits

ALIGNMENT = 64
CHUNK = 2**20
DATA, SCHEMA = "data", "schema.json"
# The numbers of zipfile.ZIP_STORED and its kin, without the 8 ms that importing zipfile takes.
STORED, DEFLATED, BZIP2, LZMA = METHODS = (0, 8, 12, 14)
LEVELS = {DEFLATED: range(-1, 10), BZIP2: range(1, 10)}

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
END64_LOCATOR = struct.Struct("<4sIQI")
END64 = struct.Struct("<4sQ2H2I4Q")
MAX32, _MAX16 = 2**32 - 1, 2**16 - 1
_LZMA_END_MARK = 2
PAD_TAG = 0x5343
FREE_RATIO = {DATA: 64 * 2**20, SCHEMA: 2**18}


def padding(size: int) -> int:
    """Return how many bytes lead from ``size`` to the next aligned offset."""
    return -size % ALIGNMENT


class Member(msgspec.Struct, frozen=True):
    """Where a member lies in the file, as its local header and the directory both say."""

    name: str
    method: int
    crc: int
    packed_size: int
    size: int
    start: int


class Archive:
    """A file whose structure was verified to the last byte; nothing of its content was read yet."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        try:
            data, schema = _members(file)
        except (struct.error, ValueError, OverflowError, OSError) as error:
            if isinstance(error, InvalidFileError):
                raise
            raise InvalidFileError(f"not a skcore file: {error}") from error
        self.data, self.schema = data, schema
        limits.check("header_size", schema.size)
        limits.check("data_size", data.size)
        _check_ratio(schema, "header_ratio", limits)
        _check_ratio(data, "ratio", limits)

    def read_header(self) -> bytes:
        """Read and verify ``schema.json``."""
        header = bytearray(self.schema.size)
        self.read_into(self.schema, iter((memoryview(header),)))
        return bytes(header)

    def read_into(self, member: Member, views: Iterator[memoryview]) -> None:
        """Fill the views, which together take the member's size, and verify its checksum."""
        with self._judged(member) as source:
            checksum = Checksum(member.size)
            try:
                for view in views:
                    for start in range(0, len(view), CHUNK):
                        chunk = view[start : start + CHUNK]
                        _fill(source, chunk, member.name)
                        checksum.update(chunk)
            finally:
                crc = checksum.close()
            _finish(source, member, crc)

    def chunks(self, member: Member) -> Iterator[memoryview]:
        """Yield a member's content piece by piece, each of which holds until the next, and verify its checksum."""
        buffer, left, crc = memoryview(bytearray(min(CHUNK, member.size))), member.size, 0
        with self._judged(member) as source:
            while left:
                chunk = buffer[:left]
                _fill(source, chunk, member.name)
                crc = zlib.crc32(chunk, crc)
                left -= len(chunk)
                yield chunk
            _finish(source, member, crc)

    @contextmanager
    def _judged(self, member: Member) -> Iterator[Any]:
        """Give what a member's content is read from; what fails while it is, is damage of the file."""
        try:
            if member.method == STORED:
                self.file.seek(member.start)
                yield self.file
            else:
                from skcore.unpacking import Unpacked

                yield Unpacked(self.file, member)
        except InvalidFileError:
            raise
        except Exception as error:  # each decompressor has errors of its own
            raise InvalidFileError(f"{member.name} is damaged: {error}") from error


def _finish(source: Any, member: Member, crc: int) -> None:
    if member.method != STORED:
        source.finish(member.name)
    if crc != member.crc:
        raise InvalidFileError(f"{member.name} is damaged: its checksum does not agree")


def _fill(source: Any, view: memoryview, name: str) -> None:
    done = 0
    while done < len(view):
        count = source.readinto(view[done:])
        if not count:
            raise InvalidFileError(f"{name} is shorter than the file says")
        done += count


def _check_ratio(member: Member, limit: str, limits: Limits) -> None:
    if member.size > FREE_RATIO[member.name]:
        limits.check(limit, -(-member.size // max(member.packed_size, 1)))


def _members(file: BinaryIO) -> tuple[Member, Member]:
    end = file.seek(0, os.SEEK_END)
    directory, directory_end = _directory(file, end)
    members, offset, position = [], 0, 0
    for name in (DATA, SCHEMA):
        entry, position = _central_entry(directory, position, name)
        member, offset = _local_entry(file, entry, offset)
        members.append(member)
    if position != len(directory):
        raise InvalidFileError("the archive's directory has more than its two entries")
    if offset + len(directory) != directory_end:
        raise InvalidFileError("the archive has bytes that belong to no member")
    if members[0].method == STORED and members[0].start % ALIGNMENT:
        raise InvalidFileError("data is not aligned")
    return members[0], members[1]


def _read(file: BinaryIO, offset: int, size: int) -> bytes:
    if offset < 0:
        raise InvalidFileError("not a skcore file: too short")
    file.seek(offset)
    data = file.read(size)
    if len(data) != size:
        raise InvalidFileError("the file ends too early")
    return data


def _directory(file: BinaryIO, end: int) -> tuple[bytes, int]:
    """Return the central directory's bytes and the offset at which they end."""
    tail = end - END.size
    signature, disk, start_disk, here, total, size, offset, comment = END.unpack(_read(file, tail, END.size))
    if signature != b"PK\5\6" or disk or start_disk or comment or here != total:
        raise InvalidFileError("not a skcore file: it does not end like a ZIP archive of one piece")
    if _read(file, tail - END64_LOCATOR.size, 4) == b"PK\6\7":
        narrow = total, size, offset
        tail -= END64_LOCATOR.size + END64.size
        record = _read(file, tail, END64.size + END64_LOCATOR.size)
        signature, length, _, _, disk, start_disk, here, total, size, offset = END64.unpack_from(record)
        locator = END64_LOCATOR.unpack_from(record, END64.size)
        if signature != b"PK\6\6" or length != END64.size - 12 or disk or start_disk or here != total:
            raise InvalidFileError("the archive's ZIP64 record is malformed")
        if locator != (b"PK\6\7", 0, tail, 1) or narrow != (
            min(total, _MAX16),
            min(size, MAX32),
            min(offset, MAX32),
        ):
            raise InvalidFileError("the archive's ZIP64 locator is malformed")
    if total != 2 or size > CHUNK or offset + size != tail:
        raise InvalidFileError("not a skcore file: it does not hold exactly data and schema.json")
    return _read(file, offset, size), tail


class _Entry(msgspec.Struct, frozen=True):
    name: str
    method: int
    flags: int
    crc: int
    packed_size: int
    size: int
    offset: int


def _central_entry(directory: bytes, position: int, name: str) -> tuple[_Entry, int]:
    fields = CENTRAL.unpack_from(directory, position)
    signature, _, _, flags, method, _, _, crc, packed, size, name_size, extra_size, comment, disk, _, _, offset = fields
    position += CENTRAL.size
    found = directory[position : position + name_size]
    extra = directory[position + name_size : position + name_size + extra_size]
    if signature != b"PK\1\2" or comment or disk or found != name.encode() or len(extra) != extra_size:
        raise InvalidFileError(f"the archive's directory has no proper entry for {name}")
    size, packed, offset = _wide(extra, (size, packed, offset))
    return _Entry(name, method, flags, crc, packed, size, offset), position + name_size + extra_size


def _local_entry(file: BinaryIO, entry: _Entry, offset: int) -> tuple[Member, int]:
    """Read a local header at ``offset``, where it must be, and hold it against the directory."""
    fields = LOCAL.unpack(_read(file, offset, LOCAL.size))
    signature, _, flags, method, _, _, crc, packed, size, name_size, extra_size = fields
    rest = _read(file, offset + LOCAL.size, name_size + extra_size)
    size, packed = _wide(rest[name_size:], (size, packed))
    found = _Entry(entry.name, method, flags, crc, packed, size, offset)
    if signature != b"PK\3\4" or rest[:name_size] != entry.name.encode() or found != entry:
        raise InvalidFileError(f"the archive's header and directory disagree on {entry.name}")
    if method not in METHODS or flags & ~(_LZMA_END_MARK if method == LZMA else 0):
        raise InvalidFileError(f"{entry.name} is encrypted or packed in a way that is not supported")
    if method == STORED and packed != size:
        raise InvalidFileError(f"{entry.name} is stored but has two sizes")
    start = offset + LOCAL.size + name_size + extra_size
    return Member(entry.name, method, crc, packed, size, start), start + packed


def _wide(extra: bytes, fields: tuple[int, ...]) -> tuple[int, ...]:
    """Replace the fields that do not fit 32 bits by those of the ZIP64 extra field."""
    wide = {}
    position = 0
    while position < len(extra):
        tag, size = struct.unpack_from("<2H", extra, position)
        if tag in wide or tag not in (1, PAD_TAG):
            raise InvalidFileError("the archive has an extra field that does not belong there")
        wide[tag] = extra[position + 4 : position + 4 + size]
        position += 4 + size
    if position > len(extra):
        raise InvalidFileError("the archive has an extra field that is cut off")
    if any(wide.get(PAD_TAG, b"")):
        raise InvalidFileError("the archive's padding is not empty")
    values = [value for (value,) in struct.iter_unpack("<Q", wide.get(1, b""))]
    if len(values) != fields.count(MAX32):
        raise InvalidFileError("the archive's ZIP64 field has not the sizes it should have")
    values.reverse()
    return tuple(values.pop() if field == MAX32 else field for field in fields)
