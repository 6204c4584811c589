"""Neighbours' trees, metrics and losses: states that lie are refused before anything is built from them."""

import functools

import numpy as np
import pytest
from scipy.spatial.distance import cosine
from skcore_sklearn import distances, losses, neighbor_trees
from sklearn import datasets, ensemble, metrics, neighbors

import skcore

X, y = datasets.load_iris(return_X_y=True)
KD = neighbors.KDTree(X, leaf_size=10)
BALL = neighbors.BallTree(X, leaf_size=10, metric="minkowski", p=3)


def changed(name, change):
    """Return a change of a copy of an array in a state."""

    def apply(state):
        found = state[name].copy()
        change(found)
        state[name] = found

    return apply


def put(name, index, value, field=None):
    return changed(name, lambda found: (found if field is None else found[field]).__setitem__(index, value))


NEIGHBORS = {
    "an index beyond": put("order", 0, 10**12),
    "a negative index": put("order", 0, -1),
    "an index twice": put("order", 0, KD.__getstate__()[1][1]),
    "a short order": changed("order", lambda found: found.resize(3, refcheck=False)),
    "an order of int32": lambda state: state.update(order=state["order"].astype("i4")),
    "a start before": put("nodes", ..., -(10**9), "idx_start"),
    "an end beyond": put("nodes", ..., 10**9, "idx_end"),
    "a root of fewer": put("nodes", 0, 5, "idx_end"),
    "no leaves": put("nodes", ..., 0, "is_leaf"),
    "half a leaf": put("nodes", 1, 2, "is_leaf"),
    "a child of others": put("nodes", 1, 1, "idx_start"),
    "a child of none": put("nodes", 1, 0, "idx_end"),
    "few nodes": lambda state: state.update(nodes=state["nodes"][:2]),
    "another record": lambda state: state.update(nodes=state["nodes"].view("i8").reshape(-1, 4)),
    "more nodes": lambda state: state.update(n_nodes=10**9),
    "more levels": lambda state: state.update(n_levels=40),
    "no levels": lambda state: state.update(n_levels=0),
    "no leaf size": lambda state: state.update(leaf_size=0),
    "bounds": lambda state: state.update(bounds=state["bounds"][:, :1]),
    "narrow bounds": lambda state: state.update(bounds=state["bounds"][:, :, :1]),
    "bounds in float32": lambda state: state.update(bounds=state["bounds"].astype("f4")),
    "no metric": lambda state: state.update(metric=None),
    "a metric of float32": lambda state: state.update(
        metric=metrics.DistanceMetric.get_metric("euclidean", np.float32)
    ),
    "weights": lambda state: state.update(weights=np.ones(3)),
    "no points": lambda state: state.update(data=state["data"][:0]),
    "points by column": lambda state: state.update(data=np.asfortranarray(state["data"])),
    "points in float32": lambda state: state.update(data=state["data"].astype("f4")),
    "other points": lambda state: state.update(data=state["data"][:5].copy()),
    "a count": lambda state: state.update(n_calls=-1),
    "another field": lambda state: state.update(size=1),
    "no state": lambda state: state.clear(),
}


@pytest.mark.parametrize("found", [KD, BALL], ids=["KDTree", "BallTree"])
@pytest.mark.parametrize("name", NEIGHBORS)
def test_neighbor_trees(name, found, forged):
    forged(neighbor_trees.NeighborTrees, found, NEIGHBORS[name])


def test_a_kd_tree_has_no_metric_of_a_ball_tree(forged):
    hamming = neighbors.BallTree(X, metric="hamming").__getstate__()[11]
    forged(neighbor_trees.NeighborTrees, KD, lambda state: state.update(metric=hamming), "KDTree")


METRICS = {
    "haversine": (neighbors.BallTree(X[:, :2], metric="haversine"), None),
    "seuclidean": (neighbors.BallTree(X, metric="seuclidean", V=np.ones(4)), {"vector": np.ones(2)}),
    "mahalanobis": (neighbors.BallTree(X, metric="mahalanobis", VI=np.eye(4)), {"matrix": np.eye(1)}),
    "minkowski": (BALL, {"vector": np.ones(2)}),
}


@pytest.mark.parametrize("name", METRICS)
def test_metrics_fit_the_points(name, forged):
    found, lie = METRICS[name]
    if lie is None:
        narrow = {"data": X[:, :1].copy(), "bounds": found.__getstate__()[3][:, :, :1].copy()}
        forged(neighbor_trees.NeighborTrees, found, lambda state: state.update(narrow), "haversine")
    else:
        forged(distances.Metrics, found, lambda state: state.update(lie))


@pytest.mark.parametrize(
    "lie",
    [
        {"p": "x"},
        {"p": -1.0},
        {"p": float("nan")},
        {"vector": None},
        {"vector": np.ones(2, "f4")},
        {"matrix": np.ones(2)},
        {"matrix": np.ones((2, 3))},
    ],
    ids=str,
)
def test_metrics(lie, forged):
    forged(distances.Metrics, BALL, lambda state: state.update(lie))


CALLED = neighbors.BallTree(X, metric=cosine)
FUNCTION_LIES = {
    "no function": {"function": 5},
    "a ufunc": {"function": np.add},
    "a function of numpy": {"function": np.dot},
    "a function of scikit-learn": {"function": metrics.accuracy_score},
    "a partial": {"function": functools.partial(np.add, out=np.zeros(4))},
    "a class": {"function": list},
    "keywords that are no dict": {"keywords": [("w", None)]},
    "keywords that are no names": {"keywords": {5: None}},
    "more": {"more": 1},
}


@pytest.mark.parametrize("name", FUNCTION_LIES)
def test_metrics_that_call_a_function(name, forged):
    forged(distances.FunctionMetrics, CALLED, lambda state: state.update(FUNCTION_LIES[name]))


def test_a_kd_tree_calls_no_function(forged):
    metric = CALLED.__getstate__()[11]
    forged(neighbor_trees.NeighborTrees, KD, lambda state: state.update(metric=metric), "KDTree")


def test_a_metric_of_another_function_is_not_saved():
    with pytest.raises(skcore.UnsupportedTypeError, match="no distance"):
        skcore.dumps(neighbors.BallTree(X, metric=np.vdot))


@pytest.mark.parametrize("lie", ["x", float("nan"), None, True, [1.0]], ids=str)
def test_losses(lie, forged):
    model = ensemble.GradientBoostingRegressor(loss="huber", n_estimators=1).fit(X, y)
    forged(losses.Losses, model, lambda state: state.__setitem__(0, lie))
