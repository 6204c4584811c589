"""Parameters of estimators: they go to XGBoost as texts, when a model trains or one of them is set on a fitted one.

None of XGBoost's parameters names a file or another machine. Some change what a fitted booster takes its model for
(``LearnerModelParam::UpdateAllowUnknown`` in ``src/learner.cc``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from skcore_xgboost.checking import require
from skcore_xgboost.configuration import MOST_BINS, MOST_PARALLEL, MOST_THREADS, OBJECTIVES
from skcore_xgboost.learner import MOST_CLASSES

_THREADS = ("n_jobs", "nthread")
_COUNTS = ("num_feature", "num_class", "num_target")
_RANGES = {
    **dict.fromkeys(_THREADS, (-MOST_THREADS, MOST_THREADS)),
    "max_bin": (0, MOST_BINS),
    "n_classes_": (0, MOST_CLASSES),
    "num_parallel_tree": (0, MOST_PARALLEL),
}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def check_parameter(name: Any, value: Any, own: Mapping[str, Any] | None) -> None:
    """Check one parameter of an estimator; a function is trusted on its own.

    Parameters
    ----------
    name, value : Any
    own : mapping, optional
        What the booster of a fitted estimator has: ``num_feature``, ``num_class``, ``num_target`` and ``booster``.
    """
    from numbers import Integral, Real

    require(type(name) is str and _NAME.fullmatch(name), "the name of a parameter is no identifier")
    if value is None:
        return
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if name in _COUNTS:
        least, most = (0, MOST_CLASSES) if own is None else (own[name], own[name])
        require(whole and least <= int(value) <= most, f"{name} is not that of the booster")
    elif name in _RANGES:
        low, high = _RANGES[name]
        require(whole and low <= int(value) <= high, f"{name} is out of range")
    elif name == "missing":
        require(isinstance(value, Real), "missing is no number")
    elif name == "objective":
        _check_objective(value, own)
    elif name == "booster" and own is not None:
        # With another, or with trees that wait for an update, XGBoost would have a model without trees.
        require(isinstance(value, str) and value == own["booster"], "booster is not the sort that the booster is of")
    elif name == "process_type" and own is not None:
        require(isinstance(value, str) and value == "default", "process_type takes the trees of the booster away")


def _check_objective(value: Any, own: Mapping[str, Any] | None) -> None:
    if not callable(value):
        require(isinstance(value, str) and value in OBJECTIVES, "the objective is not one that is known")
        several = OBJECTIVES[value] == "softmax_multiclass_param"
        known = not several or own is None or own["num_class"]
        require(known, "the objective is of classes, and the booster has none")
