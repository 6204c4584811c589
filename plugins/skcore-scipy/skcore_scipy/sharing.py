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
    """Count the arrays that an object is built from, and that others are built from too, as read once more.

    A record of some bytes may be one of thousands that share their arrays, each of which is checked and computed with.
    """
    import numpy as np

    seen = _seen()
    for value in state.values():
        parts = value.values() if type(value) is dict else value if type(value) in (tuple, list) else (value,)
        for part in parts:
            if isinstance(part, np.ndarray):
                if id(part) in seen:
                    spend(part.nbytes)
                # It is kept, so that no other gets its place in memory.
                seen[id(part)] = part


@once
def _seen() -> dict[int, Any]:
    return {}
