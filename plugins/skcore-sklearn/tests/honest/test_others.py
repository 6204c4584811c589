"""What users save beside estimators: scorers, splitters, metrics, losses, data sets, requests and displays."""

import inspect

import numpy as np
import pytest
import scipy.stats
from sklearn import (
    calibration,
    config_context,
    datasets,
    inspection,
    linear_model,
    metrics,
    model_selection,
    neighbors,
    pipeline,
    preprocessing,
    utils,
)
from sklearn._loss import link as links
from sklearn._loss import loss as losses
from sklearn.ensemble._hist_gradient_boosting.binning import _BinMapper

import skcore

X, y = datasets.load_iris(return_X_y=True)
LOGISTIC = linear_model.LogisticRegression(max_iter=500).fit(X, y)
ZERO_ONE = np.array([0.0, 1.0])
SCORES = {"train_scores": np.eye(2), "test_scores": np.eye(2)}


def comes_back(obj, assert_same):
    saved = skcore.dumps(obj)
    loaded = skcore.loads(saved)
    assert_same(obj, loaded)
    assert skcore.dumps(skcore.loads(saved)) == saved
    return loaded


@pytest.mark.parametrize("name", metrics.get_scorer_names())
def test_scorers_by_name_come_back(name, assert_same):
    scorer = comes_back(metrics.get_scorer(name), assert_same)
    if name in ("accuracy", "neg_log_loss", "roc_auc_ovr", "f1_macro"):
        assert scorer(LOGISTIC, X, y) == metrics.get_scorer(name)(LOGISTIC, X, y)


MADE = {
    "thresholds": metrics.make_scorer(metrics.roc_auc_score, response_method=("decision_function", "predict_proba")),
    "keywords": metrics.make_scorer(metrics.fbeta_score, beta=2.0, average="macro", greater_is_better=False),
    "several": metrics.check_scoring(LOGISTIC, scoring=["accuracy", "f1_macro"]),
    "its own": metrics.check_scoring(LOGISTIC),
}


@pytest.mark.parametrize("name", MADE)
def test_scorers_of_functions_come_back(name, assert_same):
    comes_back(MADE[name], assert_same)


SPLITTERS = (
    model_selection.KFold(3, shuffle=True, random_state=0),
    model_selection.StratifiedKFold(3),
    model_selection.GroupKFold(2),
    model_selection.StratifiedGroupKFold(2),
    model_selection.RepeatedKFold(n_splits=2, n_repeats=2, random_state=0),
    model_selection.RepeatedStratifiedKFold(n_splits=2, n_repeats=2, random_state=0),
    model_selection.LeaveOneOut(),
    model_selection.LeavePOut(2),
    model_selection.LeaveOneGroupOut(),
    model_selection.LeavePGroupsOut(2),
    model_selection.ShuffleSplit(2, random_state=0),
    model_selection.StratifiedShuffleSplit(2, random_state=0),
    model_selection.GroupShuffleSplit(2, random_state=0),
    model_selection.TimeSeriesSplit(3, gap=1),
    model_selection.PredefinedSplit([0, 1, -1, 1, 0, 1] * 4),
    model_selection.check_cv([(np.arange(9), np.arange(9, 12))]),
)


@pytest.mark.parametrize("splitter", SPLITTERS, ids=lambda splitter: type(splitter).__name__)
def test_splitters_come_back_and_split_the_same(splitter, assert_same):
    loaded = comes_back(splitter, assert_same)
    given = (X[::6][:24], np.arange(24) % 2, np.arange(24) % 4)
    assert_same(list(splitter.split(*given)), list(loaded.split(*given)))


def test_grids_and_samplers_come_back(assert_same):
    grid = model_selection.ParameterGrid([{"a": [1, 2]}, {"b": np.arange(3)}])
    assert list(comes_back(grid, assert_same)) == list(grid)
    sampler = model_selection.ParameterSampler({"a": scipy.stats.uniform(0, 1), "b": [1, 2]}, 3, random_state=0)
    assert list(comes_back(sampler, assert_same)) == list(sampler)


