"""What must hold of the nodes of decision trees, checked for many trees in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from skcore_sklearn.checking import MOST, require

SIZES = {"n_features", "n_classes", "max_depth", "node_count"}
BATCH = 2**16
"""How many nodes are checked together: many small trees, or a large one without a copy."""
MOST_LEVELS = 64
"""Levels that are walked one by one."""
_DEPTH = "max_depth is less than the depth"


def check_trees(states: Sequence[Any], dtype: Any, text: str) -> None:
    """Check the states of all trees of a file, and give each the part of the memory that is its own.

    Nothing was built from them yet.
    """
    import numpy as np

    record, nodes, values = (states[0].pop(name) for name in ("record", "nodes", "values"))
    require(record == text, "its nodes are of another form than the installed scikit-learn's")
    require(type(nodes) is memoryview and type(values) is memoryview, "nodes or values is no memory")
    wanted = [_check_sizes(state) for state in states]
    total = sum(state["node_count"] for state in states)
    require(nodes.nbytes == total * dtype.itemsize, "nodes has not as many as the trees say")
    require(values.nbytes == sum(wanted) * 8, "values has not one row for each node")
    nodes, values = np.frombuffer(nodes, dtype), np.frombuffer(values, "<f8")
    for batch in _batches(states, nodes):
        _check_batch(*batch)
    start = first = 0
    for state, size in zip(states, wanted, strict=True):
        end = start + state["node_count"]
        state["nodes"], state["values"] = nodes[start:end], values[first : first + size]
        start, first = end, first + size


def _check_sizes(state: Any) -> int:
    """Check the numbers of a tree, and return how many values it has."""
    require(type(state) is dict and state.keys() == SIZES, "its fields are not those of a tree")
    n_features, classes = state["n_features"], state["n_classes"]
    depth, count = state["max_depth"], state["node_count"]
    require(type(count) is int and 1 <= count <= MOST, "the number of nodes is no positive int")
    require(type(n_features) is int and 1 <= n_features <= MOST, "n_features is no positive int")
    require(type(depth) is int and 0 <= depth < count, "max_depth is not between 0 and the number of nodes")
    require(type(classes) is tuple and classes, "n_classes is no tuple of ints")
    for number in classes:
        require(type(number) is int and 1 <= number <= MOST, "n_classes has a member that is no positive int")
    return int(count * len(classes) * max(classes))


def _batches(states: Sequence[Any], nodes: Any) -> Iterator[tuple[list[Any], Any]]:
    batch: list[Any] = []
    start = end = 0
    for state in states:
        if batch and end - start + state["node_count"] > BATCH:
            yield batch, nodes[start:end]
            batch, start = [], end
        batch.append(state)
        end += state["node_count"]
    yield batch, nodes[start:end]


def _check_batch(states: Sequence[Any], nodes: Any) -> None:
    import numpy as np

    counts = np.array([state["node_count"] for state in states])
    ends = np.cumsum(counts)
    starts = ends - counts
    # As arrays of their own: the nodes are far apart in memory, and each is looked at again and again.
    left, right = nodes["left_child"].copy(), nodes["right_child"].copy()
    split = left != -1
    require(np.array_equal(split, right != -1), "a node has only one child")
    inner = np.flatnonzero(split)
    _check_features(states, nodes, inner, counts)
    start, end = np.repeat(starts, counts), np.repeat(ends, counts)[inner]
    met = np.zeros(len(nodes), bool)
    met[starts] = True
    for children in (left, right):
        children += start
        found = children[inner]
        require(((inner < found) & (found < end)).all(), "a child does not come after its parent in its tree")
        met[found] = True
    # As many children as there are nodes without the roots, and all nodes met: each of them once.
    require(len(starts) + 2 * len(inner) == len(nodes) and met.all(), "a node is not the child of exactly one other")
    _check_depths(starts, left, right, split, np.repeat([state["max_depth"] for state in states], counts))


def _check_features(states: Sequence[Any], nodes: Any, inner: Any, counts: Any) -> None:
    import numpy as np

    feature, known = nodes["feature"][inner], np.array([state["n_features"] for state in states], np.uintp)
    most = known[0] if (known == known[0]).all() else np.repeat(known, counts)[inner]
    # What is negative is very large without its sign.
    require((feature.view(np.uintp) < most).all(), "a feature is not one of the tree's")
    require((nodes["missing_go_to_left"] <= 1).all(), "missing_go_to_left is neither 0 nor 1")


def _check_depths(roots: Any, left: Any, right: Any, split: Any, deepest: Any) -> None:
    """Check that no node lies below the depth of its tree: level by level, or all at once where these are many."""
    import numpy as np

    level, least = roots, deepest.min()
    for depth in range(1, MOST_LEVELS + 1):
        level = level[split[level]]
        if not len(level):
            return
        require(depth <= least or (deepest[level] >= depth).all(), _DEPTH)
        level = np.concatenate((left[level], right[level]))
    inner = np.flatnonzero(split)
    depths = _depths(inner, np.stack((left[inner], right[inner])), roots, len(split))
    require((depths <= deepest).all(), _DEPTH)


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
