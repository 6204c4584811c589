"""Splines of FITPACK in two variables, in the plane and on the sphere."""

from __future__ import annotations

from typing import Any

from skcore import checked
from skcore_scipy import rules
from skcore_scipy.parameters import is_number
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require
from skcore_scipy.smoothing import MAX_DEGREE
from skcore_scipy.splines import check_knots

_CLASSES = """
BivariateSpline _DerivedBivariateSpline SmoothBivariateSpline LSQBivariateSpline RectBivariateSpline
SmoothSphereBivariateSpline LSQSphereBivariateSpline RectSphereBivariateSpline
"""


class Surfaces(Rebuilt):
    """Knots and degree along both axes, and coefficients."""

    kind = "scipy.bivariate_spline"
    types = tuple(f"scipy.interpolate._fitpack2.{name}" for name in _CLASSES.split())
    trusts = dict.fromkeys(types, checked("as many coefficients as both rows of knots ask for, of degrees up to 5"))
    fields = ("tck", "degrees", "fp", "v0")

    def parts(self, obj: Any) -> dict[str, Any]:
        return {name: vars(obj).get(name) for name in self.fields}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        tck, degrees = state["tck"], state["degrees"]
        require(type(tck) is tuple and len(tck) == 3, "tck is no triple")
        require(type(degrees) is tuple and len(degrees) == 2, "degrees is no pair")
        lengths = []
        for t, k in zip(tck, degrees, strict=False):
            rules.check_int(k, "degrees", 1, MAX_DEGREE)
            lengths.append(check_knots(t, k))
        # FITPACK computes the size of its memory in 32 bits.
        require(len(tck[0]) * len(tck[1]) < 2**31, "there are too many knots")
        rules.doubles(tck[2], "c", lengths[0] * lengths[1])
        obj = cls.__new__(cls)
        obj.tck, obj.degrees = tck, degrees
        for name in ("fp", "v0"):
            if state[name] is not None:
                require(is_number(state[name]), f"{name} is no number")
                setattr(obj, name, state[name])
        return obj


HANDLERS = (Surfaces,)
