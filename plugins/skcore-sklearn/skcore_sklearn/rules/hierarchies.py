"""HDBSCAN: the tree of its points, which native code joins when it is cut at a distance."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import array, require


def check_hierarchy(obj: Any) -> None:
    """Check that each row of the tree joins points and clusters that there are by then."""
    import numpy as np

    fields = vars(obj)
    if "_single_linkage_tree_" not in fields:
        return
    from sklearn.cluster._hdbscan._tree import HIERARCHY_dtype

    tree = array(fields["_single_linkage_tree_"], "_single_linkage_tree_", "V", (None,))
    require(tree.dtype == HIERARCHY_dtype and tree.flags.c_contiguous, "_single_linkage_tree_ is of another form")
    points = len(tree) + 1
    made = np.arange(points, points + len(tree))
    for name in ("left_node", "right_node"):
        joined = (tree[name] >= 0) & (tree[name] < made)
        require(joined.all(), "_single_linkage_tree_ joins a cluster that there is not yet")
    # Its union by rank, which recurses, is deep for what is joined again and again.
    times = np.bincount(np.concatenate((tree["left_node"], tree["right_node"])))
    require(times.max(initial=0) <= 1, "_single_linkage_tree_ joins a cluster twice")
    array(fields["labels_"], "labels_", "i", (points,))
    array(fields["probabilities_"], "probabilities_", "f", (points,))
