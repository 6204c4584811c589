"""What must hold of the nodes of decision trees, checked for many trees in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from skcore_sklearn.checking import MOST, require

FIELDS = {"n_features", "n_classes", "max_depth", "record", "nodes", "values"}
BATCH = 4 * 2**20
"""How many bytes of nodes are checked together: many small trees, or a large one without a copy."""


def check_trees(states: Sequence[Any], dtype: Any, text: str) -> None:
    """Check the states of all trees of a file; nothing was built from them yet."""
    for batch in _batches(states, dtype.itemsize, text):
        _check_batch(batch, dtype)


def _batches(states: Sequence[Any], itemsize: int, text: str) -> Iterator[list[Any]]:
    batch: list[Any] = []
    size = 0
    for state in states:
        _check_sizes(state, itemsize, text)
        if batch and size + state["nodes"].nbytes > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(state)
        size += state["nodes"].nbytes
    if batch:
        yield batch


def _check_sizes(state: Any, itemsize: int, text: str) -> None:
    require(type(state) is dict and state.keys() == FIELDS, "its fields are not those of a tree")
    require(state["record"] == text, "its nodes are of another form than the installed scikit-learn's")
    nodes, values, classes = state["nodes"], state["values"], state["n_classes"]
    require(type(nodes) is memoryview and type(values) is memoryview, "nodes or values is no memory")
    count, rest = divmod(nodes.nbytes, itemsize)
    require(count >= 1 and not rest, "nodes is empty or cut off")
    n_features, depth = state["n_features"], state["max_depth"]
    require(type(n_features) is int and 1 <= n_features <= MOST, "n_features is no positive int")
    require(type(depth) is int and 0 <= depth < count, "max_depth is not between 0 and the number of nodes")
    require(type(classes) is tuple and classes, "n_classes is no tuple of ints")
    for number in classes:
        require(type(number) is int and 1 <= number <= MOST, "n_classes has a member that is no positive int")
    require(values.nbytes == count * len(classes) * max(classes) * 8, "values has not one row for each node")


def _check_batch(states: Sequence[Any], dtype: Any) -> None:
    import numpy as np

    memory = states[0]["nodes"] if len(states) == 1 else b"".join([state["nodes"] for state in states])
    nodes = np.frombuffer(memory, dtype)
    counts = np.array([state["nodes"].nbytes // dtype.itemsize for state in states])
    starts = np.cumsum(counts) - counts
    left, right = nodes["left_child"], nodes["right_child"]
    inner = np.flatnonzero(left != -1)
    require(np.array_equal(inner, np.flatnonzero(right != -1)), "a node has only one child")
    tree = np.repeat(np.arange(len(states)), counts)[inner]
    start = starts[tree]
    own = inner - start
    children = np.stack((left[inner], right[inner]))
    require(((own < children) & (children < counts[tree])).all(), "a child does not come after its parent in its tree")
    feature = nodes["feature"][inner]
    known = np.array([state["n_features"] for state in states])[tree]
    require(((feature >= 0) & (feature < known)).all(), "a feature is not one of the tree's")
    require((nodes["missing_go_to_left"] <= 1).all(), "missing_go_to_left is neither 0 nor 1")
    children += start
    expected = np.ones(len(nodes), np.intp)
    expected[starts] = 0
    require(
        np.array_equal(np.bincount(children.ravel(), minlength=len(nodes)), expected),
        "a node is not the child of exactly one other",
    )
    depths = np.maximum.reduceat(_depths(inner, children, starts, len(nodes)), starts)
    require((depths <= [state["max_depth"] for state in states]).all(), "max_depth is less than the depth")


def _depths(inner: Any, children: Any, starts: Any, count: int) -> Any:
    """Return the depth of each node, in as many steps as the depth's logarithm: a chain is no slower."""
    import numpy as np

    ancestor = np.empty(count, np.intp)
    ancestor[starts] = starts
    ancestor[children] = inner
    depth = np.ones(count, np.intp)
    depth[starts] = 0
    while (further := depth[ancestor]).any():
        depth += further
        ancestor = ancestor[ancestor]
    return depth
