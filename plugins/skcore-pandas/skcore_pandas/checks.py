"""What must hold of numpy arrays and labels before pandas gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skcore import InvalidStateError

if TYPE_CHECKING:
    import numpy as np

UNITS = ("s", "ms", "us", "ns")
MAX_LABEL = 10_000
"""How many elements a tuple that is a label may have, those of tuples in it counted each time they occur."""
MAX_DEPTH = 50
"""How deep a label may nest: the hash of a tuple recurses in C, without a bound of its own."""


def check_array(array: Any, kinds: str = "biufcmMO", ndim: int = 1) -> np.ndarray[Any, Any]:
    """Return what is a numpy array of one of these kinds of dtype, as pandas has them."""
    import numpy as np

    if type(array) is not np.ndarray or array.ndim != ndim or array.dtype.kind not in kinds:
        raise InvalidStateError(f"it has something else than an array of {ndim} dimensions of a kind in {kinds}")
    if not array.flags.aligned:
        raise InvalidStateError("an array is not aligned")
    if array.dtype.kind in "mM" and (np.datetime_data(array.dtype) not in [(unit, 1) for unit in UNITS]):
        raise InvalidStateError("an array of times is of a unit that pandas has not")
    if array.dtype.kind in "mM" and not array.dtype.isnative:
        raise InvalidStateError("an array of times is not in the machine's byte order")
    return array


def check_label(label: Any) -> Any:
    """Return what can be the name of an axis: it has a hash, which takes neither long nor much stack.

    Python caches the hash of no tuple, so that one of tuples that share their parts takes exponential time.
    """
    if isinstance(label, tuple | frozenset):
        _check_size(label)
    hash(label)
    return label


def _check_size(label: Any) -> None:
    size, level = 0, [label]
    for _ in range(MAX_DEPTH):
        level = [value for value in level if isinstance(value, tuple | frozenset)]
        if not level:
            return
        size += sum(map(len, level))
        if size > MAX_LABEL:
            raise InvalidStateError(f"a label has over {MAX_LABEL} elements")
        level = [part for value in level for part in value]
    raise InvalidStateError(f"a label is nested over {MAX_DEPTH} deep")


def check_int(value: Any, least: int, most: int, what: str) -> int:
    """Return what is an int within these bounds."""
    if type(value) is not int or not least <= value <= most:
        raise InvalidStateError(f"{what} is no int from {least} to {most}")
    return value
