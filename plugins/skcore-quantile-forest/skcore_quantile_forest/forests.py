"""What a forest knows beside its trees: the targets, and which of them fell into each leaf."""

from __future__ import annotations

from math import prod
from typing import Any

from skcore import Buffer, InvalidStateError, Node, Plain, Record, StateHandler, checked, spend

BUFFERS = {"y_train": "<f8", "leaves": "<i8", "bounds": "<f8"}


def _state(y_train: Any, leaves: Any, bounds: Any, sparse: Any) -> dict[str, Any]:
    import numpy as np

    arrays = {"y_train": y_train, "leaves": leaves, "bounds": bounds}
    buffers = {name: np.ascontiguousarray(arrays[name], dtype).reshape(-1) for name, dtype in BUFFERS.items()}
    memory = {name: Buffer(array.data) for name, array in buffers.items()}
    return {"shape": Plain(leaves.shape), "sparse": sparse, **memory}


def _dense(matrix: Any, shape: Any) -> Any:
    """Return the array of which a pickle has the last axis as the rows of a sparse matrix, and has no zeros."""
    from scipy import sparse

    if type(matrix) is not sparse.csc_matrix:
        raise InvalidStateError("the leaves or bounds are no sparse matrix")
    if type(shape) is not tuple or not all(type(size) is int and size >= 0 for size in shape):
        raise InvalidStateError("the shape of leaves or bounds is none")
    *others, depth = shape
    if matrix.shape != (depth, prod(others)):
        raise InvalidStateError("the shape of leaves or bounds is not that of their sparse matrix")
    spend(8 * prod(shape))
    return matrix.toarray().reshape(shape)


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
        return _state(obj.y_train, obj.y_train_leaves, obj.y_bound_leaves, obj.sparse_pickle)

    def convert(self, record: Record) -> Any:
        y_train, leaves, bounds, sparse = record.args
        if sparse is True:
            leaves, bounds = (_dense(record.state[f"matrix{n}"], record.state[f"shape{n}"]) for n in "12")
        for array, kind in ((y_train, "f"), (leaves, "i"), (bounds, "f")):
            if type(array).__name__ != "ndarray" or array.dtype.kind != kind:
                raise InvalidStateError("the targets, leaves or bounds are no array of numbers")
            spend(8 * array.size)
        return Node(self.kind, record.name, _state(y_train, leaves, bounds, sparse))

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
