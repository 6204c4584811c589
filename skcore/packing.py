"""Writes the container: a ZIP archive of ``data``, aligned, and ``schema.json``, as a stream."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from skcore.archive import ALIGNMENT, DATA, LOCAL, PAD_TAG, SCHEMA, padding

CHUNK = 2**16
_ZEROS = bytes(ALIGNMENT)
_ZIP64_SIZES = 20
Bytes = memoryview | bytes | bytearray


def write(file: BinaryIO, buffers: Sequence[Bytes], header: bytes, method: int, level: int | None) -> None:
    """Write an archive of the buffers, each padded to the alignment, and the header."""
    with zipfile.ZipFile(file, "w", method, compresslevel=level) as archive:
        size = sum(_nbytes(memory) + padding(_nbytes(memory)) for memory in buffers)
        info = _info(DATA, method, level, size)
        # zipfile adds the sizes of its own accord where it expects the member to be too large.
        wide = size * 1.05 > zipfile.ZIP64_LIMIT
        used = LOCAL.size + len(DATA) + 4 + (_ZIP64_SIZES if wide else 0)
        info.extra = struct.pack("<2H", PAD_TAG, padding(used)) + bytes(padding(used))
        with archive.open(info, "w") as member:
            for chunk in _chunks(buffers):
                member.write(chunk)
        with archive.open(_info(SCHEMA, method, level, len(header)), "w") as member:
            member.write(header)


def _chunks(buffers: Sequence[Bytes]) -> Iterator[Bytes]:
    """Yield the padded buffers, small ones joined: a write costs more than a copy of their bytes."""
    small: list[Bytes] = []
    size = 0
    for memory in buffers:
        count = _nbytes(memory)
        if count >= CHUNK:
            yield b"".join(small)
            yield memory
            small, size = [], 0
        else:
            small.append(memory)
            size += count
        small.append(_ZEROS[: padding(count)])
        if size >= CHUNK:
            yield b"".join(small)
            small, size = [], 0
    yield b"".join(small)


def _nbytes(memory: Bytes) -> int:
    return memory.nbytes if isinstance(memory, memoryview) else len(memory)


def _info(name: str, method: int, level: int | None, size: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = method
    info._compresslevel = level  # type: ignore[attr-defined]  # public only from Python 3.13 on
    info.file_size = size
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info
