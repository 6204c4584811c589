"""Uses what was loaded, as its owner would."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterable
from typing import Any

import use_boosting
import use_models
import use_objects
from calling import MOST_PARTS, Calls

MOST = 100
"""Objects of one graph that are used."""


def exercise(obj: Any, data: Any, number: int = 0) -> None:
    """Call the public methods of an object, and of its parts; the number says which of the rarer ones."""
    with _quietly():
        calls = Calls()
        points, labels = data or (None, None)
        if data:
            points = use_boosting.narrowed(obj, points, calls)
        if data and hasattr(obj, "get_params"):
            use_models.use(obj, points, labels, number, calls)
        elif not data or not use_boosting.use(obj, points, labels, calls):
            _use_all(obj, calls)


@contextlib.contextmanager
def _quietly() -> Any:
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        if "numpy" in sys.modules:
            stack.enter_context(sys.modules["numpy"].errstate(all="ignore"))
        if "joblib" in sys.modules:
            # How many processes a model asks for is bounded by a rule, and to start them would take most of the time.
            stack.enter_context(sys.modules["joblib"].parallel_config(backend="sequential"))
        yield


def _use_all(obj: Any, calls: Calls) -> None:
    waiting = [obj]
    seen: set[int] = set()
    while waiting and len(seen) < MOST:
        part = waiting.pop()
        if id(part) not in seen:
            seen.add(id(part))
            use_objects.use(part, calls)
            waiting += list(_parts(part))[:MOST_PARTS]


def _parts(obj: Any) -> Iterable[Any]:
    if isinstance(obj, dict):
        return [*obj.keys(), *obj.values()]
    if isinstance(obj, (list, tuple, set, frozenset)):
        return list(obj)
    return ()
