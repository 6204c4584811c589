"""Attributes that lie: each rule refuses a model that breaks it, when it is loaded and when it is saved."""

import collections
import copy
import functools
import inspect

import numpy as np
import pytest
import scipy.sparse as sp
from skcore_sklearn.estimators import Estimators
from sklearn import (
    cluster,
    compose,
    datasets,
    dummy,
    ensemble,
    feature_extraction,
    linear_model,
    metrics,
    model_selection,
    neighbors,
    pipeline,
    preprocessing,
    svm,
    tree,
)
from sklearn.feature_extraction import text

import skcore

X, y = datasets.load_iris(return_X_y=True)
SPARSE = sp.csr_matrix(X)
NAMES = (X * 2).astype(int).astype(str).astype(object)
CODES = (X * 2).astype(int)
WORDS = ["one two", "two three", "three four four"]
SEED = {"random_state": 0}


def reach(model, path):
    """Return the object that has the last of the attributes in a path, and the name of that one."""
    if path.startswith("_BaseLibSVM__"):
        return model, path
    *way, name = path.split("__")
    return functools.reduce(getattr, way, model), name


def setter(**attributes):
    """Return a function that sets attributes of a model: ``a__b`` is the attribute b of a."""

    def change(model):
        for path, value in attributes.items():
            target, name = reach(model, path)
            vars(target)[name] = value(vars(target)[name]) if inspect.isroutine(value) or value is tuple else value

    return change


def without(name):
    return lambda model: vars(model).pop(name)


def edit(path, index, value):
    """Return a function that changes an element of an array."""

    def change(model):
        target, name = reach(model, path)
        vars(target)[name] = found = vars(target)[name].copy()
        found[index] = value

    return change


def twice(name):
    return setter(**{name: lambda members: [*members, members[0]]})


def nested(model):
    """Make a model of thirty levels, each of which calls the one below twice."""
    for _ in range(30):
        outer = ensemble.VotingRegressor([("a", model), ("b", model)])
        outer.estimators_ = [model, model]
        model = outer
    return model


def counted(words):
    found = collections.defaultdict(int)
    found.update(words)
    return found


FOREST = ensemble.RandomForestClassifier(3, **SEED).fit(X, y)
TREE = tree.DecisionTreeClassifier(**SEED).fit(X, y)
NARROW = tree.DecisionTreeClassifier(**SEED).fit(X[:, :2], y)
FLAT = tree.DecisionTreeRegressor(max_depth=1).fit(X, y)
PAIR = tree.DecisionTreeRegressor(max_depth=1).fit(X, np.column_stack((y, y)))
ISOLATION = ensemble.IsolationForest(n_estimators=3, max_features=0.5, **SEED).fit(X)
BOOSTING = ensemble.GradientBoostingClassifier(n_estimators=2).fit(X, y)
BINARY = ensemble.GradientBoostingClassifier(n_estimators=2).fit(X, y > 0)
HISTOGRAMS = ensemble.HistGradientBoostingClassifier(max_iter=2, categorical_features=[3]).fit(CODES, y)
PLAIN_HISTOGRAMS = ensemble.HistGradientBoostingRegressor(max_iter=2).fit(X, y)
SVC = svm.SVC().fit(X, y)
SPARSE_SVC = svm.SVC(kernel="linear").fit(SPARSE, y)
KERNEL_SVC = svm.SVC(kernel="precomputed").fit(X @ X.T, y)
FUNCTION_SVC = svm.SVC(kernel=metrics.pairwise.linear_kernel).fit(X, y)
SVR = svm.SVR().fit(X, y)
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
LOGISTIC = linear_model.LogisticRegression(max_iter=500).fit(X, y)
DESCENT = linear_model.SGDClassifier(average=True, **SEED).fit(X, y)
ONE_HOT = preprocessing.OneHotEncoder(drop="first").fit(NAMES)
NUMBERS = preprocessing.OneHotEncoder(handle_unknown="ignore").fit(CODES)
RARE = preprocessing.OneHotEncoder(max_categories=3).fit(NAMES)
POLYNOMIAL = preprocessing.PolynomialFeatures(2).fit(X)
COUNTS = text.CountVectorizer().fit(WORDS)
HASHED = text.HashingVectorizer(n_features=16)
DICTS = feature_extraction.DictVectorizer().fit([{"a": 1, "b": 2}])
LABELS = preprocessing.MultiLabelBinarizer().fit([["a", "b"], ["c"]])
GUESS = dummy.DummyClassifier().fit(X, y)
MEAN = dummy.DummyRegressor().fit(X, y)
STACK = ensemble.StackingClassifier([("a", linear_model.LogisticRegression(max_iter=900))]).fit(X, y)
GRID = model_selection.GridSearchCV(
    linear_model.Ridge(), {"alpha": [1.0]}, scoring=metrics.make_scorer(metrics.r2_score)
).fit(X, y)

