"""Manifolds, and labels spread over them."""

import numpy as np
from sklearn import manifold, semi_supervised
from sklearn.gaussian_process.kernels import RBF
from sklearn.metrics import pairwise

SEED = {"random_state": 0}

MODELS = {
    "isomap": (manifold.Isomap(n_neighbors=8), "iris"),
    "isomap, within": (manifold.Isomap(n_neighbors=None, radius=3.0, path_method="D"), "iris float32"),
    "isomap, by column": (
        manifold.Isomap(n_neighbors=8, neighbors_algorithm="kd_tree", eigen_solver="dense"),
        "iris fortran",
    ),
    "isomap, sparse": (manifold.Isomap(n_neighbors=8, n_components=3), "digits sparse"),
    "isomap, distances": (manifold.Isomap(n_neighbors=20, metric="cosine"), "iris"),
    "isomap, given": (manifold.Isomap(n_neighbors=8, metric="precomputed"), "iris distances"),
    "isomap, weighted": (
        manifold.Isomap(n_neighbors=8, metric="seuclidean", metric_params={"V": np.array([1.0, 2, 3, 4])}),
        "iris",
    ),
    "locally linear": (manifold.LocallyLinearEmbedding(n_neighbors=8, **SEED), "iris"),
    "locally linear, modified": (
        manifold.LocallyLinearEmbedding(n_neighbors=8, method="modified", eigen_solver="dense"),
        "digits",
    ),
    "locally linear, hessian": (
        manifold.LocallyLinearEmbedding(n_neighbors=8, method="hessian", neighbors_algorithm="brute", **SEED),
        "digits",
    ),
    "locally linear, tangents": (
        manifold.LocallyLinearEmbedding(n_neighbors=8, method="ltsa", neighbors_algorithm="ball_tree", **SEED),
        "iris fortran",
    ),
    "labels propagated": (semi_supervised.LabelPropagation(), "iris unlabelled"),
    "labels propagated to neighbours": (semi_supervised.LabelPropagation(kernel="knn"), "iris unlabelled"),
    "labels propagated, function": (
        semi_supervised.LabelPropagation(kernel=pairwise.laplacian_kernel),
        "iris unlabelled",
    ),
    "labels propagated, kernel": (semi_supervised.LabelPropagation(kernel=RBF(0.5)), "iris unlabelled"),
    "labels spread": (semi_supervised.LabelSpreading(gamma=0.5), "iris unlabelled"),
    "labels spread to neighbours": (semi_supervised.LabelSpreading(kernel="knn", n_neighbors=5), "iris unlabelled"),
    "labels spread, sparse": (semi_supervised.LabelSpreading(kernel="knn", alpha=0.5), "digits sparse"),
    "labels spread, by column": (semi_supervised.LabelSpreading(max_iter=2), "iris fortran"),
}
