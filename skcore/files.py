"""Where bytes come from and go to: paths, file objects, and the atomic replacement of a file."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

PathOrFile = Any


def _is_path(file: Any) -> bool:
    return isinstance(file, (str, bytes, os.PathLike))


@contextmanager
def opened(file: PathOrFile) -> Iterator[BinaryIO]:
    """Open a path, or prepare a binary file object, for reading from its current position."""
    if _is_path(file):
        with open(file, "rb", buffering=0) as raw:
            yield raw
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
    import tempfile

    path = os.path.realpath(path)
    folder = os.path.dirname(os.fsdecode(path))
    mode = _mode(path)
    descriptor, temporary = tempfile.mkstemp(prefix=".skcore-", suffix=".part", dir=folder)
    try:
        with open(descriptor, "w+b") as stream:
            produce(stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _mode(path: str | bytes) -> int:
    """Return the permissions of the file to be replaced, or those that a new file gets."""
    try:
        return os.stat(path).st_mode & 0o777
    except OSError:
        return 0o666 & ~_umask()


def _umask() -> int:
    """Read the umask without setting it, which other threads would see."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1], 8) for line in status if line.startswith("Umask:"))
    except (OSError, StopIteration):
        return 0o022
