"""What must hold of the arrays of a sparse matrix before compiled code may follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skcore import InvalidStateError, once

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

NUMBERS = "biufc"
MAX_LENGTH = 2**63 - 1


def require(holds: bool, rule: str) -> None:
    """Raise InvalidStateError with the rule unless it holds."""
    if not holds:
        raise InvalidStateError(rule)


def check_shape(shape: Any, dimensions: Any) -> None:
    """Check that a shape is a tuple of lengths, and has one of the allowed numbers of dimensions."""
    require(type(shape) is tuple and len(shape) in dimensions, "_shape is no tuple of as many lengths as the class has")
    for length in shape:
        require(type(length) is int and 0 <= length <= MAX_LENGTH, "_shape has a length that is no int, or negative")


def array(value: Any, name: str, ndim: int | None = 1) -> Array:
    """Return an array of numbers, as it is; of any number of dimensions if ``ndim`` is None."""
    import numpy as np

    require(type(value) in (np.ndarray, np.memmap), f"{name} is no plain array")
    require(ndim is None or value.ndim == ndim, f"{name} has not {ndim} dimensions")
    require(value.dtype.kind in NUMBERS, f"{name} holds no numbers")
    # Compiled loops take the address of a contiguous array as it is, whatever its alignment.
    require(value.flags.aligned, f"{name} is not aligned")
    found: Array = value
    return found


def doubles(value: Any, name: str, *shape: int | None, complex_too: bool = False) -> Array:
    """Return an array of native doubles of this shape, in which None stands for any length."""
    import numpy as np

    found = array(value, name, len(shape))
    plain = found.dtype == np.float64 or (complex_too and found.dtype == np.complex128)
    require(plain, f"{name} is not float64{' or complex128' if complex_too else ''}")
    fits = all(want in (None, size) for want, size in zip(shape, found.shape, strict=True))
    require(fits, f"{name} has not the shape ({', '.join('n' if size is None else str(size) for size in shape)})")
    return found


def check_int(value: Any, name: str, low: int, high: int) -> None:
    """Check that a value is an int from ``low`` to ``high``."""
    require(type(value) is int and low <= value <= high, f"{name} is no int from {low} to {high}")


def indices(value: Any, name: str) -> Array:
    """Return an array of indices: native int32 or int64."""
    import numpy as np

    found = array(value, name)
    require(found.dtype in (np.dtype(np.int32), np.dtype(np.int64)), f"{name} is neither int32 nor int64")
    return found


def check_within(found: Array, bound: int, name: str) -> None:
    """Check ``0 <= found < bound`` for every index."""
    if found.size:
        require(_largest(found) < bound, f"{name} has an index outside of the shape")


@once
def _largest(found: Array) -> int:
    # As unsigned numbers the negative ones are the largest: one pass sees both ends.
    return int(found.view(f"u{found.itemsize}").max())


def check_pointers(indptr: Array, rows: int, entries: int) -> None:
    """Check that ``indptr`` divides the entries among the rows."""
    require(len(indptr) == rows + 1, "indptr has not one place for each row and one more")
    require(int(indptr[0]) == 0, "indptr does not start at 0")
    require(int(indptr[-1]) == entries, "indptr does not end at the number of entries")
    require(_rises(indptr), "indptr decreases")


@once
def _rises(found: Array) -> bool:
    return bool((found[1:] >= found[:-1]).all())
