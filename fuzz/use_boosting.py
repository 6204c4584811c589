"""What models of the boosting libraries are asked beyond what every model is: their native forms, and to learn on."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from calling import Calls

_WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"output_margin": True},
    {"iteration_range": (0, 2)},
    {"pred_leaf": True, "strict_shape": True},
    {"pred_contribs": True},
    {"pred_contribs": True, "approx_contribs": True},
    {"pred_interactions": True},
)
_IMPORTANCES = ("weight", "gain", "total_cover")
_MOST = 1000
"""Number among the parameters up to which a model is fitted: what ``fit`` costs is for its owner to look at."""


def use(model: Any, points: Any, labels: Any, calls: Calls) -> bool:
    """Ask a model, if it is of a boosting library, and return whether it is a native one, which is done then."""
    kind = type(model)
    find = _USES.get(kind.__module__.partition(".")[0])
    if find is None:
        return False
    find(model, points, labels, calls)
    return kind.__name__ == "Booster"


def narrowed(model: Any, points: Any, calls: Calls) -> Any:
    """Return samples of no more columns than a model has: with more, XGBoost writes out of bounds, whoever made it."""
    if type(model).__module__.partition(".")[0] != "xgboost":
        return points
    booster = calls.method(model, "get_booster") if hasattr(model, "get_params") else model
    width = calls.method(booster, "num_features") or 0
    return points.iloc[:, :width] if hasattr(points, "iloc") else points[:, :width]


def _of_xgboost(model: Any, points: Any, labels: Any, calls: Calls) -> None:
    import xgboost

    booster = model if isinstance(model, xgboost.Booster) else calls.method(model, "get_booster")
    named = {name: calls(getattr, booster, name) for name in ("feature_names", "feature_types")}
    matrix = calls(xgboost.DMatrix, points, labels, enable_categorical=True, nthread=1, **named)
    for way in _WAYS:
        calls.method(booster, "predict", matrix, **way)
    calls.method(booster, "inplace_predict", points)
    calls.method(booster, "eval", matrix)
    calls.method(booster, "get_dump", with_stats=True, dump_format="json")
    for name in ("get_dump", "trees_to_dataframe", "save_config", "attributes", "get_categories", "copy"):
        calls.method(booster, name)
    for importance in _IMPORTANCES:
        calls.method(booster, "get_score", importance_type=importance)
    calls.method(calls(lambda: booster[1:3]), "predict", matrix)
    calls.method(calls(copy.deepcopy, booster), "predict", matrix)
    learned = calls(xgboost.train, {"nthread": 1}, matrix, 1, xgb_model=booster)
    calls.method(learned, "predict", matrix)
    if booster is not model and (learner := _learner(model, calls, n_estimators=1, n_jobs=1)):
        calls.method(calls.method(learner, "fit", points, labels, xgb_model=booster), "predict", points)
    calls.method(calls.method(booster, "reset"), "predict", matrix)


def _of_lightgbm(model: Any, points: Any, labels: Any, calls: Calls) -> None:
    import lightgbm

    booster = model if isinstance(model, lightgbm.Booster) else calls(getattr, model, "booster_")
    for way in ({}, {"raw_score": True}, {"pred_leaf": True}, {"num_iteration": 2}, {"start_iteration": 1}):
        calls.method(booster, "predict", points, **way)
    calls.method(booster, "predict", points, pred_early_stop=True, pred_early_stop_freq=1)
    calls.method(booster, "predict", points[:1])
    if "is_linear=1" not in (calls.method(booster, "model_to_string") or ""):
        # LightGBM's explanations of linear trees are not implemented.
        calls.method(booster, "predict", points, pred_contrib=True)
    for name in ("dump_model", "trees_to_dataframe", "feature_name", "upper_bound", "lower_bound", "num_trees"):
        calls.method(booster, name)
    calls.method(booster, "feature_importance", "gain")
    calls.method(booster, "get_split_value_histogram", 0)
    calls.method(booster, "get_leaf_output", 0, 0)
    calls.method(calls(copy.deepcopy, booster), "predict", points)
    calls.method(calls.method(booster, "refit", points, labels), "predict", points)
    settings = {"num_threads": 1, "verbose": -1, "min_data_in_leaf": 2}
    data = calls(lightgbm.Dataset, points, labels, params=settings)
    learned = calls(lightgbm.train, {**settings, "objective": "regression"}, data, 1, init_model=booster)
    calls.method(learned, "predict", points)
    if booster is not model and (learner := _learner(model, calls, n_estimators=1, n_jobs=1)):
        calls.method(calls.method(learner, "fit", points, labels, init_model=booster), "predict", points)
    calls.method(booster, "shuffle_models")
    calls.method(booster, "predict", points)


def _of_catboost(model: Any, points: Any, labels: Any, calls: Calls) -> None:
    import catboost

    for kind in ("RawFormulaVal", "Probability", "LogProbability", "Class", "Exponent"):
        calls(catboost.CatBoost.predict, model, points, prediction_type=kind, thread_count=1)
    calls.method(model, "predict", points, ntree_start=1, ntree_end=2)
    calls.method(model, "staged_predict", points, eval_period=2)
    calls.method(model, "get_feature_importance", type="Interaction")
    data = calls(catboost.Pool, points, labels, cat_features=calls.method(model, "get_cat_feature_indices"))
    for kind in ("ShapValues", "PredictionValuesChange"):
        calls.method(model, "get_feature_importance", data, type=kind, thread_count=1)
    calls.method(calls(copy.deepcopy, model), "predict", points)
    calls.method(calls(catboost.sum_models, [model, model]), "predict", points)
    # With a loss of more dimensions than a model has that was loaded, CatBoost goes on out of bounds, whoever wrote it.
    loss = (calls.method(model, "get_all_params") or {}).get("loss_function")
    if learner := _learner(model, calls, thread_count=1, allow_writing_files=False, loss_function=loss):
        calls.method(calls.method(learner, "fit", points, labels, init_model=model), "predict", points)
    for name, given in (("shrink", (2,)), ("drop_unused_features", ())):
        calls.method(model, name, *given)
        calls.method(model, "predict", points)


def _learner(model: Any, calls: Calls, **changed: Any) -> Any:
    """Return a model of the same parameters that was not fitted, unless to fit it may take long."""
    settings = {**(calls.method(model, "get_params") or {}), **changed}
    if any(isinstance(value, (int, float)) and abs(value) > _MOST for value in settings.values()):
        return None
    return calls(lambda: type(model)(**settings))


def _of_quantile_forest(model: Any, points: Any, labels: Any, calls: Calls) -> None:
    for named in ({}, {"weighted_quantile": False}, {"weighted_leaves": True}, {"aggregate_leaves_first": False}):
        calls.method(model, "predict", points, [0.1, 0.5, 1.0], **named)
    calls.method(model, "predict", points, "mean", weighted_quantile=False)
    for kind in ("rank", "weak", "strict", "mean"):
        calls.method(model, "quantile_ranks", points, labels, kind)
    calls.method(model, "proximity_counts", points, 3, return_sorted=False)
    for name, given in (("predict", (points, 0.5)), ("quantile_ranks", (points, labels))):
        calls.method(model, name, *given, oob_score=True, indices=list(range(len(labels))))
    calls.method(model, "proximity_counts", points, oob_score=True, indices=list(range(len(labels))))


_USES: dict[str, Callable[[Any, Any, Any, Calls], None]] = {
    "xgboost": _of_xgboost,
    "lightgbm": _of_lightgbm,
    "catboost": _of_catboost,
    "quantile_forest": _of_quantile_forest,
}
