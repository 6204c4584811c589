"""Estimators made of estimators: what they ask of their members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from skcore_sklearn.checking import require

MOST_CALLS = 1_000_000
_METHODS = ("predict", "predict_proba", "predict_log_proba", "decision_function", "transform", "auto", "drop")
_calls: WeakKeyDictionary[Any, int] = WeakKeyDictionary()


def check_composition(obj: Any) -> None:
    """Check how often its members are called, each through as many others as share it.

    Members are checked before what they are members of, so that each has its number here already.
    """
    fields = vars(obj)
    calls = 1
    for value in fields.values():
        calls += sum(_calls.get(member, 0) for member in _members(value, 3))
    require(calls <= MOST_CALLS, f"it calls its members over {MOST_CALLS} times")
    _calls[obj] = calls
    check_cache(obj)


def check_cache(obj: Any) -> None:
    """Check that no folder is named for results of ``fit``: they are pickles, which ``fit`` would load."""
    require(vars(obj).get("memory") is None, "memory names a folder of pickles that fit would load; set it to None")


def _members(value: Any, depth: int) -> Iterator[Any]:
    from sklearn.base import BaseEstimator

    if type(value) in (list, tuple) and depth:
        for part in value:
            yield from _members(part, depth - 1)
    elif isinstance(value, BaseEstimator):
        yield value


def check_stack(obj: Any) -> None:
    """Check the methods that a stack calls on its members."""
    methods = vars(obj).get("stack_method_", [])
    require(type(methods) is list and all(_is_method(name) for name in methods), "stack_method_ is unknown")
    check_composition(obj)


def _is_method(name: Any) -> bool:
    return type(name) is str and name in _METHODS


def check_scorer(obj: Any) -> None:
    """Check the methods that a scorer calls on an estimator."""
    found = vars(obj).get("_response_method", "predict")
    methods = found if type(found) in (list, tuple) else (found,)
    require(all(_is_method(name) for name in methods), "_response_method is unknown")
