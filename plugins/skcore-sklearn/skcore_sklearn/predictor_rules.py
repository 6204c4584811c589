"""What must hold of the nodes of histogram gradient boosting, checked for all predictors in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from skcore_sklearn.checking import MOST, require

_SIZES = ("node_count", "set_count")
_SET = 8 * 4
"""Bytes of a set of categories: one bit for each of 256."""


def check_predictors(states: Sequence[Any], dtype: Any, text: str) -> None:
    """Check the states of all predictors of a file, and give each the part of the memory that is its own."""
    import numpy as np

    record, *memory = (states[0].pop(name) for name in ("record", "nodes", "binned", "raw"))
    require(record == text, "its nodes are of another form than the installed scikit-learn's")
    require(all(type(part) is memoryview for part in memory), "nodes or sets of categories are no memory")
    for state in states:
        require(type(state) is dict and tuple(state) == _SIZES, "its fields are not those of a predictor")
        nodes, sets = state.values()
        require(type(nodes) is int and 1 <= nodes <= MOST, "the number of nodes is no positive int")
        require(type(sets) is int and 0 <= sets <= MOST, "the number of sets of categories is no int")
    total, sets = (sum(state[name] for state in states) for name in _SIZES)
    nodes, binned, raw = memory
    require(nodes.nbytes == total * dtype.itemsize, "nodes has not as many as the predictors say")
    require(binned.nbytes == raw.nbytes == sets * _SET, "the sets of categories are not as many as the predictors say")
    # A copy, as the memory of the file could be another array's, too.
    found = np.frombuffer(nodes, dtype).copy()
    _check_nodes(found, *(np.array([state[name] for state in states]) for name in _SIZES))
    _share(states, found, *(np.frombuffer(part, "<u4").reshape(-1, 8).astype(np.uint32) for part in (binned, raw)))


def _share(states: Sequence[Any], nodes: Any, binned: Any, raw: Any) -> None:
    """Give each state its nodes, as records of its own, and its sets of categories."""
    start = first = 0
    for state in states:
        end, last = start + state["node_count"], first + state["set_count"]
        state["nodes"] = nodes[start:end]
        state["binned_left_cat_bitsets"], state["raw_left_cat_bitsets"] = binned[first:last], raw[first:last]
        start, first = end, last


def _check_nodes(nodes: Any, counts: Any, sets: Any) -> None:
    import numpy as np

    leaf = nodes["is_leaf"].copy()
    require((leaf <= 1).all(), "is_leaf is neither 0 nor 1")
    inner = np.flatnonzero(leaf == 0)
    ends = np.cumsum(counts)
    starts = ends - counts
    tree = np.repeat(np.arange(len(counts)), counts)[inner]
    start, end = starts[tree], ends[tree]
    met = np.zeros(len(nodes), bool)
    met[starts] = True
    for name in ("left", "right"):
        children = nodes[name][inner] + start
        require(((inner < children) & (children < end)).all(), "a child does not come after its parent in its tree")
        met[children] = True
    # As many children as there are nodes without the roots, and all nodes met: each of them once.
    require(len(starts) + 2 * len(inner) == len(nodes) and met.all(), "a node is not the child of exactly one other")
    require((nodes["feature_idx"][inner] >= 0).all(), "a feature is negative")
    require((nodes["count"][inner] > 0).all(), "a node has no samples")
    for name in ("is_categorical", "missing_go_to_left"):
        require((nodes[name][inner] <= 1).all(), f"{name} is neither 0 nor 1")
    asking = np.flatnonzero(nodes["is_categorical"][inner] == 1)
    if len(asking):
        chosen = nodes["bitset_idx"][inner[asking]]
        require((chosen < sets[tree[asking]]).all(), "a set of categories does not exist")
