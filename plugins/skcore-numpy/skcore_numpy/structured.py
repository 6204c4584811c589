"""Structured arrays with Python objects among their fields: a column for each field."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from skcore import Handler, InvalidStateError, Plain, checked, spend
from skcore_numpy import dtypes
from skcore_numpy.canonical import canonical
from skcore_numpy.shapes import check_shape

if TYPE_CHECKING:
    import numpy as np

MOST_PADDING = 1024
_REASON = checked("its columns have the shape and dtype of its fields, and each object is checked on its own")


class Structured(Handler):
    """``numpy.ndarray`` or ``recarray``, or one record of them, with fields that hold Python objects."""

    kind = "numpy.structured"
    trusts = dict.fromkeys(("numpy.ndarray", "numpy.recarray", "numpy.void", "numpy.record"), _REASON)

    def qualify(self, target: Any) -> str:
        return canonical(super().qualify(target))

    def save(self, obj: Any) -> dict[str, Any]:
        import numpy as np

        array = np.asarray(obj)
        if _padding(array.dtype) > MOST_PADDING:
            raise TypeError(f"a record with over {MOST_PADDING} unused bytes cannot be saved")
        return {
            "dtype": dtypes.describe(array.dtype),
            "shape": Plain(array.shape),
            "order": "F" if array.flags.fnc else "C",
            "columns": [array[name] for name in array.dtype.names or ()],
        }

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        array = _build(state)
        if issubclass(cls, np.generic):
            if array.shape != () or array.dtype.type is not cls:
                raise InvalidStateError("it is not one record of its class")
            return array[()]
        return array if cls is np.ndarray else array.view(cls)


def _build(state: dict[str, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    dtype, shape, order, columns = dtypes.parse(state["dtype"]), state["shape"], state["order"], state["columns"]
    check_shape(shape)
    if dtype.names is None or not dtype.hasobject or order not in ("C", "F"):
        raise InvalidStateError("its dtype has no objects in its fields, or its order is unknown")
    if type(columns) is not list or len(columns) != len(dtype.names) or _padding(dtype) > MOST_PADDING:
        raise InvalidStateError("its columns are not as many as its fields, or it is mostly padding")
    for name, column in zip(dtype.names, columns, strict=True):
        field = dtype[name]
        if type(column) is not np.ndarray or column.shape != (*shape, *field.shape):
            raise InvalidStateError("a column has not the shape of its field")
        if dtypes.describe(column.dtype) != dtypes.describe(field.base):
            raise InvalidStateError("a column has not the dtype of its field")
    if not math.prod(shape):
        return np.ndarray(shape, dtype, order=order)
    # Columns may be shared with other arrays, each of which has them once more.
    spend(math.prod(shape) * dtype.itemsize)
    array = np.zeros(shape, dtype, order)
    for name, column in zip(dtype.names, columns, strict=True):
        array[name] = column
    return array


def _padding(dtype: np.dtype[Any]) -> int:
    """Return how many bytes of a record belong to none of its fields; each of these has columns of its own."""
    return dtype.itemsize - sum(dtype[name].itemsize for name in dtype.names or ())


HANDLERS = (Structured,)
