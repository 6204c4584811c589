"""What native code follows, as copies that no other object of a file has, and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skcore import once, spend
from skcore_scipy import rules

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]


def own_indices(value: Any, name: str) -> Array:
    """Return a copy of indices, so that nothing else in the file can write into what native code follows.

    A matrix that is summed in place writes into its data, which may be another's indices in the file. Those that
    share their indices share the copy: what sorting and summing in place write into indices are indices again.
    """
    return copied(rules.indices(value, name), name)


def copied(value: Array, role: str) -> Array:
    """Return a copy of an array, the same for all that have the same memory in the same role."""
    key = (role, value.__array_interface__["data"][0], value.shape, value.strides, value.dtype.str)
    copies = _copies()
    if key not in copies:
        spend(value.nbytes)
        # The array is kept, so that no other gets its memory.
        copies[key] = value.copy(), value
    return copies[key][0]


@once
def _copies() -> dict[Any, tuple[Array, Array]]:
    return {}


def count_again(state: dict[str, Any]) -> None:
    """Count the arrays and lists that an object is built from, and that others are built from too, as read once more.

    A record of some bytes may be one of thousands that share their parts, each of which is checked and computed with.
    """
    for value in state.values():
        count_shared(value)
        for part in value.values() if type(value) is dict else value if type(value) in (tuple, list) else ():
            count_shared(part)


def count_shared(value: Any) -> None:
    """Count an array, list, tuple or dict, if another object had it before."""
    size = getattr(value, "nbytes", None) or (BYTES_EACH * len(value) if type(value) in (list, tuple, dict) else 0)
    if size:
        seen = _seen()
        if id(value) in seen:
            spend(size)
        # It is kept, so that no other gets its place in memory.
        seen[id(value)] = value


BYTES_EACH = 128
"""What an item of a list is counted for, which Python looks at one by one."""


@once
def _seen() -> dict[int, Any]:
    return {}
