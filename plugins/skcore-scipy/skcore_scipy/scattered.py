"""Interpolation between scattered points: the nearest, over triangles, and by radial functions."""

from __future__ import annotations

import math
from typing import Any

from skcore import checked
from skcore_scipy import rules
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require

_COMMON = ("points", "tri", "values", "fill_value", "scale", "offset")


class Scattered(Rebuilt):
    """Base of three: points, how they were scaled, and one row of values for each."""

    def parts(self, obj: Any) -> dict[str, Any]:
        return {name: vars(obj).get(name) for name in self.fields}

    def common(self, cls: Any, state: dict[str, Any], shape: tuple[int, ...]) -> Any:
        """Check what all three have; return the object with it."""
        import numpy as np

        points, tri, values, scale = (state[name] for name in ("points", "tri", "values", "scale"))
        rules.array(points, "points", 2)
        _check_triangulation(tri, points)
        require(len(values) == len(points) >= 1, "points and values are of different lengths")
        obj = cls.__new__(cls)
        obj.tri, obj.scale, obj.points, obj.values_shape, obj.values = tri, scale, points, shape, values
        obj.is_complex = bool(np.issubdtype(values.dtype, np.complexfloating))
        obj.fill_value = state["fill_value"]
        require(type(obj.fill_value) is (complex if obj.is_complex else float), "fill_value is not of the values' type")
        if scale is None:
            require(state["offset"] is None, "there is an offset without a scale")
        else:
            obj.offset = rules.doubles(state["offset"], "offset", points.shape[1])
            rules.doubles(scale, "scale", points.shape[1])
        return obj


def _check_triangulation(tri: Any, points: Any) -> None:
    from scipy.spatial import Delaunay

    require(tri is None or type(tri) is Delaunay, "tri is no Delaunay")
    require(tri is None or tri.points.shape == points.shape, "tri is of other points")


class Nearest(Scattered):
    """``NearestNDInterpolator``: with a tree of its points."""

    kind = "scipy.nearest"
    types = ("scipy.interpolate._ndgriddata.NearestNDInterpolator",)
    trusts = {types[0]: checked("as many values as points in its tree, which is checked on its own")}
    fields = (*_COMMON, "tree")

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        from scipy.spatial import cKDTree

        values, tree = rules.array(state["values"], "values", None), state["tree"]
        require(values.ndim >= 1, "values has no dimensions")
        obj = self.common(cls, state, values.shape[1:])
        require(type(tree) is cKDTree and (tree.n, tree.m) == obj.points.shape, "tree is not of the points")
        obj.tree = tree
        return obj


class Triangles(Scattered):
    """``LinearNDInterpolator`` and ``CloughTocher2DInterpolator``: with a triangulation of the points."""

    kind = "scipy.triangles"
    types = (
        "scipy.interpolate._interpnd.LinearNDInterpolator",
        "scipy.interpolate._interpnd.CloughTocher2DInterpolator",
    )
    trusts = dict.fromkeys(types, checked("as many values and gradients as points in the triangulation"))
    fields = (*_COMMON, "values_shape", "grad", "_tol", "_maxiter")

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        from scipy.interpolate import CloughTocher2DInterpolator

        shape, grad = state["values_shape"], state["grad"]
        values = rules.doubles(state["values"], "values", None, None, complex_too=True)
        require(values.flags.c_contiguous and state["tri"] is not None, "values are not in rows, or tri is missing")
        require(type(shape) is tuple and all(type(size) is int and size >= 0 for size in shape), "values_shape is none")
        require(math.prod(shape) == values.shape[1], "values_shape is not that of a row")
        obj = self.common(cls, state, shape)
        require(obj.points.flags.c_contiguous and obj.points.dtype == obj.tri.points.dtype, "points are not as in tri")
        if cls is not CloughTocher2DInterpolator:
            require(grad is None is state["_tol"] is state["_maxiter"], "grad or its tolerance is given for lines")
            return obj
        require(obj.points.shape[1] == 2, "points are not in the plane")
        obj.grad = rules.doubles(grad, "grad", *values.shape, 2, complex_too=True)
        require(grad.dtype == values.dtype, "grad is not of the values' type")
        require(type(state["_tol"]) is float, "_tol is no float")
        rules.check_int(state["_maxiter"], "_maxiter", 0, 2**20)
        obj._tol, obj._maxiter = state["_tol"], state["_maxiter"]
        return obj


HANDLERS = (Nearest, Triangles)
