"""``RBFInterpolator``: a sum of radial functions around points, and of monomials."""

from __future__ import annotations

import math
from typing import Any

from skcore import Record, checked
from skcore_scipy import rules
from skcore_scipy.pickled import class_of
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require

_KERNELS = (
    "linear",
    "thin_plate_spline",
    "cubic",
    "quintic",
    "gaussian",
    "multiquadric",
    "inverse_multiquadric",
    "inverse_quadratic",
)
_POINTS = ("y", "d", "d_shape", "neighbors", "smoothing", "kernel", "epsilon", "powers")


class Radial(Rebuilt):
    """Points and values, and the coefficients, or a tree where the system is solved for each new point."""

    kind = "scipy.rbf"
    types = ("scipy.interpolate._rbfinterp.RBFInterpolator",)
    trusts = {types[0]: checked("every array has as many rows and columns as there are points, values and monomials")}
    fields = (*_POINTS, "complex", "shift", "scale", "coeffs", "tree")

    def parts(self, obj: Any) -> dict[str, Any]:
        import numpy as np

        own = {name: getattr(obj, name) for name in _POINTS}
        solved = {name: vars(obj).get(f"_{name}") for name in ("shift", "scale", "coeffs", "tree")}
        return {**own, "complex": np.dtype(obj.d_dtype).kind == "c", **solved}

    def convert(self, record: Record) -> Any:
        cls, state = class_of(record, self.types), record.state
        if type(state) is dict:
            return super().convert(record)
        fits = type(state) is tuple and [type(part) for part in state] == [tuple, tuple]
        require(fits and len(state[0]) == len(_POINTS) + 1 and len(state[1]) in (1, 3), "its state is none of scipy's")
        points = dict(zip(("y", "d", "d_shape", "complex", *_POINTS[3:]), state[0], strict=True))
        points["complex"] = getattr(points["complex"], "name", None) == "numpy.complex128"
        solved = dict.fromkeys(("shift", "scale", "coeffs", "tree"))
        solved.update(zip(("tree",) if len(state[1]) == 1 else ("shift", "scale", "coeffs"), state[1], strict=True))
        return self.counted(cls, {**points, **solved})

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        y, d, neighbors, powers = (state[name] for name in ("y", "d", "neighbors", "powers"))
        points = _check_points(state)
        if neighbors is None:
            rows, columns = len(y) + len(powers), d.shape[1]
            rules.doubles(state["shift"], "shift", y.shape[1])
            rules.doubles(state["scale"], "scale", y.shape[1])
            rules.doubles(state["coeffs"], "coeffs", rows, columns)
            require(state["tree"] is None, "tree is given without neighbors")
            solved = tuple(state[name] for name in ("shift", "scale", "coeffs"))
        else:
            rules.check_int(neighbors, "neighbors", max(1, len(powers)), len(y))
            require(
                all(state[name] is None for name in ("shift", "scale", "coeffs")), "both neighbors and coefficients"
            )
            _check_tree(state["tree"], y)
            solved = (state["tree"],)
        obj = cls.__new__(cls)
        if hasattr(cls, "_chunk_evaluator") and "__setstate__" in vars(cls):
            obj.__setstate__((points, solved))
        else:
            names = ("y", "d", "d_shape", "d_dtype", *_POINTS[3:])
            vars(obj).update(zip(names, points, strict=True))
            vars(obj).update(
                zip(("_shift", "_scale", "_coeffs") if neighbors is None else ("_tree",), solved, strict=True)
            )
        return obj


def _check_points(state: dict[str, Any]) -> tuple[Any, ...]:
    """Check points, values and monomials; return them as the class's own state has them."""
    import numpy as np

    y, d, shape, powers = (state[name] for name in ("y", "d", "d_shape", "powers"))
    count, width = rules.doubles(y, "y", None, None).shape
    rules.doubles(d, "d", count, None)
    require(count >= 1 and y.flags.c_contiguous and d.flags.c_contiguous, "y or d is empty, or not in rows")
    require(type(state["complex"]) is bool, "complex is no bool")
    require(type(shape) is tuple and all(type(size) is int and size >= 0 for size in shape), "d_shape is no shape")
    require(math.prod(shape) * (2 if state["complex"] else 1) == d.shape[1], "d_shape is not that of a row")
    rules.doubles(state["smoothing"], "smoothing", count)
    rules.array(powers, "powers", 2)
    require(powers.dtype == np.int64 and powers.shape[1] == width, "powers has not one int64 for each column of y")
    require(len(powers) <= count and bool((powers >= 0).all()), "powers are more than points, or negative")
    require(type(state["kernel"]) is str and state["kernel"] in _KERNELS, "kernel is unknown")
    require(type(state["epsilon"]) is float, "epsilon is no float")
    return (y, d, shape, _dtype(state["complex"]), *(state[name] for name in _POINTS[3:]))


def _dtype(is_complex: bool) -> Any:
    """Return what this scipy writes for the type of the values."""
    from scipy.interpolate import RBFInterpolator

    value = 1j if is_complex else 1.0
    return RBFInterpolator([[0.0], [1.0]], [value, value], degree=0, kernel="linear").d_dtype


def _check_tree(tree: Any, y: Any) -> None:
    from scipy.spatial import KDTree

    require(type(tree) is KDTree and (tree.n, tree.m) == y.shape, "tree is not of the points")


HANDLERS = (Radial,)
