"""What numpy says of the limits of its number types."""

from __future__ import annotations

from typing import Any

from skcore import Handler, InvalidStateError, Node, Record, checked
from skcore_numpy import dtypes

_KINDS = {"finfo": "fc", "iinfo": "iu"}


class Limits(Handler):
    """``numpy.finfo`` and ``numpy.iinfo``: the dtype that they are about."""

    kind = "numpy.limits"
    types = ("numpy.finfo", "numpy.core.getlimits.finfo", "numpy.iinfo", "numpy.core.getlimits.iinfo")
    trusts = {f"numpy.{name}": checked("numpy's own account of a number type") for name in _KINDS}

    aliases = {f"numpy.core.getlimits.{name}": f"numpy.{name}" for name in _KINDS}

    def qualify(self, target: Any) -> str:
        return f"numpy.{target.__name__}"

    def save(self, obj: Any) -> list[Any]:
        import numpy as np

        return [dtypes.describe(np.dtype(obj.dtype))]

    def convert(self, record: Record) -> Node:
        import numpy as np

        dtype = record.state.get("dtype") if type(record.state) is dict else None
        if not isinstance(dtype, np.dtype):
            raise InvalidStateError("it has no dtype")
        return Node(self.kind, record.name, [dtypes.described(dtype)])

    def load(self, cls: Any, state: Any) -> Any:
        (text,) = state
        dtype = dtypes.parse(text)
        if dtype.kind not in _KINDS[cls.__name__]:
            raise InvalidStateError("its dtype has no such limits")
        return cls(dtype)


HANDLERS = (Limits,)
