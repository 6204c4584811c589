"""The conformance kit on every kind."""

import contextlib

import kit_tables
import numpy as np
import sklearn
from conversions import Converts
from joblib import cpu_count
from kit_tables import Row
from scipy.spatial import distance
from skcore_sklearn import (
    birch,
    bisecting,
    bunches,
    classes,
    distances,
    estimators,
    functions,
    isotonic,
    losses,
    named_tuples,
    neighbor_trees,
    one_vs_rest,
    predictors,
    tags,
    tree,
)
from sklearn import (
    cluster,
    datasets,
    ensemble,
    gaussian_process,
    linear_model,
    metrics,
    model_selection,
    multiclass,
    neighbors,
    pipeline,
    preprocessing,
    svm,
    utils,
)
from sklearn import isotonic as isotonic_regression
from sklearn import tree as decision_tree
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.utils import metadata_routing
from sklearn_models.answers import answers
from sklearn_models.comparison import same

from skcore import Buffer, Plain

NEW = tuple(map(int, sklearn.__version__.split(".")[:2])) >= (1, 9)
X, y = (part[::8] for part in datasets.load_iris(return_X_y=True))
cpu_count(only_physical_cores=True)  # starts a process when it is first asked for, as no file may
WORDS = ["one two", "two three"]


def fitted(model):
    return model.fit(X, y)


def histograms():
    return fitted(ensemble.HistGradientBoostingClassifier(max_iter=1, min_samples_leaf=2, categorical_features=[0]))


def counts():
    return fitted(preprocessing.OneHotEncoder(handle_unknown="ignore"))


def in_nodes(field, value, place=0):
    """Return a change of one number of the nodes of a tree."""

    def change(state):
        name = "nodes"
        memory = state[name].memory
        dtype = tree.node_dtype() if "n_classes" in state else predictors.record_dtype()
        nodes = np.frombuffer(bytearray(b"".join(memory)), dtype)
        nodes[field][place] = value
        return {**state, name: Buffer(nodes.tobytes())}

    return change


def in_array(name, value, place):
    def change(state):
        found = state[name].copy()
        found[place] = value
        return {**state, name: found}

    return change


class Kit(Converts, kit_tables.Tabled):
    def equal(self, saved, loaded):
        same(saved, loaded)

    def use(self, obj):
        # The samples that a tree of a forest was fitted on are drawn again, as many as the file says.
        with contextlib.suppress(MemoryError if hasattr(obj, "_n_samples_bootstrap") else AttributeError):
            answers(obj, (X, y))


