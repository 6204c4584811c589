"""Birch: its tree of subclusters, the list of its leaves, and the centres that are read off them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from skcore import once
from skcore_sklearn.checking import any_of, array, count, number, require

DEEPEST = 500
"""Levels of a tree, which ``partial_fit`` descends by recursion: half of what Python allows."""
_NODE = {
    *("threshold", "branching_factor", "is_leaf", "n_features", "subclusters_"),
    *("init_centroids_", "init_sq_norm_", "squared_norm_", "prev_leaf_", "next_leaf_"),
}
_FITTED = ("root_", "dummy_leaf_", "subcluster_centers_", "_subcluster_norms", "subcluster_labels_")
_SUBCLUSTER = {"n_samples_", "squared_sum_", "centroid_", "linear_sum_", "child_", "sq_norm_"}


@lru_cache(maxsize=1)
def _types() -> tuple[Any, Any, Any]:
    import numpy as np
    from sklearn.cluster._birch import _CFNode, _CFSubcluster

    return np.ndarray, _CFNode, _CFSubcluster


def check_birch_subcluster(obj: Any) -> None:
    """Check that a subcluster has a centre, and no attributes but its own."""
    array, node, _ = _types()
    fields = vars(obj)
    require(fields.keys() == _SUBCLUSTER, "a subcluster has other attributes")
    center, total, child = fields["centroid_"], fields["linear_sum_"], fields["child_"]
    require(type(center) is array and type(total) is array, "centroid_ or linear_sum_ is no array")
    require(center.dtype.kind == total.dtype.kind == "f", "centroid_ or linear_sum_ has something else than numbers")
    require(center.ndim == 1 and center.shape == total.shape, "centroid_ and linear_sum_ differ in size")
    count(fields["n_samples_"], "n_samples_", 1, 2**62)
    number(fields["squared_sum_"], "squared_sum_")
    number(fields["sq_norm_"], "sq_norm_")
    require(child is None or type(child) is node, "child_ is no node")


def check_birch_node(obj: Any) -> None:
    """Check that a node has room for its subclusters, and the centre of each of them."""
    _, node, subcluster = _types()
    fields = vars(obj)
    require(fields.keys() - {"centroids_"} == _NODE, "a node has other attributes")
    width = count(fields["n_features"], "n_features", 1)
    room = count(fields["branching_factor"], "branching_factor", 1) + 1
    number(fields["threshold"], "threshold")
    require(type(fields["is_leaf"]) is bool, "is_leaf is no bool")
    array(fields["init_centroids_"], "init_centroids_", "f", (room, width))
    array(fields["init_sq_norm_"], "init_sq_norm_", "f", (room,))
    members = fields["subclusters_"]
    require(type(members) is list and len(members) < room, "subclusters_ is no list of at most branching_factor")
    require(all(type(member) is subcluster for member in members), "subclusters_ has something else")
    if members:
        array(fields["centroids_"], "centroids_", "f", (len(members), width))
        array(fields["squared_norm_"], "squared_norm_", "f", (len(members),))
    else:
        require("centroids_" not in fields, "centroids_ is given without subclusters_")
        require(type(fields["squared_norm_"]) is list and not fields["squared_norm_"], "squared_norm_ is not empty")
    for name in ("prev_leaf_", "next_leaf_"):
        require(fields[name] is None or type(fields[name]) is node, f"{name} is no node")


def check_birch(obj: Any) -> None:
    """Check that the nodes are a tree, whose leaves are those of the list, and the sizes of what predicts."""
    fields = vars(obj)
    if not any_of(fields, *_FITTED):
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    _check_leaves(fields["dummy_leaf_"], _leaves(fields["root_"], width))
    centers = array(fields["subcluster_centers_"], "subcluster_centers_", "f", (None, width))
    require(len(centers), "subcluster_centers_ is empty")
    array(fields["_subcluster_norms"], "_subcluster_norms", "f", (len(centers),))
    array(fields["subcluster_labels_"], "subcluster_labels_", "iu", (len(centers),))


@once
def _leaves(root: Any, width: int) -> set[int]:
    """Return the ids of the leaves of a tree."""
    require(type(root) is _types()[1], "root_ is no node")
    seen, leaves, level, depth = {id(root)}, set(), [root], 0
    while level:
        depth += 1
        require(depth <= DEEPEST, f"the tree is over {DEEPEST} levels deep")
        below: list[Any] = []
        for node in level:
            require(node.n_features == width, "a node is for other features")
            for member in node.subclusters_:
                require(len(member.centroid_) == width, "a subcluster is for other features")
                require((member.child_ is None) == node.is_leaf, "a subcluster has a child in a leaf, or none above")
            if node.is_leaf:
                leaves.add(id(node))
            else:
                require(node.subclusters_, "a node that is no leaf has no subclusters")
                require(node.prev_leaf_ is None and node.next_leaf_ is None, "the list of leaves has another node")
                below += [member.child_ for member in node.subclusters_]
        for node in below:
            require(id(node) not in seen, "a node is the child of two subclusters")
            seen.add(id(node))
        level = below
    return leaves


@once
def _check_leaves(start: Any, leaves: set[int]) -> None:
    """Check that a list of nodes, after its empty start, has each of these leaves once."""
    require(type(start) is _types()[1], "dummy_leaf_ is no node")
    require(not start.subclusters_ and start.prev_leaf_ is None, "dummy_leaf_ is no start")
    missing, last = set(leaves), start
    while last.next_leaf_ is not None:
        leaf = last.next_leaf_
        require(id(leaf) in missing, "the list of leaves has a node twice, or one that is no leaf")
        require(leaf.prev_leaf_ is last, "the list of leaves does not lead back")
        missing.remove(id(leaf))
        last = leaf
    require(not missing, "the list of leaves lacks one")
