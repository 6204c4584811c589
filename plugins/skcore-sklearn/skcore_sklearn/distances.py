"""Distance metrics in C: what their native state may be, with the width of the data they are for."""

from __future__ import annotations

import math
from typing import Any

from skcore import Handler, checked
from skcore_sklearn import names
from skcore_sklearn.checking import array, require

_RULES, _REASONS = names.read("native.txt")


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


class Metrics(Handler):
    """A native distance metric: its order, vector and matrix.

    A metric that calls a function back is no native one: ``PyFuncDistance`` is not trusted.
    """

    kind = "sklearn.distance"
    types = tuple(name for name, rule in _RULES.items() if rule == "metric")
    trusts = dict.fromkeys(types, checked(_REASONS["metric"]))

    def save(self, obj: Any) -> dict[str, Any]:
        return dict(zip(("p", "vector", "matrix"), obj.__getstate__(), strict=True))

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
