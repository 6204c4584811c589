"""Buffers of two files held against each other, without having them in memory."""

from __future__ import annotations

import array
import hashlib
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from skcore.archive import CHUNK, STORED, Archive, padding
from skcore.errors import InvalidFileError

if TYPE_CHECKING:
    from skcore.handler import Bytes

WIDTHS = {1: "B", 2: "H", 4: "I", 8: "Q"}
"""Sizes of elements that can be counted, with the codes that ``array`` has for them."""


class Digests:
    """What identifies each buffer of a file; all of its data is read and verified for it."""

    def __init__(self, archive: Archive, sizes: Sequence[int]) -> None:
        self._archive = archive
        self._sizes = sizes
        self._offsets = list(accumulate(chain((0,), (size + padding(size) for size in sizes))))
        if self._offsets[-1] != archive.data.size:
            raise InvalidFileError("the buffers do not fill data exactly")
        self._digests = list(_digests(archive.chunks(archive.data), sizes))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Digests):
            return NotImplemented
        return self._sizes == other._sizes and self._digests == other._digests

    __hash__ = None  # type: ignore[assignment]

    def identity(self, buffer: int) -> tuple[int, bytes]:
        """Return what two buffers have in common exactly if their bytes are the same."""
        return self._sizes[buffer], self._digests[buffer]

    def size(self, buffer: int) -> int:
        """Return how many bytes a buffer has."""
        return self._sizes[buffer]

    def pieces(self, buffer: int) -> Iterator[bytes] | None:
        """Return the content of a buffer, or None if there is no way to it but through all before."""
        data = self._archive.data
        return None if data.method != STORED else self._read(data.start + self._offsets[buffer], self._sizes[buffer])

    def _read(self, start: int, size: int) -> Iterator[bytes]:
        for done in range(0, size, CHUNK):
            self._archive.file.seek(start + done)
            yield self._archive.file.read(min(CHUNK, size - done))


def _digests(chunks: Iterator[memoryview], sizes: Sequence[int]) -> Iterator[bytes]:
    rest = memoryview(b"")
    for size in sizes:
        digest, left = hashlib.blake2b(digest_size=16), size + padding(size)
        skipped = padding(size)
        while left:
            rest = rest or next(chunks)
            piece = rest[:left]
            digest.update(piece[: max(left - skipped, 0)])
            left -= len(piece)
            rest = rest[len(piece) :]
        yield digest.digest()
    # The end of the chunks is where their checksum is verified.
    next(chunks, None)


def count_different(was: Digests, old: int, now: Digests, new: int, width: int) -> int | None:
    """Return in how many elements of ``width`` bytes two buffers of one size differ, None where that is not cheap."""
    first, second = was.pieces(old), now.pieces(new)
    if width not in WIDTHS or first is None or second is None:
        return None
    return sum(_count(one, other, WIDTHS[width]) for one, other in zip(first, second, strict=True))


def _count(one: Bytes, other: Bytes, code: str) -> int:
    bits = int.from_bytes(one, sys.byteorder) ^ int.from_bytes(other, sys.byteorder)
    elements = array.array(code, bits.to_bytes(len(one), sys.byteorder))
    return len(elements) - elements.count(0)
