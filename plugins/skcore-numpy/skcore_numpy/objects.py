"""Arrays of Python objects: their elements as a list, each saved on its own."""

from __future__ import annotations

import math
from typing import Any

from skcore import Handler, InvalidStateError, checked

_REASON = checked("as many elements as its shape says, each checked on its own")


class ObjectArray(Handler):
    """``numpy.ndarray`` or ``matrix`` of dtype object, which may contain itself."""

    kind = "numpy.object_array"
    trusts = {"numpy.ndarray": _REASON, "numpy.matrix": _REASON}
    lenient = True
    shallow = True

    def new(self, cls: Any) -> Any:
        import numpy as np

        return np.ndarray.__new__(cls, (0, 0), object)

    def fill(self, obj: Any, state: Any) -> None:
        import numpy as np

        shape, order, items = state["shape"], state["order"], state["items"]
        if type(shape) is not tuple or type(items) is not list or order not in ("C", "F"):
            raise InvalidStateError("its shape, order or items are of the wrong type")
        if any(type(size) is not int or size < 0 for size in shape) or math.prod(shape) != len(items):
            raise InvalidStateError("its shape does not agree with its items")
        if isinstance(obj, np.matrix) and len(shape) != 2:
            raise InvalidStateError("a matrix has two dimensions")
        # The elements come as a list of objects, which numpy counts once more; no bytes are read.
        obj.__setstate__((1, shape, np.dtype(object), order == "F", items))
        # The list has served: an array that shares it, and would copy it again, finds it empty.
        items.clear()


HANDLERS = (ObjectArray,)
