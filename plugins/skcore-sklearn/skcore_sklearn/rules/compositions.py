"""Estimators made of estimators: what they ask of their members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from skcore_sklearn import names
from skcore_sklearn.checking import array, require
from skcore_sklearn.rules.calls import check_text
from skcore_sklearn.rules.keywords import check_keywords

_ROW_FOR_ROW = (
    *("constant", "linear", "svm", "naive_bayes", "neighbors"),
    *("tree", "forest", "gradient_boosting", "histogram_boosting"),
)
"""Rules of classifiers by which they give one score for each sample."""
MOST_CLASSES = 10_000_000
_DEEPEST = 100
_METHODS = ("predict", "predict_proba", "predict_log_proba", "decision_function", "transform", "auto", "drop")


def check_cache(obj: Any) -> None:
    """Check that no folder is named for results of ``fit``: they are pickles, which ``fit`` would load."""
    require(vars(obj).get("memory") is None, "memory names a folder of pickles that fit would load; set it to None")


def check_stack(obj: Any) -> None:
    """Check the methods that a stack calls on its members."""
    methods = vars(obj).get("stack_method_", [])
    require(type(methods) is list and all(_is_method(name) for name in methods), "stack_method_ is unknown")
    check_cache(obj)


def check_frozen(obj: Any) -> None:
    """Check that the estimator is there: what a frozen one has not itself, it asks of that, and so without an end."""
    require("estimator" in vars(obj), "it lacks the attribute 'estimator'")


def check_voting(obj: Any) -> None:
    """Check the classes that members vote for: votes are counted in an array as long as the greatest."""
    import numpy as np

    members = vars(obj).get("estimators_", [])
    require(type(members) is list, "estimators_ is no list of members")
    for member in members:
        classes = _classes_of(member)
        if type(classes) is np.ndarray and classes.dtype.kind in "iu" and classes.size:
            require(int(classes.max()) <= MOST_CLASSES, "a member of estimators_ has a class too large to be counted")


def _classes_of(member: Any) -> Any:
    """Return the classes that an estimator predicts, which may be those of an estimator in it."""
    for _ in range(_DEEPEST):
        fields = getattr(member, "__dict__", {})
        if "classes_" in fields:
            return fields["classes_"]
        steps = fields.get("steps")
        inner = steps[-1][-1] if type(steps) is list and steps and type(steps[-1]) is tuple else None
        member = inner or fields.get("best_estimator_") or fields.get("estimator")
    return None


def _is_method(name: Any) -> bool:
    return type(name) is str and name in _METHODS


def check_chain(obj: Any) -> None:
    """Check the method that a chain calls on each of its members."""
    for name in ("chain_method", "chain_method_"):
        found = vars(obj).get(name, "predict")
        methods = found if type(found) in (list, tuple) else (found,)
        require(all(_is_method(method) for method in methods), f"{name} is unknown")


def check_constant(obj: Any) -> None:
    """Check that the one class of a predictor is one: it is repeated for each sample, and has a row in a matrix."""
    if "y_" in vars(obj):
        array(vars(obj)["y_"], "y_", "biuf", (1,))


def check_one_vs_rest(obj: Any) -> None:
    """Check that members tell two classes apart: their scores are the rows of a sparse matrix, one a sample."""
    fields = vars(obj)
    if "estimators_" not in fields:
        return
    require(type(fields["estimators_"]) is list and fields["estimators_"], "estimators_ is no list of members")
    for member in fields["estimators_"]:
        known = getattr(member, "__dict__", {}).get("classes_")
        require(known is None or len(known) <= 2, "a member of estimators_ tells more than two classes apart")


def scores_of_any(obj: Any) -> bool:
    """Whether a OneVsRestClassifier has members that might score a sample twice, where that leads out of a matrix."""
    fields = vars(obj)
    labels = getattr(fields.get("label_binarizer_"), "__dict__", {}).get("y_type_")
    if "estimators_" not in fields:
        return False
    kinds: set[Any] = set(map(type, fields["estimators_"]))
    return may_score_twice(labels, (f"{kind.__module__}.{kind.__qualname__}" for kind in kinds))


def may_score_twice(labels: Any, members: Iterable[str]) -> bool:
    """Whether it has, by what it says of its labels and the names of its members' classes."""
    if type(labels) is str and labels == "multiclass":
        return False
    rules = names.read("trusted.txt")[0]
    return not all(rules.get(name) in _ROW_FOR_ROW for name in members)


def check_scorer(obj: Any) -> None:
    """Check the methods that a scorer calls on an estimator."""
    found = vars(obj).get("_response_method", "predict")
    methods = found if type(found) in (list, tuple) else (found,)
    require(all(_is_method(name) for name in methods), "_response_method is unknown")
    keywords = vars(obj).get("_kwargs") or {}
    require(type(keywords) is dict and all(type(key) is str for key in keywords), "_kwargs is no dict of names")
    check_keywords(vars(obj).get("_score_func"), keywords)


def check_function(obj: Any) -> None:
    """Check the keywords that a function and its inverse are called with."""
    fields = vars(obj)
    for function, name in (("func", "kw_args"), ("inverse_func", "inv_kw_args")):
        keywords = fields.get(name)
        if keywords is not None:
            require(type(keywords) is dict and all(type(key) is str for key in keywords), f"{name} is no dict of names")
            check_keywords(fields.get(function), keywords)


def check_selector(obj: Any) -> None:
    """Check the dtypes that columns are chosen by, where they are the names in an array."""
    import numpy as np

    for name in ("dtype_include", "dtype_exclude"):
        value = vars(obj)[name]
        if isinstance(value, np.ndarray):
            for part in value.ravel().tolist():
                check_text(part)
