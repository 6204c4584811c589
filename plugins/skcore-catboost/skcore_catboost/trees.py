"""What CatBoost's native code takes for granted of trees.

``catboost/libs/model/cpu/evaluator_impl.cpp`` follows splits, steps and leaves without a look. A tree of which all
nodes of a level have the same split is the row of its splits, and has ``2 ** depth`` leaves. In other trees a node has
the distance to its children; a child that is 0 away is the leaf of the node.
"""

from __future__ import annotations

from typing import Any

from skcore_catboost.features import MOST_BINS, buckets
from skcore_catboost.native import MOST_DIMENSIONS, Model
from skcore_catboost.requiring import require

MOST_DEPTH = 16
"""Of a tree: more, CatBoost does not train."""


def check_trees(model: Model) -> None:
    """Check that each tree is one, over splits and leaves that there are."""
    import numpy as np

    arrays = model.arrays
    require(0 < model.dimension <= MOST_DIMENSIONS, "ApproxDimension is no count of values")
    require(np.isfinite(model.scale), "Scale is not finite")
    require(len(arrays["MultiBias"]) == model.dimension, "MultiBias has not a value for each dimension")
    require(np.isfinite(arrays["MultiBias"]).all(), "MultiBias is not finite")
    require((arrays["TreeSizes"] >= 0).all(), "TreeSizes has a negative size")
    sizes = arrays["TreeSizes"].astype(np.int64)
    require(int(sizes.sum()) == len(arrays["TreeSplits"]), "TreeSizes do not say how many TreeSplits there are")
    _check_splits(model)
    leaves = _oblivious(sizes) if model.oblivious else _others(model, sizes)
    require(
        leaves * model.dimension == len(arrays["LeafValues"]), "LeafValues has not as many values as the trees have"
    )
    require(len(arrays["LeafWeights"]) in (0, leaves), "LeafWeights has not a weight for each leaf")


def _check_splits(model: Model) -> None:
    import numpy as np

    splits, known = model.arrays["TreeSplits"], buckets(model)
    if not len(known) and not model.oblivious:
        require(not splits.any(), "TreeSplits is out of range")
        return
    require(((splits >= 0) & (splits < len(known))).all(), "TreeSplits is out of range")
    require(not len(splits) or int(np.max(known[splits])) < MOST_BINS, "the model has too many borders")


def _oblivious(sizes: Any) -> int:
    """Return how many leaves trees have in which all nodes of a level are alike."""
    import numpy as np

    require((sizes <= MOST_DEPTH).all(), f"a tree is deeper than {MOST_DEPTH}")
    return int(np.left_shift(1, sizes).sum())


def _others(model: Model, sizes: Any) -> int:
    """Return how many leaves trees have of which each node was checked."""
    import numpy as np

    steps, leaf = model.arrays["NonSymmetricStepNodes"], model.arrays["NonSymmetricNodeIdToLeafId"]
    nodes = len(model.arrays["TreeSplits"])
    require(len(steps) == len(leaf) == nodes, "there is not a step and a leaf for each node")
    require((sizes > 0).all(), "a tree has no node")
    tree = np.repeat(np.arange(len(sizes)), sizes)
    ends = np.cumsum(sizes)
    target = np.arange(nodes)[:, None] + steps
    inner = steps > 0
    require((target < ends[tree][:, None]).all(), "a step leads out of its tree")
    seen = np.bincount(target[inner], minlength=nodes)
    roots = ends - sizes
    wanted = np.ones(nodes, np.int64)
    wanted[roots] = 0
    require(np.array_equal(seen, wanted), "a node has not one parent")
    _check_depth(roots, target, inner)
    ending = ~(inner[:, 0] & inner[:, 1])
    if not len(buckets(model)):
        require(ending[roots].all(), "a tree without splits does not end at its root")
    leaves, place = leaf[ending].astype(np.int64), np.zeros(np.count_nonzero(ending), np.int64)
    told, off = np.divmod(leaves, model.dimension)
    within = not off.any() and (told < len(told)).all()
    follow = within and np.array_equal(np.bincount(told, minlength=len(told)), np.ones(len(told)))
    require(follow, "the leaves of trees do not follow one another")
    place[told] = tree[ending]
    require((place[1:] >= place[:-1]).all(), "a tree has a leaf of another")
    return len(told)


def _check_depth(level: Any, target: Any, inner: Any) -> None:
    """Walk down all trees at once, a level at a time."""
    for _ in range(MOST_DEPTH + 1):
        if not len(level):
            return
        level = target[level][inner[level]]
    require(not len(level), f"a tree is deeper than {MOST_DEPTH}")
