"""Distance metrics in C: what their native state may be, with the width of the data they are for."""

from __future__ import annotations

import math
from types import FunctionType
from typing import Any

from skcore import Handler, Node, Record
from skcore_sklearn import names, pickled
from skcore_sklearn.checking import array, require
from skcore_sklearn.rules.kernels import is_default


def check_width(name: str, sizes: tuple[int, int], width: int) -> None:
    """Check that a metric, with these lengths of its vector and matrix, takes points of ``width`` numbers."""
    vector, matrix = sizes
    name = name.rstrip("0123456789").removesuffix("Distance")
    if name == "SEuclidean":
        require(vector == width, "the metric's V has not one number for each column")
    elif name == "Minkowski":
        require(vector in (0, width), "the metric's w has not one number for each column")
    elif name == "Mahalanobis":
        require(matrix == width, "the metric's matrix has not one row for each column")
    elif name == "Haversine":
        require(width == 2, "the haversine metric is for two columns")


_FIELDS = ("p", "vector", "matrix")


class Metrics(Handler):
    """A native distance metric: its order, vector and matrix."""

    kind = "sklearn.distance"
    trusts = names.trusts("native.txt", "metric")
    types = tuple(trusts)
    makers = ("sklearn.metrics._dist_metrics.newObj",)

    def save(self, obj: Any) -> dict[str, Any]:
        return dict(zip(_FIELDS, obj.__getstate__(), strict=True))

    def convert(self, record: Record) -> Any:
        (reference,), state = record.args, record.state
        name = pickled.class_among(reference, (*self.types, *FunctionMetrics.types))
        require(type(state) is tuple and len(state) >= len(_FIELDS), "its state is not that of a distance")
        if name in FunctionMetrics.types:
            *_, function, keywords = state
            return Node(FunctionMetrics.kind, name, {"function": function, "keywords": keywords})
        return Node(self.kind, name, dict(zip(_FIELDS, state, strict=True)))

    def load(self, cls: Any, state: Any) -> Any:
        p, vector, matrix = state["p"], state["vector"], state["matrix"]
        # The greatest difference is the distance of an infinite order.
        bounded = cls.__name__.startswith("Chebyshev") or (type(p) is float and math.isfinite(p))
        require(type(p) is float and p > 0 and bounded, "p is not positive and finite")
        array(vector, "vector", "f", (None,))
        array(matrix, "matrix", "f", (None, None))
        for part in (vector, matrix):
            require(part.dtype.str == "<f8" and part.flags.c_contiguous, "vector or matrix is not float64")
        require(matrix.shape[0] == matrix.shape[1], "matrix is not square")
        obj = cls.__new__(cls)
        obj.__setstate__((p, vector, matrix))
        return obj


class FunctionMetrics(Handler):
    """A metric that calls a function of Python with two vectors: the function by name, and its keywords."""

    kind = "sklearn.function_distance"
    trusts = names.trusts("native.txt", "function_metric")
    types = tuple(trusts)

    def save(self, obj: Any) -> dict[str, Any]:
        *_, function, keywords = obj.__getstate__()
        _check_function(function)
        return {"function": function, "keywords": keywords}

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        require(set(state) == {"function", "keywords"}, "it has other fields than function and keywords")
        function, keywords = state["function"], state["keywords"]
        _check_function(function)
        require(type(keywords) is dict and all(type(key) is str for key in keywords), "keywords is no dict of names")
        obj = cls.__new__(cls)
        # Its order, vector and matrix are never used, and always these.
        obj.__setstate__((2.0, np.zeros(1), np.zeros((1, 1)), function, keywords))
        return obj


def _check_function(function: Any) -> None:
    """Accept scipy's distances, and functions that only a user can have trusted: others might write to the data."""
    known = type(function) is FunctionType and function.__module__ == "scipy.spatial.distance"
    require(callable(function) and (known or not is_default(function)), "its function is no distance")
