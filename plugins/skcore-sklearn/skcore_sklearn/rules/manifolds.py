"""Manifolds: where the neighbours of a sample lie, which are looked up by their index."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import any_of, array, count, equal, require


def _neighbors(fields: dict[str, Any]) -> int:
    """Return the number of points that neighbours are found among."""
    from sklearn.neighbors import NearestNeighbors

    found = fields["nbrs_"]
    require(type(found) is NearestNeighbors and "_fit_method" in vars(found), "nbrs_ is no fitted NearestNeighbors")
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    equal(found.n_features_in_, width, "nbrs_ is for other features")
    return count(found.n_samples_fit_, "n_samples_fit_", 1)


def check_isomap(obj: Any) -> None:
    """Check the distances between the points, and what takes them apart."""
    from sklearn.decomposition import KernelPCA

    fields = vars(obj)
    if not any_of(fields, "nbrs_", "dist_matrix_", "embedding_", "kernel_pca_"):
        return
    rows = _neighbors(fields)
    array(fields["dist_matrix_"], "dist_matrix_", "f", (rows, rows))
    array(fields["embedding_"], "embedding_", "f", (rows, None))
    found = fields["kernel_pca_"]
    require(type(found) is KernelPCA and type(found.kernel) is str, "kernel_pca_ is no KernelPCA")
    require(found.kernel == "precomputed", "kernel_pca_ has a kernel of its own")
    equal(found.n_features_in_, rows, "kernel_pca_ is for other points")


def check_locally_linear(obj: Any) -> None:
    """Check that each point has its place, and that a sample gets no more columns than it had."""
    fields = vars(obj)
    if any_of(fields, "nbrs_", "embedding_"):
        array(fields["embedding_"], "embedding_", "f", (_neighbors(fields), None))
        count(fields["n_components"], "n_components", 1, fields["n_features_in_"])
