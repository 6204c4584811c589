"""Where bytes come from and go to: paths, file objects, and the atomic replacement of a file."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from skcore.errors import InvalidFileError
from skcore.streams import Stream, write_all

PathOrFile = Any
SMALL = 2**16
_TMPFILE = getattr(os, "O_TMPFILE", 0)


def _is_path(file: Any) -> bool:
    return isinstance(file, (str, bytes, os.PathLike))


@contextmanager
def opened(file: PathOrFile, *, mapped: bool = False) -> Iterator[BinaryIO]:
    """Open a path, or prepare a binary file object, for reading from its current position.

    A small file is read at once, unless it shall be mapped.
    """
    if _is_path(file):
        with open(file, "rb", buffering=0) as raw:
            if not mapped and os.fstat(raw.fileno()).st_size <= SMALL:
                yield io.BytesIO(raw.read())
                return
            with _held(raw) as stream:
                yield stream
    elif not hasattr(file, "read"):
        raise TypeError(f"file must be a path or a binary file object, not {type(file).__name__}")
    elif _starts_at_zero(file) and hasattr(file, "readinto"):
        with _held(file) as stream:
            yield stream
    else:
        content = file.read()
        if not isinstance(content, bytes):
            raise TypeError("file must be opened in binary mode")
        yield io.BytesIO(content)


@contextmanager
def _held(file: Any) -> Iterator[BinaryIO]:
    """Let what fails in reading come out as it is, and not as damage of the file."""
    if type(file) is io.BytesIO:
        yield file
        return
    stream = Stream(file)
    try:
        yield stream  # type: ignore[misc]  # it has what reading an archive needs
    except InvalidFileError:
        if stream.failure is not None:
            raise stream.failure from None
        raise


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
    elif type(file) is io.BytesIO and file.tell() == 0:
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
            write_all(file, chunk)


def _replace(path: str | bytes, produce: Callable[[BinaryIO], None]) -> None:
    path = os.fsdecode(path)
    if os.path.islink(path):
        path = os.path.realpath(path)
    folder = os.path.dirname(path)
    temporary = os.path.join(folder, f".skcore-{os.urandom(8).hex()}.part")
    try:
        nameless = _nameless(folder or os.curdir)
        # Created as any new file is, so that it gets the permissions that the process gives to its files.
        with nameless or open(temporary, "x+b") as stream:
            _keep_mode(path, stream.fileno())
            produce(stream)
            stream.flush()
            os.fsync(stream.fileno())
            if nameless is not None:
                _name(stream.fileno(), temporary)
        os.replace(temporary, path)
    except BaseException:
        # An interrupt may come before the file is there, or when it has its name already.
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _nameless(folder: str) -> BinaryIO | None:
    """Create a file that vanishes with the process unless it is named, where the system can do so."""
    if not _TMPFILE:
        return None
    flags = os.O_RDWR | os.O_CLOEXEC | _TMPFILE
    try:
        # Both calls at once: an interrupt between them would lose the descriptor.
        (raw,) = map(io.FileIO, map(os.open, (folder,), (flags,), (0o666,)), ("r+b",))
    except OSError:
        return None
    # Some kernels forget the umask, and without /proc there is no way to a name.
    if os.fstat(raw.fileno()).st_mode & 0o777 == 0o666 or not os.path.exists(_link_to(raw.fileno())):
        raw.close()
        return None
    return io.BufferedRandom(raw)


def _link_to(descriptor: int) -> str:
    return f"/proc/self/fd/{descriptor}"


def _name(descriptor: int, path: str) -> None:
    # Only with a descriptor of a folder, for which an absolute path has no use, are links followed.
    os.link(_link_to(descriptor), path, src_dir_fd=descriptor, follow_symlinks=True)


def _keep_mode(path: str, descriptor: int) -> None:
    """Give a file the permissions of the one that it replaces."""
    try:
        mode = os.stat(path).st_mode & 0o777
    except OSError:
        return
    if hasattr(os, "fchmod") and os.fstat(descriptor).st_mode & 0o777 != mode:
        os.fchmod(descriptor, mode)
