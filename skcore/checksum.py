"""CRC-32 of what is read or written, computed beside the reading or writing where there is much of it."""

from __future__ import annotations

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
        self._value = 0
        self._chunks: Any = None
        if size >= MUCH:
            import queue
            import threading

            self._chunks = queue.SimpleQueue()
            self._thread = threading.Thread(target=self._run, args=(self._chunks,), daemon=True)
            self._thread.start()

    def _run(self, chunks: Any) -> None:
        while (chunk := chunks.get()) is not None:
            self._value = zlib.crc32(chunk, self._value)

    def update(self, chunk: Bytes) -> None:
        """Take the next chunk, whose bytes must not change before the end."""
        if self._chunks is None:
            self._value = zlib.crc32(chunk, self._value)
        else:
            self._chunks.put(chunk)

    def close(self) -> int:
        """Return the checksum of all chunks; must be called, after a failure too."""
        if self._chunks is not None:
            self._chunks.put(None)
            self._thread.join()
            self._chunks = None
        return self._value