METRICS = {
    "euclidean": {},
    "haversine": {},
    "minkowski": {"p": 3, "w": np.array([1.0, 2.0])},
    "seuclidean": {"V": np.array([1.0, 2.0])},
    "mahalanobis": {"V": np.diag([1.0, 2.0])},
}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", METRICS)
def test_distance_metrics_come_back(name, dtype, assert_same):
    metric = metrics.DistanceMetric.get_metric(name, dtype=dtype, **METRICS[name])
    points = np.ascontiguousarray(X[:9, :2], dtype)
    assert_same(metric.pairwise(points), comes_back(metric, assert_same).pairwise(points))


@pytest.mark.parametrize("kind", [neighbors.KDTree, neighbors.BallTree])
@pytest.mark.parametrize("metric", sorted(set(neighbors.BallTree.valid_metrics) - {"pyfunc"}))
def test_trees_of_points_come_back(kind, metric, assert_same):
    if metric not in kind.valid_metrics:
        return
    points = X[:, :2] if metric == "haversine" else X
    given = {"seuclidean": {"V": np.arange(1.0, 5.0)}, "mahalanobis": {"V": np.diag(np.arange(1.0, 5.0))}}
    tree = kind(points, leaf_size=5, metric=metric, **given.get(metric, {}))
    loaded = comes_back(tree, assert_same)
    for ask in (
        lambda tree: tree.query(points, k=3),
        lambda tree: tree.query_radius(points, 0.5, count_only=True),
        lambda tree: tree.kernel_density(points[:9], 0.3, kernel="gaussian"),
        lambda tree: tree.two_point_correlation(points[:9], [0.5, 1.0]),
        lambda tree: tree.get_arrays(),
    ):
        assert_same(ask(tree), ask(loaded))


def classes(module, base):
    return [cls for _, cls in inspect.getmembers(module, inspect.isclass) if issubclass(cls, base) and cls is not base]


@pytest.mark.parametrize("cls", classes(losses, losses.BaseLoss), ids=lambda cls: cls.__name__)
def test_losses_come_back(cls, assert_same):
    if cls.__name__.endswith("ArrayAPI"):
        # Made within fit, for arrays of other libraries: no model holds one.
        return
    loss = cls(n_classes=4) if "Multinomial" in cls.__name__ else cls()
    loaded = comes_back(loss, assert_same)
    truth, raw = ZERO_ONE, np.zeros((2, 4)) if loss.is_multiclass else np.array([0.2, 0.7])
    assert loss(truth, raw) == loaded(truth, raw)


@pytest.mark.parametrize("cls", classes(links, links.BaseLink), ids=lambda cls: cls.__name__)
def test_links_come_back(cls, assert_same):
    comes_back(cls(), assert_same)


@pytest.mark.parametrize("categories", [None, np.array([False, False, False, True])])
def test_bin_mappers_come_back(categories, assert_same):
    given = {} if categories is None else {"is_categorical": categories, "known_categories": [None] * 3 + [ZERO_ONE]}
    mapper = _BinMapper(n_bins=9, random_state=0, **given).fit(np.column_stack((X[:, :3], y > 1)))
    assert_same(mapper.transform(X), comes_back(mapper, assert_same).transform(X))


@pytest.mark.parametrize("name", ["iris", "digits", "wine", "breast_cancer", "diabetes", "linnerud"])
def test_data_sets_come_back(name, assert_same):
    bunch = getattr(datasets, f"load_{name}")()
    assert comes_back(bunch, assert_same).data.shape == bunch.data.shape


def test_what_inspections_return_comes_back(assert_same):
    comes_back(inspection.permutation_importance(LOGISTIC, X, y, n_repeats=2, random_state=0), assert_same)
    comes_back(inspection.partial_dependence(LOGISTIC, X, [0]), assert_same)
    comes_back(model_selection.cross_validate(LOGISTIC, X, y, cv=2, return_estimator=True), assert_same)


