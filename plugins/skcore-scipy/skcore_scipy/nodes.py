"""One polynomial, or one quotient of two, through all points."""

from __future__ import annotations

import math
from typing import Any

from skcore import checked
from skcore_scipy import rules
from skcore_scipy.plain import Verified
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require

_REASON = checked("arrays of numbers with one row for each point, over which numpy computes")


def check_rows(obj_axis: Any, extra: Any, columns: int) -> None:
    """Check the axis of the result, and the shape of what stands in a row."""
    require(type(extra) is tuple and all(type(size) is int and size >= 0 for size in extra), "extra is no shape")
    require(math.prod(extra) == columns, "extra is not the shape of a row")
    rules.check_int(obj_axis, "axis", 0, len(extra))


class Krogh(Rebuilt):
    """``KroghInterpolator``: its points and its coefficients."""

    kind = "scipy.krogh"
    types = ("scipy.interpolate._polyint.KroghInterpolator",)
    trusts = {types[0]: _REASON}
    fields = ("xi", "yi", "c", "axis", "extra")

    def parts(self, obj: Any) -> dict[str, Any]:
        return {"xi": obj.xi, "yi": obj.yi, "c": obj.c, "axis": obj._y_axis, "extra": obj._y_extra_shape}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        xi, yi = rules.array(state["xi"], "xi"), rules.array(state["yi"], "yi", 2)
        count, columns = yi.shape
        require(len(xi) == count >= 1, "xi and yi are of different lengths, or empty")
        c = rules.doubles(state["c"], "c", count + 1, columns, complex_too=True)
        check_rows(state["axis"], state["extra"], columns)
        obj = cls.__new__(cls)
        obj._y_axis, obj._y_extra_shape, obj.dtype = state["axis"], state["extra"], c.dtype.type
        obj.xi, obj.yi, obj.n, obj.r, obj.c = xi, yi, count, columns, c
        return obj


class Barycentric(Rebuilt):
    """``BarycentricInterpolator``: its points and their weights."""

    kind = "scipy.barycentric"
    types = ("scipy.interpolate._polyint.BarycentricInterpolator",)
    trusts = {types[0]: _REASON}
    fields = ("xi", "yi", "wi", "axis", "extra", "capacity")
    computed = ("_diff_cij", "_diff_baryint")

    def parts(self, obj: Any) -> dict[str, Any]:
        points = {"xi": obj.xi, "yi": obj.yi, "wi": obj.wi}
        capacity = getattr(obj, "_inv_capacity", None)
        return {**points, "axis": obj._y_axis, "extra": obj._y_extra_shape, "capacity": capacity}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        import numpy as np

        yi, extra, capacity = state["yi"], state["extra"], state["capacity"]
        xi = rules.doubles(state["xi"], "xi", None)
        wi = rules.doubles(state["wi"], "wi", len(xi))
        require(capacity is None or type(capacity) in (float, np.float64), "capacity is no float")
        if yi is None:
            require(extra is None and type(state["axis"]) is int, "extra or axis is given without values")
        else:
            rules.array(yi, "yi", 2)
            require(len(yi) == len(xi) >= 1, "xi and yi are of different lengths, or empty")
            check_rows(state["axis"], extra, yi.shape[1])
        obj = cls(xi, yi, wi=wi)
        obj._y_axis, obj._y_extra_shape = state["axis"], extra
        if capacity is not None:
            obj._inv_capacity = capacity
        return obj


class Rational(Verified):
    """``AAA`` and ``FloaterHormannInterpolator``: arrays of numbers, and the shape of a value."""

    kind = "scipy.rational"
    types = tuple(f"scipy.interpolate._bary_rational.{name}" for name in ("AAA", "FloaterHormannInterpolator"))
    trusts = dict.fromkeys(types, checked("arrays of numbers over which numpy computes"))

    def verify(self, obj: Any) -> None:
        for name, value in vars(obj).items():
            if name == "_shape":
                sizes = type(value) is tuple and all(type(size) is int and size >= 0 for size in value)
                require(sizes, "_shape is no shape")
            elif name in ("_axis", "d", "_order"):
                require(type(value) is int, f"{name} is no int")
            elif value is not None:
                rules.array(value, name, None)


HANDLERS = (Krogh, Barycentric, Rational)
