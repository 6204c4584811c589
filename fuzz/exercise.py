"""Uses what was loaded, as its owner would: Python errors are its own affair, and nothing else may happen."""

from __future__ import annotations

import contextlib
import importlib
import warnings
from collections.abc import Callable, Iterable
from typing import Any

MOST_PARTS = 30
_CONVERSIONS = ("toarray", "tocsr", "tocsc", "tocoo", "todia", "tolil", "todok", "sum", "diagonal", "copy", "transpose")


def exercise(obj: Any, data: Any) -> None:
    """Call the public methods of an object, and of its parts if it is a container."""
    import joblib
    import numpy as np

    # How many processes a model asks for is bounded by a rule, and to start them would take most of the time.
    with warnings.catch_warnings(), np.errstate(all="ignore"), joblib.parallel_config(backend="sequential"):
        warnings.simplefilter("ignore")
        if data is not None and hasattr(obj, "get_params"):
            _use_model(obj, *data)
        else:
            _use_all(obj)


def _use_model(model: Any, points: Any, labels: Any) -> None:
    answers = importlib.import_module("sklearn_models.answers")
    for names, given in (
        (answers.OF_SAMPLES, (points,)),
        (answers.OF_TARGETS, (points, labels)),
        (answers.OF_NOTHING, ()),
    ):
        for name in names:
            _consume(_call(model, name, *given))
    _call(model, "inverse_transform", _call(model, "transform", points))
    _call(model, "sample", 3)
    for base in type(model).__mro__:
        for name, value in vars(base).items():
            if isinstance(value, property):
                with contextlib.suppress(Exception):
                    getattr(model, name)
    _call(model, "partial_fit", *((points,) if labels is None else (points, labels)))
    if getattr(model, "warm_start", False) is True and type(getattr(model, "n_estimators", 0)) is int:
        _call(model, "fit", points, labels)
    _consume(_call(model, "predict", points))


def _call(obj: Any, name: str, *given: Any) -> Any:
    try:
        method = getattr(obj, name, None)
        return method(*given) if callable(method) else None
    except Exception:
        return None


def _consume(found: Any) -> None:
    if type(found).__name__ == "generator":
        with contextlib.suppress(Exception):
            for _ in zip(found, range(MOST_PARTS), strict=False):
                pass


def _use_all(obj: Any) -> None:
    waiting = [obj]
    seen: set[int] = set()
    while waiting and len(seen) < 100:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        _use(part)
        waiting += list(_parts(part))[:MOST_PARTS]


def _parts(obj: Any) -> Iterable[Any]:
    if isinstance(obj, dict):
        return [*obj.keys(), *obj.values()]
    if isinstance(obj, (list, tuple, set, frozenset)):
        return list(obj)
    return ()


def _use(obj: Any) -> None:
    import numpy as np
    import scipy.sparse as sp

    if isinstance(obj, (list, tuple, dict, set, frozenset, str, bytes, bytearray, int)):
        return
    with contextlib.suppress(Exception):
        if not isinstance(obj, np.ndarray) or obj.size < 10**6:
            repr(obj)
    if sp.issparse(obj):
        _use_sparse(obj)
    elif isinstance(obj, np.ndarray):
        for name in ("sum", "copy", "tolist", "argsort"):
            if obj.size < 10**6:
                _call(obj, name)
    else:
        for name, given in _calls():
            _call(obj, name, *given)


def _calls() -> Iterable[tuple[str, tuple[Any, ...]]]:
    import numpy as np

    vector, points = np.linspace(-1.0, 9.0, 7), np.linspace(0.0, 1.0, 10).reshape(5, 2)
    forms: list[Any] = [vector, points, 0.5, np.eye(3), points[0]]
    for given in forms:
        for name in ("__call__", "query", "find_simplex", "pdf", "cdf", "ppf", "logpdf", "matvec", "rmatvec", "matmat"):
            yield name, (given,)
        yield "apply", (given,)
        yield "query_ball_point", (given, 0.5)
    yield "__call__", (vector, vector)
    yield from (("rvs", (3,)), ("random", (3,)), ("normal", (0, 1, 3)), ("integers", (5,)), ("derivative", ()))
    yield from (
        ("antiderivative", ()),
        ("integrate", (0.0, 1.0)),
        ("roots", ()),
        ("mean", ()),
        ("std", ()),
        ("spawn", (2,)),
    )
    yield from (
        ("as_matrix", ()),
        ("as_quat", ()),
        ("inv", ()),
        ("transform", ()),
        ("support", ()),
        ("generate_state", (4,)),
    )


def _use_sparse(matrix: Any) -> None:
    import numpy as np

    if matrix.ndim != 2 or np.prod([float(size) for size in matrix.shape]) > 10**6:
        return
    for name in _CONVERSIONS:
        _call(matrix, name)
    acts: list[Callable[[], Any]] = [
        lambda: matrix @ np.ones(matrix.shape[1]),
        lambda: matrix @ np.ones((matrix.shape[1], 2)),
        lambda: matrix.T @ matrix,
        lambda: matrix[0],
        lambda: matrix[:, 0],
        lambda: matrix + matrix,
    ]
    for act in acts:
        with contextlib.suppress(Exception):
            act()
    for name in ("sum_duplicates", "sort_indices", "eliminate_zeros", "prune"):
        _call(matrix, name)
