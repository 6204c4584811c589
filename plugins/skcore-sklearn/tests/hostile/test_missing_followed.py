"""Models of which one attribute is left out, or turned to what only native code reads: refused, and no process ends."""

import copy
import subprocess
import sys

import numpy as np
import pytest
import scipy.sparse as sp
from skcore_sklearn.estimators import Estimators
from sklearn import cluster, datasets, neighbors, svm

import skcore

X, y = datasets.load_iris(return_X_y=True)
SPARSE = sp.csr_matrix(X)
VECTORS = svm.SVC().fit(SPARSE, y)
SLOPES = svm.SVR().fit(SPARSE, y)
BIRCH = cluster.Birch(threshold=0.5).fit(X)
BISECTING = cluster.BisectingKMeans(3, random_state=0).fit(X)
HIERARCHY = cluster.HDBSCAN(copy=True).fit(X)
BRUTE = neighbors.KNeighborsClassifier(algorithm="brute").fit(X, y)
NORMS = {"Y_norm_squared": np.zeros(1)}

MISSING = {
    "support": (VECTORS, "support_", {"_n_support": np.full(3, 10**8, np.int32)}),
    "vectors": (VECTORS, "support_vectors_", {}),
    "dual": (VECTORS, "_dual_coef_", {}),
    "intercept": (SLOPES, "_intercept_", {}),
    "counts": (SLOPES, "_n_support", {}),
    "probabilities": (VECTORS, "_probA", {}),
    "root": (BIRCH, "root_", {"_subcluster_norms": np.zeros(1)}),
    "leaves": (BIRCH, "dummy_leaf_", {}),
    "subclusters": (BIRCH, "subcluster_centers_", {}),
    "norms": (BIRCH, "_subcluster_norms", {}),
    "labels": (BIRCH, "subcluster_labels_", {}),
    "centres": (BISECTING, "cluster_centers_", {"_bisecting_tree": None}),
    "features": (BISECTING, "n_features_in_", {}),
}


@pytest.mark.parametrize("name", MISSING)
def test_what_is_left_is_held_to_the_whole_rule(name, refused):
    model, missing, changes = MISSING[name]
    model = copy.deepcopy(model)
    del vars(model)[missing]
    vars(model).update(changes)
    refused(model)


def test_centres_of_a_tree_are_checked_without_the_centres_of_the_model(refused):
    model = copy.deepcopy(BISECTING)
    del model.cluster_centers_
    model._bisecting_tree.left.center = np.zeros(1)
    refused(model, "center has not the shape")


@pytest.mark.parametrize("asks", [True, 1, np.True_, [1]], ids=repr)
def test_probabilities_that_are_not_there_are_not_asked_for(asks, refused, monkeypatch):
    model = copy.deepcopy(VECTORS)
    model._effective_probability = model.probability = asks
    refused(model, "asks for _probA")


def test_a_cluster_that_is_joined_twice_is_refused(refused):
    model = copy.deepcopy(HIERARCHY)
    model._single_linkage_tree_["right_node"] = model._single_linkage_tree_["left_node"]
    refused(model, "joins a cluster twice")


@pytest.mark.parametrize("name", ["metric_params", "effective_metric_params_"])
@pytest.mark.parametrize("norms", ["X_norm_squared", "Y_norm_squared"])
def test_norms_that_no_one_counts_are_refused(name, norms, refused):
    model = copy.deepcopy(BRUTE)
    vars(model)[name] = {norms: np.zeros(1)}
    refused(model, "norms of its points")


@pytest.mark.parametrize("kind", [cluster.DBSCAN, cluster.OPTICS, neighbors.NearestNeighbors])
def test_norms_that_a_fit_would_read_are_refused(kind, refused):
    refused(kind(metric_params=NORMS), "norms of its points")


CRASHES = {
    "counts without support": (VECTORS, ["support_"], {"_n_support": np.full(3, 10**8, np.int32)}),
    "probabilities": (VECTORS, [], {"_effective_probability": True, "probability": True}),
}
USE = """
import sys, skcore
import scipy.sparse as sp
try:
    skcore.loads(sys.stdin.buffer.read()).predict(sp.eye(150, 4, format="csr"))
except skcore.InvalidStateError:
    print("refused")
"""


@pytest.mark.parametrize("name", CRASHES)
def test_a_process_survives_what_libsvm_would_not(name, monkeypatch):
    model, missing, changes = CRASHES[name]
    model = copy.deepcopy(model)
    for attribute in missing:
        del vars(model)[attribute]
    vars(model).update(changes)
    monkeypatch.setattr(Estimators, "save", skcore.ObjectHandler.save)
    run = subprocess.run([sys.executable, "-c", USE], input=skcore.dumps(model), capture_output=True, check=True)
    assert run.stdout.strip() == b"refused"
