"""Pickles of scikit-learn's objects: what they say in another way than a file does, and lies, each by its rule."""

import copyreg
import io
import pickle
import subprocess
import sys

import cloudpickle
import numpy as np
import pytest
import sklearn
from conversions import converted
from sklearn import cluster, datasets, ensemble, linear_model, metrics, multiclass, neighbors, pipeline, preprocessing
from sklearn import tree as trees
from sklearn.ensemble._hist_gradient_boosting.predictor import TreePredictor
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.gaussian_process.kernels import RBF, Hyperparameter
from sklearn.tree._tree import Tree
from sklearn_models.comparison import same

import skcore

X, y = (part[::8] for part in datasets.load_iris(return_X_y=True))
RECORDED = """
import pathlib, sys

class Recorder:
    asked = []
    def find_spec(self, name, path=None, target=None):
        self.asked.append(name.partition(".")[0])

sys.meta_path.insert(0, Recorder())
import skcore

for file in pathlib.Path().glob("*.pkl"):
    skcore.convert(file, file.with_suffix(".skc"))
found = {"sklearn", "_loss", "scipy", "joblib"} & ({*sys.modules} | {*Recorder.asked})
assert not found, found
"""


class Forged:
    """An object that pickle writes as one that is made by any function, of any arguments, and gets any state."""

    def __init__(self, maker, args=(), state=None):
        self.reduced = (maker, args) if state is None else (maker, args, state)

    def __reduce__(self):
        return self.reduced


class Made(Forged):
    """The same, of a class whose ``__new__`` gets the arguments."""

    def __reduce_ex__(self, protocol):
        maker, args, *state = self.reduced
        return (copyreg.__newobj__, (maker, *args), *state)

    # Pickle asks whether it is of the class that it has made.
    __class__ = property(lambda self: self.reduced[0])


def parts(obj):
    """Return what makes an object, its arguments and its state, as pickle has them."""
    maker, args, *state = obj.__reduce_ex__(2)
    return maker, args, *state[:1]


def with_state(obj, **changes):
    """Return an object of which a pickle has some of the state otherwise; an Ellipsis takes a field away."""
    _, args, state = parts(obj)
    changed = {name: part for name, part in {**state, **changes}.items() if part is not ...}
    return Made(args[0], args[1:], changed)


def back(obj, trusted=None):
    return skcore.loads(converted(pickle.dumps(obj, 4)), trusted=trusted)


def fitted(model):
    return model.fit(X, y)


