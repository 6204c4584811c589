"""Parameters of estimators: they go to XGBoost as texts, when a model trains or one of them is set on a fitted one.

None of XGBoost's parameters names a file or another machine. Some change what a fitted booster takes its model for
(``LearnerModelParam::UpdateAllowUnknown`` in ``src/learner.cc``).
"""

from __future__ import annotations

import re
from typing import Any

from skcore_xgboost.checking import require
from skcore_xgboost.configuration import MOST_BINS, MOST_PARALLEL, MOST_THREADS, OBJECTIVES
from skcore_xgboost.learner import MOST_CLASSES, Counts

_THREADS = ("n_jobs", "nthread")
_COUNTS = {"num_feature": "features", "num_class": "classes", "num_target": "targets"}
_RANGES = {
    **dict.fromkeys(_THREADS, (-MOST_THREADS, MOST_THREADS)),
    "max_bin": (0, MOST_BINS),
    "n_classes_": (0, MOST_CLASSES),
    "num_parallel_tree": (0, MOST_PARALLEL),
}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def check_parameter(name: Any, value: Any, counts: Counts | None) -> None:
    """Check one parameter of an estimator, whose booster has these counts; a function is trusted on its own."""
    from numbers import Integral, Real

    require(type(name) is str and _NAME.fullmatch(name), "the name of a parameter is no identifier")
    if value is None:
        return
    if name in _COUNTS:
        most = MOST_CLASSES if counts is None else getattr(counts, _COUNTS[name])
        least = 0 if counts is None else most
        require(type(value) is int and least <= value <= most, f"{name} is not that of the booster")
    elif name in _RANGES:
        low, high = _RANGES[name]
        whole = isinstance(value, Integral) and not isinstance(value, bool)
        require(whole and low <= int(value) <= high, f"{name} is out of range")
    elif name == "missing":
        require(isinstance(value, Real), "missing is no number")
    elif name == "objective":
        _check_objective(value, counts)


def _check_objective(value: Any, counts: Counts | None) -> None:
    if not callable(value):
        require(type(value) is str and value in OBJECTIVES, "the objective is not one that is known")
        several = OBJECTIVES[value] == "softmax_multiclass_param"
        known = not several or counts is None or counts.classes
        require(known, "the objective is of classes, and the booster has none")
