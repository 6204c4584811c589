"""Splines in the B-spline basis."""

from __future__ import annotations

from typing import Any

from skcore import Node, checked, vouched
from skcore_scipy import rules
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require

MAX_DEGREE = 64
MAX_INTEGRATED = 5
"""The degree up to which FITPACK integrates, in arrays of six numbers each."""


def check_degree(k: Any, name: str = "k") -> None:
    """Check a degree: evaluation takes time and memory that grow with its square."""
    require(type(k) is int and 0 <= k <= MAX_DEGREE, f"{name} is no degree from 0 to {MAX_DEGREE}")


def check_knots(t: Any, k: int, name: str = "t") -> int:
    """Check the knots of a spline of degree ``k``; return how many coefficients they ask for."""
    import numpy as np

    rules.array(t, name)
    require(t.dtype == np.float64, f"{name} is not float64")
    require(len(t) >= 2 * k + 2, f"{name} has too few knots for the degree")
    require(bool(np.isfinite(t).all() and (t[1:] >= t[:-1]).all()), f"{name} is not finite, or decreases")
    return len(t) - k - 1


def check_extrapolate(extrapolate: Any) -> None:
    """Check what a spline does outside of its knots."""
    known = type(extrapolate) is bool or (type(extrapolate) is str and extrapolate == "periodic")
    require(known, "extrapolate is neither a bool nor periodic")


class BSplines(Rebuilt):
    """``BSpline``: knots, coefficients, degree, and the axis of the result."""

    kind = "scipy.bspline"
    types = ("scipy.interpolate._bsplines.BSpline",)
    trusts = {types[0]: checked("as many knots and coefficients as the degree asks for; the degree is bounded")}
    fields = ("t", "c", "k", "extrapolate", "axis")
    steep = False

    def save(self, obj: Any) -> Any:
        state = super().save(obj)
        kind = SteepBSplines.kind if is_steep(obj.c, obj.k) else BSplines.kind
        return Node(kind, self.qualify(type(obj)), state)

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        import numpy as np

        t, c, k = state["t"], state["c"], state["k"]
        check_degree(k)
        count = check_knots(t, k)
        rules.array(c, "c", None)
        require(c.dtype in (np.dtype(np.float64), np.dtype(np.complex128)), "c is neither float64 nor complex128")
        require(c.ndim >= 1 and c.shape[0] >= count, "c has fewer coefficients than the knots ask for")
        check_extrapolate(state["extrapolate"])
        require(type(state["axis"]) is int and 0 <= state["axis"] < c.ndim, "axis is none of c")
        return cls.construct_fast(**state)

    def load(self, cls: Any, state: Any) -> Any:
        obj = super().load(cls, state)
        require(self.steep or not is_steep(obj.c, obj.k), "its degree is higher than FITPACK integrates")
        return obj


class SteepBSplines(BSplines):
    """``BSpline`` of one row and a degree that FITPACK, which integrates it, has no memory for."""

    kind = "scipy.bspline_steep"
    types = ()  # type: ignore[assignment]
    trusts = dict.fromkeys(BSplines.types, vouched("scipy integrates it in FITPACK's arrays, which it overflows"))
    steep = True


def is_steep(c: Any, k: Any) -> bool:
    """Whether ``BSpline.integrate`` hands a spline of too high a degree to FITPACK."""
    return bool(c.ndim == 1 and k > MAX_INTEGRATED)


HANDLERS = (BSplines, SteepBSplines)