def test_nothing_of_a_library_is_imported(tmp_path):
    models = {
        "line": pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.LogisticRegression()),
        "forest": ensemble.RandomForestClassifier(3),
        "histograms": ensemble.HistGradientBoostingClassifier(max_iter=2),
        "boosting": ensemble.GradientBoostingRegressor(n_estimators=2),
        "neighbours": neighbors.KNeighborsClassifier(algorithm="kd_tree"),
        "one against the rest": multiclass.OneVsRestClassifier(linear_model.LinearRegression()),
    }
    for name, model in models.items():
        (tmp_path / f"{name}.pkl").write_bytes(pickle.dumps(fitted(model)))
    done = subprocess.run([sys.executable, "-c", RECORDED], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for name, model in models.items():
        same(model, skcore.load(tmp_path / f"{name}.skc"))


def test_a_file_says_which_version_wrote_the_pickle():
    data = pickle.dumps(fitted(linear_model.Ridge()))
    found = skcore.inspect(io.BytesIO(converted(data)))
    assert found.environment["sklearn"] == sklearn.__version__
    older = with_state(fitted(linear_model.Ridge()), _sklearn_version="1.2.3")
    assert skcore.inspect(io.BytesIO(converted(pickle.dumps(older)))).environment["sklearn"] == "1.2.3"
    lie = with_state(fitted(linear_model.Ridge()), _sklearn_version="1" * 1000)
    assert "sklearn" not in skcore.inspect(io.BytesIO(converted(pickle.dumps(lie)))).environment


def test_a_version_that_is_no_text_is_none():
    version = sklearn.__version__.encode()
    data = pickle.dumps(fitted(linear_model.Ridge()), 4).replace(version, b"\xed\xa0\x80" + version[3:])
    assert "sklearn" not in skcore.inspect(io.BytesIO(converted(data))).environment


@pytest.mark.parametrize("write", [pickle.dumps, cloudpickle.dumps])
def test_a_method_of_its_own_is_left_out(write):
    model = fitted(linear_model.Ridge())
    model.predict = model.predict
    assert vars(skcore.loads(converted(write(model)))).keys() == vars(model).keys() - {"predict"}


def test_a_method_of_another_is_refused():
    model, other = fitted(preprocessing.StandardScaler()), fitted(preprocessing.StandardScaler())
    model.transform = other.transform
    with pytest.raises(skcore.UntrustedTypesError, match="transform"):
        back(model)
    with pytest.raises(skcore.InvalidStateError, match="transform hides"):
        back(model, trusted=["sklearn.preprocessing._data:StandardScaler.transform"])


def test_another_method_of_its_own_is_refused():
    model = fitted(linear_model.Ridge())
    model.predict = model.score
    with pytest.raises(skcore.UntrustedTypesError):
        back(model)


def test_the_address_of_stop_words_is_left_out():
    model = CountVectorizer(stop_words=["one"]).fit(["one two"])
    model.transform(["two"])
    assert "_stop_words_id" in vars(model)
    assert "_stop_words_id" not in vars(back(model))


def test_one_against_the_rest_over_any_member_is_vouched_for():
    of_any = multiclass.OneVsRestClassifier(pipeline.make_pipeline(linear_model.LogisticRegression()))
    labels = np.column_stack((y == 0, y == 1)).astype(int)
    data = converted(pickle.dumps(of_any.fit(X, labels)))
    assert skcore.get_untrusted_types(data=data) == ["sklearn.multiclass.OneVsRestClassifier"]
    same(of_any, skcore.loads(data, trusted=skcore.plugin_defaults))
    assert skcore.get_untrusted_types(data=converted(pickle.dumps(of_any.fit(X, y)))) == []


@pytest.mark.parametrize("spelling", ["_loss", "sklearn._loss._loss"])
def test_a_loss_by_each_spelling_of_its_module(spelling):
    model = fitted(ensemble.GradientBoostingClassifier(n_estimators=2))
    own, other = (f"c{module}\n".encode() for module in (type(model._loss.closs).__module__, spelling))
    data = pickle.dumps(model, 2)
    assert own in data
    same(model, skcore.loads(converted(data.replace(own, other))))


def tree(**changes):
    """Return the pickle of a tree with changes of its state, by the names of its arguments too."""
    maker, args, state = parts(fitted(trees.DecisionTreeClassifier(max_depth=2, random_state=0)).tree_)
    given = dict(zip(("features", "classes", "outputs"), args, strict=True))
    args = tuple(changes.pop(name, own) for name, own in given.items())
    return Forged(maker, args, {name: part for name, part in {**state, **changes}.items() if part is not ...})


def nodes():
    return np.array(parts(fitted(trees.DecisionTreeClassifier(max_depth=2, random_state=0)).tree_)[2]["nodes"])


def nodes_before_1_3():
    found = nodes()
    names = [name for name in found.dtype.names if name != "missing_go_to_left"]
    return np.array(found[names].tolist(), [(name, found.dtype[name]) for name in names])


def nodes_of_32_bits(order):
    dtype = nodes().dtype
    forms = [(name, "i4" if dtype[name].kind == "i" else dtype[name]) for name in dtype.names]
    return nodes().astype(np.dtype(forms, align=True).newbyteorder(order))


@pytest.mark.parametrize("order", "<>")
def test_a_tree_of_another_machine(order):
    values = np.asarray(tree().reduced[2]["values"])
    for found in (tree(nodes=nodes_of_32_bits(order)), tree(values=values.astype(f"{order}f8"))):
        same(back(tree()), back(found))


def test_a_tree_of_before_1_3_is_refused_as_scikit_learn_does():
    data = pickle.dumps(tree(nodes=nodes_before_1_3()))
    with pytest.raises(ValueError, match="incompatible dtype"):
        pickle.loads(data)
    with pytest.raises(skcore.InvalidStateError, match="nodes are of another form"):
        skcore.loads(converted(data))


def predictor(**changes):
    model = fitted(ensemble.HistGradientBoostingRegressor(max_iter=1, min_samples_leaf=2))
    return Made(TreePredictor, (), {**vars(model._predictors[0][0]), **changes})


def test_a_predictor_of_another_machine():
    found = vars(back(predictor()))["nodes"]
    forms = [(name, "i4" if found.dtype[name].kind == "i" else found.dtype[name]) for name in found.dtype.names]
    for order in "<>":
        other = back(predictor(nodes=found.astype(np.dtype(forms).newbyteorder(order))))
        assert other.nodes.dtype == found.dtype
        assert other.nodes.tobytes() == found.tobytes()


def distance(name, *state, maker=None):
    maker, (cls,), _ = (maker, (None,), None) if maker else parts(metrics.DistanceMetric.get_metric("euclidean"))
    return Forged(maker, (cls if name is None else name,), state or None)


def neighbor_tree(*changes, cls=None):
    maker, (own,), state = parts(neighbors.KDTree(X))
    return Forged(maker, (cls or own,), (*state[: len(state) - len(changes)], *changes) if changes else list(state))


RECORDS = np.zeros(2, [("a", "i8"), ("b", [("c", "i8")])])
OBJECTS = np.zeros(2, [("a", "i8"), ("b", "O")])
BISECTED = fitted(cluster.BisectingKMeans(2, n_init=1))
LOSS, MULTINOMIAL = (
    fitted(ensemble.GradientBoostingRegressor(n_estimators=1))._loss.closs,
    fitted(ensemble.GradientBoostingClassifier(n_estimators=1))._loss.closs,
)
UNPICKLE, UNPICKLED, *_ = parts(MULTINOMIAL)
HOSTILE = {
    "a tree without nodes": (lambda: tree(nodes=...), "not that of a tree"),
    "a tree with more": (lambda: tree(more=1), "not that of a tree"),
    "a tree with no state": (lambda: Forged(Tree, tree().reduced[1]), "not that of a tree"),
    "a tree of fewer arguments": (lambda: Forged(Tree, (1,), tree().reduced[2]), "not enough values"),
    "a tree made by no call": (lambda: Made(Tree, (), tree().reduced[2]), "not enough values"),
    "nodes that are a list": (lambda: tree(nodes=[1]), "nodes is no row of records"),
    "nodes that are numbers": (lambda: tree(nodes=np.zeros(3)), "nodes is no row of records"),
    "nodes in two dimensions": (lambda: tree(nodes=nodes()[None]), "nodes is no row of records"),
    "nodes of objects": (lambda: tree(nodes=OBJECTS, node_count=2), "nodes has objects"),
    "nodes in nodes": (lambda: tree(nodes=RECORDS, node_count=2), "something else than numbers"),
    "nodes fewer than said": (lambda: tree(node_count=10**9), "not as many as the tree says"),
    "a count that is a text": (lambda: tree(node_count="5"), "node_count is no int"),
    "values that are a list": (lambda: tree(values=[1.0]), "values is no array"),
    "values of another shape": (lambda: tree(values=np.zeros((5, 1, 2))), "values has not the shape"),
    "values that are texts": (lambda: tree(values=np.zeros((5, 1, 3), "U1")), "values is no array"),
    "classes that are a list": (lambda: tree(classes=[3]), "n_classes is no array"),
    "classes without end": (lambda: tree(classes=np.array([2**40])), "values has not the shape"),
    "classes below zero": (lambda: tree(classes=np.array([-3])), "values has not the shape"),
    "outputs without end": (lambda: tree(outputs=2**62), "n_outputs is no int"),
    "outputs that there are not": (lambda: tree(outputs=2), "n_classes has not the shape"),
    "features that are a list": (lambda: tree(features=[4]), "n_features is no int"),
    "a depth that is a list": (lambda: tree(max_depth=[2]), "max_depth is no int"),
    "trees of two forms": (lambda: [tree(), tree(nodes=nodes_before_1_3())], "nodes of two forms"),
    "one array for many trees": (lambda: many_trees(), "far more memory or work"),
    "a predictor with more": (lambda: predictor(more=1), "not that of a predictor"),
    "a predictor by a call": (lambda: Forged(TreePredictor, (1, 2, 3)), "not that of a predictor"),
    "a predictor's nodes that are numbers": (lambda: predictor(nodes=np.zeros(3)), "no row of records"),
    "sets that are a list": (lambda: predictor(raw_left_cat_bitsets=[1]), "raw_left_cat_bitsets is no array"),
    "sets of texts": (lambda: predictor(raw_left_cat_bitsets=np.zeros((0, 8), "U1")), "is no array"),
    "narrow sets": (lambda: predictor(raw_left_cat_bitsets=np.zeros((0, 7), "u4")), "has not the shape"),
    "sets of one form": (lambda: predictor(raw_left_cat_bitsets=np.zeros((1, 8), "u4")), "not as many in both"),
    "one array for many predictors": (lambda: many_predictors(), "far more memory or work"),
    "a loss with a state": (lambda: Forged(type(LOSS), (), {"a": 1}), "not made of its parameters"),
    "a loss by no call": (lambda: Made(type(LOSS)), "not made of its parameters"),
    "a loss of another class": (lambda: Forged(UNPICKLE, (Tree, *UNPICKLED[1:])), "another class than those"),
    "a loss of a text": (lambda: Forged(UNPICKLE, (UNPICKLED[0], 1, "abc")), "parameters are no tuple"),
    "a loss of fewer arguments": (lambda: Forged(UNPICKLE, (UNPICKLED[0],)), "not enough values"),
    "a distance of another class": (lambda: distance(Tree, 1.0, X, X), "another class than those"),
    "a distance of a text": (lambda: distance("x", 1.0, X, X), "another class than those"),
    "a distance without a state": (lambda: distance(None), "not that of a distance"),
    "a distance of fewer parts": (lambda: distance(None, 1.0), "not that of a distance"),
    "points of another class": (lambda: neighbor_tree(1, cls=Tree), "another class than those"),
    "points with a list as state": (lambda: neighbor_tree(), "not that of a tree"),
    "points of fewer parts": (lambda: Forged(*parts(neighbors.KDTree(X))[:2], (1, 2)), "not that of a tree"),
    "a bunch of arguments": (lambda: Made(type(datasets.load_iris()), ({"a": 1},)), "not made empty"),
    "a named tuple with a state": (lambda: Made(Hyperparameter, (1, 2), {"a": 1}), "not made of its items"),
    "another function": (lambda: with_state(BISECTED, _kmeans_single=len), "none of scikit-learn's functions"),
    "a text as function": (lambda: with_state(BISECTED, _kmeans_single="lloyd"), "none of scikit-learn's functions"),
    "an estimator by a call": (lambda: Forged(linear_model.Ridge, (), {"alpha": 1}), "not made empty"),
    "members that are none": (lambda: multiple(5), "no list of members"),
}


def many_trees():
    array = np.zeros(2**15, nodes().dtype)
    values = np.zeros((2**15, 1, 3))
    return [tree(nodes=array, values=values, node_count=2**15) for _ in range(1000)]


def many_predictors():
    array = np.zeros(2**16, vars(back(predictor()))["nodes"].dtype)
    return [predictor(nodes=array) for _ in range(200)]


def multiple(members):
    return with_state(multiclass.OneVsRestClassifier(RBF()), estimators_=members)


@pytest.mark.parametrize("lie", HOSTILE)
def test_a_pickle_that_lies_is_not_converted(lie):
    make, rule = HOSTILE[lie]
    data = pickle.dumps(make(), 4)
    with pytest.raises(skcore.UnsupportedTypeError, match=rule):
        converted(data)


LOADED = {
    "a child that there is not": (lambda: with_child(10**6), "does not come after its parent"),
    "a depth that is none": (lambda: tree(max_depth=10**6), "max_depth is not between"),
    "a loss of a list": (lambda: Forged(type(LOSS), ([1.0],)), "no finite number"),
    "a loss of infinity": (lambda: Forged(type(LOSS), (float("inf"),)), "no finite number"),
    "a distance of no order": (lambda: distance(None, -1.0, np.zeros(1), np.zeros((1, 1))), "p is not positive"),
    "a weight too few": (lambda: neighbor_tree(np.ones(3)), "weights"),
    "a bunch that answers for a protocol": (lambda: bunch(__array_interface__=1), "the name of a protocol"),
    "a named tuple that is short": (lambda: Made(Hyperparameter, ("a",)), "not one item for each name"),
    "an attribute that hides a method": (lambda: with_state(BISECTED, predict=1), "predict hides"),
    "a coefficient too few": (lambda: with_state(line(), coef_=np.zeros((3, 3))), "coef_"),
    "a version that is a number": (lambda: with_state(line(), _sklearn_version=1), "_sklearn_version is no str"),
}


def line():
    return fitted(linear_model.LogisticRegression())


def with_child(child):
    found = nodes()
    found["left_child"][0] = child
    return tree(nodes=found)


def bunch(**items):
    return type(datasets.load_iris())(**items)


@pytest.mark.parametrize("lie", LOADED)
def test_a_pickle_that_lies_is_refused_when_it_is_loaded(lie):
    make, rule = LOADED[lie]
    data = converted(pickle.dumps(make(), 4))
    with pytest.raises(skcore.InvalidStateError, match=rule):
        skcore.loads(data)


def test_what_is_no_class_of_scikit_learn_is_asked_for():
    class_of_ours = b"cbait\nRidge\n)\x81."
    assert skcore.get_untrusted_types(data=converted(b"\x80\x02" + class_of_ours)) == ["bait.Ridge"]


@pytest.mark.parametrize(
    ("key", "rule"),
    [(b")" + b"2\x86" * 100, "over 10000 elements"), (b")" + b"\x85" * 100_000, "nested over 100 deep")],
    ids=["of the same", "deep"],
)
def test_a_key_of_a_bunch_that_cannot_be_hashed(key, rule):
    data = b"\x80\x02csklearn.utils._bunch\nBunch\n)\x81" + key + b"Ns."
    code = (
        "import io, sys, skcore\n"
        "try: skcore.convert(io.BytesIO(sys.stdin.buffer.read()), io.BytesIO())\n"
        "except skcore.UnsupportedTypeError as error: print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True, timeout=60)
    assert rule in told.stdout.decode()
