"""``KDTree`` and ``BallTree``: an array of points and the native tree over it."""

from __future__ import annotations

from typing import Any

from skcore import Handler, Node, Record, checked, once
from skcore_sklearn import pickled
from skcore_sklearn.checking import MOST, array, count, require
from skcore_sklearn.following import own

_FIELDS = (
    *("data", "order", "nodes", "bounds", "leaf_size", "n_levels", "n_nodes"),
    *("n_trims", "n_leaves", "n_splits", "n_calls", "metric", "weights"),
)
_KD_METRICS = ("Euclidean", "Manhattan", "Chebyshev", "Minkowski")
_NODE = [("idx_start", "<i8"), ("idx_end", "<i8"), ("is_leaf", "<i8"), ("radius", "<f8")]


class NeighborTrees(Handler):
    """A neighbours' tree: each field of its state, as it is, held against the others."""

    kind = "sklearn.neighbor_tree"
    types = (
        *(f"sklearn.neighbors._kd_tree.{name}" for name in ("KDTree", "KDTree64", "KDTree32")),
        *(f"sklearn.neighbors._ball_tree.{name}" for name in ("BallTree", "BallTree64", "BallTree32")),
    )
    makers = ("sklearn.neighbors._kd_tree.newObj", "sklearn.neighbors._ball_tree.newObj")
    trusts = dict.fromkeys(types, checked("its nodes divide the points, each within its parent, and its metric fits"))

    def save(self, obj: Any) -> dict[str, Any]:
        return dict(zip(_FIELDS, obj.__getstate__(), strict=True))

    def convert(self, record: Record) -> Any:
        (reference,), state = record.args, record.state
        require(type(state) is tuple and len(state) == len(_FIELDS), "its state is not that of a tree")
        return Node(self.kind, pickled.class_among(reference, self.types), dict(zip(_FIELDS, state, strict=True)))

    def load(self, cls: Any, state: Any) -> Any:
        require(type(state) is dict and tuple(state) == _FIELDS, "its fields are not those of a tree")
        ball, double = "Ball" in cls.__name__, not cls.__name__.endswith("32")
        _check_points(state, "<f8" if double else "<f4")
        _check_nodes(state)
        rows, width = state["data"].shape
        bounds = array(state["bounds"], "bounds", "f", (1 if ball else 2, state["n_nodes"], width))
        _check_memory(bounds, "bounds", "<f8" if double else "<f4")
        _check_metric(state["metric"], ball, double, width)
        if state["weights"] is not None:
            _check_memory(array(state["weights"], "weights", "f", (rows,)), "weights", "<f8" if double else "<f4")
        for name in ("n_trims", "n_leaves", "n_splits", "n_calls"):
            count(state[name], name, high=2**62)
        for name in ("order", "nodes"):
            state[name] = own(state[name])
        obj = cls.__new__(cls)
        obj.__setstate__(tuple(state.values()))
        return obj


def _check_memory(found: Any, name: str, dtype: str) -> None:
    require(found.dtype.str == dtype and found.flags.c_contiguous, f"{name} is not contiguous, or not {dtype}")


def _check_points(state: dict[str, Any], dtype: str) -> None:
    import numpy as np

    data = array(state["data"], "data", "f", (None, None))
    _check_memory(data, "data", dtype)
    require(data.size, "data has no points")
    order = array(state["order"], "order", "i", (len(data),))
    _check_memory(order, "order", np.dtype(np.intp).str)
    _check_order(order)


@once
def _check_order(order: Any) -> None:
    import numpy as np

    require(order.min() >= 0 and order.max() < len(order), "order has an index that is no point's")
    seen = np.zeros(len(order), bool)
    seen[order] = True
    require(seen.all(), "order has a point twice")


def _check_nodes(state: dict[str, Any]) -> None:
    import numpy as np

    levels = count(state["n_levels"], "n_levels", 1, 48)
    total = count(state["n_nodes"], "n_nodes", 1)
    count(state["leaf_size"], "leaf_size", 1, MOST)
    require(total == 2**levels - 1, "n_nodes is not that of a tree with n_levels")
    nodes = array(state["nodes"], "nodes", "V", (total,))
    require(nodes.dtype == np.dtype(_NODE) and nodes.flags.c_contiguous, "nodes is of another form")
    _check_division(nodes, levels, len(state["data"]))


@once
def _check_division(nodes: Any, levels: int, rows: int) -> None:
    """Check that the nodes are a complete binary tree whose children divide what their parent has."""
    import numpy as np

    total = len(nodes)
    start, end, leaf = nodes["idx_start"], nodes["idx_end"], nodes["is_leaf"]
    require(start[0] == 0 and end[0] == rows, "the root does not have all points")
    require(((leaf == 0) | (leaf == 1)).all(), "is_leaf is neither 0 nor 1")
    inner = np.flatnonzero(leaf == 0)
    require(not inner.size or 2 * inner[-1] + 2 < total, "a node without children is no leaf")
    used = np.zeros(total, bool)
    used[0] = True
    for level in range(levels - 1):
        here = np.arange(2**level - 1, 2 ** (level + 1) - 1)
        here = here[used[here] & (leaf[here] == 0)]
        left, right = 2 * here + 1, 2 * here + 2
        used[left] = used[right] = True
        divided = (start[left] == start[here]) & (end[left] == start[right]) & (end[right] == end[here])
        require(divided.all(), "children do not divide their parent's points")
    require((start[used] < end[used]).all(), "a node has no points")


def _check_metric(metric: Any, ball: bool, double: bool, width: int) -> None:
    from skcore_sklearn import distances

    name = type(metric).__name__
    qualified = f"{type(metric).__module__}.{name}"
    called = qualified in distances.FunctionMetrics.types
    known = called or qualified in distances.Metrics.types
    require(known and name.endswith("64" if double else "32"), "its metric is none of this precision")
    require(ball or name[:-2].removesuffix("Distance") in _KD_METRICS, "its metric is none for a KDTree")
    if not called:
        _, vector, matrix = metric.__getstate__()
        distances.check_width(name, (len(vector), len(matrix)), width)
