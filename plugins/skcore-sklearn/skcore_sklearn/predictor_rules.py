"""What must hold of the nodes of histogram gradient boosting, checked for all predictors in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from skcore_sklearn.checking import require


def check_predictors(states: Sequence[Any], dtype: Any, set_bytes: int) -> None:
    """Check the states of all predictors of a file; the sizes of their memory are checked already."""
    import numpy as np

    nodes = np.frombuffer(b"".join([state["nodes"] for state in states]), dtype)
    counts = np.array([state["nodes"].nbytes // dtype.itemsize for state in states])
    sets = np.array([0 if state["raw"] is None else state["raw"].nbytes // set_bytes for state in states])
    starts = np.cumsum(counts) - counts
    require((nodes["is_leaf"] <= 1).all(), "is_leaf is neither 0 nor 1")
    inner = np.flatnonzero(nodes["is_leaf"] == 0)
    tree = np.repeat(np.arange(len(states)), counts)[inner]
    own = inner - starts[tree]
    chosen = nodes[inner]
    children = np.stack((chosen["left"], chosen["right"])).astype(np.int64)
    require(((own < children) & (children < counts[tree])).all(), "a child does not come after its parent in its tree")
    expected = np.ones(len(nodes), np.intp)
    expected[starts] = 0
    found = np.bincount((children + starts[tree]).ravel(), minlength=len(nodes))
    require(np.array_equal(found, expected), "a node is not the child of exactly one other")
    require((chosen["feature_idx"] >= 0).all(), "a feature is negative")
    require((chosen["count"] > 0).all(), "a node has no samples")
    for name in ("is_categorical", "missing_go_to_left"):
        require((chosen[name] <= 1).all(), f"{name} is neither 0 nor 1")
    categorical = chosen["is_categorical"] == 1
    require((chosen["bitset_idx"][categorical] < sets[tree][categorical]).all(), "a set of categories does not exist")
