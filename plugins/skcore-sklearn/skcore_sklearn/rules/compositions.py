"""Estimators made of estimators: what they ask of their members."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import require
from skcore_sklearn.rules.calls import check_text

_METHODS = ("predict", "predict_proba", "predict_log_proba", "decision_function", "transform", "auto", "drop")


def check_cache(obj: Any) -> None:
    """Check that no folder is named for results of ``fit``: they are pickles, which ``fit`` would load."""
    require(vars(obj).get("memory") is None, "memory names a folder of pickles that fit would load; set it to None")


def check_stack(obj: Any) -> None:
    """Check the methods that a stack calls on its members."""
    methods = vars(obj).get("stack_method_", [])
    require(type(methods) is list and all(_is_method(name) for name in methods), "stack_method_ is unknown")
    check_cache(obj)


def _is_method(name: Any) -> bool:
    return type(name) is str and name in _METHODS


def check_scorer(obj: Any) -> None:
    """Check the methods that a scorer calls on an estimator."""
    found = vars(obj).get("_response_method", "predict")
    methods = found if type(found) in (list, tuple) else (found,)
    require(all(_is_method(name) for name in methods), "_response_method is unknown")


def check_function(obj: Any) -> None:
    """Check that the keywords of a function name none that it would write its result into."""
    for name in ("kw_args", "inv_kw_args"):
        keywords = vars(obj).get(name)
        if keywords is not None:
            require(type(keywords) is dict and all(type(key) is str for key in keywords), f"{name} is no dict of names")
            require("out" not in keywords, f"{name} has an out, which the function would write into")


def check_selector(obj: Any) -> None:
    """Check the dtypes that columns are chosen by, where they are the names in an array."""
    import numpy as np

    for name in ("dtype_include", "dtype_exclude"):
        value = vars(obj)[name]
        if isinstance(value, np.ndarray):
            for part in value.ravel().tolist():
                check_text(part)
