"""States of native types that lie: refused before anything native is built from them."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
from skcore_sklearn import bunches, distances, losses, neighbor_trees, predictors, tree
from sklearn import datasets, ensemble, metrics, neighbors, utils
from sklearn.ensemble._hist_gradient_boosting.common import PREDICTOR_RECORD_DTYPE
from sklearn.tree import DecisionTreeClassifier
from sklearn.tree._tree import NODE_DTYPE

import skcore

X, y = datasets.load_iris(return_X_y=True)
CODES = (X * 2).astype(int)
MODEL = DecisionTreeClassifier(random_state=0).fit(X, y)
COUNT = MODEL.tree_.node_count
HISTOGRAMS = ensemble.HistGradientBoostingClassifier(max_iter=2, categorical_features=[0, 3], min_samples_leaf=5)
HISTOGRAMS.fit(CODES, y)


def buffer(array):
    return skcore.Buffer(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)


def nodes_with(dtype, change):
    """Return a change of the nodes in a state."""

    def apply(state):
        nodes = np.frombuffer(state["nodes"].memory, dtype).copy()
        change(nodes)
        state["nodes"] = buffer(nodes)

    return apply


def nodes(**fields):
    return nodes_with(NODE_DTYPE, lambda found: [found[name].__setitem__(0, value) for name, value in fields.items()])


def everywhere(**fields):
    return nodes_with(NODE_DTYPE, lambda found: [found[name].__setitem__(..., value) for name, value in fields.items()])


def share_a_child(found):
    found["right_child"][0] = found["left_child"][0]


def chain_without_depth(state):
    """Make a chain of a thousand nodes that says that it is one deep."""
    chain = np.zeros(2001, NODE_DTYPE)
    chain["left_child"] = chain["right_child"] = -1
    chain["left_child"][:-2:2] = np.arange(1, 2001, 2)
    chain["right_child"][:-2:2] = np.arange(2, 2001, 2)
    state.update(nodes=buffer(chain), values=buffer(np.zeros((2001, 1, 3))), max_depth=1)


def cut(name, size):
    return lambda state: state.update({name: skcore.Buffer(bytes(state[name].memory)[:size])})


TREES = {
    "its root is its child": nodes(left_child=0, right_child=0),
    "a child beyond": nodes(left_child=10**12),
    "the other child beyond": nodes(right_child=COUNT),
    "a negative child": nodes(left_child=-2),
    "a child that overflows": nodes(left_child=2**63 - 1, right_child=-(2**63)),
    "only a left child": nodes(right_child=-1),
    "only a right child": nodes(left_child=-1),
    "a root without children": nodes(left_child=-1, right_child=-1),
    "a child of two": nodes_with(NODE_DTYPE, share_a_child),
    "a feature beyond": nodes(feature=10**10),
    "the feature after the last": nodes(feature=4),
    "a negative feature": nodes(feature=-1),
    "another way": everywhere(missing_go_to_left=255),
    "no nodes": lambda state: state.update(nodes=skcore.Buffer(b""), values=skcore.Buffer(b"")),
    "nodes cut off": cut("nodes", 100),
    "values cut off": cut("values", 8),
    "more values": lambda state: state.update(values=skcore.Buffer(bytes(10**4))),
    "no memory": lambda state: state.update(nodes=5),
    "another record": lambda state: state.update(record=state["record"].replace("i8", "i4")),
    "no record": lambda state: state.update(record=None),
    "less depth": lambda state: state.update(max_depth=1),
    "more depth": lambda state: state.update(max_depth=COUNT),
    "a negative depth": lambda state: state.update(max_depth=-1),
    "a depth that is true": lambda state: state.update(max_depth=True),
    "a chain": chain_without_depth,
    "no features": lambda state: state.update(n_features=0),
    "too many features": lambda state: state.update(n_features=2**40),
    "features that are none": lambda state: state.update(n_features=4.0),
    "no classes": lambda state: state.update(n_classes=skcore.Plain(())),
    "zero classes": lambda state: state.update(n_classes=skcore.Plain((0,))),
    "negative classes": lambda state: state.update(n_classes=skcore.Plain((-3,))),
    "more outputs": lambda state: state.update(n_classes=skcore.Plain((3,) * 1000)),
    "more classes": lambda state: state.update(n_classes=skcore.Plain((10**9,))),
    "another field": lambda state: state.update(capacity=5),
    "a field less": lambda state: state.pop("max_depth"),
}


@pytest.mark.parametrize("name", TREES)
def test_trees(name, forged):
    forged(tree.Trees, MODEL, TREES[name])


@pytest.mark.parametrize("name", TREES)
def test_one_lie_among_many_trees(name, forged):
    forest = ensemble.RandomForestClassifier(8, random_state=0).fit(X, y)
    states = []

    def change(state):
        states.append(state)
        if len(states) == 8:
            state.clear()
            state.update(tree.Trees().save_all([MODEL.tree_])[0])
            TREES[name](state)

    forged(tree.Trees, forest, change)


def test_a_long_chain_takes_no_time_to_refuse(forged):
    def change(state):
        count = 600_001
        chain = np.zeros(count, NODE_DTYPE)
        chain["left_child"] = chain["right_child"] = -1
        chain["left_child"][:-2:2] = np.arange(1, count, 2)
        chain["right_child"][:-2:2] = np.arange(2, count, 2)
        state.update(nodes=buffer(chain), values=buffer(np.zeros((count, 1, 3))), max_depth=count // 2 - 1)

    forged(tree.Trees, MODEL, change, "depth")


def histogram_nodes(**fields):
    def change(found):
        inner = np.flatnonzero(found["is_leaf"] == 0)
        for name, value in fields.items():
            found[name][inner[-1]] = value

    return nodes_with(PREDICTOR_RECORD_DTYPE, change)


def set_leaves(found):
    found["is_leaf"] = 0


def set_categorical(found):
    found["is_categorical"] = 1
    found["feature_idx"] = 1
    found["bitset_idx"] = 0


def share_a_histogram_child(found):
    found["right"][0] = found["left"][0]


PREDICTORS = {
    "a child beyond": histogram_nodes(left=2**31, right=2**31),
    "a child before": histogram_nodes(left=0),
    "a child of two": nodes_with(PREDICTOR_RECORD_DTYPE, share_a_histogram_child),
    "no leaves": nodes_with(PREDICTOR_RECORD_DTYPE, set_leaves),
    "half a leaf": histogram_nodes(is_leaf=2),
    "a feature beyond": histogram_nodes(feature_idx=10**10),
    "a negative feature": histogram_nodes(feature_idx=-1),
    "a set beyond": histogram_nodes(is_categorical=1, bitset_idx=2**31, feature_idx=0),
    "categories of a number": nodes_with(PREDICTOR_RECORD_DTYPE, set_categorical),
    "half a category": histogram_nodes(is_categorical=2),
    "another way": histogram_nodes(missing_go_to_left=9),
    "no samples": histogram_nodes(count=0),
    "no nodes": lambda state: state.update(nodes=skcore.Buffer(b"")),
    "nodes cut off": cut("nodes", 20),
    "sets cut off": lambda state: state.update(raw=skcore.Buffer(bytes(20)), binned=skcore.Buffer(bytes(20))),
    "no sets": lambda state: state.update(raw=None, binned=None),
    "fewer sets": lambda state: state.update(raw=skcore.Buffer(bytes(320))),
    "no memory": lambda state: state.update(nodes=None),
    "another record": lambda state: state.update(record="x"),
    "another field": lambda state: state.update(depth=5),
}


@pytest.mark.parametrize("name", PREDICTORS)
def test_predictors(name, forged):
    forged(predictors.Predictors, HISTOGRAMS, PREDICTORS[name])


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


def test_a_metric_that_calls_back_is_not_trusted():
    found = neighbors.BallTree(X, metric=np.vdot)
    with pytest.raises((skcore.UnsupportedTypeError, skcore.UntrustedTypesError)):
        skcore.loads(skcore.dumps(found))


@pytest.mark.parametrize("lie", ["x", float("nan"), None, True, [1.0]], ids=str)
def test_losses(lie, forged):
    model = ensemble.GradientBoostingRegressor(loss="huber", n_estimators=1).fit(X, y)
    forged(losses.Losses, model, lambda state: state.__setitem__(0, lie))


def test_bunches(forged):
    forged(bunches.Bunches, utils.Bunch(a=1), lambda state: state.update(items=[1]))
    forged(bunches.Bunches, utils.Bunch(a=1), lambda state: state.update(renamed=[1]))


USE = """
import pickle, sys
import numpy as np
import skcore

