"""Decompresses a member in bounded memory, and to its very end.

``zipfile`` gives bzip2 and LZMA all their input at once, whose output can be a million times as large,
and does not notice a stream that goes on after the size that the directory says.
"""

from __future__ import annotations

import struct
import zlib
from typing import Any, BinaryIO

from skcore.archive import BZIP2, CHUNK, DEFLATED, Member
from skcore.errors import InvalidFileError

_PIECE = 2**16
_MAX_DICTIONARY = 2**26


class Unpacked:
    """The decompressed content of a member."""

    def __init__(self, file: BinaryIO, member: Member) -> None:
        file.seek(member.start)
        self._file = file
        self._left = member.packed_size
        self._decompressor: Any
        if member.method == DEFLATED:
            self._decompressor = _Inflater()
        elif member.method == BZIP2:
            import bz2

            self._decompressor = bz2.BZ2Decompressor()
        else:
            self._decompressor = _lzma(self._read(4), self._read)

    def _read(self, size: int) -> bytes:
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data

    def readinto(self, view: memoryview) -> int:
        """Fill the start of a view and return how many bytes that were; 0 at the end."""
        while not self._decompressor.eof:
            hungry = self._decompressor.needs_input
            packed = self._read(_PIECE) if hungry else b""
            data = self._decompressor.decompress(packed, min(len(view), CHUNK))
            view[: len(data)] = data
            if data or (hungry and not packed):
                return len(data)
        return 0

    def finish(self, name: str) -> None:
        """Make sure that stream and member both end here."""
        if self.readinto(memoryview(bytearray(1))):
            raise InvalidFileError(f"{name} is longer than the file says")
        if not self._decompressor.eof or self._decompressor.unused_data or self._left:
            raise InvalidFileError(f"{name} does not end where its compressed stream does")


class _Inflater:
    """``zlib``'s decompressor of a raw stream, with the interface of the other two."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(-15)

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._stream.unconsumed_tail

    def decompress(self, data: bytes, size: int) -> bytes:
        return self._stream.decompress(data or self._stream.unconsumed_tail, size)


def _lzma(head: bytes, read: Any) -> Any:
    """Read the properties in front of the stream (APPNOTE.TXT 5.8.8) and make its decompressor."""
    import lzma

    (size,) = struct.unpack_from("<H", head, 2)
    if size != 5:
        raise InvalidFileError("the properties of an LZMA stream have not their size")
    first, dictionary = struct.unpack("<BI", read(5))
    if first >= 225 or dictionary > _MAX_DICTIONARY:
        raise InvalidFileError("the properties of an LZMA stream are out of bounds")
    rest, lc = divmod(first, 9)
    pb, lp = divmod(rest, 5)
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": dictionary, "lc": lc, "lp": lp, "pb": pb}]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
