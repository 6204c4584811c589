"""Trees and predictors: states that lie are refused before anything native is built from them."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
from skcore_sklearn import predictors, tree
from skcore_sklearn.tree_rules import MOST_LEVELS
from sklearn import datasets, ensemble
from sklearn.ensemble._hist_gradient_boosting.common import PREDICTOR_RECORD_DTYPE
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.tree._tree import NODE_DTYPE

import skcore

X, y = datasets.load_iris(return_X_y=True)
CODES = (X * 2).astype(int)
MODEL = DecisionTreeClassifier(random_state=0).fit(X, y)
COUNT = MODEL.tree_.node_count
HISTOGRAMS = ensemble.HistGradientBoostingClassifier(max_iter=2, categorical_features=[0, 3], min_samples_leaf=5)
HISTOGRAMS.fit(CODES, y)


MEMORY = ("nodes", "values", "binned", "raw")


def buffer(array):
    return skcore.Buffer(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)


def to_one(change, index=0):
    """Return the change of one state among many, which sees its part of the memory that the first has of all."""

    def apply(states):
        parts = {name: list(states[0][name].memory) for name in MEMORY if name in states[0]}
        own = {**states[index], **{name: skcore.Buffer(part[index]) for name, part in parts.items()}}
        own["record"] = states[0].pop("record")
        for name in parts:
            del states[0][name]
        change(own)
        memory = {"record": own.pop("record")}
        for name, part in parts.items():
            found = own.pop(name)
            if isinstance(found, skcore.Buffer):
                part[index] = found.memory
                found = skcore.Buffer(tuple(part))
            memory[name] = found
        states[index].clear()
        states[index].update(own)
        states[0].update(memory)

    return apply


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
    state.update(nodes=buffer(chain), values=buffer(np.zeros((2001, 1, 3))), max_depth=1, node_count=2001)


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
    "no nodes": lambda state: state.update(nodes=skcore.Buffer(b""), values=skcore.Buffer(b""), node_count=0),
    "fewer nodes": lambda state: state.update(node_count=COUNT - 1),
    "more nodes": lambda state: state.update(node_count=COUNT + 1),
    "too many nodes": lambda state: state.update(node_count=2**40),
    "less than no nodes": lambda state: state.update(node_count=-COUNT),
    "nodes that are none": lambda state: state.update(node_count=float(COUNT)),
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
    forged(tree.Trees, MODEL, to_one(TREES[name]))


@pytest.mark.parametrize("name", TREES)
def test_one_lie_among_many_trees(name, forged):
    forest = ensemble.RandomForestClassifier(8, random_state=0).fit(X, y)
    other = forest.estimators_[7].tree_ = MODEL.tree_
    assert other.node_count == COUNT
    forged(tree.Trees, forest, to_one(TREES[name], 7))


@pytest.mark.parametrize("rows", [40, 200])
def test_a_tree_of_any_depth_is_as_deep_as_it_says(rows, forged):
    points = np.arange(rows, dtype=float)[:, None]
    model = DecisionTreeRegressor().fit(points, 3.0 ** points[:, 0])
    assert (model.get_depth() > MOST_LEVELS) is (rows > 100)
    loaded = skcore.loads(skcore.dumps(model))
    np.testing.assert_array_equal(loaded.decision_path(points).indices, model.decision_path(points).indices)

    def lie(states):
        states[0]["max_depth"] -= 1

    forged(tree.Trees, model, lie, "less than the depth")


def test_a_long_chain_takes_no_time_to_refuse(forged):
    def change(state):
        count = 600_001
        chain = np.zeros(count, NODE_DTYPE)
        chain["left_child"] = chain["right_child"] = -1
        chain["left_child"][:-2:2] = np.arange(1, count, 2)
        chain["right_child"][:-2:2] = np.arange(2, count, 2)
        values = buffer(np.zeros((count, 1, 3)))
        state.update(nodes=buffer(chain), values=values, max_depth=count // 2 - 1, node_count=count)

    forged(tree.Trees, MODEL, to_one(change), "depth")


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
    # The columns with categories come first.
    found["feature_idx"] = 2
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
    "no nodes": lambda state: state.update(nodes=skcore.Buffer(b""), node_count=0),
    "fewer nodes": lambda state: state.update(node_count=state["node_count"] - 1),
    "too many nodes": lambda state: state.update(node_count=2**40),
    "negative sets": lambda state: state.update(set_count=-1),
    "sets that are none": lambda state: state.update(set_count=None),
    "nodes cut off": cut("nodes", 20),
    "sets cut off": lambda state: state.update(raw=skcore.Buffer(bytes(20)), binned=skcore.Buffer(bytes(20))),
    "no sets": lambda state: state.update(raw=skcore.Buffer(b""), binned=skcore.Buffer(b""), set_count=0),
    "sets of none": lambda state: state.update(raw=None, binned=None),
    "fewer sets": lambda state: state.update(raw=skcore.Buffer(bytes(320))),
    "no memory": lambda state: state.update(nodes=None),
    "another record": lambda state: state.update(record="x"),
    "another field": lambda state: state.update(depth=5),
}


@pytest.mark.parametrize("name", PREDICTORS)
def test_predictors(name, forged):
    members = [member for group in HISTOGRAMS._predictors for member in group]
    index = next(index for index, member in enumerate(members) if len(member.raw_left_cat_bitsets))
    forged(predictors.Predictors, HISTOGRAMS, to_one(PREDICTORS[name], index))


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
            nodes = bytearray(b"".join(states[0]["nodes"].memory))
            nodes[random.randint(len(nodes))] = random.randint(256)
            states[0]["nodes"] = skcore.Buffer(nodes)
            return states

        with monkeypatch.context() as patch:
            patch.setattr(handler, "save_all", lie)
            files += [(skcore.dumps(model), data) for _ in range(200)]
    (tmp_path / "files").write_bytes(pickle.dumps(files))
    found = subprocess.run([sys.executable, "-c", USE, tmp_path / "files"], check=True, capture_output=True, text=True)
    assert 50 < int(found.stdout) < 350