refused = 0
with open(sys.argv[1], "rb") as file:
    for saved, X in pickle.load(file):
        try:
            skcore.loads(saved).predict(X)
        except skcore.SkcoreError:
            refused += 1
print(refused)
"""


def test_damaged_nodes_never_reach_native_code(monkeypatch, tmp_path):
    """Change bytes of nodes at random: what is loaded predicts, what is not is refused, and no process dies."""
    random = np.random.RandomState(0)
    files = []
    for handler, model, data in ((tree.Trees, MODEL, X), (predictors.Predictors, HISTOGRAMS, CODES)):
        honest = handler.save_all

        def lie(self, objs, honest=honest):
            states = honest(self, objs)
            nodes = bytearray(states[0]["nodes"].memory)
            nodes[random.randint(len(nodes))] = random.randint(256)
            states[0]["nodes"] = skcore.Buffer(nodes)
            return states

        with monkeypatch.context() as patch:
            patch.setattr(handler, "save_all", lie)
            files += [(skcore.dumps(model), data) for _ in range(200)]
    (tmp_path / "files").write_bytes(pickle.dumps(files))
    found = subprocess.run([sys.executable, "-c", USE, tmp_path / "files"], check=True, capture_output=True, text=True)
    assert 50 < int(found.stdout) < 350
