"""Neighbours and clusters: attributes that lie."""

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn import cluster, datasets, neighbors, tree

X, y = datasets.load_iris(return_X_y=True)
SPARSE = sp.csr_matrix(X)
SEED = {"random_state": 0}
TREE = tree.DecisionTreeClassifier(**SEED).fit(X, y)
BRUTE = neighbors.KNeighborsClassifier(algorithm="brute").fit(X, y)
SPARSE_BRUTE = neighbors.NearestNeighbors().fit(SPARSE)
KD = neighbors.KNeighborsClassifier(algorithm="kd_tree").fit(X, y)
PAIRED = neighbors.KNeighborsClassifier().fit(X, np.column_stack((y, y)))
MEANS = neighbors.KNeighborsRegressor().fit(X, y)
MAHALANOBIS = neighbors.NearestNeighbors(metric="mahalanobis", metric_params={"VI": np.eye(4)}, algorithm="brute").fit(
    X
)
DENSITY = neighbors.KernelDensity().fit(X)
KMEANS = cluster.KMeans(3, n_init=1, **SEED).fit(X)
BATCHES = cluster.MiniBatchKMeans(3, n_init=1, **SEED).fit(X)
BISECTING = cluster.BisectingKMeans(3, **SEED).fit(X)
JOINED = cluster.FeatureAgglomeration(2).fit(X)

LIES = {
    "neighbours: method": (BRUTE, {"_fit_method": "magic"}),
    "neighbours: a tree too many": (BRUTE, {"_tree": KD._tree}),
    "neighbours: another tree": (KD, {"_tree": TREE}),
    "neighbours: a ball tree": (KD, {"_tree": neighbors.BallTree(X)}),
    "neighbours: a tree over other points": (KD, {"_tree": neighbors.KDTree(X[:9])}),
    "neighbours: no tree": (KD, {"_tree": None}),
    "neighbours: features": (BRUTE, {"n_features_in_": 9}),
    "neighbours: no features": (BRUTE, {"n_features_in_": ...}),
    "neighbours: samples": (BRUTE, {"n_samples_fit_": 10**6}),
    "neighbours: points": (BRUTE, {"_fit_X": lambda old: old[:, :1]}),
    "neighbours: points by column": (SPARSE_BRUTE, {"_fit_X": lambda old: old.tocsc()}),
    "neighbours: other sparse points": (SPARSE_BRUTE, {"_fit_X": lambda old: old[:5]}),
    "neighbours: few labels": (BRUTE, {"_y": lambda old: old[:3]}),
    "neighbours: labels beyond the classes": (BRUTE, {"_y[5]": 10**6}),
    "neighbours: negative labels": (BRUTE, {"_y[5]": -1}),
    "neighbours: few classes": (BRUTE, {"classes_": lambda old: old[:1]}),
    "neighbours: classes of one output": (PAIRED, {"classes_": lambda old: old[:1]}),
    "neighbours: classes of no output": (PAIRED, {"classes_": tuple}),
    "neighbours: outputs": (BRUTE, {"outputs_2d_": 1}),
    "neighbours: values": (MEANS, {"_y": lambda old: old[:3]}),
    "neighbours: no values": (MEANS, {"_y": "x"}),
    "neighbours: a small matrix": (MAHALANOBIS, {"effective_metric_params_": {"VI": np.eye(1)}}),
    "neighbours: a given small matrix": (MAHALANOBIS, {"metric_params": {"VI": np.eye(1)}}),
    "neighbours: lists for a matrix": (MAHALANOBIS, {"metric_params": {"VI": [[1.0] * 4] * 4}}),
    "neighbours: parameters": (MAHALANOBIS, {"effective_metric_params_": "V"}),
    "density: features": (DENSITY, {"n_features_in_": 2}),
    "density: no tree": (DENSITY, {"tree_": TREE}),
    "k-means: narrow centres": (KMEANS, {"cluster_centers_": lambda old: old[:, :1]}),
    "k-means: no centres": (KMEANS, {"cluster_centers_": np.zeros((0, 4))}),
    "k-means: threads": (KMEANS, {"_n_threads": 10**6}),
    "k-means: no threads": (KMEANS, {"_n_threads": 0}),
    "k-means: counts": (BATCHES, {"_counts": np.zeros(1)}),
    "k-means: counts of another kind": (BATCHES, {"_counts": np.zeros(3, "f4")}),
    "bisecting: a cycle": (BISECTING, {"_bisecting_tree": lambda tree: vars(tree).update(left=tree) or tree}),
    "bisecting: one child": (BISECTING, {"_bisecting_tree.right": None}),
    "bisecting: a narrow centre": (BISECTING, {"_bisecting_tree.left.center": np.zeros(1)}),
    "bisecting: a mean": (BISECTING, {"_X_mean": np.zeros((9, 4))}),
    "bisecting: a matrix of other rows": (BISECTING, {"_bisecting_tree.left.center": np.matrix(np.zeros((2, 2)))}),
    "bisecting: a narrow matrix": (BISECTING, {"_bisecting_tree.left.center": np.matrix([[0.0]])}),
    "joined: labels": (JOINED, {"labels_[0]": 10**11}),
    "joined: folder": (JOINED, {"memory": "folder"}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])
