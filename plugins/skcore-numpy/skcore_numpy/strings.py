"""Arrays of strings of any length, numpy's ``StringDType``: one buffer of UTF-8, and the sizes in it."""

from __future__ import annotations

import math
from typing import Any

from skcore import Buffer, Handler, InvalidStateError, Plain, Record, checked
from skcore_numpy.shapes import check_shape

_MISSING = -1


class StringDType(Handler):
    """``numpy.dtypes.StringDType``: whether it takes what is no string, and what stands for a missing one."""

    kind = "numpy.string_dtype"
    types = ("numpy.dtypes.StringDType",)
    trusts = {types[0]: checked("what stands for a missing string is None, NaN or a string")}
    makers = ("numpy._core._internal._convert_to_stringdtype_kwargs",)

    def save(self, obj: Any) -> Any:
        state = {"coerce": obj.coerce}
        if hasattr(obj, "na_object"):
            if not _is_missing(obj.na_object):
                raise TypeError("a StringDType whose na_object is neither None, NaN nor a str cannot be saved")
            state["na_object"] = obj.na_object
        return state

    def convert(self, record: Record) -> Any:
        import numpy as np

        if record.how != "call" or record.state is not None or len(record.args) not in (1, 2):
            raise InvalidStateError("a StringDType is made of something else than its two arguments")
        coerce, *missing = record.args
        if type(coerce) not in (bool, int):
            raise InvalidStateError("coerce is no bool")
        state = {"coerce": bool(coerce), **({"na_object": missing[0]} if missing else {})}
        return self.load(np.dtypes.StringDType, state)

    def load(self, cls: Any, state: Any) -> Any:
        if not {"coerce"} <= set(state) <= {"coerce", "na_object"} or type(state["coerce"]) is not bool:
            raise InvalidStateError("coerce is no bool, or there are other fields")
        if "na_object" in state and not _is_missing(state["na_object"]):
            raise InvalidStateError("na_object is neither None, NaN nor a str")
        return cls(**state)


def _is_missing(value: Any) -> bool:
    return value is None or type(value) is str or (type(value) is float and math.isnan(value))


class StringArray(Handler):
    """``numpy.ndarray`` of a ``StringDType``."""

    kind = "numpy.string_array"
    trusts = {"numpy.ndarray": checked("as many strings as its shape says, out of bytes that are UTF-8")}
    char = "T"
    copies = True

    def save(self, obj: Any) -> dict[str, Any]:
        import numpy as np

        missing = getattr(obj.dtype, "na_object", None)
        texts = [None if type(item) is not str or item == missing else item.encode() for item in obj.ravel().tolist()]
        sizes = np.array([_MISSING if text is None else len(text) for text in texts], "<i8")
        return {
            "dtype": obj.dtype,
            "shape": Plain(obj.shape),
            "order": "F" if obj.flags.fnc else "C",
            "sizes": Buffer(sizes.tobytes()),
            "data": Buffer(b"".join(text for text in texts if text is not None)),
        }

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        shape, order, dtype = state["shape"], state["order"], state["dtype"]
        check_shape(shape)
        if order not in ("C", "F") or type(dtype) is not np.dtypes.StringDType:
            raise InvalidStateError("its order or dtype is of the wrong type")
        texts = _texts(state["sizes"], state["data"], hasattr(dtype, "na_object"))
        if math.prod(shape) != len(texts):
            raise InvalidStateError("its shape does not agree with its sizes")
        missing = getattr(dtype, "na_object", None)
        items = np.empty(len(texts), object)
        items[:] = [missing if text is None else text for text in texts]
        return np.asarray(items.reshape(shape).astype(dtype), order=order)


def _texts(sizes: Any, data: Any, allows_missing: bool) -> list[str | None]:
    """Return the strings whose sizes in bytes divide the data, with None for those that are missing."""
    import numpy as np

    if type(sizes) is not memoryview or type(data) is not memoryview or len(sizes) % 8:
        raise InvalidStateError("sizes or data are no buffers")
    lengths = np.frombuffer(sizes, "<i8")
    least = _MISSING if allows_missing else 0
    if len(lengths) and (lengths.min() < least or lengths.max() > len(data)):
        raise InvalidStateError("a size is negative or beyond the data")
    texts: list[str | None] = []
    start = 0
    for size in lengths.tolist():
        end = start + max(size, 0)
        texts.append(None if size == _MISSING else str(data[start:end], "utf-8"))
        start = end
    if start != len(data):
        raise InvalidStateError("the sizes do not add up to the data")
    return texts


HANDLERS = (StringDType, StringArray)
