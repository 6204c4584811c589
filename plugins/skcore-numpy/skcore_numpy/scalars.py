"""numpy's scalars and dtypes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from skcore import Buffer, Handler, InvalidStateError, Node, Record, checked, spend
from skcore_numpy import dtypes, elements, memory, pickled_dtypes
from skcore_numpy.canonical import canonical, spellings
from skcore_numpy.structured import Structured

_NUMBERS = ("bool_", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
_FLOATS = ("float16", "float32", "float64")
_OTHERS = ("longdouble", "complex64", "complex128", "clongdouble", "datetime64", "timedelta64", "bytes_", "void")
_ALIASES = ("longlong", "ulonglong", "intc", "uintc")
_REASON = checked("one value, held against the range of its dtype")


@lru_cache(maxsize=64)
def _range(cls: Any) -> tuple[type | None, int, int]:
    """Return the Python type that holds a scalar's value, and the bounds of an int."""
    import numpy as np

    if issubclass(cls, np.integer):
        return int, int(np.iinfo(cls).min), int(np.iinfo(cls).max)
    for base, wanted in ((np.str_, str), (np.bool_, bool), (np.floating, float)):
        if issubclass(cls, base):
            return wanted, 0, 0
    return None, 0, 0


class Scalar(Handler):
    """A numpy scalar: a Python number where that is exact, else its dtype and its bytes."""

    kind = "numpy.scalar"
    trusts = {f"numpy.{name}": _REASON for name in (*_NUMBERS, *_FLOATS, *_OTHERS, *_ALIASES, "str_", "record")}
    types = (*trusts, "numpy.bool")
    makers = ("numpy._core.multiarray.scalar",)
    aliases = {**spellings(*makers), "numpy.bool": "numpy.bool_"}

    def qualify(self, target: Any) -> str:
        return canonical(super().qualify(target))

    def save(self, obj: Any) -> Any:
        import numpy as np

        if isinstance(obj, np.str_):
            return [str(obj)]
        kind = obj.dtype.kind
        if kind in "biu":
            return [obj.item()]
        if kind == "f" and obj.dtype.itemsize <= 8 and math.isfinite(obj):
            return [float(obj)]
        if obj.dtype.hasobject:
            return Node(Structured.kind, self.qualify(type(obj)), Structured().save(obj))
        return [dtypes.describe(obj.dtype), obj.tobytes().hex()]

    def pack(self, values: Sequence[Any]) -> Node | None:
        import numpy as np

        name = self.qualify(type(values[0]))
        if name not in Column.trusts or len(values) > Column.most:
            return None
        dtype = np.dtype(type(values[0])).newbyteorder("<")
        return Node(Column.kind, name, [Buffer(memory.raw(np.array(values, dtype)))])

    def convert(self, record: Record) -> Any:
        import numpy as np

        if record.how != "call" or len(record.args) != 2 or record.state is not None:
            raise InvalidStateError("a scalar is made of something else than a dtype and a value")
        dtype, value = record.args
        if not isinstance(dtype, np.dtype) or dtype.subdtype is not None:
            raise InvalidStateError("the dtype of a scalar is none")
        if dtype.names is not None:
            dtypes.described(dtype)
        if dtype.hasobject and type(value) is np.ndarray and value.dtype == dtype and value.shape == ():
            return value[()]
        if type(value) is not bytes or dtype.hasobject or len(value) != dtype.itemsize:
            raise InvalidStateError("the bytes of a scalar do not fill its dtype")
        spend(len(value))
        array = np.ndarray((), dtype, bytearray(value))
        if value:
            elements.check_elements(array)
        return array[()]

    def load(self, cls: Any, state: Any) -> Any:
        if type(state) is not list or len(state) not in (1, 2):
            raise InvalidStateError("a scalar has one part or two")
        if len(state) == 2:
            return self._from_bytes(cls, *state)
        value = state[0]
        wanted, least, most = _range(cls)
        if type(value) is not wanted:
            raise InvalidStateError("its value is not of the type that its class asks for")
        if type(value) is int and not least <= value <= most:
            raise InvalidStateError("its value is beyond the range of its class")
        return cls(value)

    def _from_bytes(self, cls: Any, text: Any, digits: Any) -> Any:
        import numpy as np

        dtype, data = dtypes.parse(text), bytearray.fromhex(digits)
        if dtype.type is not cls or dtype.hasobject or not dtype.itemsize or len(data) != dtype.itemsize:
            raise InvalidStateError("its dtype is not that of its class, or its bytes do not fill it")
        array = np.ndarray((), dtype, data)
        elements.check_elements(array)
        return array[()]


class Column(Handler):
    """Many numbers of one scalar type, in place of the list of them."""

    kind = "numpy.column"
    copies = True
    most = 2**22
    trusts = {f"numpy.{name}": _REASON for name in (*_NUMBERS, *_FLOATS)}

    def qualify(self, target: Any) -> str:
        return canonical(super().qualify(target))

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        (data,) = state
        dtype = np.dtype(cls).newbyteorder("<")
        if type(data) is not memoryview or len(data) % dtype.itemsize:
            raise InvalidStateError("its bytes are no whole number of elements")
        if len(data) > self.most * dtype.itemsize:
            raise InvalidStateError(f"it has more than {self.most} elements, each of which takes 32 bytes")
        values = np.frombuffer(data, dtype)
        elements.check_elements(values)
        return list(values)


class DType(Handler):
    """``numpy.dtype``: its description."""

    kind = "numpy.dtype"
    types = ("numpy.dtype",)
    subclasses = True
    trusts = {"numpy.dtype": checked("built from its description by numpy's own constructor")}

    def save(self, obj: Any) -> Node:
        return Node(self.kind, "numpy.dtype", [dtypes.describe(obj)])

    def target(self, obj: Any) -> Any:
        import numpy as np

        return np.dtype

    def convert(self, record: Record) -> Any:
        return pickled_dtypes.convert(record)

    def load(self, cls: Any, state: Any) -> Any:
        (text,) = state
        return dtypes.parse(text)


HANDLERS = (Scalar, Column, DType)
