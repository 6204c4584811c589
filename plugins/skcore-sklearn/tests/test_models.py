"""Fitted models of every family come back equal, without an argument to trust them."""

import copy
import functools
import pickle
import subprocess
import sys
import warnings

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn import (
    base,
    calibration,
    compose,
    covariance,
    datasets,
    decomposition,
    discriminant_analysis,
    dummy,
    ensemble,
    feature_extraction,
    feature_selection,
    impute,
    kernel_approximation,
    linear_model,
    metrics,
    mixture,
    model_selection,
    multiclass,
    multioutput,
    naive_bayes,
    neighbors,
    neural_network,
    pipeline,
    preprocessing,
    random_projection,
    svm,
    tree,
)
from sklearn import cluster as clusters
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.feature_extraction import text as texts

import skcore

SEED = {"random_state": 0}


@functools.cache
def data(name):
    """Return samples and targets of a data set that scikit-learn ships, in the form that the name says."""
    if name == "text":
        lines = [line for load in LOADERS.values() for line in load().DESCR.splitlines() if line.strip()][::4]
        return lines, np.array([len(line) % 2 for line in lines])
    if name == "dicts":
        return [{"length": len(line), line[:2]: 1.0} for line in data("text")[0]], None
    source, _, form = name.partition(" ")
    X, y = LOADERS[source](return_X_y=True)
    if form == "frame":
        return LOADERS[source](return_X_y=True, as_frame=True)
    step = max(1, len(X) // 200)
    return FORMS[form](X[::step], y[::step])


LOADERS = {
    "iris": datasets.load_iris,
    "digits": datasets.load_digits,
    "diabetes": datasets.load_diabetes,
    "wine": datasets.load_wine,
    "cancer": datasets.load_breast_cancer,
}


def with_gaps(X, y):
    X = X.copy()
    X[::7, 1] = np.nan
    return X, y


FORMS = {
    "": lambda X, y: (X, y),
    "gaps": with_gaps,
    "sparse": lambda X, y: (sp.csr_matrix(X * (X.mean(0) < X)), y),
    "sparse array": lambda X, y: (sp.csr_array(X * (X.mean(0) < X)), y),
    "two outputs": lambda X, y: (X, np.column_stack((y, y[::-1]))),
    "strings": lambda X, y: (X, np.array(["ab", "c", "def"])[y]),
    "objects": lambda X, y: (X, np.array(["ab", "c", "def"], object)[y]),
    "codes": lambda X, y: ((X * 2).astype(int) % 5, y),
    "names": lambda X, y: ((X * 2).astype(int).astype(str).astype(object), y),
    "float32": lambda X, y: (X.astype("f4"), y),
    "fortran": lambda X, y: (np.asfortranarray(X), y),
    "positive": lambda X, y: (np.abs(X), np.abs(y) + 1.0),
    "kernel": lambda X, y: (X @ X.T, y),
    "one": lambda X, y: (X[:1], y[:1]),
    "two classes": lambda X, y: (X[y < 2], y[y < 2]),
    "binary": lambda X, y: ((X.mean(0) < X).astype(float), y),
    "degrees": lambda X, y: (np.radians(X[:, :2]), y),
    "text": lambda X, y: (X, y),
}
FOREST = {"n_estimators": 5, **SEED}
STEPS = {"n_estimators": 4, **SEED}
BOOST = {"max_iter": 4, **SEED}
V = {"V": np.array([1.0, 2.0, 3.0, 4.0])}
W = {"w": np.array([1.0, 2.0, 3.0, 4.0])}


def by_position():
    return compose.ColumnTransformer(
        [
            ("scaled", preprocessing.StandardScaler(), [0, 1]),
            ("kept", "passthrough", slice(2, 3)),
            ("binned", preprocessing.KBinsDiscretizer(3), [3]),
        ],
        remainder="drop",
    )


def by_name():
    return compose.ColumnTransformer(
        [("scaled", preprocessing.StandardScaler(), compose.make_column_selector(pattern="width"))],
        remainder=preprocessing.MinMaxScaler(),
    )


def voting():
    return [("a", linear_model.LogisticRegression(max_iter=500)), ("b", naive_bayes.GaussianNB()), ("c", "drop")]


MODELS = {
    # trees and forests
    "tree": (tree.DecisionTreeClassifier(**SEED), "iris"),
    "tree, two outputs": (tree.DecisionTreeClassifier(**SEED), "iris two outputs"),
    "tree, gaps": (tree.DecisionTreeClassifier(**SEED), "iris gaps"),
    "tree, names": (tree.DecisionTreeClassifier(**SEED), "iris strings"),
    "tree, sparse": (tree.DecisionTreeClassifier(**SEED), "digits sparse"),
    "tree, one sample": (tree.DecisionTreeRegressor(), "diabetes one"),
    "tree, pruned": (tree.DecisionTreeRegressor(ccp_alpha=50.0, **SEED), "diabetes"),
    "tree, depth 1": (tree.DecisionTreeClassifier(max_depth=1), "iris"),
    "tree, best first": (tree.DecisionTreeRegressor(max_leaf_nodes=9, **SEED), "diabetes two outputs"),
    "tree, absolute error": (tree.DecisionTreeRegressor(criterion="absolute_error", max_depth=3), "diabetes"),
    "tree, monotone": (tree.DecisionTreeRegressor(monotonic_cst=[1] + [0] * 9), "diabetes"),
    "extra tree": (tree.ExtraTreeClassifier(**SEED), "wine"),
    "extra tree regressor": (tree.ExtraTreeRegressor(**SEED), "diabetes"),
    "forest": (ensemble.RandomForestClassifier(oob_score=False, **FOREST), "iris objects"),
    "forest, two outputs": (ensemble.RandomForestClassifier(**FOREST), "iris two outputs"),
    "forest, warm start": (ensemble.RandomForestClassifier(warm_start=True, **FOREST), "iris gaps"),
    "forest, samples": (ensemble.RandomForestRegressor(max_samples=0.5, **FOREST), "diabetes two outputs"),
    "forest, frame": (ensemble.RandomForestClassifier(class_weight="balanced", **FOREST), "wine frame"),
    "extra trees": (ensemble.ExtraTreesClassifier(bootstrap=True, oob_score=True, **SEED), "wine"),
    "extra trees regressor": (ensemble.ExtraTreesRegressor(**FOREST), "diabetes"),
    "trees embedding": (ensemble.RandomTreesEmbedding(**FOREST), "iris"),
    "isolation forest": (ensemble.IsolationForest(**FOREST), "cancer"),
    "isolation forest, columns": (ensemble.IsolationForest(max_features=0.5, **FOREST), "cancer"),
    "isolation forest, sparse": (ensemble.IsolationForest(contamination=0.1, **FOREST), "digits sparse"),
    # boosting
    "boosting": (ensemble.GradientBoostingClassifier(**STEPS), "iris strings"),
    "boosting, binary": (ensemble.GradientBoostingClassifier(subsample=0.5, **STEPS), "cancer"),
    "boosting, exponential": (ensemble.GradientBoostingClassifier(loss="exponential", **STEPS), "cancer"),
    "boosting, zero": (ensemble.GradientBoostingClassifier(init="zero", **STEPS), "iris"),
    "boosting, from a forest": (
        ensemble.GradientBoostingClassifier(init=ensemble.RandomForestClassifier(**FOREST), **STEPS),
        "iris",
    ),
    "boosting, from a regression": (
        ensemble.GradientBoostingClassifier(init=linear_model.LogisticRegression(max_iter=500), **STEPS),
        "iris",
    ),
    "boosting, from a line": (ensemble.GradientBoostingRegressor(init=linear_model.Ridge(), **STEPS), "diabetes"),
    "boosting, huber": (ensemble.GradientBoostingRegressor(loss="huber", warm_start=True, **STEPS), "diabetes"),
    "boosting, quantile": (ensemble.GradientBoostingRegressor(loss="quantile", alpha=0.3, **STEPS), "diabetes"),
    "boosting, stopped": (ensemble.GradientBoostingRegressor(n_iter_no_change=1, **SEED), "diabetes"),
    "boosting, sparse": (ensemble.GradientBoostingRegressor(**STEPS), "digits sparse"),
    "histograms": (ensemble.HistGradientBoostingClassifier(**BOOST), "iris strings"),
    "histograms, gaps": (ensemble.HistGradientBoostingClassifier(**BOOST), "cancer gaps"),
    "histograms, categories": (
        ensemble.HistGradientBoostingClassifier(categorical_features=[1, 3], min_samples_leaf=5, **BOOST),
        "iris codes",
    ),
    "histograms, frame": (
        ensemble.HistGradientBoostingClassifier(categorical_features=["hue"], **BOOST),
        "wine frame",
    ),
    "histograms, regression": (ensemble.HistGradientBoostingRegressor(early_stopping=True, **BOOST), "diabetes"),
    "histograms, poisson": (ensemble.HistGradientBoostingRegressor(loss="poisson", **BOOST), "diabetes"),
    "histograms, quantile": (
        ensemble.HistGradientBoostingRegressor(loss="quantile", quantile=0.2, **BOOST),
        "diabetes",
    ),
    "histograms, constraints": (
        ensemble.HistGradientBoostingRegressor(
            monotonic_cst=[1] + [0] * 9, interaction_cst="pairwise", max_bins=16, warm_start=True, **BOOST
        ),
        "diabetes",
    ),
    "adaboost": (ensemble.AdaBoostClassifier(**STEPS), "iris"),
    "adaboost, regression": (ensemble.AdaBoostRegressor(**STEPS), "diabetes"),
    "bagging": (ensemble.BaggingClassifier(max_features=0.5, oob_score=True, **SEED), "wine"),
    "bagging, regression": (ensemble.BaggingRegressor(linear_model.Ridge(), **STEPS), "diabetes"),
    "voting": (ensemble.VotingClassifier(voting(), voting="soft"), "iris strings"),
    "voting, regression": (ensemble.VotingRegressor([("a", linear_model.Ridge())]), "diabetes"),
    "stacking": (ensemble.StackingClassifier(voting(), passthrough=True), "iris"),
    "stacking, regression": (ensemble.StackingRegressor([("a", linear_model.Ridge())]), "diabetes"),
    # linear models
    "least squares": (linear_model.LinearRegression(), "diabetes"),
    "least squares, frame": (linear_model.LinearRegression(), "diabetes frame"),
    "least squares, two outputs": (linear_model.LinearRegression(), "diabetes two outputs"),
    "ridge": (linear_model.Ridge(fit_intercept=False), "diabetes float32"),
    "ridge, cross-validated": (linear_model.RidgeCV(), "diabetes two outputs"),
    "ridge classifier": (linear_model.RidgeClassifier(), "iris strings"),
    "ridge classifier, cross-validated": (linear_model.RidgeClassifierCV(), "cancer"),
    "logistic": (linear_model.LogisticRegression(max_iter=500), "iris strings"),
    "logistic, binary": (linear_model.LogisticRegression(solver="liblinear"), "cancer"),
    "logistic, warm start": (linear_model.LogisticRegression(max_iter=500, warm_start=True), "iris objects"),
    "logistic, cross-validated": (linear_model.LogisticRegressionCV(Cs=3, cv=3, max_iter=900), "iris"),
    "lasso": (linear_model.Lasso(warm_start=True), "diabetes fortran"),
    "lasso, cross-validated": (linear_model.LassoCV(cv=3), "diabetes"),
    "elastic net": (linear_model.ElasticNet(), "diabetes sparse"),
    "multi-task lasso": (linear_model.MultiTaskLasso(), "diabetes two outputs"),
    "least angle": (linear_model.LarsCV(cv=3), "diabetes"),
    "least angle, two outputs": (linear_model.Lars(n_nonzero_coefs=3), "diabetes two outputs"),
    "lasso information criterion": (linear_model.LassoLarsIC(), "diabetes"),
    "matching pursuit": (linear_model.OrthogonalMatchingPursuit(), "diabetes two outputs"),
    "bayesian ridge": (linear_model.BayesianRidge(compute_score=True), "diabetes"),
    "relevance": (linear_model.ARDRegression(), "diabetes"),
    "descent": (linear_model.SGDClassifier(**SEED), "iris strings"),
    "descent, averaged": (linear_model.SGDClassifier(average=True, loss="log_loss", **SEED), "iris"),
    "descent, regression": (linear_model.SGDRegressor(loss="huber", early_stopping=True, **SEED), "diabetes"),
    "descent, one class": (linear_model.SGDOneClassSVM(**SEED), "iris"),
    "perceptron": (linear_model.Perceptron(), "digits sparse"),
    "huber": (linear_model.HuberRegressor(max_iter=500), "diabetes"),
    "quantile": (linear_model.QuantileRegressor(), "diabetes"),
    "poisson": (linear_model.PoissonRegressor(), "diabetes positive"),
    "gamma": (linear_model.GammaRegressor(), "diabetes positive"),
    "tweedie": (linear_model.TweedieRegressor(power=1.5), "diabetes positive"),
    "theil sen": (linear_model.TheilSenRegressor(max_subpopulation=50, **SEED), "diabetes"),
    "consensus": (linear_model.RANSACRegressor(**SEED), "diabetes"),
    "discriminant": (discriminant_analysis.LinearDiscriminantAnalysis(), "iris strings"),
    "discriminant, quadratic": (discriminant_analysis.QuadraticDiscriminantAnalysis(), "iris"),
    # support vectors
    "svc": (svm.SVC(**SEED), "iris strings"),
    "svc, linear": (svm.SVC(kernel="linear", decision_function_shape="ovo"), "cancer"),
    "svc, sparse": (svm.SVC(class_weight="balanced"), "digits sparse"),
    "svc, sparse array": (svm.SVC(kernel="linear"), "digits sparse array"),
    "svc, kernel": (svm.SVC(kernel="precomputed"), "iris kernel"),
    "svc, function": (svm.SVC(kernel=metrics.pairwise.rbf_kernel), "iris"),
    "nu svc": (svm.NuSVC(nu=0.2, gamma=0.1), "iris"),
    "svr": (svm.SVR(), "diabetes"),
    "svr, sparse": (svm.SVR(kernel="poly"), "diabetes sparse"),
    "svr, without vectors": (svm.SVR(epsilon=1e6), "diabetes"),
    "nu svr": (svm.NuSVR(C=10.0), "diabetes"),
    "one class": (svm.OneClassSVM(nu=0.1), "iris"),
    "linear svc": (svm.LinearSVC(max_iter=10_000), "iris"),
    "linear svr": (svm.LinearSVR(max_iter=50_000), "diabetes"),
    # neighbours
    "neighbours": (neighbors.NearestNeighbors(algorithm="brute"), "iris"),
    "neighbours, kd tree": (neighbors.NearestNeighbors(algorithm="kd_tree", leaf_size=3), "iris"),
    "neighbours, ball tree": (neighbors.NearestNeighbors(algorithm="ball_tree", leaf_size=1), "iris"),
    "neighbours, haversine": (neighbors.NearestNeighbors(metric="haversine"), "iris degrees"),
    "neighbours, standardized": (neighbors.NearestNeighbors(metric="seuclidean", metric_params=V), "iris"),
    "neighbours, mahalanobis": (
        neighbors.NearestNeighbors(metric="mahalanobis", metric_params={"V": np.diag([1.0, 2, 3, 4])}),
        "iris",
    ),
    "neighbours, weighted": (neighbors.NearestNeighbors(metric="minkowski", p=3, metric_params=W), "iris"),
    "neighbours, binary": (neighbors.NearestNeighbors(metric="jaccard", algorithm="ball_tree"), "digits binary"),
    "classes": (neighbors.KNeighborsClassifier(), "iris strings"),
    "classes, brute": (neighbors.KNeighborsClassifier(algorithm="brute"), "digits"),
    "classes, sparse": (neighbors.KNeighborsClassifier(weights="distance"), "digits sparse"),
    "classes, two outputs": (neighbors.KNeighborsClassifier(), "iris two outputs"),
    "classes, kernel": (neighbors.KNeighborsClassifier(metric="precomputed"), "iris kernel"),
    "means": (neighbors.KNeighborsRegressor(), "diabetes two outputs"),
    "classes within": (neighbors.RadiusNeighborsClassifier(5.0, outlier_label="most_frequent"), "iris"),
    "means within": (neighbors.RadiusNeighborsRegressor(5.0), "diabetes"),
    "neighbours' graph": (neighbors.KNeighborsTransformer(), "iris"),
    "outlier factor": (neighbors.LocalOutlierFactor(novelty=True), "iris"),
    "density": (neighbors.KernelDensity(), "iris"),
    "centroids": (neighbors.NearestCentroid(), "iris"),
    # clusters and decompositions
    "k-means": (clusters.KMeans(3, n_init=2, **SEED), "iris"),
    "k-means, float32": (clusters.KMeans(3, n_init=2, algorithm="elkan", **SEED), "iris float32"),
    "k-means, batches": (clusters.MiniBatchKMeans(3, n_init=2, **SEED), "digits sparse"),
    "k-means, bisecting": (clusters.BisectingKMeans(5, **SEED), "iris"),
    "affinity": (clusters.AffinityPropagation(**SEED), "iris"),
    "density clusters": (clusters.DBSCAN(), "iris"),
    "features joined": (clusters.FeatureAgglomeration(3), "iris"),
    "components": (decomposition.PCA(2), "iris"),
    "components, incremental": (decomposition.IncrementalPCA(4), "iris"),
    "components, truncated": (decomposition.TruncatedSVD(2, **SEED), "digits sparse"),
    "components, independent": (decomposition.FastICA(2, **SEED), "iris"),
    "components, kernel": (decomposition.KernelPCA(2, kernel="rbf"), "iris"),
    "mixture": (mixture.GaussianMixture(2, **SEED), "iris"),
    "covariance": (covariance.EllipticEnvelope(**SEED), "iris"),
    # preprocessing
    "standard": (preprocessing.StandardScaler(), "iris gaps"),
    "standard, sparse": (preprocessing.StandardScaler(with_mean=False), "digits sparse"),
    "standard, frame": (preprocessing.StandardScaler().set_output(transform="pandas"), "iris frame"),
    "least and greatest": (preprocessing.MinMaxScaler(), "iris"),
    "greatest": (preprocessing.MaxAbsScaler(), "digits sparse"),
    "robust": (preprocessing.RobustScaler(), "iris"),
    "unit length": (preprocessing.Normalizer(), "iris"),
    "power": (preprocessing.PowerTransformer(), "iris"),
    "ranks": (preprocessing.QuantileTransformer(n_quantiles=20, **SEED), "iris"),
    "threshold": (preprocessing.Binarizer(), "iris"),
    "one hot": (preprocessing.OneHotEncoder(), "iris codes"),
    "one hot, names": (preprocessing.OneHotEncoder(drop="first", sparse_output=False), "iris names"),
    "one hot, rare": (
        preprocessing.OneHotEncoder(min_frequency=30, handle_unknown="infrequent_if_exist"),
        "iris names",
    ),
    "one hot, rare, dropped": (preprocessing.OneHotEncoder(max_categories=3, drop="if_binary"), "iris codes"),
    "one hot, gaps": (preprocessing.OneHotEncoder(handle_unknown="ignore"), "iris gaps"),
    "one hot, given": (
        preprocessing.OneHotEncoder(categories=[["b", "a", *map(str, range(20, -1, -1))]] * 4),
        "iris names",
    ),
    "ordinal": (preprocessing.OrdinalEncoder(), "iris names"),
    "ordinal, gaps": (preprocessing.OrdinalEncoder(encoded_missing_value=-1), "iris gaps"),
    "target codes": (preprocessing.TargetEncoder(target_type="continuous", **SEED), "iris codes"),
    "bins": (preprocessing.KBinsDiscretizer(4), "iris"),
    "polynomial": (preprocessing.PolynomialFeatures((2, 3), include_bias=False), "iris"),
    "polynomial, sparse": (preprocessing.PolynomialFeatures(2, interaction_only=True), "digits sparse"),
    "polynomial, of degree 0": (preprocessing.PolynomialFeatures(0), "iris"),
    "function": (preprocessing.FunctionTransformer(np.log1p, np.expm1), "iris"),
    "gaps filled": (impute.SimpleImputer(add_indicator=True), "iris gaps"),
    "gaps filled by neighbours": (impute.KNNImputer(), "iris gaps"),
    "best features": (feature_selection.SelectKBest(feature_selection.chi2, k=2), "iris"),
    "best features by information": (feature_selection.SelectPercentile(feature_selection.mutual_info_classif), "iris"),
    "varying features": (feature_selection.VarianceThreshold(), "digits"),
    "features eliminated": (feature_selection.RFECV(linear_model.LogisticRegression(max_iter=900), cv=3), "iris"),
    "features of a model": (feature_selection.SelectFromModel(ensemble.RandomForestClassifier(**FOREST)), "wine"),
    "kernel features": (kernel_approximation.Nystroem(n_components=9, **SEED), "iris"),
    "projection": (random_projection.SparseRandomProjection(5, **SEED), "digits"),
    # text
    "words": (texts.CountVectorizer(stop_words="english", min_df=2), "text"),
    "words, given": (texts.CountVectorizer(vocabulary=["data", "set", "class"]), "text"),
    "weights of words": (texts.TfidfVectorizer(ngram_range=(1, 2), strip_accents="unicode"), "text"),
    "weights of letters": (texts.TfidfVectorizer(analyzer="char_wb", max_features=50), "text"),
    "hashed words": (texts.HashingVectorizer(n_features=64), "text"),
    "hashed dicts": (feature_extraction.FeatureHasher(16), "dicts"),
    "dicts": (feature_extraction.DictVectorizer(), "dicts"),
    # made of others
    "pipeline": (
        pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.LogisticRegression(max_iter=500)),
        "iris strings",
    ),
    "pipeline of text": (pipeline.make_pipeline(texts.TfidfVectorizer(), svm.LinearSVC()), "text"),
    "union": (pipeline.make_union(preprocessing.StandardScaler(), "passthrough"), "iris"),
    "columns": (by_position(), "iris"),
    "columns, frame": (by_name(), "iris frame"),
    "target transformed": (
        compose.TransformedTargetRegressor(linear_model.Ridge(), func=np.log1p, inverse_func=np.expm1),
        "diabetes",
    ),
    "grid": (model_selection.GridSearchCV(svm.SVC(), {"C": [0.1, 1.0], "kernel": ["rbf", "linear"]}, cv=3), "iris"),
    "grid of scores": (
        model_selection.GridSearchCV(
            linear_model.Ridge(), {"alpha": [0.1, 1.0]}, scoring=["r2", "neg_mean_squared_error"], refit="r2", cv=3
        ),
        "diabetes",
    ),
    "grid of steps": (
        model_selection.GridSearchCV(
            pipeline.Pipeline([("scale", preprocessing.StandardScaler()), ("model", linear_model.Ridge())]),
            {"scale": [preprocessing.MinMaxScaler(), "passthrough"]},
            cv=model_selection.KFold(3, shuffle=True, **SEED),
            scoring=metrics.make_scorer(metrics.mean_absolute_error, greater_is_better=False),
        ),
        "diabetes",
    ),
    "random search": (
        model_selection.RandomizedSearchCV(svm.SVC(), {"C": [0.1, 1.0, 9.0]}, n_iter=2, cv=3, **SEED),
        "iris",
    ),
    "halving search": (model_selection.HalvingGridSearchCV(svm.SVC(), {"C": [0.1, 1.0]}, cv=3, **SEED), "iris"),
    "calibrated": (calibration.CalibratedClassifierCV(svm.LinearSVC(), cv=3), "iris"),
    "threshold tuned": (model_selection.TunedThresholdClassifierCV(naive_bayes.GaussianNB()), "cancer"),
    "threshold fixed": (model_selection.FixedThresholdClassifier(naive_bayes.GaussianNB(), threshold=0.3), "cancer"),
    "one against the rest": (multiclass.OneVsRestClassifier(svm.LinearSVC()), "iris"),
    "one against one": (multiclass.OneVsOneClassifier(svm.LinearSVC()), "iris"),
    "output codes": (multiclass.OutputCodeClassifier(svm.LinearSVC(), **SEED), "iris"),
    "several outputs": (multioutput.MultiOutputClassifier(naive_bayes.GaussianNB()), "iris two outputs"),
    "chain": (multioutput.RegressorChain(linear_model.Ridge()), "diabetes two outputs"),
    # the rest
    "bayes": (naive_bayes.GaussianNB(), "iris"),
    "bayes, counts": (naive_bayes.MultinomialNB(), "digits sparse"),
    "bayes, categories": (naive_bayes.CategoricalNB(), "iris codes"),
    "network": (neural_network.MLPClassifier(hidden_layer_sizes=(8,), max_iter=20, **SEED), "iris strings"),
    "network, regression": (
        neural_network.MLPRegressor(hidden_layer_sizes=(8,), max_iter=20, solver="sgd", **SEED),
        "diabetes",
    ),
    "guess": (dummy.DummyClassifier(), "iris two outputs"),
    "guess, mean": (dummy.DummyRegressor(), "diabetes"),
}


