"""Memory for the buffers of a file: read into blocks of our own, or mapped from the file."""

from __future__ import annotations

import contextlib
import io
import mmap
import os
import sys
from collections.abc import Sequence
from typing import BinaryIO

from skcore.archive import Archive, padding
from skcore.errors import InvalidFileError

BLOCK = 2**20
LARGE = 2**21


class Buffers(list[memoryview]):
    """The buffers of a file, with what it takes to tell how much of them is compression."""

    def __init__(self, views: Sequence[memoryview], archive: Archive) -> None:
        super().__init__(views)
        self.packed_size = archive.data.packed_size
        self.limits = archive.limits


def _plan(sizes: Sequence[int], total: int) -> list[list[int]]:
    """Group consecutive buffers into blocks: a large one alone, small ones together.

    A block lives as long as any array in it, so that a small array must not keep a large one alive.
    """
    if sum(size + padding(size) for size in sizes) != total:
        raise InvalidFileError("the buffers do not fill data exactly")
    blocks: list[list[int]] = []
    filled = BLOCK
    for size in sizes:
        if filled >= BLOCK or size >= BLOCK:
            blocks.append([])
            filled = 0
        blocks[-1].append(size)
        filled += size
    return blocks


def _allocate(size: int) -> memoryview:
    if size < LARGE or sys.platform == "win32":
        # From the heap, whose pages a process that loads again and again has touched before.
        return memoryview(bytearray(size))
    # Private pages come zeroed on first touch: nothing is written twice, nothing beyond what is read.
    block = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        # Most of the time of reading into new memory goes into its first touch, page by page.
        with contextlib.suppress(OSError):
            block.madvise(mmap.MADV_HUGEPAGE)
    return memoryview(block)


def _cut(block: memoryview, sizes: Sequence[int]) -> list[memoryview]:
    views, start = [], 0
    for size in sizes:
        views.append(block[start : start + size])
        start += size + padding(size)
    return views


def read(archive: Archive, sizes: Sequence[int]) -> Buffers:
    """Read ``data`` and return its buffers, writable."""
    plan = _plan(sizes, archive.data.size)
    blocks = [_allocate(sum(size + padding(size) for size in block)) for block in plan]
    archive.read_into(archive.data, iter(blocks))
    views = [view for block, group in zip(blocks, plan, strict=True) for view in _cut(block, group)]
    return Buffers(views, archive)


def map_file(archive: Archive, sizes: Sequence[int]) -> Buffers:
    """Map ``data`` and return its buffers: private to this process, writable, read when touched.

    Raises
    ------
    InvalidFileError
        If the file is compressed.
    ValueError
        If it is no file of the operating system.
    """
    _plan(sizes, archive.data.size)
    member = archive.data
    if member.packed_size != member.size or member.method:
        raise InvalidFileError("mmap=True needs a file that was written without compression")
    if not member.size:
        return Buffers(_cut(memoryview(bytearray()), sizes), archive)
    descriptor, end = _descriptor(archive.file), member.start + member.size
    if os.fstat(descriptor).st_size < end:
        raise InvalidFileError("the file has become shorter")
    mapped = mmap.mmap(descriptor, end, access=mmap.ACCESS_COPY)
    return Buffers(_cut(memoryview(mapped)[member.start :], sizes), archive)


def _descriptor(file: BinaryIO) -> int:
    # A file object may have the descriptor of a file whose content it decodes, as gzip's has.
    raw = getattr(file, "raw", file)
    if not isinstance(raw, io.FileIO):
        raise ValueError("mmap=True needs a path or a real file")
    return raw.fileno()