LIES = {
    # every estimator
    "a setting is hidden": (SVC, setter(_impl="one_class")),
    "too many jobs": (FOREST, setter(n_jobs=10**9)),
    "jobs without a number": (FOREST, setter(n_jobs="many")),
    # trees
    "tree: features": (TREE, setter(n_features_in_=1)),
    "tree: no features": (TREE, without("n_features_in_")),
    "tree: another object": (TREE, setter(tree_=LOGISTIC)),
    "tree: None": (TREE, setter(tree_=None)),
    "tree: outputs": (TREE, setter(n_outputs_=2)),
    "tree: classes": (TREE, setter(n_classes_=np.int64(10**9))),
    "tree: classes of several outputs": (
        tree.DecisionTreeClassifier().fit(X, np.column_stack((y, y))),
        setter(n_classes_=[3, 4]),
    ),
    "forest: a tree twice": (FOREST, twice("estimators_")),
    "forest: no list": (FOREST, setter(estimators_=tuple)),
    "forest: another member": (FOREST, setter(estimators_=[LOGISTIC])),
    "forest: a narrow tree": (FOREST, setter(estimators_=[NARROW])),
    "forest: a tree that is not fitted": (FOREST, setter(estimators_=[tree.DecisionTreeClassifier()])),
    "forest: features": (FOREST, setter(n_features_in_=3)),
    "forest: no features": (FOREST, without("n_features_in_")),
    "forest: classes": (FOREST, setter(n_classes_=10**9)),
    "isolation: columns of another length": (ISOLATION, setter(estimators_features_=lambda old: [[0, 1, 2]] * 3)),
    "isolation: a mask": (ISOLATION, setter(estimators_features_=lambda old: [np.array([True, False])] * 3)),
    "isolation: fewer columns": (ISOLATION, setter(_max_features=1)),
    "isolation: all columns": (ISOLATION, setter(_max_features=4)),
    "isolation: lengths": (ISOLATION, setter(_decision_path_lengths=lambda old: [part[:1] for part in old])),
    "isolation: one length": (ISOLATION, setter(_average_path_length_per_tree=lambda old: old[:1])),
    "isolation: one list": (ISOLATION, setter(estimators_features_=lambda old: old[:1])),
    # boosting
    "boosting: wide": (BOOSTING, setter(estimators_=lambda old: np.repeat(old, 50, axis=1))),
    "boosting: binary and wide": (BINARY, setter(estimators_=lambda old: np.repeat(old, 3, axis=1))),
    "boosting: a tree twice": (BOOSTING, setter(estimators_=lambda old: np.vstack((old, old)))),
    "boosting: a classifier": (BOOSTING, edit("estimators_", (0, 0), TREE)),
    "boosting: two outputs": (BOOSTING, edit("estimators_", (0, 0), PAIR)),
    "boosting: not fitted": (BOOSTING, edit("estimators_", (0, 0), tree.DecisionTreeRegressor())),
    "boosting: features": (BOOSTING, setter(n_features_in_=5)),
    "boosting: trees in an iteration": (BOOSTING, setter(n_trees_per_iteration_=1)),
    "boosting: classes": (BOOSTING, setter(classes_=np.arange(2))),
    "boosting: a loss for two": (BOOSTING, setter(_loss=BINARY._loss)),
    "boosting: a loss for many": (BINARY, setter(_loss=BOOSTING._loss)),
    "boosting: no start": (BOOSTING, setter(init_="one")),
    "boosting: a start for two": (BOOSTING, setter(init_=BINARY.init_)),
    "boosting: a start without classes": (BOOSTING, setter(init_=MEAN)),
    "boosting: a start of unknown shape": (
        BOOSTING,
        setter(init_=pipeline.make_pipeline(preprocessing.FunctionTransformer(np.diff), LOGISTIC)),
    ),
    "boosting: a narrow start": (BOOSTING, setter(init_=NARROW)),
    "loss: link": (BOOSTING, setter(_loss__link=TREE)),
    "loss: classes": (BOOSTING, setter(_loss__n_classes=-1)),
    "loss: namespace": (BOOSTING, setter(_loss__xp="x")),
    "guess: classes": (GUESS, setter(n_classes_=10**9)),
    "guess: priors": (GUESS, setter(class_prior_=np.ones((5, 3)))),
    "guess: outputs": (GUESS, setter(n_outputs_=2)),
    "guess: a mean of many outputs": (MEAN, setter(n_outputs_=10**9)),
    # histograms
    "histograms: features": (HISTOGRAMS, setter(n_features_in_=3)),
    "histograms: other features": (HISTOGRAMS, setter(_n_features=3)),
    "histograms: binned data": (HISTOGRAMS, setter(_in_fit=True)),
    "histograms: a predictor twice": (PLAIN_HISTOGRAMS, twice("_predictors")),
    "histograms: too few predictors": (HISTOGRAMS, setter(_predictors=lambda old: [old[0][:1]])),
    "histograms: another predictor": (PLAIN_HISTOGRAMS, setter(_predictors=[[TREE]])),
    "histograms: categories that are none": (HISTOGRAMS, edit("_bin_mapper__is_categorical_", slice(None), 0)),
    "histograms: baseline": (HISTOGRAMS, setter(_baseline_prediction=np.zeros((1, 1)))),
    "histograms: trees in an iteration": (HISTOGRAMS, setter(n_trees_per_iteration_=1)),
    "histograms: another bin mapper": (HISTOGRAMS, setter(_bin_mapper=TREE)),
    "histograms: other bins": (PLAIN_HISTOGRAMS, setter(_bin_mapper=HISTOGRAMS._bin_mapper, n_features_in_=5)),
    "histograms: more bins than it has": (HISTOGRAMS, setter(max_bins=16)),
    "histograms: another preprocessor": (HISTOGRAMS, setter(_preprocessor=preprocessing.StandardScaler().fit(X))),
    "histograms: sparse columns": (HISTOGRAMS, setter(_preprocessor__sparse_output_=True)),
    "histograms: frames": (HISTOGRAMS, setter(_preprocessor___sklearn_output_config={"transform": "pandas"})),
    "histograms: weights of columns": (HISTOGRAMS, setter(_preprocessor__transformer_weights={"encoder": 1})),
    "histograms: columns dropped": (HISTOGRAMS, setter(_preprocessor__transformers_=lambda old: old[:1])),
    "histograms: no columns": (HISTOGRAMS, setter(_preprocessor__transformers_=[])),
    "histograms: columns of names": (HISTOGRAMS, setter(_preprocessor___transformer_to_input_indices={"encoder": [0]})),
    "histograms: columns twice": (
        HISTOGRAMS,
        setter(_preprocessor__transformers_=lambda old: [old[0], (*old[1][:2], np.ones(4, bool)), *old[2:]]),
    ),
    "histograms: another conversion": (
        HISTOGRAMS,
        setter(
            _preprocessor__transformers_=lambda old: [
                old[0],
                ("numerical", preprocessing.FunctionTransformer(np.diff), old[1][2]),
                *old[2:],
            ]
        ),
    ),
    "bins: too many": (HISTOGRAMS, setter(_bin_mapper__n_bins=1000)),
    "bins: missing": (HISTOGRAMS, setter(_bin_mapper__missing_values_bin_idx_=3)),
    "bins: one feature": (HISTOGRAMS, setter(_bin_mapper__bin_thresholds_=lambda old: old[:1])),
    "bins: no list": (HISTOGRAMS, setter(_bin_mapper__bin_thresholds_=5)),
    "bins: thresholds": (
        HISTOGRAMS,
        setter(_bin_mapper__bin_thresholds_=lambda old: [*old[:-1], np.arange(300.0)]),
    ),
    "bins: categories": (
        HISTOGRAMS,
        setter(_bin_mapper__bin_thresholds_=lambda old: [np.full(len(old[0]), -1e6), *old[1:]]),
    ),
    "bins: broken categories": (
        HISTOGRAMS,
        setter(_bin_mapper__bin_thresholds_=lambda old: [np.full(len(old[0]), 0.5), *old[1:]]),
    ),
    "bins: filled": (HISTOGRAMS, edit("_bin_mapper__n_bins_non_missing_", 0, 2**31)),
    "bins: what is categorical": (HISTOGRAMS, edit("_bin_mapper__is_categorical_", 0, 7)),
    "bins: threads": (HISTOGRAMS, setter(_bin_mapper__n_threads=10**6)),
    # support vectors
    "svc: kernel": (SVC, setter(kernel="cosine")),
    "svc: sparse": (SVC, setter(_sparse=True)),
    "svc: dense": (SPARSE_SVC, setter(_sparse=False)),
    "svc: no flag": (SVC, setter(_sparse=1)),
    "svc: more classes in the counts": (SVC, setter(_n_support=lambda old: np.append(old, np.zeros(99, np.int32)))),
    "svc: negative counts": (SVC, setter(_n_support=lambda old: np.array([-5, 5, old.sum()], np.int32))),
    "svc: int64 counts": (SVC, setter(_n_support=lambda old: old.astype("i8"))),
    "svc: counts that overflow": (SVC, setter(_n_support=np.array([2**31 - 1] * 3, np.int32))),
    "svc: one class": (SVC, setter(classes_=np.array([0]))),
    "svc: more classes": (SVC, setter(classes_=np.arange(50))),
    "svc: long support": (SVC, setter(support_=lambda old: np.zeros(10**5, np.int32))),
    "svc: support beyond the samples": (KERNEL_SVC, edit("support_", 0, 10**6)),
    "svc: negative support": (KERNEL_SVC, edit("support_", 0, -1)),
    "svc: int64 support": (SVC, setter(support_=lambda old: old.astype("i8"))),
    "svc: few vectors": (SVC, setter(support_vectors_=lambda old: old[:1])),
    "svc: no vectors": (SVC, setter(support_vectors_=np.zeros((0, 0)))),
    "svc: narrow vectors": (SVC, setter(support_vectors_=lambda old: old[:, :1])),
    "svc: features": (SVC, setter(n_features_in_=100)),
    "svc: short coefficients": (SVC, setter(_dual_coef_=np.ones((1, 1)))),
    "svc: other coefficients": (SVC, setter(dual_coef_=np.ones((1, 1)))),
    "svc: short intercept": (SVC, setter(_intercept_=np.zeros(1))),
    "svc: other intercept": (SVC, setter(intercept_=np.zeros(1))),
    "svc: probabilities": (SVC, setter(_probA=np.zeros(2))),
    "svc: probabilities that differ": (SVC, setter(_probA=np.zeros(3))),
    "svc: shape": (SVC, setter(shape_fit_=(0, 4))),
    "svc: no shape": (SVC, setter(shape_fit_=4)),
    "svc: kernel with vectors": (SVC, setter(kernel="precomputed")),
    "svc: kernel of other data": (KERNEL_SVC, setter(n_features_in_=3)),
    "svc: sparse kernel": (SPARSE_SVC, setter(kernel="precomputed")),
    "svc: points of the fit": (FUNCTION_SVC, setter(_BaseLibSVM__Xfit=X[:3])),
    "svc: sparse vectors": (SPARSE_SVC, setter(support_vectors_=SPARSE[:3])),
    "svc: sparse coefficients": (SPARSE_SVC, setter(_dual_coef_=lambda old: sp.csr_matrix(old.shape))),
    "svc: coefficients by column": (SPARSE_SVC, setter(dual_coef_=lambda old: old.tocsc())),
    "svr: no counts": (SVR, setter(_n_support=np.zeros(0, np.int32))),
    "svr: other counts": (SVR, setter(_n_support=np.array([1, 1], np.int32))),
    # neighbours
    "neighbours: method": (BRUTE, setter(_fit_method="magic")),
    "neighbours: a tree too many": (BRUTE, setter(_tree=KD._tree)),
    "neighbours: another tree": (KD, setter(_tree=TREE)),
    "neighbours: a ball tree": (KD, setter(_tree=neighbors.BallTree(X))),
    "neighbours: a tree over other points": (KD, setter(_tree=neighbors.KDTree(X[:9]))),
    "neighbours: no tree": (KD, setter(_tree=None)),
    "neighbours: features": (BRUTE, setter(n_features_in_=9)),
    "neighbours: no features": (BRUTE, without("n_features_in_")),
    "neighbours: samples": (BRUTE, setter(n_samples_fit_=10**6)),
    "neighbours: points": (BRUTE, setter(_fit_X=lambda old: old[:, :1])),
    "neighbours: points by column": (SPARSE_BRUTE, setter(_fit_X=lambda old: old.tocsc())),
    "neighbours: other sparse points": (SPARSE_BRUTE, setter(_fit_X=lambda old: old[:5])),
    "neighbours: few labels": (BRUTE, setter(_y=lambda old: old[:3])),
    "neighbours: labels beyond the classes": (BRUTE, edit("_y", 5, 10**6)),
    "neighbours: negative labels": (BRUTE, edit("_y", 5, -1)),
    "neighbours: few classes": (BRUTE, setter(classes_=lambda old: old[:1])),
    "neighbours: classes of one output": (PAIRED, setter(classes_=lambda old: old[:1])),
    "neighbours: classes of no output": (PAIRED, setter(classes_=tuple)),
    "neighbours: outputs": (BRUTE, setter(outputs_2d_=1)),
    "neighbours: values": (MEANS, setter(_y=lambda old: old[:3])),
    "neighbours: no values": (MEANS, setter(_y="x")),
    "neighbours: a small matrix": (MAHALANOBIS, setter(effective_metric_params_={"VI": np.eye(1)})),
    "neighbours: a given small matrix": (MAHALANOBIS, setter(metric_params={"VI": np.eye(1)})),
    "neighbours: parameters": (MAHALANOBIS, setter(effective_metric_params_="V")),
    "density: features": (DENSITY, setter(n_features_in_=2)),
    "density: no tree": (DENSITY, setter(tree_=TREE)),
    # clusters
    "k-means: narrow centres": (KMEANS, setter(cluster_centers_=lambda old: old[:, :1])),
    "k-means: no centres": (KMEANS, setter(cluster_centers_=np.zeros((0, 4)))),
    "k-means: threads": (KMEANS, setter(_n_threads=10**6)),
    "k-means: no threads": (KMEANS, setter(_n_threads=0)),
    "k-means: counts": (BATCHES, setter(_counts=np.zeros(1))),
    "k-means: counts of another kind": (BATCHES, setter(_counts=np.zeros(3, "f4"))),
    "bisecting: a cycle": (BISECTING, lambda model: vars(model._bisecting_tree).update(left=model._bisecting_tree)),
    "bisecting: one child": (BISECTING, setter(_bisecting_tree__right=None)),
    "bisecting: a narrow centre": (BISECTING, setter(_bisecting_tree__left__center=np.zeros(1))),
    "bisecting: a mean": (BISECTING, setter(_X_mean=np.zeros((9, 4)))),
    "joined: labels": (JOINED, edit("labels_", 0, 10**11)),
    "joined: folder": (JOINED, setter(memory="folder")),
    # linear models
    "linear: narrow": (LOGISTIC, setter(coef_=lambda old: old[:, :1])),
    "linear: features": (LOGISTIC, setter(n_features_in_=9)),
    "linear: intercept": (LOGISTIC, setter(intercept_=np.zeros(1))),
    "linear: of objects": (LOGISTIC, setter(coef_=lambda old: old.astype(object))),
    "linear: sparse and narrow": (LOGISTIC, setter(coef_=sp.csr_matrix((3, 2)))),
    "linear: average": (DESCENT, setter(_average_coef=np.zeros((3, 1)))),
    "linear: average of intercepts": (DESCENT, setter(_average_intercept=np.zeros(1))),
    "linear: a vector for a matrix": (linear_model.Ridge().fit(X, y), setter(coef_=np.zeros(2))),
    "linear: a scalar": (linear_model.Ridge().fit(X, y), setter(intercept_=np.zeros(3))),
    # encoders
    "one hot: more categories": (ONE_HOT, setter(categories_=[np.arange(10**5)] * 4)),
    "one hot: no list": (ONE_HOT, setter(categories_=tuple)),
    "one hot: fewer features": (ONE_HOT, setter(n_features_in_=3)),
    "one hot: columns": (ONE_HOT, setter(_n_features_outs=[1] * 4)),
    "one hot: not in order": (NUMBERS, setter(categories_=lambda old: [part[::-1].copy() for part in old])),
    "one hot: objects not in order": (
        NUMBERS,
        setter(categories_=lambda old: [part[::-1].astype(object) for part in old]),
    ),
    "one hot: numbers after others": (
        NUMBERS,
        setter(categories_=lambda old: [np.array([None, *range(len(part) - 1)], object) for part in old]),
    ),
    "one hot: strings not in order": (
        NUMBERS,
        setter(categories_=lambda old: [np.sort(part.astype(str))[::-1].copy() for part in old]),
    ),
    "one hot: empty": (NUMBERS, setter(categories_=lambda old: [old[0][:0], *old[1:]])),
    "one hot: dropped": (ONE_HOT, edit("_drop_idx_after_grouping", 0, 10**6)),
    "one hot: dropped once": (ONE_HOT, setter(_drop_idx_after_grouping=np.array([0]))),
    "one hot: rare": (RARE, edit("_infrequent_indices", 0, 5)),
    "one hot: groups": (RARE, setter(_default_to_infrequent_mappings=lambda old: [None] * 4)),
    "one hot: one group": (RARE, setter(_infrequent_indices=lambda old: old[:1])),
    "one hot: a code beyond": (
        RARE,
        setter(_default_to_infrequent_mappings=lambda old: [np.full(len(part), 10**6) for part in old]),
    ),
    "one hot: an empty group": (RARE, setter(_infrequent_indices=lambda old: [part[:0] for part in old])),
    "one hot: a flag": (RARE, setter(_infrequent_enabled=1)),
    "polynomial: columns": (POLYNOMIAL, setter(n_output_features_=2)),
    "polynomial: memory": (POLYNOMIAL, setter(_n_out_full=10**12)),
    "polynomial: degree": (POLYNOMIAL, setter(_max_degree=10**9)),
    "polynomial: least degree": (POLYNOMIAL, setter(_min_degree=3)),
    "polynomial: flags": (POLYNOMIAL, setter(interaction_only=2)),
    # words
    "words: a column beyond": (COUNTS, setter(vocabulary_=lambda old: {**old, "x": 10**9})),
    "words: a negative column": (COUNTS, setter(vocabulary_=lambda old: {**old, "x": -1})),
    "words: a column twice": (COUNTS, setter(vocabulary_=lambda old: {**old, "x": 0})),
    "words: no column": (COUNTS, setter(vocabulary_=lambda old: {**old, "x": 0.5})),
    "words: a factory": (COUNTS, setter(vocabulary_=counted)),
    "words: files": (COUNTS, setter(input="filename")),
    "words: long": (COUNTS, setter(ngram_range=(1, 10**9))),
    "words: no range": (COUNTS, setter(ngram_range=5)),
    "hashed: no columns": (HASHED, setter(n_features=0)),
    "hashed: negative columns": (HASHED, setter(n_features=-5)),
    "hashed: files": (HASHED, setter(input="filename")),
    "hashed dicts": (feature_extraction.FeatureHasher(16), setter(n_features=2**40)),
    "dicts": (DICTS, setter(vocabulary_={"a": 10**9})),
    "label sets": (LABELS, setter(_cached_dict={"a": 10**9, "b": 0, "c": 1})),
    "label sets: a factory": (LABELS, setter(_cached_dict=counted({"a": 0, "b": 1, "c": 2}))),
    # made of others
    "stack: method": (STACK, setter(stack_method_=["fit"])),
    "stack: no list": (STACK, setter(stack_method_="predict")),
    "scorer: method": (GRID, setter(scorer_=lambda old: setter(_response_method="fit")(old) or old)),
    "pipeline: folder": (pipeline.make_pipeline(LOGISTIC), setter(memory="folder")),
    "columns: folders": (
        compose.ColumnTransformer([("a", pipeline.make_pipeline(LOGISTIC, memory=None), [0])]),
        lambda model: vars(model.transformers[0][1]).update(memory="folder"),
    ),
    "clusters: folder": (cluster.AgglomerativeClustering(), setter(memory="folder")),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, refused):
    model, change = LIES[name]
    model = copy.deepcopy(model)
    skcore.loads(skcore.dumps(model))
    change(model)
    refused(model)


