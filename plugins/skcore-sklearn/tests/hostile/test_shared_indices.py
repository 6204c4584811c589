"""What native code follows in a model is its own: whatever learns beside it in the file changes nothing of it."""

import copy
import subprocess
import sys

import numpy as np
import pytest
import scipy.sparse as sp
from skcore_sklearn.predictors import Predictors
from sklearn import cluster, datasets, ensemble, linear_model, neighbors, pipeline, svm

import skcore

X, y = datasets.load_iris(return_X_y=True)
CODES = (X * 2).astype(int)
SEED = {"random_state": 0}
KERNEL = svm.SVC(kernel="precomputed").fit(X @ X.T, y)
LABELS = neighbors.KNeighborsClassifier(algorithm="brute").fit(X, y)
BOOSTING = ensemble.GradientBoostingClassifier(
    n_estimators=3, init=linear_model.LogisticRegression(max_iter=500), **SEED
).fit(X, y)
HISTOGRAMS = ensemble.HistGradientBoostingClassifier(max_iter=2, categorical_features=[3]).fit(CODES, y)
HIERARCHY = cluster.HDBSCAN(copy=True).fit(X)

ARRAYS = {
    "support": (KERNEL, "support_"),
    "counts": (KERNEL, "_n_support"),
    "labels": (LABELS, "_y"),
    "categories": (HISTOGRAMS._bin_mapper, "is_categorical_"),
    "joins": (HIERARCHY, "_single_linkage_tree_"),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_indices_are_no_other_object_s_array(name):
    model, attribute = ARRAYS[name]
    array, loaded = skcore.loads(skcore.dumps([getattr(model, attribute), model]))
    found = getattr(loaded, attribute)
    np.testing.assert_array_equal(found, array)
    assert not np.shares_memory(found, array)


@pytest.mark.parametrize("kind", [neighbors.KDTree, neighbors.BallTree])
def test_a_tree_s_indices_are_no_other_object_s_array(kind):
    tree = kind(X)
    *arrays, loaded = skcore.loads(skcore.dumps([*tree.get_arrays(), tree]))
    _, order, nodes, _ = loaded.get_arrays()
    assert not np.shares_memory(order, arrays[1])
    assert not np.shares_memory(nodes, arrays[2])


def test_what_follows_the_same_indices_has_one_copy_of_them():
    array, *models = skcore.loads(skcore.dumps([KERNEL.support_, *(copy.copy(KERNEL) for _ in range(9))]))
    assert len({id(model.support_) for model in models}) == 1
    assert models[0].support_ is not array


def test_a_tree_that_is_fitted_again_is_none_of_a_boosted_model_s():
    wide = np.zeros((50, 9))
    wide[:, 8] = np.arange(50)
    step = pipeline.make_pipeline(BOOSTING.estimators_[1, 0])
    loaded, model = skcore.loads(skcore.dumps([step, BOOSTING]))
    loaded.fit(wide, np.arange(50))
    assert loaded[0].tree_.n_features == 9
    np.testing.assert_array_equal(model.predict_proba(X), BOOSTING.predict_proba(X))


def test_a_start_that_is_fitted_again_is_none_of_a_boosted_model_s():
    step, model = skcore.loads(skcore.dumps([pipeline.make_pipeline(BOOSTING.init_), BOOSTING]))
    step.fit(X[:100], y[:100])
    np.testing.assert_array_equal(model.predict_proba(X), BOOSTING.predict_proba(X))


@pytest.mark.parametrize("attribute", ["_bin_mapper", "_preprocessor"])
def test_what_prepares_columns_is_no_other_object_s(attribute):
    shared, model = skcore.loads(skcore.dumps([getattr(HISTOGRAMS, attribute), HISTOGRAMS]))
    vars(shared).clear()
    np.testing.assert_array_equal(model.predict_proba(CODES), HISTOGRAMS.predict_proba(CODES))


def test_a_tree_twice_in_a_boosted_model_stays_the_same_twice(refused):
    model = copy.deepcopy(BOOSTING)
    model.estimators_[1, 0] = model.estimators_[0, 0]
    refused(model, "a member twice")


def test_the_nodes_of_histograms_are_no_other_object_s_memory(monkeypatch):
    """The same buffer is that of an array of floats, which a model that learns writes into."""
    from skcore_numpy.arrays import Array

    members = [member for group in HISTOGRAMS._predictors for member in group]
    memory = memoryview(bytearray().join(member.nodes.tobytes() for member in members))
    weights, honest, arrays = np.zeros(len(memory) // 8), Predictors.save_all, Array.save_all

    def of_predictors(self, given):
        states = honest(self, given)
        states[0]["nodes"] = skcore.Buffer(memory)
        return states

    def of_arrays(self, given):
        states = arrays(self, given)
        for state, array in zip(states, given, strict=True):
            if array.shape == weights.shape:
                state["data"] = skcore.Buffer(memory)
        return states

    with monkeypatch.context() as patch:
        patch.setattr(Predictors, "save_all", of_predictors)
        patch.setattr(Array, "save_all", of_arrays)
        data = skcore.dumps([HISTOGRAMS, weights])
    model, floats = skcore.loads(data)
    assert floats.any()
    floats[:] = 1e300
    np.testing.assert_array_equal(model.predict_proba(CODES), HISTOGRAMS.predict_proba(CODES))


CRASH = """
import sys, numpy as np, skcore
step, model = skcore.loads(sys.stdin.buffer.read())
wide = np.zeros((50, 200_000), "f4")
wide[:, -1] = np.arange(50)
step.fit(wide, np.arange(50))
model.predict(np.zeros((9, 4)))
"""


def test_a_process_survives_a_tree_that_is_fitted_again_on_wider_data():
    data = skcore.dumps([pipeline.make_pipeline(BOOSTING.estimators_[1, 0]), BOOSTING])
    subprocess.run([sys.executable, "-c", CRASH], input=data, check=True, timeout=120)


def test_points_of_a_sparse_fit_are_no_other_object_s_indices():
    model = neighbors.NearestNeighbors(metric="manhattan").fit(sp.csr_matrix(X))
    indices, loaded = skcore.loads(skcore.dumps([model._fit_X.indices, model]))
    assert not np.shares_memory(indices, loaded._fit_X.indices)


@pytest.mark.parametrize("kind", [ensemble.RandomForestClassifier, ensemble.ExtraTreesRegressor])
def test_trees_that_a_warm_start_adds_to_a_shared_list_look_at_their_data(kind):
    """The list stays shared, as from a pickle: each member of a forest compares the width of what it is given."""
    model = kind(n_estimators=2, warm_start=True, **SEED).fit(X, y)
    loaded, other = skcore.loads(skcore.dumps([model, copy.copy(model)]))
    loaded.set_params(n_estimators=3).fit(np.ones((50, 100_000)), np.arange(50) % 3)
    with pytest.raises(ValueError, match="100000 features"):
        other.predict(X)