MODELS = Row(
    estimators.Estimators,
    {
        "tree": lambda: fitted(decision_tree.DecisionTreeClassifier(max_depth=3)),
        "forest": lambda: fitted(ensemble.RandomForestRegressor(n_estimators=2, max_depth=2)),
        "histograms": histograms,
        "line": lambda: fitted(linear_model.LogisticRegression(max_iter=500)),
        "vectors": lambda: fitted(svm.SVC()),
        "neighbours": lambda: fitted(neighbors.KNeighborsClassifier(algorithm="kd_tree")),
        "clusters": lambda: fitted(cluster.KMeans(2, n_init=1)),
        "codes": counts,
        "words": lambda: CountVectorizer().fit(WORDS),
        "pipeline": lambda: fitted(pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.Ridge())),
        "unfitted": lambda: ensemble.GradientBoostingClassifier(),
        "splitter": lambda: model_selection.KFold(3),
    },
    [
        ("tree", {"n_features_in_": 3}, "features"),
        ("tree", {"n_outputs_": 2}, "outputs"),
        ("forest", lambda s: {**s, "estimators_": s["estimators_"][:1] * 2}, "a member twice"),
        ("histograms", {"n_trees_per_iteration_": 2}, "."),
        ("line", {"coef_": np.ones((3, 9))}, "coef_"),
        ("line", {"predict": 1}, "predict hides"),
        ("line", {"predict_proba": 1}, "predict_proba hides"),
        ("vectors", {"support_": np.zeros(3, np.int32)}, "support_"),
        ("vectors", {"_n_support": np.array([1, 2, 3], np.int32)}, "."),
        ("vectors", {"_impl": "c_svc"}, "_impl"),
        ("neighbours", {"_y": np.full(len(y), 3)}, "_y"),
        ("neighbours", {"_fit_X": X[:, :2]}, "_fit_X"),
        ("clusters", {"cluster_centers_": np.ones((2, 9))}, "cluster_centers_"),
        ("codes", {"_n_features_outs": [99] * 4}, "_n_features_outs"),
        ("words", {"vocabulary_": {"one": 0, "three": 1, "two": 9}}, "vocabulary_"),
    ],
    {"mutants": 30, "absent": ("sklearn.compose._column_transformer._RemainderColsList",)},
)
NATIVE = [
    Row(
        tree.Trees,
        {"classes": lambda: fitted(decision_tree.DecisionTreeClassifier(max_depth=3)).tree_},
        [
            ("classes", {"n_features": 0}, "n_features is no positive int"),
            ("classes", {"n_classes": Plain(())}, "n_classes is no tuple"),
            ("classes", {"max_depth": 0}, "max_depth is less than the depth"),
            ("classes", {"node_count": 10**6}, "not between 0 and the number|not as many as the trees say"),
            ("classes", {"record": "other"}, "of another form"),
            ("classes", {"values": Buffer(bytes(8))}, "not one row for each node"),
            ("classes", in_nodes("left_child", -1), "only one child"),
            ("classes", in_nodes("left_child", 0), "a child does not come after its parent"),
            ("classes", in_nodes("left_child", 10**9), "a child does not come after its parent"),
            ("classes", in_nodes("left_child", 2), "not the child of exactly one"),
            ("classes", in_nodes("feature", 4), "a feature is not one of the tree's"),
            ("classes", in_nodes("missing_go_to_left", 2), "neither 0 nor 1"),
        ],
        {"use": lambda self, obj: (obj.predict(X.astype("f4")), obj.decision_path(X.astype("f4")), vars_of(obj))},
    ),
    Row(
        predictors.Predictors,
        {"first": lambda: histograms()._predictors[0][0]},
        [
            ("first", {"node_count": 10**6}, "not as many as the predictors say"),
            ("first", {"set_count": 10**6}, "not as many as the predictors say"),
            ("first", {"record": "other"}, "of another form"),
            ("first", in_nodes("is_leaf", 2), "is_leaf is neither 0 nor 1"),
            ("first", in_nodes("left", 0), "a child does not come after its parent"),
            ("first", in_nodes("left", 2), "not the child of exactly one"),
            ("first", in_nodes("feature_idx", -1), "a feature is negative"),
            ("first", in_nodes("count", 0), "a node has no samples"),
        ],
        {"use": lambda self, obj: obj.get_max_depth()},
    ),
    Row(
        neighbor_trees.NeighborTrees,
        {
            "kd": lambda: neighbors.KDTree(X, leaf_size=3),
            "ball": lambda: neighbors.BallTree(X, leaf_size=3, metric="manhattan"),
        },
        [
            ("kd", in_array("order", 19, 0), "no point's|a point twice"),
            ("kd", in_array("order", 10**9, 0), "no point's"),
            ("kd", in_array("nodes", 2, "is_leaf"), "is_leaf is neither 0 nor 1"),
            ("kd", {"n_nodes": 10**6}, "not that of a tree with n_levels"),
            ("kd", {"leaf_size": 0}, "leaf_size is no int between 1"),
            ("kd", {"metric": None}, "none of this precision"),
            ("kd", {"metric": metrics.DistanceMetric.get_metric("canberra")}, "none for a KDTree"),
            ("kd", {"bounds": np.zeros((2, 3, 4))}, "bounds has not the shape"),
            ("ball", {"weights": np.ones(3)}, "weights has not the shape"),
            ("ball", {"data": X.astype("f4")}, "not <f8"),
        ],
        {"use": lambda self, obj: (obj.query(X[:3]), obj.query_radius(X[:3], 0.5))},
    ),
    Row(
        distances.Metrics,
        {
            name: lambda name=name, options=options: metrics.DistanceMetric.get_metric(name, **options)
            for name, options in (
                ("euclidean", {}),
                ("seuclidean", {"V": np.ones(4)}),
                ("mahalanobis", {"V": np.eye(4)}),
            )
        },
        [
            ("euclidean", {"p": -1.0}, "p is not positive and finite"),
            ("seuclidean", {"vector": np.ones(4, "f4")}, "vector or matrix is not float64"),
            ("mahalanobis", {"matrix": np.ones((2, 4))}, "matrix is not square"),
        ],
        {"use": lambda self, obj: obj.pairwise(X)},
    ),
    Row(
        distances.FunctionMetrics,
        {"cosine": lambda: metrics.DistanceMetric.get_metric(distance.cosine)},
        [
            ("cosine", {"function": np.exp}, "its function is no distance"),
            ("cosine", {"function": 5}, "its function is no distance"),
            ("cosine", {"keywords": [1]}, "keywords is no dict of names"),
        ],
        {"use": lambda self, obj: obj.pairwise(X)},
    ),
    Row(
        losses.Losses,
        {
            "half": lambda: ensemble.HistGradientBoostingRegressor(max_iter=1).fit(X, y)._loss.closs,
            "quantile": lambda: histograms_of_quantiles()._loss.closs,
        },
        [("quantile", [float("nan")], "no finite number"), ("quantile", ["x"], "no finite number")],
        {
            "equal": lambda self, saved, loaded: same(saved.__reduce__(), loaded.__reduce__()),
            "use": lambda self, obj: obj.loss(np.ones(3), np.ones(3), None, np.empty(3), 1),
            "absent": tuple(f"sklearn.linear_model._sgd_fast.{name}" for name in ("Huber", "Log", "SquaredLoss")),
        },
    ),
]


