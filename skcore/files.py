"""Where bytes come from and go to: paths, file objects, and the atomic replacement of a file."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

PathOrFile = Any
SMALL = 2**16
_BINARY = getattr(os, "O_BINARY", 0)


def _is_path(file: Any) -> bool:
    return isinstance(file, (str, bytes, os.PathLike))


@contextmanager
def opened(file: PathOrFile, *, mapped: bool = False) -> Iterator[BinaryIO]:
    """Open a path, or prepare a binary file object, for reading from its current position.

    A small file is read at once, unless it shall be mapped.
    """
    if _is_path(file):
        with open(file, "rb", buffering=0) as raw:
            small = not mapped and os.fstat(raw.fileno()).st_size <= SMALL
            yield io.BytesIO(raw.read()) if small else raw
    elif not hasattr(file, "read"):
        raise TypeError(f"file must be a path or a binary file object, not {type(file).__name__}")
    elif _starts_at_zero(file) and hasattr(file, "readinto"):
        yield file
    else:
        content = file.read()
        if not isinstance(content, bytes):
            raise TypeError("file must be opened in binary mode")
        yield io.BytesIO(content)


def _starts_at_zero(file: Any) -> bool:
    try:
        return bool(file.seekable()) and file.tell() == 0
    except (AttributeError, OSError):
        return False


def write(file: PathOrFile, produce: Callable[[BinaryIO], None]) -> None:
    """Let ``produce`` write a whole file; a path is replaced at the end or not at all."""
    if _is_path(file) and os.path.exists(file) and not os.path.isfile(file):
        # A device or a pipe is written to, never replaced.
        with open(file, "wb", buffering=0) as raw:
            _copy(raw, produce)
    elif _is_path(file):
        _replace(os.fspath(file), produce)
    elif not hasattr(file, "write"):
        raise TypeError(f"file must be a path or a binary file object, not {type(file).__name__}")
    elif isinstance(file, io.BytesIO) and file.tell() == 0:
        produce(file)
    else:
        _copy(file, produce)


def _copy(file: Any, produce: Callable[[BinaryIO], None]) -> None:
    """Write to a temporary file first: the caller's may not seek, and gets nothing of a failed dump."""
    import tempfile

    with tempfile.TemporaryFile() as spool:
        produce(spool)
        spool.seek(0)
        while chunk := spool.read(2**20):
            rest = memoryview(chunk)
            while rest:
                # A raw file may take less than it is given.
                count = file.write(rest)
                rest = rest[len(rest) if count is None else count :]


def _replace(path: str | bytes, produce: Callable[[BinaryIO], None]) -> None:
    path = os.fsdecode(path)
    if os.path.islink(path):
        path = os.path.realpath(path)
    temporary = os.path.join(os.path.dirname(path), f".skcore-{os.urandom(8).hex()}.part")
    try:
        # Created as any new file is, so that it gets the permissions that the process gives to its files.
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        with open(descriptor, "w+b") as stream:
            _keep_mode(path, descriptor)
            produce(stream)
            stream.flush()
            os.fsync(descriptor)
        os.replace(temporary, path)
    except BaseException:
        # An interrupt may come before the file is there, or when it has its name already.
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _keep_mode(path: str, descriptor: int) -> None:
    """Give a file the permissions of the one that it replaces."""
    try:
        mode = os.stat(path).st_mode & 0o777
    except OSError:
        return
    if hasattr(os, "fchmod") and os.fstat(descriptor).st_mode & 0o777 != mode:
        os.fchmod(descriptor, mode)
