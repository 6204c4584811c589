"""Polynomials between breakpoints, in one and in more dimensions."""

from __future__ import annotations

from typing import Any

from skcore import checked
from skcore_scipy import rules
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require
from skcore_scipy.splines import check_extrapolate

MAX_ORDER = 2**10


class Polynomials(Rebuilt):
    """``PPoly`` and ``BPoly``, and the interpolators that are one: coefficients and breakpoints."""

    kind = "scipy.ppoly"
    types = (
        "scipy.interpolate._interpolate.PPoly",
        "scipy.interpolate._interpolate.BPoly",
        "scipy.interpolate._cubic.CubicHermiteSpline",
        "scipy.interpolate._cubic.PchipInterpolator",
        "scipy.interpolate._cubic.Akima1DInterpolator",
        "scipy.interpolate._cubic.CubicSpline",
    )
    trusts = dict.fromkeys(types, checked("a polynomial for each interval, whose order is bounded"))
    fields = ("c", "x", "extrapolate", "axis")

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        c, x = rules.array(state["c"], "c", None), rules.doubles(state["x"], "x", None)
        require(c.ndim >= 2, "c has fewer than two dimensions")
        rules.doubles(c, "c", *c.shape, complex_too=True)
        require(1 <= c.shape[0] <= MAX_ORDER, f"c has no polynomial, or one of more than {MAX_ORDER} coefficients")
        require(len(x) >= 2 and c.shape[1] == len(x) - 1, "c has not one polynomial for each interval of x")
        steps = x[1:] - x[:-1]
        require(bool((steps >= 0).all() or (steps <= 0).all()), "x neither increases nor decreases")
        check_extrapolate(state["extrapolate"])
        rules.check_int(state["axis"], "axis", 0, c.ndim - 2)
        return cls.construct_fast(**state)


class GridPolynomials(Rebuilt):
    """``NdPPoly``: a polynomial of several variables for each cell of a grid."""

    kind = "scipy.ndppoly"
    types = ("scipy.interpolate._interpolate.NdPPoly",)
    trusts = {types[0]: checked("a polynomial for each cell of the grid, which increases")}
    fields = ("c", "x", "extrapolate")

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        c, x = rules.array(state["c"], "c", None), state["x"]
        rules.doubles(c, "c", *c.shape, complex_too=True)
        require(type(x) is tuple and 1 <= len(x) <= c.ndim // 2, "x has not one array for each two dimensions of c")
        for axis, points in enumerate(x):
            rules.doubles(points, f"x[{axis}]", c.shape[len(x) + axis] + 1)
            require(len(points) >= 2 and bool((points[1:] >= points[:-1]).all()), f"x[{axis}] does not increase")
            require(1 <= c.shape[axis] <= MAX_ORDER, f"c has no coefficients, or too many, for x[{axis}]")
        require(type(state["extrapolate"]) is bool, "extrapolate is no bool")
        return cls.construct_fast(**state)


HANDLERS = (Polynomials, GridPolynomials)
