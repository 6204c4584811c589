"""Arrays of plain elements: dtype, shape, order and memory."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from skcore import Buffer, Handler, InvalidStateError, Node, Plain, checked
from skcore_numpy import dtypes, memory
from skcore_numpy.canonical import canonical
from skcore_numpy.objects import ObjectArray
from skcore_numpy.shapes import check_shape
from skcore_numpy.strings import StringArray
from skcore_numpy.structured import Structured

if TYPE_CHECKING:
    import numpy as np

_REASON = checked("shape, strides and dtype agree with the bytes that the file has")
_NAMES = ("numpy.ndarray", "numpy.matrix", "numpy.recarray", "numpy.char.chararray")


class Array(Handler):
    """``numpy.ndarray``, ``matrix``, ``recarray`` and ``chararray`` of any dtype without Python objects.

    Arrays that share memory have one buffer, with an ``offset`` and ``strides`` in it.
    """

    kind = "numpy.array"
    types = (*_NAMES, "numpy.memmap", "numpy.rec.recarray")
    trusts = dict.fromkeys(_NAMES, _REASON)

    def is_leaf(self, obj: Any) -> bool:
        return not obj.dtype.hasobject

    def save(self, obj: Any) -> Node:
        name, dtype = self.qualify(type(obj)), obj.dtype
        if dtype.names is not None:
            return Node(Structured.kind, name, Structured().save(obj))
        if dtype.char == StringArray.char:
            return Node(StringArray.kind, name, StringArray().save(obj))
        return Node(ObjectArray.kind, name, ObjectArray().save(obj))

    def qualify(self, target: Any) -> str:
        return canonical(super().qualify(target))

    def target(self, obj: Any) -> Any:
        import numpy as np

        return np.ndarray if isinstance(obj, np.memmap) else type(obj)

    def save_all(self, objs: Sequence[Any]) -> list[Any]:
        places = memory.shared_places(objs)
        return [
            self._placed(obj, places[index]) if index in places else self._alone(obj) for index, obj in enumerate(objs)
        ]

    def _alone(self, array: np.ndarray[Any, Any]) -> dict[str, Any]:
        if array.dtype.names is not None and dtypes.has_padding(array.dtype):
            array = dtypes.without_padding(array)
        state: dict[str, Any] = {"dtype": dtypes.describe(array.dtype), "shape": Plain(array.shape)}
        flags = array.flags
        if flags.c_contiguous:
            return {**state, "data": Buffer(memory.raw(array))}
        if flags.f_contiguous:
            return {**state, "order": "F", "data": Buffer(memory.raw(array))}
        copied = array.copy(order="K")
        if copied.flags.forc:
            return self._alone(copied)
        axes = sorted(range(copied.ndim), key=lambda axis: -copied.strides[axis])
        data = Buffer(memory.raw(copied.transpose(axes)))
        return {**state, "offset": 0, "strides": Plain(copied.strides), "data": data}

    def _placed(self, array: np.ndarray[Any, Any], place: memory.Place) -> dict[str, Any]:
        return {
            "dtype": dtypes.describe(array.dtype),
            "shape": Plain(array.shape),
            "offset": place.offset,
            "strides": Plain(place.strides),
            "data": Buffer(place.memory),
        }

    def check_all(self, states: Sequence[Any]) -> None:
        """Refuse memory that is floats to one array and indices to another.

        A model that goes on learning writes into the floats, and so would change indices after their check.
        """
        known: dict[int, str] = {}
        for state in states:
            sort = memory.sort_of(dtypes.parse(state["dtype"]))
            if known.setdefault(id(state["data"]), sort) != sort:
                raise InvalidStateError("two arrays have one memory, which they take for values of different sorts")

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        array = build(state)
        return array if cls is np.ndarray else array.view(cls)


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


HANDLERS = (Array,)
