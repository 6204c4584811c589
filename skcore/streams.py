"""File objects of the caller's, held to what :mod:`io` promises of them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import Any

from skcore.errors import InvalidFileError
from skcore.handler import Bytes


class Stream:
    """Reads from a file object that may give less than it is asked for, fail, or break its promises.

    Attributes
    ----------
    failure : Exception or None
        What reading failed by, if that was no fault of what the file holds.
    """

    def __init__(self, file: Any) -> None:
        self._file = file
        self._end = sys.maxsize
        self.raw = getattr(file, "raw", file)
        self.failure: Exception | None = None

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move, and return the position, which not every file object's ``seek`` does."""
        if whence == os.SEEK_SET and offset > self._end:
            raise InvalidFileError("the file ends too early")
        self._try(self._file.seek, offset, whence)
        position: int = self._try(lambda: _counted("tell", self._file.tell(), sys.maxsize))
        if whence == os.SEEK_END:
            self._end = position
        return position

    def read(self, size: int) -> bytes:
        """Read ``size`` bytes, and less only where the file ends."""
        parts = []
        while size and (part := self._try(lambda: _bytes(self._file.read(size), size))):  # noqa: B023  # called at once
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def readinto(self, view: memoryview) -> int:
        """Fill the start of a view, and return how many bytes that were."""
        count: int = self._try(lambda: _counted("readinto", self._file.readinto(view), len(view)))
        return count

    def _try(self, call: Callable[..., Any], *args: Any) -> Any:
        try:
            return call(*args)
        except Exception as error:
            self.failure = error
            raise


def write_all(file: Any, chunk: Bytes) -> None:
    """Write a chunk to a file object that may take less than it is given."""
    rest = memoryview(chunk)
    while rest:
        count = file.write(rest)
        if count is None and not isinstance(file, io.RawIOBase):
            # Not every file object says; a raw one says so that it took nothing.
            return
        rest = rest[_counted("write", count, len(rest), least=1) :]


def _counted(method: str, count: Any, most: int, least: int = 0) -> int:
    if not isinstance(count, int) or not least <= count <= most:
        raise OSError(f"the file object is broken: its {method}() returned {count!a:.100}, not {least} to {most}")
    return count


def _bytes(data: Any, most: int) -> bytes:
    if not isinstance(data, bytes) or len(data) > most:
        found = f"{len(data)} bytes" if isinstance(data, bytes) else type(data).__name__
        raise OSError(f"the file object is broken: its read({most}) returned {found}")
    return data
