"""What the handlers of one load may make and read beyond what their file holds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from skcore.errors import InvalidStateError

TIMES = 100
"""How many bytes there are to spend for each that the file has in buffers."""
UNPACKED = 20
"""How many bytes of buffers count for one of the file: zeros, which pack to nothing, would else pay for much."""
FREE = 2**26


class _Purse(threading.local):
    left: int | None = None


_purse = _Purse()


def budget(held: int, packed: int) -> int:
    """Return how many bytes a load may spend whose buffers hold so many, in so many bytes of the file."""
    return TIMES * min(held, UNPACKED * packed) + FREE


@contextmanager
def granting(size: int) -> Iterator[None]:
    """Let :func:`spend` have so many bytes, until the end of the block."""
    before, _purse.left = _purse.left, size
    try:
        yield
    finally:
        _purse.left = before


def spend(size: int) -> None:
    """Count bytes that a handler is about to make or to read, beyond those of its own buffers.

    For what a small record can ask for many times over: rows that take no memory in the file, a part that
    other objects share and that is read, or copied, for each of them. All objects of a file spend from one
    budget, of a hundred times what its buffers hold (but not over twenty times what they take packed) and
    64 MiB. Outside of a load and of a conversion, nothing is counted.

    Parameters
    ----------
    size : int
        How many bytes, counted before they are made.

    Raises
    ------
    InvalidStateError
        If the objects of the file ask for more than there is.

    Examples
    --------
    >>> import skcore
    >>> skcore.spend(2**20)
    """
    if _purse.left is None:
        return
    _purse.left -= size
    if _purse.left < 0:
        raise InvalidStateError("the objects of the file ask for far more memory or work than it holds")
