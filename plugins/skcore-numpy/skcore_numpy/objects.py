"""Arrays of Python objects: their elements as a list, each saved on its own."""

from __future__ import annotations

import math
from typing import Any

from skcore import Handler, InvalidStateError, Plain, checked
from skcore_numpy.shapes import check_shape

_REASON = checked("as many elements as its shape says, each checked on its own")


class ObjectArray(Handler):
    """``numpy.ndarray`` or ``matrix`` of dtype object.

    None that contains itself: numpy's loops over objects recurse in C without a bound.
    """

    kind = "numpy.object_array"
    trusts = {"numpy.ndarray": _REASON, "numpy.matrix": _REASON}
    lenient = True
    shallow = True

    def save(self, obj: Any) -> dict[str, Any]:
        if obj.dtype != object:
            raise TypeError(f"an array of a dtype that numpy does not define cannot be saved: {obj.dtype}")
        # What a matrix ravels to has two dimensions.
        return {"shape": Plain(obj.shape), "order": "F" if obj.flags.fnc else "C", "items": list(obj.flat)}

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        shape, order, items = state["shape"], state["order"], state["items"]
        check_shape(shape)
        if type(items) is not list or order not in ("C", "F"):
            raise InvalidStateError("its order or items are of the wrong type")
        if math.prod(shape) != len(items):
            raise InvalidStateError("its shape does not agree with its items")
        if issubclass(cls, np.matrix) and len(shape) != 2:
            raise InvalidStateError("a matrix has two dimensions")
        array = np.ndarray.__new__(cls, (0, 0), object)
        # The elements come as a list of objects, which numpy counts once more; no bytes are read.
        array.__setstate__((1, shape, np.dtype(object), order == "F", items))
        # The list has served: an array that shares it, and would copy it again, finds it empty.
        items.clear()
        return array


HANDLERS = (ObjectArray,)
