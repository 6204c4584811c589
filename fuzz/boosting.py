"""Models of the boosting libraries, from the samples of their plugins' tests, and some that scikit-learn holds."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator
from typing import Any

_SAMPLES = {"xgboost": "xgboost_models", "lightgbm": "lightgbm_models", "catboost": "catboost_models"}
_OF_THE_USER = ("own objective", "watched by a function", "booster of a custom objective")
"""Models with a function of their owner's, which none but the owner trusts."""


def collect() -> Iterator[tuple[str, str, Any]]:
    """Yield the name of each model, the name of its data, and the model."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for library, module in _SAMPLES.items():
            for name, (make, source) in importlib.import_module(module).MODELS.items():
                if name not in _OF_THE_USER:
                    yield f"{library}: {name}", f"{module}.{source.__name__}", make()
        yield from _forests()
        for name, (model, source) in _held().items():
            yield f"held: {name}", source, importlib.import_module("sklearn_models.data").fit(model, source)


def _forests() -> Iterator[tuple[str, str, Any]]:
    samples = importlib.import_module("quantile_models")
    points, targets = (part[:40] for part in samples.DIABETES)
    for name in samples.VARIANTS:
        if name not in ("weights", "monotonic sparse", "sparse single"):
            for cls in samples.BOTH:
                yield f"{cls.__name__}: {name}", "diabetes", samples.fitted(name, cls, (points, targets))


def _held() -> dict[str, tuple[Any, str]]:
    """Return models of scikit-learn, unfitted, that hold some of the boosting libraries, and their data."""
    from catboost import CatBoostRegressor
    from lightgbm import LGBMClassifier, LGBMRegressor
    from quantile_forest import RandomForestQuantileRegressor
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.ensemble import StackingRegressor, VotingClassifier
    from sklearn.model_selection import GridSearchCV
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.multioutput import MultiOutputRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from xgboost import XGBClassifier, XGBRegressor

    trees: dict[str, Any] = {"n_estimators": 3, "max_depth": 2, "n_jobs": 1}
    leaves: dict[str, Any] = {**trees, "verbose": -1, "min_child_samples": 5}
    cat = CatBoostRegressor(iterations=3, depth=2, thread_count=1, verbose=0, allow_writing_files=False)
    grid = {"xgbclassifier__max_depth": [1, 2]}
    return {
        "pipeline in a search": (
            GridSearchCV(make_pipeline(StandardScaler(), XGBClassifier(**trees)), grid, cv=2),
            "iris",
        ),
        "pipeline": (make_pipeline(StandardScaler(), LGBMClassifier(**leaves)), "iris"),
        "pipeline of a forest": (make_pipeline(StandardScaler(), RandomForestQuantileRegressor(3)), "diabetes column"),
        "vote": (
            VotingClassifier([("a", XGBClassifier(**trees)), ("b", LGBMClassifier(**leaves))], voting="soft"),
            "iris",
        ),
        "stack": (StackingRegressor([("a", XGBRegressor(**trees)), ("b", cat)], cv=2), "diabetes"),
        "calibrated": (CalibratedClassifierCV(LGBMClassifier(**leaves), cv=2), "iris"),
        "one against the rest": (OneVsRestClassifier(XGBClassifier(**trees)), "iris"),
        "several outputs": (MultiOutputRegressor(LGBMRegressor(**leaves)), "diabetes two outputs"),
    }