def test_masked_results_come_back(assert_same):
    grid = [{"C": [0.1]}, {"max_iter": [400, 500]}]
    search = model_selection.GridSearchCV(LOGISTIC, grid, cv=2).fit(X, y)
    loaded = comes_back(search, assert_same)
    masks = [getattr(model.cv_results_["param_C"], "mask", None) for model in (search, loaded)]
    assert masks[0].tolist() == masks[1].tolist() == [False, True, True]


@config_context(enable_metadata_routing=True)
def test_requests_and_routers_come_back(assert_same):
    model = linear_model.LogisticRegression().set_fit_request(sample_weight=True).set_score_request(sample_weight="w")
    comes_back(model, assert_same)
    comes_back(model.get_metadata_routing(), assert_same)
    steps = pipeline.make_pipeline(preprocessing.StandardScaler().set_fit_request(sample_weight=False), model)
    router = comes_back(steps, assert_same).get_metadata_routing()
    assert str(router) == str(steps.get_metadata_routing())
    assert str(comes_back(router, assert_same)) == str(router)
    comes_back(metrics.make_scorer(metrics.f1_score).set_score_request(sample_weight=True), assert_same)


DISPLAYS = {
    "matrix": metrics.ConfusionMatrixDisplay(np.eye(3, dtype=int), display_labels=LOGISTIC.classes_),
    "recall": metrics.PrecisionRecallDisplay(ZERO_ONE, ZERO_ONE, average_precision=0.5),
    "detection": metrics.DetCurveDisplay(fpr=ZERO_ONE, fnr=ZERO_ONE),
    "roc": metrics.RocCurveDisplay(fpr=ZERO_ONE, tpr=ZERO_ONE, roc_auc=0.5),
    "errors": metrics.PredictionErrorDisplay(y_true=ZERO_ONE, y_pred=ZERO_ONE),
    "calibration": calibration.CalibrationDisplay(ZERO_ONE, ZERO_ONE, ZERO_ONE, estimator_name="a"),
    "learning": model_selection.LearningCurveDisplay(train_sizes=np.array([1, 2]), **SCORES),
    "validation": model_selection.ValidationCurveDisplay(param_name="C", param_range=ZERO_ONE, **SCORES),
    "dependence": inspection.PartialDependenceDisplay(
        [inspection.partial_dependence(LOGISTIC, X, [0])],
        features=[(0,)],
        feature_names=["a", "b", "c", "d"],
        target_idx=0,
        deciles={0: ZERO_ONE},
    ),
}


@pytest.mark.parametrize("name", DISPLAYS)
def test_displays_come_back(name, assert_same):
    comes_back(DISPLAYS[name], assert_same)


@pytest.mark.parametrize("name", ["ax_", "figure_"])
def test_a_display_that_was_plotted_is_refused(name):
    display = metrics.ConfusionMatrixDisplay(np.eye(3))
    setattr(display, name, object())
    with pytest.raises(skcore.UnsupportedTypeError, match="save it before plot"):
        skcore.dumps(display)


def test_tags_come_back(assert_same):
    if not hasattr(utils, "get_tags"):
        # Before 1.6, tags were a dict.
        assert comes_back(LOGISTIC._get_tags(), assert_same)
    else:
        assert comes_back(utils.get_tags(LOGISTIC), assert_same) == utils.get_tags(LOGISTIC)


FUNCTIONS = (
    (np.log1p, np.expm1),
    (preprocessing.scale, None),
    (preprocessing.minmax_scale, None),
    (metrics.pairwise.rbf_kernel, None),
    (metrics.pairwise.cosine_distances, None),
    (scipy.special.expit, scipy.special.logit),
)


@pytest.mark.parametrize("functions", FUNCTIONS, ids=lambda functions: functions[0].__name__)
def test_functions_given_as_parameters_come_back(functions, assert_same):
    model = preprocessing.FunctionTransformer(*functions, check_inverse=False).fit(X)
    assert_same(model.transform(X), comes_back(model, assert_same).transform(X))