def vars_of(obj):
    return obj.compute_feature_importances(), obj.max_depth, obj.value


def histograms_of_quantiles():
    model = ensemble.HistGradientBoostingRegressor(loss="quantile", quantile=0.3, max_iter=1)
    return model.fit(X, y)


def one_vs_rest_of_pipelines():
    member = pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.LogisticRegression())
    return multiclass.OneVsRestClassifier(member).fit(X, y == 0)


OTHERS_OF_OURS = [
    Row(
        one_vs_rest.OneVsRestOfAny,
        {"pipelines": one_vs_rest_of_pipelines},
        [("pipelines", {"predict": 1}, "predict hides"), ("pipelines", {"estimators_": 1}, "estimators_")],
    ),
    Row(
        bisecting.BisectingKMeans,
        {"two": lambda: fitted(cluster.BisectingKMeans(2, n_init=1))},
        [("two", {"_kmeans_single": "other"}, "_kmeans_single is unknown")],
    ),
    Row(
        birch.BirchNodes,
        {"root": lambda: fitted(cluster.Birch(n_clusters=2)).root_},
        [
            ("root", {"centroids_": 10**6}, "centroids_ is no int between 1"),
            ("root", {"init_centroids_": 1}, "init_centroids_ is no array"),
            ("root", {"append_subcluster": 1}, "hides"),
        ],
        {"use": lambda self, obj: vars(obj)},
    ),
    Row(
        isotonic.Isotonic,
        {"rising": lambda: isotonic_regression.IsotonicRegression().fit(X[:, 0], y)},
        [
            ("rising", {"f_": 1}, "f_ is given"),
            ("rising", lambda s: {**s, "X_thresholds_": s["X_thresholds_"][::-1]}, "X_thresholds_"),
        ],
        {"use": lambda self, obj: obj.predict(X[:, 0])},
    ),
    Row(
        named_tuples.NamedTuples,
        {
            "parameter": lambda: gaussian_process.kernels.RBF().hyperparameter_length_scale,
            "pair": lambda: next(iter(metadata_routing.MethodMapping().add(caller="fit", callee="predict"))),
        },
        [
            ("parameter", ["x"], "not one item for each name"),
            ("pair", ["fit", "a b"], "no name of a method"),
            ("parameter", lambda s: [5, *s[1:]], "no text"),
        ],
        {"use": lambda self, obj: repr(obj)},
    ),
    Row(
        bunches.Bunches,
        {"data": lambda: utils.Bunch(data=X, names=["a"])},
        [
            ("data", {"items": {"__array_interface__": 1}}, "the name of a protocol"),
            ("data", {"items": [1]}, "items or renamed is no dict"),
            ("data", {"items": {1: 2}}, "a key is no str"),
            ("data", {"renamed": {"a": [1]}}, "something else than texts"),
        ],
        {"use": lambda self, obj: repr(obj)},
    ),
    Row(functions.Functions, {"kernel": lambda: metrics.pairwise.rbf_kernel}, []),
    Row(classes.Classes, {"folds": lambda: model_selection.KFold}, []),
]
OTHERS = {
    "sklearn.scoring_monitor": "it opens a socket when it is loaded: test_lies_of_others.py lies about it",
    **({} if hasattr(utils, "get_tags") else {"sklearn.tags": "scikit-learn has them since 1.6"}),
}
TAGS = Row(
    tags.Tags,
    {"tree": lambda: utils.get_tags(decision_tree.DecisionTreeClassifier())},
    [("tree", {"more": 1}, ".")],
    {"use": lambda self, obj: repr(obj)},
)
ROWS = [MODELS, *NATIVE, *OTHERS_OF_OURS, *([TAGS] if hasattr(utils, "get_tags") else [])]
globals().update(kit_tables.classes(__name__, ROWS, Kit, newest=NEW))


def test_every_kind_has_its_tests():
    assert not kit_tables.kinds_without_tests("sklearn", ROWS, OTHERS)
