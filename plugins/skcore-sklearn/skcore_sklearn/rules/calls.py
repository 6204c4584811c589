"""How often estimators made of estimators call their members, and which arrays a callable may write into."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from functools import lru_cache, partial
from itertools import chain
from typing import Any, cast

from skcore_sklearn.checking import require
from skcore_sklearn.rules.keywords import check_keywords

MOST_CALLS = 1_000_000
_SCALARS = frozenset((str, bytes, bool, int, float, complex, type(None), type, range, slice))
_SEQUENCES = (list, tuple, set, frozenset, deque)
_LEAVES = ("sklearn.ensemble._hist_gradient_boosting.predictor",)
"""Modules whose objects hold arrays of numbers alone, as their handlers make sure."""
_CLOSED = ("_CFNode", "_CFSubcluster", "MetadataRequest", "MethodMetadataRequest")
"""Classes of Birch's tree, which hold numbers and each other, as their rule makes sure; and requests, whose owner is
the estimator that has them, and is only named in messages."""
_CALLED = (("sklearn.gaussian_process.kernels", "Kernel"), ("sklearn.utils._metadata_requests", "MetadataRouter"))
"""Classes that are called as estimators are, whose modules are not imported for this."""
_PATH = "dateutil/"
"""In the name of a dtype: pandas opens ``datetime64[ns, dateutil//any/file]`` as a time zone."""
_LONGEST = 2**13
"""Characters of a text that can be the path of a file, on any system; longer ones may be shared by many objects."""
_OPENS = "a text is the name of a dtype whose time zone would be read from a file"
_WRITES = "a callable has an argument that it would write into"
_NORMS = ("X_norm_squared", "Y_norm_squared")
_READS = "a metric is given the norms of its points, of which native code does not ask how many there are"


@lru_cache(maxsize=1)
def _types() -> tuple[Any, Any, Any]:
    import numpy as np
    from sklearn.base import BaseEstimator

    return np.ndarray, np.ufunc, BaseEstimator


@lru_cache(maxsize=4096)
def _is_called(cls: type) -> bool:
    """Whether a class is one of estimators, or derives from another whose objects call their members."""
    return issubclass(cls, _types()[2]) or any((base.__module__, base.__name__) in _CALLED for base in cls.__mro__)


def _is_opened(cls: type) -> bool:
    """Whether the attributes of a class's objects are looked into: what is called, or another of scikit-learn's."""
    own = cls.__module__.startswith("sklearn.") and cls.__name__ not in _CLOSED
    known = _is_called(cls) or (own and cls.__dictoffset__ != 0)
    return known and not issubclass(cls, dict) and cls.__module__ not in _LEAVES


class _Kinds(dict[type, str]):
    """How the objects of each class are looked into, found out once."""

    def __missing__(self, cls: type) -> str:
        if issubclass(cls, str):
            kind = "text"
        elif cls in _SCALARS:
            kind = ""
        elif _is_opened(cls):
            kind = "object"
        else:
            known = {"array": _types()[0], "dict": dict, "partial": partial, "sequence": _SEQUENCES}
            kind = next((name for name, base in known.items() if issubclass(cls, base)), "")
        self[cls] = kind
        return kind


_KINDS = _Kinds()


def _inside(value: Any) -> Iterable[Any]:
    """Return the parts of an object among which there can be estimators."""
    kind = _KINDS[type(value)]
    if kind == "object":
        fields: dict[str, Any] = vars(value)
        if "vocabulary_" in fields:
            # Words are looked up and never called, and there can be very many.
            return [part for name, part in fields.items() if name != "vocabulary_"]
        return fields.values()
    if kind == "dict":
        return chain(dict.keys(value), dict.values(value))
    if kind == "sequence":
        return cast(Iterable[Any], value)
    if kind == "array":
        return value.view(_types()[0]).ravel().tolist() if value.dtype.hasobject else ()
    if kind == "partial":
        _check_partial(value)
        return (value.func, value.args, value.keywords)
    return ()


def _check_partial(value: Any) -> None:
    """Check that no argument is one that the function writes its result into, however it is called."""
    check_keywords(value.func, value.keywords)
    if value.args:
        # The data comes after the arguments, where numpy's functions expect ``out``.
        ufunc, func = _types()[1], value.func
        numpy = str(getattr(func, "__module__", "")).partition(".")[0] == "numpy"
        allowed = len(value.args) < func.nin if isinstance(func, ufunc) else not numpy
        require(allowed, _WRITES)


def _is_flat(value: Any) -> bool:
    """Whether a container has no part that is looked into, as settings and scores have none.

    A dict may be the keywords of a callable, and is held to what these are.
    """
    parts = value
    if isinstance(value, dict):
        require(not isinstance(dict.get(value, "out"), (tuple, _types()[0])), _WRITES)
        require(dict.keys(value).isdisjoint(_NORMS), _READS)
        parts = (*dict.keys(value), *dict.values(value))
    for part in parts:
        kind = _KINDS[type(part)]
        if kind == "text":
            check_text(part)
        elif kind:
            return False
    return True


class Calls(threading.local):
    """The number of calls of each object of one file, all of which are alive meanwhile."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._flat: dict[int, bool] = {}

    def forget(self) -> None:
        """Start with the objects of another file."""
        self._numbers.clear()
        self._flat.clear()

    def check(self, obj: Any) -> None:
        """Check how often the estimators in an object are called: once for each way that leads to them."""
        numbers, path = self._numbers, [obj]
        opened: dict[int, list[Any]] = {}
        while path:
            value = path[-1]
            cls: Any = type(value)
            key = id(value)
            if key in numbers:
                path.pop()
            elif key in opened:
                calls = _is_called(cls) + sum([numbers[id(part)] for part in opened.pop(key)])
                numbers[key] = calls
                # A model in which nothing is shared has as many calls as objects.
                require(calls <= MOST_CALLS + len(numbers), f"it calls its members over {MOST_CALLS} times")
                path.pop()
            elif parts := self._parts(value):
                opened[key] = parts
                require(opened.keys().isdisjoint(map(id, parts)), "an estimator is a part of itself")
                path += parts
            else:
                numbers[key] = _is_called(cls)
                path.pop()

    def _parts(self, value: Any) -> list[Any]:
        """Return the parts of an object that can have estimators in them."""
        found, flat = [], self._flat
        for part in _inside(value):
            kind = _KINDS[type(part)]
            if kind == "text":
                check_text(part)
            elif kind in ("dict", "sequence"):
                key = id(part)
                if key not in flat:
                    flat[key] = _is_flat(part)
                if not flat[key]:
                    found.append(part)
            elif kind == "array":
                if part.dtype.hasobject:
                    found.append(part)
            elif kind:
                found.append(part)
        return found


def check_text(part: Any) -> None:
    """Check that what may be a text is no dtype for which pandas would open a file."""
    require(not isinstance(part, str) or len(part) > _LONGEST or _PATH not in part, _OPENS)
