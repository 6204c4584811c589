"""Manifolds and labels on them: neighbours of other points, and kernels that write."""

import numpy as np
import pytest
from sklearn import datasets, decomposition, manifold, neighbors, semi_supervised

X, y = datasets.load_iris(return_X_y=True)
X, y = X[::3], y[::3]
ISOMAP = manifold.Isomap(n_neighbors=20).fit(X)
LINEAR = manifold.LocallyLinearEmbedding(n_neighbors=8, eigen_solver="dense").fit(X)
LABELS = semi_supervised.LabelPropagation(kernel="knn").fit(X, y)
SPREAD = semi_supervised.LabelSpreading().fit(X, y)
OTHERS = neighbors.NearestNeighbors().fit(X[:9])
NARROW = neighbors.NearestNeighbors().fit(X[:, :2])
UNFITTED = neighbors.NearestNeighbors()
KERNEL = decomposition.KernelPCA(kernel="rbf").fit(X)


def few(old):
    return old[:1]


LIES = {
    "isomap: other neighbours": (ISOMAP, {"nbrs_": OTHERS}),
    "isomap: narrow neighbours": (ISOMAP, {"nbrs_": NARROW}),
    "isomap: no neighbours": (ISOMAP, {"nbrs_": UNFITTED}),
    "isomap: another estimator": (ISOMAP, {"nbrs_": KERNEL}),
    "isomap: few distances": (ISOMAP, {"dist_matrix_": few}),
    "isomap: text for distances": (ISOMAP, {"dist_matrix_": "x"}),
    "isomap: few places": (ISOMAP, {"embedding_": few}),
    "isomap: a kernel of its own": (ISOMAP, {"kernel_pca_": KERNEL}),
    "isomap: a kernel of other points": (ISOMAP, {"kernel_pca_.n_features_in_": 9}),
    "isomap: no kernel": (ISOMAP, {"kernel_pca_": OTHERS}),
    "linear: other neighbours": (LINEAR, {"nbrs_": OTHERS}),
    "linear: narrow neighbours": (LINEAR, {"nbrs_": NARROW}),
    "linear: few places": (LINEAR, {"embedding_": few}),
    "linear: memory": (LINEAR, {"n_components": 10**9}),
    "linear: endless names": (LINEAR, {"_n_features_out": 2**31}),
    "labels: other neighbours": (LABELS, {"nn_fit": OTHERS}),
    "labels: narrow neighbours": (LABELS, {"nn_fit": NARROW}),
    "labels: no neighbours": (LABELS, {"nn_fit": UNFITTED}),
    "labels: few shares": (LABELS, {"label_distributions_": few}),
    "labels: few classes": (LABELS, {"classes_": few}),
    "labels: points": (SPREAD, {"X_": few}),
    "labels: no points": (SPREAD, {"X_": "x"}),
    "labels: kernel that writes": (SPREAD, {"kernel": lambda old: np.negative}),
    "labels: kernel that is none": (SPREAD, {"kernel": 3}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])
