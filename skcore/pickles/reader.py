"""The reader of pickles, plain or compressed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import pickle
import pickletools
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from skcore.errors import InvalidFileError, LimitExceededError, SkcoreError
from skcore.limits import DEFAULT_LIMITS, Limits
from skcore.names import show
from skcore.pickles.dangers import DANGERS, danger_of
from skcore.pickles.machine import Machine
from skcore.reader import Reader, Scan
from skcore.record import Record

_FREE = 2**26
"""Decompressed bytes from which on the ratio counts."""
FREE_STEPS = 2**17
"""Opcodes that a file may have whatever its size."""
_OVERHEAD = 16
"""Opcodes that the beginning of a pickle counts for, where a file has many."""
_CHUNK = 2**20
Opener = Callable[[BinaryIO], Any]


class _Zlib(io.RawIOBase):
    """A zlib stream as a file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._machine = file, zlib.decompressobj()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._machine.eof:
            packed = self._machine.unconsumed_tail or self._file.read(2**16)
            if not packed:
                raise EOFError("it ends before its stream does")
            found = self._machine.decompress(packed, len(buffer))
            if found:
                buffer[: len(found)] = found
                return len(found)
        return 0


def _begins_unmarked(head: bytes) -> bool:
    """Whether a pickle of protocol 0 or 1, which have no mark of their own, can begin like this."""
    try:
        opcode, _, _ = next(pickletools.genops(head))
    except (ValueError, StopIteration):
        return False
    # What refers to something outside of the file, which no pickle begins with, begins like a ZIP archive.
    return opcode.proto < 2 and opcode.name != "PERSID"


class PickleReader(Reader):
    """Pickles of protocols 0 to 5, plain or compressed by zlib, gzip, bz2, lzma or xz.

    A plugin whose library writes more than that into its pickles derives from it.

    Attributes
    ----------
    openers : dict of bytes to function
        What opens a compressed file, by the first bytes that tell it.
    """

    name = "pickle"
    suffixes = (".pkl", ".pickle", ".joblib")
    openers: dict[bytes, Opener] = {
        b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
        b"BZh": bz2.BZ2File,
        b"\xfd7zXZ\x00": lzma.LZMAFile,
        b"\x5d\x00\x00": lzma.LZMAFile,
        **dict.fromkeys((b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"), _Zlib),
    }

    def recognizes(self, head: bytes) -> bool:
        return head.startswith((b"\x80", *self.openers)) or _begins_unmarked(head)

    def read(self, file: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Any:
        content, most_steps = self._opened(file, limits)
        found = self.machine(content, limits, most_steps).run()
        if content.read(1):
            raise InvalidFileError("something follows after the pickle's end")
        return found

    def scan(self, file: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Scan:
        uses: dict[Any, None] = {}
        try:
            content, most_steps = self._opened(file, limits)
            size = content.getbuffer().nbytes
            while content.tell() < size:
                machine = self.machine(content, limits, most_steps)
                try:
                    machine.run()
                finally:
                    uses.update(machine.uses)
                    most_steps -= machine.steps + _OVERHEAD
        except SkcoreError as error:
            return Scan(tuple(uses), str(error))
        return Scan(tuple(uses))

    def load_unsafely(self, file: BinaryIO) -> Any:
        return pickle.load(self.unpacked(file, DEFAULT_LIMITS))  # noqa: S301  # the user asked for it by name

    def danger_of(self, name: str) -> str | None:
        return danger_of(name, DANGERS)

    def _opened(self, file: BinaryIO, limits: Limits) -> tuple[io.BytesIO, int]:
        """Return the decompressed content, and how many opcodes it may have.

        What is repeated packs to nothing, and each opcode may make an object.
        """
        content = self.unpacked(file, limits)
        return content, limits.opcode_ratio * file.seek(0, os.SEEK_END) + FREE_STEPS

    def machine(self, content: io.BytesIO, limits: Limits, most_steps: int) -> Machine:
        """Return what reads one pickle out of the decompressed content."""
        return Machine(content, limits, most_steps, self.built)

    def built(self, record: Record, machine: Machine) -> None:
        """Complete a record that has just got its state, where the file has more of it outside of the pickle.

        The record is changed in place, as later parts of the pickle may refer to it. What is read of
        ``machine.file`` is no longer read as opcodes.
        """

    def unpacked(self, file: BinaryIO, limits: Limits) -> io.BytesIO:
        """Return the decompressed content of a file.

        Raises
        ------
        InvalidFileError
            If it is damaged or over a limit.
        """
        size = file.seek(0, os.SEEK_END)
        limits.check("data_size", size)
        file.seek(0)
        packed = file.read(size)
        opener = next((found for head, found in self.openers.items() if packed.startswith(head)), None)
        if opener is None:
            return io.BytesIO(packed)
        content = io.BytesIO()
        try:
            stream = opener(io.BytesIO(packed))
            while chunk := stream.read(_CHUNK):
                content.write(chunk)
                size = content.tell()
                limits.check("data_size", size)
                if size > _FREE and size > limits.ratio * len(packed):
                    raise LimitExceededError("ratio", size // len(packed), limits.ratio)
        except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError) as error:
            if isinstance(error, InvalidFileError):
                raise
            raise InvalidFileError(f"its compressed stream is damaged: {show(str(error))}") from error
        content.seek(0)
        return content
