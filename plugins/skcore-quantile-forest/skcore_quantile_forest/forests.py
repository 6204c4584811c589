"""What a forest knows beside its trees: the targets, and which of them fell into each leaf."""

from __future__ import annotations

from math import prod
from typing import Any

from skcore import Buffer, InvalidStateError, Plain, StateHandler, checked

BUFFERS = {"y_train": "<f8", "leaves": "<i8", "bounds": "<f8"}


class Forests(StateHandler):
    """``QuantileForest``: for each tree, node and output the numbers of some targets, from one on; zero is none.

    Compiled code follows the numbers without a look, and sorts targets by a function that NaN leads out of bounds.
    The leaves are saved whole, also where pickle would leave out zeros: no file claims a size that it has not.
    """

    kind = "quantile_forest.forest"
    types = ("quantile_forest._quantile_forest_fast.QuantileForest",)
    trusts = {types[0]: checked("its leaves hold numbers of targets that there are, for each tree, node and output")}
    copies = True

    def getstate(self, obj: Any) -> dict[str, Any]:
        import numpy as np

        arrays = {"y_train": obj.y_train, "leaves": obj.y_train_leaves, "bounds": obj.y_bound_leaves}
        buffers = {name: np.ascontiguousarray(arrays[name], dtype).reshape(-1) for name, dtype in BUFFERS.items()}
        return {
            "shape": Plain(obj.y_train_leaves.shape),
            "sparse": obj.sparse_pickle,
            **{name: Buffer(array.data) for name, array in buffers.items()},
        }

    def check(self, state: dict[str, Any]) -> None:
        import numpy as np

        if set(state) != {"shape", "sparse", *BUFFERS} or {type(state[name]) for name in BUFFERS} != {memoryview}:
            raise InvalidStateError("a forest has other fields than shape, sparse and buffers")
        shape, sparse = state["shape"], state["sparse"]
        if type(sparse) is not bool or type(shape) is not tuple:
            raise InvalidStateError("sparse is no bool, or shape no tuple")
        if list(map(type, shape)) != [int] * 4 or min(shape) < 1:
            raise InvalidStateError("shape is not that of trees, nodes, outputs and numbers in a leaf")
        trees, nodes, outputs, _ = shape
        y_train, leaves, bounds = (np.frombuffer(state[name], dtype) for name, dtype in BUFFERS.items())
        if not len(y_train) or len(y_train) % outputs or not np.isfinite(y_train).all():
            raise InvalidStateError("y_train is not as many finite numbers for each output")
        if len(leaves) != prod(shape):
            raise InvalidStateError("leaves is not of the shape")
        if not 0 <= leaves.min() <= leaves.max() <= len(y_train) // outputs:
            raise InvalidStateError("leaves has the number of a target that there is not")
        if len(bounds) not in (0, trees * nodes * 2):
            raise InvalidStateError("bounds is not two numbers for each node")

    def setstate(self, cls: Any, state: dict[str, Any]) -> Any:
        import numpy as np

        trees, nodes, outputs, _ = shape = state["shape"]
        arrays = {name: np.frombuffer(state[name], dtype) for name, dtype in BUFFERS.items()}
        y_train = arrays["y_train"].astype(np.float64, copy=False).reshape(outputs, -1)
        leaves = arrays["leaves"].astype(np.intp, copy=False).reshape(shape)
        bounds = arrays["bounds"].astype(np.float64, copy=False)
        bounds = bounds.reshape((trees, nodes, 2) if len(bounds) else (0, 0, 0))
        return cls(y_train, leaves, bounds, state["sparse"])