@functools.cache
def fitted(name):
    estimator, source = MODELS[name]
    X, y = data(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return estimator.fit(X, y)


@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.parametrize("name", MODELS)
def test_models_come_back_equal(name, assert_same, answers_of):
    model = fitted(name)
    X = copy.copy(data(MODELS[name][1])[0])
    saved = skcore.dumps(model)
    assert skcore.get_untrusted_types(data=saved) == []
    loaded = skcore.loads(saved)
    assert_same(model, loaded)
    assert_same(answers_of(model, X), answers_of(loaded, X))
    assert skcore.dumps(skcore.loads(saved)) == saved


LOAD = """
import pickle, sys, warnings
sys.path.insert(0, {tests!r})
import skcore
from conftest import answers

warnings.simplefilter("ignore")
with open({folder!r} + "/data.pickle", "rb") as file:
    samples = pickle.load(file)
found = [answers(skcore.load(f"{folder}/{{index}}.skc"), X) for index, X in enumerate(samples)]
with open({folder!r} + "/answers.pickle", "wb") as file:
    pickle.dump(found, file)
"""


def test_models_answer_the_same_in_a_fresh_process(tmp_path, request, assert_same, answers_of):
    samples = [copy.copy(data(MODELS[name][1])[0]) for name in MODELS]
    for index, name in enumerate(MODELS):
        skcore.dump(fitted(name), tmp_path / f"{index}.skc")
    (tmp_path / "data.pickle").write_bytes(pickle.dumps(samples))
    code = LOAD.format(tests=str(request.path.parent), folder=str(tmp_path))
    subprocess.run([sys.executable, "-c", code], check=True)
    found = pickle.loads((tmp_path / "answers.pickle").read_bytes())
    for name, X, answers in zip(MODELS, samples, found, strict=True):
        for method, answer in answers_of(fitted(name), X).items():
            assert_same(answer, answers[method])


def test_an_estimator_that_is_not_fitted_comes_back_too(round_trip, assert_same):
    for estimator, _ in MODELS.values():
        unfitted = base.clone(estimator)
        assert_same(unfitted, round_trip(unfitted))
