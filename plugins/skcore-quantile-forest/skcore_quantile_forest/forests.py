"""What a forest knows beside its trees: the targets, and which of them fell into each leaf."""

from __future__ import annotations

from math import prod
from typing import Any

from skcore import Buffer, InvalidStateError, Plain, StateHandler, checked, spend

FIELDS = {"shape", "y_train", "leaves", "places", "bounds"}


class Forests(StateHandler):
    """``QuantileForest``: for each tree, node and output the numbers of some targets, from one on; zero is none.

    If they are kept sparse, ``leaves`` has those that are not zero, and ``places`` where they are. Compiled code
    follows the numbers without a look, and sorts targets by a function that NaN leads out of bounds.
    """

    kind = "quantile_forest.forest"
    types = ("quantile_forest._quantile_forest_fast.QuantileForest",)
    trusts = {types[0]: checked("its leaves hold numbers of targets that there are, for each tree, node and output")}
    copies = True

    def getstate(self, obj: Any) -> dict[str, Any]:
        import numpy as np

        leaves = np.asarray(obj.y_train_leaves)
        places = np.flatnonzero(leaves) if obj.sparse_pickle else None
        return {
            "shape": Plain(leaves.shape),
            "y_train": _buffer(np.array(obj.y_train), "<f8"),
            "leaves": _buffer(leaves if places is None else leaves.ravel()[places], "<i8"),
            "places": None if places is None else _buffer(places, "<i8"),
            "bounds": _buffer(np.asarray(obj.y_bound_leaves), "<f8"),
        }

    def check(self, state: dict[str, Any]) -> None:
        import numpy as np

        if set(state) != FIELDS or {type(state[name]) for name in ("y_train", "leaves", "bounds")} != {memoryview}:
            raise InvalidStateError("a forest has other fields than its shape and buffers")
        shape = state["shape"]
        if type(shape) is not tuple or list(map(type, shape)) != [int] * 4 or min(shape) < 1:
            raise InvalidStateError("shape is not that of trees, nodes, outputs and numbers in a leaf")
        trees, nodes, outputs, _ = shape
        y_train, leaves = _array(state["y_train"], "<f8"), _array(state["leaves"], "<i8")
        if not len(y_train) or len(y_train) % outputs or not np.isfinite(y_train).all():
            raise InvalidStateError("y_train is not as many finite numbers for each output")
        if len(leaves) and not 0 <= leaves.min() <= leaves.max() <= len(y_train) // outputs:
            raise InvalidStateError("leaves has the number of a target that there is not")
        if len(state["bounds"]) not in (0, 8 * trees * nodes * 2):
            raise InvalidStateError("bounds is not two numbers for each node")
        if state["places"] is None:
            if len(leaves) != prod(shape):
                raise InvalidStateError("leaves is not of the shape")
        else:
            _check_places(state["places"], len(leaves), prod(shape))

    def setstate(self, cls: type, state: dict[str, Any]) -> Any:
        import numpy as np

        trees, nodes, outputs, _ = shape = state["shape"]
        leaves = _array(state["leaves"], "<i8").astype(np.intp, copy=False)
        if state["places"] is not None:
            spend(8 * prod(shape))
            values, leaves = leaves, np.zeros(prod(shape), np.intp)
            leaves[_array(state["places"], "<i8")] = values
        y_train = _array(state["y_train"], "<f8").astype(np.float64, copy=False).reshape(outputs, -1)
        bounds = _array(state["bounds"], "<f8").astype(np.float64, copy=False)
        bounds = bounds.reshape((trees, nodes, 2) if len(bounds) else (0, 0, 0))
        return cls(y_train, leaves.reshape(shape), bounds, state["places"] is not None)


def _check_places(places: Any, count: int, size: int) -> None:
    if type(places) is not memoryview or len(places) != 8 * count:
        raise InvalidStateError("places is not one for each number in a leaf")
    found = _array(places, "<i8")
    if count and not 0 <= found.min() <= found.max() < size:
        raise InvalidStateError("places has one outside of the shape")


def _buffer(array: Any, dtype: str) -> Buffer:
    """Return the bytes of an array in C order."""
    import numpy as np

    return Buffer(np.ascontiguousarray(array, dtype).reshape(-1).view(np.uint8).data)


def _array(memory: memoryview, dtype: str) -> Any:
    """Return the numbers in a buffer."""
    import numpy as np

    return np.frombuffer(memory, dtype)
