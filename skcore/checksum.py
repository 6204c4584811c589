"""CRC-32 of what is read or written, computed beside the reading or writing where there is much of it."""

from __future__ import annotations

import weakref
import zlib
from typing import Any

from skcore.handler import Bytes

MUCH = 2 * 2**20
"""From how many bytes on a thread of its own is worth its start."""


class Checksum:
    """The CRC-32 of chunks, in the order in which they are given.

    Parameters
    ----------
    size : int
        How many bytes there will be.
    """

    def __init__(self, size: int) -> None:
        self._much = size >= MUCH
        self._value = [0]
        self._chunks: Any = None
        self._thread: Any = None

    def _start(self) -> None:
        import queue
        import threading

        self._much = False
        chunks: Any = queue.SimpleQueue()
        # The end of the chunks. If an interrupt keeps it from coming, it comes when this object is gone.
        end = weakref.ref(self, chunks.put)
        thread = threading.Thread(target=_run, args=(chunks, end, self._value), daemon=True)
        try:
            thread.start()
        except RuntimeError:
            # There may be no more threads, as at the end of the process.
            return
        self._chunks, self._end, self._thread = chunks, end, thread

    def update(self, chunk: Bytes) -> None:
        """Take the next chunk, whose bytes must not change before the end."""
        if self._much:
            self._start()
        if self._chunks is None:
            _add(chunk, self._value)
        else:
            self._chunks.put(chunk)

    def close(self) -> int:
        """Return the checksum of all chunks; must be called, after a failure too."""
        if self._chunks is not None:
            self._chunks.put(self._end)
            self._thread.join()
        return self._value[0]


def _add(chunk: Bytes, value: list[int]) -> None:
    value[0] = zlib.crc32(chunk, value[0])


def _run(chunks: Any, end: Any, value: list[int]) -> None:
    while (chunk := chunks.get()) is not end:
        _add(chunk, value)
