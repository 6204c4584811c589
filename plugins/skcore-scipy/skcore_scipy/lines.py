"""``interp1d``: straight lines, steps or a spline between points."""

from __future__ import annotations

from typing import Any

from skcore import checked
from skcore_scipy import rules
from skcore_scipy.parameters import is_number
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require

_CALLS = {
    "linear": ("_call_linear", "_call_linear_np"),
    "nearest": ("_call_nearest",),
    "nearest-up": ("_call_nearest",),
    "previous": ("_call_previousnext",),
    "next": ("_call_previousnext",),
    "spline": ("_call_spline", "_call_nan_spline"),
}
_EDGES = ("_fill_value_below", "_fill_value_above")


class Lines(Rebuilt):
    """``interp1d``: its points, what it does between and outside of them, and its spline where it has one.

    The spline is saved, not solved for anew: another machine would find other last digits.
    """

    kind = "scipy.interp1d"
    types = ("scipy.interpolate._interpolate.interp1d",)
    trusts = {types[0]: checked("its constructor holds the points against each other; a spline is checked on its own")}
    fields = ("x", "y", "axis", "kind", "call", "spline", "copies", "bounds_error", "fill_value", "left")

    references = tuple(f"scipy.interpolate._interpolate:interp1d.{name}" for names in _CALLS.values() for name in names)

    def parts(self, obj: Any) -> dict[str, Any]:
        own = {"x": obj.x, "y": obj.y, "axis": obj.axis, "kind": obj._kind, "call": obj._call.__name__}
        outside = {"bounds_error": obj.bounds_error, "fill_value": obj.fill_value}
        # What a fill_value of before left behind, when it was set to extrapolate.
        left = tuple(vars(obj)[name] for name in _EDGES if obj._extrapolate and name in vars(obj))
        spline = getattr(obj, "_spline", None)
        return {**own, "spline": spline, "copies": obj.copy is True, **outside, "left": left}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        x, y, axis, spline = state["x"], state["y"], state["axis"], state["spline"]
        kind, call = state["kind"], state["call"]
        rules.array(x, "x")
        require(x.dtype.kind in "biuf", "x has no real numbers")
        rules.array(y, "y", None)
        require(y.dtype.kind in "fc", "y has no floating point numbers")
        require(type(axis) is int and 0 <= axis < y.ndim, "axis is none of y")
        require(type(kind) is str and type(call) is str and call in _CALLS.get(kind, ()), "kind or call is unknown")
        require(type(state["copies"]) is bool, "copies is no bool")
        require(type(state["bounds_error"]) is bool, "bounds_error is no bool")
        _check_fill(state["fill_value"])
        outside = {"bounds_error": state["bounds_error"], "fill_value": state["fill_value"]}
        plain = "linear" if kind == "spline" else kind
        # Without a copy, what is built has the arrays of the file, in their memory order.
        obj = cls(x, y, plain, axis=axis, copy=False, assume_sorted=True, **outside)
        if state["copies"]:
            obj.copy = True
        left = state["left"]
        require(type(left) is tuple and len(left) in ((0, 2) if obj._extrapolate else (0,)), "left is no pair")
        vars(obj).update({name: rules.array(edge, "left") for name, edge in zip(_EDGES, left, strict=False)})
        obj._call = getattr(cls, call)
        obj._kind = kind
        if kind == "spline":
            _check_spline(spline, obj._y)
            obj._spline = spline
        else:
            require(spline is None, "spline is given for another kind")
        return obj


def _check_fill(value: Any) -> None:
    if type(value) is str:
        require(value == "extrapolate", "fill_value is a text other than extrapolate")
        return
    for part in value if type(value) is tuple else (value,):
        if type(part) is list:
            require(all(map(is_number, part)), "fill_value has an item that is no number")
        elif type(part) is not complex and not is_number(part):
            rules.array(part, "fill_value", None)


def _check_spline(spline: Any, y: Any) -> None:
    from scipy.interpolate import BSpline

    require(type(spline) is BSpline, "spline is no BSpline")
    require(spline.c.shape[1:] == y.shape[1:], "spline has not as many columns as y")


HANDLERS = (Lines,)
