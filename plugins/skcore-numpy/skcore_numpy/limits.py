"""What numpy says of the limits of its number types."""

from __future__ import annotations

from typing import Any

from skcore import Handler, InvalidStateError, checked
from skcore_numpy import dtypes

_KINDS = {"finfo": "fc", "iinfo": "iu"}


class Limits(Handler):
    """``numpy.finfo`` and ``numpy.iinfo``: the dtype that they are about."""

    kind = "numpy.limits"
    types = ("numpy.finfo", "numpy.core.getlimits.finfo", "numpy.iinfo", "numpy.core.getlimits.iinfo")
    trusts = {f"numpy.{name}": checked("numpy's own account of a number type") for name in _KINDS}

    def qualify(self, target: Any) -> str:
        return f"numpy.{target.__name__}"

    def save(self, obj: Any) -> list[Any]:
        import numpy as np

        return [dtypes.describe(np.dtype(obj.dtype))]

    def load(self, cls: Any, state: Any) -> Any:
        (text,) = state
        dtype = dtypes.parse(text)
        if dtype.kind not in _KINDS[cls.__name__]:
            raise InvalidStateError("its dtype has no such limits")
        return cls(dtype)


HANDLERS = (Limits,)
