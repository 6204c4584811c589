"""K-means: its centres, which native code reads with the width of the data."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import any_of, array, count, require, within
from skcore_sklearn.rules.compositions import check_cache

MOST_THREADS = 512


def check_kmeans(obj: Any) -> None:
    """Check that there is a centre, each with one number for each feature."""
    fields = vars(obj)
    if "_n_threads" in fields:
        count(fields["_n_threads"], "_n_threads", 1, MOST_THREADS)
    if "cluster_centers_" not in fields:
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    centers = array(fields["cluster_centers_"], "cluster_centers_", "f", (None, width))
    require(len(centers) >= 1, "cluster_centers_ is empty")
    if "_counts" in fields:
        counts = array(fields["_counts"], "_counts", "f", (len(centers),))
        require(counts.dtype == centers.dtype, "_counts is of another dtype than cluster_centers_")


def check_bisecting_kmeans(obj: Any) -> None:
    """Check the tree of centres: each inner node has two children, and no node has two parents."""
    fields = vars(obj)
    check_kmeans(obj)
    # It predicts by the tree alone.
    if not any_of(fields, "cluster_centers_", "_bisecting_tree"):
        return
    import numpy as np
    from sklearn.cluster._bisect_k_means import _BisectingTree

    width = count(fields["n_features_in_"], "n_features_in_", 1)
    if "_X_mean" in fields:
        array(fields["_X_mean"], "_X_mean", "f", (width,))
    seen: set[int] = set()
    nodes = [fields["_bisecting_tree"]]
    while nodes:
        node = nodes.pop()
        require(type(node) is _BisectingTree and id(node) not in seen, "_bisecting_tree is no tree")
        seen.add(id(node))
        center = node.center
        if type(center) is np.matrix:
            # The root's is a mean, which of a sparse matrix is another matrix.
            require(center.shape == (1, width), "center is no row of one number for each feature")
            center = np.asarray(center)[0]
        array(center, "center", "f", (width,))
        if node.left is not None:
            nodes += (node.left, node.right)


def check_agglomeration(obj: Any) -> None:
    """Check that each feature belongs to one of at most as many clusters."""
    fields = vars(obj)
    check_cache(obj)
    if "labels_" in fields:
        width = count(fields["n_features_in_"], "n_features_in_", 1)
        within(array(fields["labels_"], "labels_", "i", (width,)), "labels_", width)
