"""A look at the first bytes of some buffers of a file, without reading the others."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING

from skcore.archive import STORED, Archive, padding
from skcore.errors import InvalidFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 2**26
"""Bytes that are looked at in all, of a file with any number of buffers."""
_MOST_UNPACKED = 2**22
"""The largest compressed data that is unpacked for it: there is no way to its middle."""


class Peek:
    """Reads the start of buffers while the file is open; says None where it would have to read too much."""

    def __init__(self, archive: Archive, sizes: Sequence[int]) -> None:
        self._archive = archive
        self._sizes = sizes
        self._left = _MOST
        self._unpacked: bytearray | None = None
        self._offsets = list(accumulate(chain((0,), (size + padding(size) for size in sizes))))
        if self._offsets[-1] != archive.data.size:
            raise InvalidFileError("the buffers do not fill data exactly")

    def size(self, buffer: int) -> int:
        """Return how many bytes a buffer has."""
        return self._sizes[buffer]

    def read(self, buffer: int, most: int) -> bytes | None:
        """Return the first bytes of a buffer, or None."""
        size, start = min(most, self._sizes[buffer]), self._offsets[buffer]
        if size > self._left:
            return None
        self._left -= size
        data = self._archive.data
        if data.method == STORED:
            self._archive.file.seek(data.start + start)
            return self._archive.file.read(size)
        if data.size > _MOST_UNPACKED:
            return None
        if self._unpacked is None:
            self._unpacked = bytearray(data.size)
            self._archive.read_into(data, iter((memoryview(self._unpacked),)))
        return bytes(self._unpacked[start : start + size])
