"""Neighbours: the points of the fit, the tree over them, and the labels that are looked up by their index."""

from __future__ import annotations

from typing import Any

from skcore import once
from skcore_sklearn.checking import array, count, equal, require, within

_METHODS = {"kd_tree": "KDTree", "ball_tree": "BallTree"}
_SIZES = {"V": ("vector", "matrix"), "VI": ("matrix",), "w": ("vector",)}


def check_neighbors(obj: Any) -> None:
    """Hold the points, the tree, the metric's parameters and the labels against each other."""
    fields = vars(obj)
    if "_fit_method" not in fields:
        return
    rows = count(fields["n_samples_fit_"], "n_samples_fit_", 1)
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    _check_points(fields["_fit_X"], rows, width)
    _check_tree(fields, rows, width)
    for name in ("effective_metric_params_", "metric_params"):
        if fields.get(name):
            _check_parameters(fields[name], name, width)
    if "_y" in fields:
        _check_labels(fields, rows)


def _check_points(points: Any, rows: int, width: int) -> None:
    from scipy.sparse import csr_array, csr_matrix

    if type(points) in (csr_matrix, csr_array):
        require(points.shape == (rows, width), "_fit_X has not the shape that n_samples_fit_ and n_features_in_ say")
    else:
        array(points, "_fit_X", "biuf", (rows, width))


def _check_tree(fields: dict[str, Any], rows: int, width: int) -> None:
    method, tree = fields["_fit_method"], fields["_tree"]
    if method == "brute":
        require(tree is None, "_tree is not None")
        return
    require(type(method) is str and method in _METHODS, "_fit_method is unknown")
    name = f"sklearn.neighbors._{method}.{_METHODS[method]}"
    require(f"{type(tree).__module__}.{type(tree).__qualname__}" == name, f"_tree is no {_METHODS[method]}")
    require(tree.data.shape == (rows, width), "_tree is one over other points")


def _check_parameters(parameters: Any, name: str, width: int) -> None:
    import numpy as np

    require(type(parameters) is dict, f"{name} is no dict")
    for key, value in parameters.items():
        if key in _SIZES and value is not None:
            shape = value.shape if isinstance(value, np.ndarray) else None
            shapes = {"vector": (width,), "matrix": (width, width)}
            require(
                shape in [shapes[form] for form in _SIZES[key]], f"{name} has a {key} of another size than the data"
            )


def _check_labels(fields: dict[str, Any], rows: int) -> None:
    labels = fields["_y"]
    if "classes_" not in fields:
        require(getattr(labels, "ndim", 0) in (1, 2), "_y is no array")
        array(labels, "_y", "biuf", (rows, None)[: labels.ndim])
        return
    classes, several = fields["classes_"], fields["outputs_2d_"]
    require(type(several) is bool, "outputs_2d_ is no bool")
    if not several:
        within(array(labels, "_y", "iu", (rows,)), "_y", len(array(classes, "classes_", "biufUSO", (None,))))
        return
    require(type(classes) is list, "classes_ is no list")
    array(labels, "_y", "iu", (rows, len(classes)))
    for names, greatest in zip(classes, _greatest(labels), strict=True):
        require(greatest < len(array(names, "classes_", "biufUSO", (None,))), "_y has a label beyond classes_")


@once
def _greatest(labels: Any) -> list[int]:
    """Return the greatest label of each column, none of which is negative."""
    require(labels.min(initial=0) >= 0, "_y has a label that is negative")
    found: list[int] = labels.max(axis=0, initial=0).tolist()
    return found


def check_density(obj: Any) -> None:
    """Check that a kernel density has a tree, over data of its width."""
    fields = vars(obj)
    if "tree_" in fields:
        tree = fields["tree_"]
        require(type(tree).__name__ in _METHODS.values(), "tree_ is no KDTree or BallTree")
        require(type(tree).__module__.startswith("sklearn.neighbors."), "tree_ is no KDTree or BallTree")
        equal(fields["n_features_in_"], tree.data.shape[1], "n_features_in_ is not that of tree_")