@pytest.mark.parametrize("name", ["predict", "__class__", "__reduce__", "_parameter_constraints", "densify"])
def test_an_attribute_that_hides_one_of_its_class_is_refused(name, forged):
    forged(Estimators, LOGISTIC, lambda state: state.update({name: "x"}))


def test_a_state_that_is_no_row_of_attributes_is_refused(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Estimators, "save", lambda self, obj: [{"_parameter_constraints": {}}])
        saved = skcore.dumps(LOGISTIC)
    with pytest.raises(skcore.InvalidStateError, match="row of attributes"):
        skcore.loads(saved)


def test_a_model_that_calls_its_members_a_billion_times_is_refused(refused):
    refused(nested(linear_model.LinearRegression().fit(X, y)), "calls its members", saved=True)


def test_levels_that_share_two_members_are_refused(refused):
    pair = [linear_model.Ridge().fit(X, y), linear_model.Ridge().fit(X, y)]
    for _ in range(30):
        upper = [ensemble.VotingRegressor([("a", pair[0]), ("b", pair[1])]) for _ in range(2)]
        for model in upper:
            model.estimators_ = list(pair)
        pair = upper
    refused(pair[0], "calls its members", saved=True)


@pytest.mark.parametrize("kind", [np.save, np.load, np.fromfile, np.memmap, exec, open, print], ids=repr)
def test_functions_with_effects_are_not_trusted(kind):
    model = preprocessing.FunctionTransformer(kind)
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(skcore.dumps(model))


def test_a_version_that_differs_is_told_as_a_pickle_tells_it(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("sklearn.base.__version__", "0.1")
        saved = skcore.dumps(LOGISTIC)
    with pytest.warns(UserWarning, match="LogisticRegression from version 0.1"):
        loaded = skcore.loads(saved)
    assert vars(loaded).keys() == vars(LOGISTIC).keys()
