"""The nodes of Birch's tree, two of whose arrays are views of two others."""

from __future__ import annotations

from typing import Any

from skcore_sklearn import names
from skcore_sklearn.checking import count, require
from skcore_sklearn.estimators import Estimators

_WHOLE = {"centroids_": "init_centroids_", "squared_norm_": "init_sq_norm_"}


def _starts(part: Any, whole: Any) -> bool:
    """Whether an array is the first rows of another, in the same memory."""
    import numpy as np

    if type(part) is not np.ndarray or type(whole) is not np.ndarray:
        return False
    alike = (part.dtype, part.strides, part.shape[1:]) == (whole.dtype, whole.strides, whole.shape[1:])
    return alike and part.ctypes.data == whole.ctypes.data and len(part) <= len(whole)


class BirchNodes(Estimators):
    """A node, whose views are saved as their number of rows: ``partial_fit`` updates one by writing to the other."""

    kind = "sklearn.birch_node"
    trusts = names.trusts("trusted.txt", "birch_node")
    types = tuple(trusts)

    def save(self, obj: Any) -> Any:
        state = super().save(obj)
        for name, whole in _WHOLE.items():
            if name in state and _starts(state[name], state[whole]):
                state[name] = len(state[name])
        return state

    def fill(self, obj: Any, state: Any) -> None:
        import numpy as np

        for name, whole in _WHOLE.items():
            if type(state) is dict and type(state.get(name)) is int:
                require(type(state[whole]) is np.ndarray and state[whole].ndim, f"{whole} is no array")
                state[name] = state[whole][: count(state[name], name, 1, len(state[whole]))]
        super().fill(obj, state)
