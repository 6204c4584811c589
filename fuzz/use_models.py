"""What a fitted model is asked: every public method, dense and sparse, inspection, what is in it, and to learn on."""

from __future__ import annotations

import copy
import functools
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import use_boosting
import use_objects
from calling import Calls

import skcore

_LEARN = ("fit", "fit_predict", "fit_transform", "partial_fit", "cost_complexity_pruning_path")
_SET = ("set_", "get_metadata_routing", "get_params")
_OTHERS = (
    *("save_", "load_", "plot_", "grid_search", "randomized_search", "select_features", "create_metric_calcer"),
    *("eval_metrics", "compare", "shrink", "drop_unused_features"),
)
"""Methods that are about files and pictures, or change what is asked afterwards."""
_SPARSE = (
    "predict",
    "predict_proba",
    "decision_function",
    "transform",
    "apply",
    "decision_path",
    "kneighbors",
    "score",
)
_MOST_MEMBERS = 50
"""Members up to which a warm start is begun: what a loop of ``fit`` costs is for its owner to look at."""


def use(model: Any, points: Any, labels: Any, number: int, calls: Calls) -> None:
    """Ask a model, have it learn, and ask again."""
    kind: Any = type(model)
    for name, taken in _methods(kind):
        calls.method(model, name, *(points, labels)[:taken])
    calls(lambda: model.inverse_transform(model.transform(points)))
    for name in _properties(kind):
        calls(getattr, model, name)
    calls(use_boosting.use, model, points, labels, calls)
    more = _MORE[number % len(_MORE)]
    calls(more, model, points, labels, calls)
    learn(model, points, labels, calls)


def learn(model: Any, points: Any, labels: Any, calls: Calls) -> None:
    """Have a model learn on, and ask it again."""
    given = (points,) if labels is None else (points, labels)
    calls.method(model, "partial_fit", *given)
    if getattr(model, "warm_start", False) is True and _is_small(model):
        if type(getattr(model, "n_estimators", None)) is int:
            calls.method(model, "set_params", n_estimators=model.n_estimators + 1)
        calls.method(model, "fit", *given)
    for name in ("predict", "transform", "decision_function"):
        calls.method(model, name, points)
    calls(getattr, model, "feature_importances_", None)


def _is_small(model: Any) -> bool:
    sizes = [getattr(model, name, 0) for name in ("n_estimators", "max_iter", "n_components", "n_clusters")]
    return all(type(size) is not int or size <= 1000 for size in sizes) and not (
        type(sizes[0]) is int and sizes[0] > _MOST_MEMBERS
    )


@functools.cache
def _methods(kind: type) -> list[tuple[str, int]]:
    """Return public methods that answer, and how many of samples and targets each takes."""
    found = []
    for name in dir(kind):
        method = inspect.getattr_static(kind, name)
        if name.startswith("_") or name in _LEARN or name.startswith((*_SET, *_OTHERS)) or isinstance(method, property):
            continue
        try:
            parameters = list(inspect.signature(getattr(kind, name)).parameters.values())
        except (AttributeError, TypeError, ValueError):
            continue
        wanted = [each for each in parameters[1:] if each.default is each.empty and each.kind is not each.VAR_KEYWORD]
        takes = min(2, len(wanted))
        found.append((name, max(takes, 1 if parameters[1:2] and parameters[1].name in ("X", "y") else 0)))
    return found


@functools.cache
def _properties(kind: type) -> list[str]:
    # What it draws again is as much as the file says: memory at use, of which docs/trust.md promises nothing.
    names = set(dir(kind)) - {"estimators_samples_"}
    return [name for name in sorted(names) if isinstance(inspect.getattr_static(kind, name), property)]


def _sparse(model: Any, points: Any, labels: Any, calls: Calls) -> None:
    import scipy.sparse as sp

    for make in (sp.csr_matrix, sp.csc_array):
        for name in _SPARSE:
            calls.method(model, name, make(points))


def _inspection(model: Any, points: Any, labels: Any, calls: Calls) -> None:
    from sklearn import inspection

    for features in ([0], [(0, 1)]):
        calls(inspection.partial_dependence, model, points, features, grid_resolution=3)
    calls(inspection.partial_dependence, model, points, [0], grid_resolution=3, method="recursion")


def _arguments(model: Any, points: Any, labels: Any, calls: Calls) -> None:
    """Methods with arguments that change which native code runs."""
    for name, given, named in (
        ("predict", (points,), {"return_std": True}),
        ("predict", (points,), {"return_cov": True}),
        ("kneighbors", (), {"n_neighbors": 2}),
        ("kneighbors_graph", (points,), {"mode": "distance"}),
        ("radius_neighbors", (points, 1.0), {"sort_results": True}),
        ("sample", (3,), {}),
        ("sample_y", (points, 2), {}),
        ("log_marginal_likelihood", (), {}),
        ("dbscan_clustering", (0.5,), {}),
        ("predict", (points[:1],), {}),
        ("transform", (points[:1],), {}),
        ("transform", (points.astype("f4") if hasattr(points, "astype") else points,), {}),
    ):
        calls.method(model, name, *given, **named)


def _copies(model: Any, points: Any, labels: Any, calls: Calls) -> None:
    from sklearn.base import clone

    calls(repr, model)
    calls(clone, model)
    for make in (copy.deepcopy, lambda model: skcore.loads(skcore.dumps(model))):
        calls.method(calls(make, model), "predict", points)
    calls(pickle.dumps, model)
    calls.method(calls.method(model, "sparsify"), "predict", points)
    calls.method(calls.method(model, "densify"), "predict", points)


def _parts(model: Any, points: Any, labels: Any, calls: Calls) -> None:
    """Use what a model is made of by itself."""
    from sklearn import tree

    calls(tree.export_text, model)
    waiting = [model]
    for _ in range(20):
        if not waiting:
            return
        for part in list(getattr(waiting.pop(), "__dict__", {}).values()):
            waiting += _members(part, points, calls)


def _members(part: Any, points: Any, calls: Calls) -> list[Any]:
    if hasattr(part, "get_params"):
        calls.method(part, "predict", points)
        calls.method(part, "transform", points)
        return [part]
    if type(part).__module__.startswith(("sklearn.", "scipy.", "pandas.", "polars.")):
        use_objects.use(part, calls)
    if type(part).__name__ == "ndarray" and part.dtype == object:
        part = part.ravel().tolist()
    return [each for each in part[:5] if hasattr(each, "__dict__")] if isinstance(part, (list, tuple)) else []


_MORE: tuple[Callable[[Any, Any, Any, Calls], None], ...] = (
    _sparse,
    _inspection,
    _arguments,
    _copies,
    _parts,
)
