"""Interpolation on a grid: ``NdBSpline`` and ``RegularGridInterpolator``."""

from __future__ import annotations

import math
from typing import Any

from skcore import checked, spend
from skcore_scipy import rules
from skcore_scipy.parameters import is_number
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require
from skcore_scipy.splines import check_degree, check_knots

MAX_TERMS = 2**16
MAX_DIMENSIONS = 20


class GridSplines(Rebuilt):
    """``NdBSpline``: knots and degree along each axis, and coefficients."""

    kind = "scipy.ndbspline"
    types = ("scipy.interpolate._ndbspline.NdBSpline",)
    trusts = {types[0]: checked("as many coefficients as knots and degrees ask for; its constructor computes the rest")}
    fields = ("t", "c", "k", "extrapolate")

    def parts(self, obj: Any) -> dict[str, Any]:
        return {"t": obj.t, "c": obj.c, "k": tuple(map(int, obj.k)), "extrapolate": obj.extrapolate}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        t, c, k = state["t"], rules.array(state["c"], "c", None), state["k"]
        rules.doubles(c, "c", *c.shape, complex_too=True)
        require(
            type(t) is tuple and type(k) is tuple and 1 <= len(t) == len(k) <= c.ndim, "t or k is of another length"
        )
        for axis, (knots, degree) in enumerate(zip(t, k, strict=True)):
            check_degree(degree, f"k[{axis}]")
            require(check_knots(knots, degree, f"t[{axis}]") == c.shape[axis], f"t[{axis}] does not fit c")
        # Each point is a sum of so many terms, all of which the constructor lists.
        terms = math.prod(degree + 1 for degree in k)
        require(terms <= MAX_TERMS, "the degrees are too high together")
        spend(8 * len(t) * (terms + max(map(len, t))))
        require(type(state["extrapolate"]) is bool, "extrapolate is no bool")
        return cls(t, c, k, extrapolate=state["extrapolate"])


class Grids(Rebuilt):
    """``RegularGridInterpolator``: its grid, the values on it, and its spline where it has one."""

    kind = "scipy.regular_grid"
    types = ("scipy.interpolate._rgi.RegularGridInterpolator",)
    trusts = {types[0]: checked("the grid increases, and its constructor holds the values against it")}
    fields = ("grid", "values", "method", "bounds_error", "fill_value", "descending", "spline")

    def parts(self, obj: Any) -> dict[str, Any]:
        own = {name: getattr(obj, name) for name in ("grid", "values", "method", "bounds_error", "fill_value")}
        return {**own, "descending": obj._descending_dimensions, "spline": obj._spline}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        grid, values, method, fill = (state[name] for name in ("grid", "values", "method", "fill_value"))
        rules.array(values, "values", None)
        require(values.dtype.kind in "fc", "values are no floating point numbers")
        require(type(grid) is tuple and 1 <= len(grid) <= MAX_DIMENSIONS, f"grid has not 1 to {MAX_DIMENSIONS} axes")
        for axis, points in enumerate(grid):
            rules.doubles(points, f"grid[{axis}]", None)
            require(len(points) >= 1, f"grid[{axis}] is empty")
            require(bool((points[1:] > points[:-1]).all()), f"grid[{axis}] does not increase")
        require(type(method) is str and method in cls._ALL_METHODS, "method is unknown")
        require(type(state["bounds_error"]) is bool, "bounds_error is no bool")
        require(fill is None or type(fill) is complex or is_number(fill), "fill_value is no number")
        descending = state["descending"]
        require(type(descending) is tuple, "descending is no tuple")
        for axis in descending:
            rules.check_int(axis, "descending", 0, len(grid) - 1)
        obj = cls(grid, values, bounds_error=state["bounds_error"], fill_value=fill)
        if method in cls._SPLINE_METHODS:
            obj._validate_grid_dimensions(grid, method)
        obj.method, obj._descending_dimensions = method, descending
        obj._spline = _check_spline(state["spline"], obj, grid, values)
        return obj


def _check_spline(spline: Any, obj: Any, grid: Any, values: Any) -> Any:
    """Check the spline of an interpolator, which was solved for when it was made."""
    from scipy.interpolate import NdBSpline

    if obj.method not in obj._SPLINE_METHODS_ndbspl:
        require(spline is None, "spline is given for another method")
        return None
    require(type(spline) is NdBSpline and len(spline.t) == len(grid), "spline is none of as many axes")
    require(spline.c.shape[len(grid) :] == values.shape[len(grid) :], "spline does not fit values")
    return spline


HANDLERS = (GridSplines, Grids)
