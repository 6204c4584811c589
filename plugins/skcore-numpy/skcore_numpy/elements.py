"""Arrays built over bytes, when shape, strides and dtype agree with these, and they are values of the dtype."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from skcore import InvalidStateError
from skcore_numpy import dtypes
from skcore_numpy.shapes import check_shape

if TYPE_CHECKING:
    import numpy as np


def build(state: dict[str, Any]) -> np.ndarray[Any, Any]:
    """Build an array over the memory of its file, when the state agrees with it.

    Raises
    ------
    InvalidStateError
        If an element would lie outside the memory, or has a value that its dtype cannot have.
    """
    import numpy as np

    dtype, shape, data = dtypes.parse(state["dtype"]), state["shape"], state["data"]
    if type(data) is not memoryview or dtype.hasobject or not dtype.itemsize or dtype.subdtype is not None:
        raise InvalidStateError("data is missing, or the dtype has no plain elements")
    check_shape(shape)
    if "strides" in state:
        array = _strided(state, dtype, shape, data)
    else:
        order = state.get("order", "C")
        if math.prod(shape) * dtype.itemsize != len(data) or order not in ("C", "F"):
            raise InvalidStateError("shape and dtype do not agree with the size of data")
        array = np.ndarray(shape, dtype, data, 0, None, order)
    if dtype.kind in _CHECKED_KINDS:
        check_elements(array)
    return array


def _strided(
    state: dict[str, Any], dtype: np.dtype[Any], shape: tuple[int, ...], data: memoryview
) -> np.ndarray[Any, Any]:
    import numpy as np

    offset, strides = state["offset"], state["strides"]
    if type(strides) is not tuple or len(strides) != len(shape) or 0 in shape:
        raise InvalidStateError("strides do not fit the shape")
    if type(offset) is not int or any(type(stride) is not int for stride in strides):
        raise InvalidStateError("offset or strides are no ints")
    reaches = [stride * (size - 1) for stride, size in zip(strides, shape, strict=True)]
    low = offset + sum(min(reach, 0) for reach in reaches)
    high = offset + sum(max(reach, 0) for reach in reaches) + dtype.itemsize
    if low < 0 or high > len(data) or math.prod(shape) * dtype.itemsize > len(data):
        raise InvalidStateError("offset and strides lead outside of data")
    array: np.ndarray[Any, Any] = np.ndarray(shape, dtype, data, offset, strides)
    if not array.flags.aligned:
        raise InvalidStateError("elements are not aligned, as compiled code takes them to be")
    return array


_CHECKED_KINDS = frozenset("bUV")


def check_elements(array: np.ndarray[Any, Any]) -> None:
    """Refuse bytes that are no value of their dtype: truth values and characters have a range."""
    import numpy as np

    dtype = array.dtype
    if dtype.names is not None:
        for name in dtype.names:
            check_elements(array[name])
    elif dtype.kind == "b":
        if array.size and array.view(np.uint8).max() > 1:
            raise InvalidStateError("a truth value is neither 0 nor 1")
    elif dtype.kind == "U" and array.size:
        points = np.ascontiguousarray(array).view(dtype.str[0] + "u4")
        if points.max() > 0x10FFFF:
            raise InvalidStateError("a character is beyond Unicode")
