"""What qhull found: triangulations, hulls, Voronoi diagrams and intersections of halfspaces."""

from __future__ import annotations

from itertools import chain
from typing import Any, ClassVar

from skcore import checked, once, spend
from skcore_scipy import rules
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require
from skcore_scipy.sharing import copied

MAX_DIMENSIONS = 30


class Hull(Rebuilt):
    """Base of the four: arrays that qhull has written, of which those of indices lie inside the others.

    An object that still takes points, being incremental, holds qhull's own memory and cannot be saved.

    Attributes
    ----------
    lists : tuple of str
        Names of those fields that are lists of lists of ints, which are saved as two arrays.
    """

    lists: ClassVar[tuple[str, ...]] = ()

    def parts(self, obj: Any) -> dict[str, Any]:
        if obj._qhull is not None:
            raise TypeError("it is incremental and holds qhull's memory: close it first")
        state = {name: vars(obj)[name] for name in self.fields}
        return {**state, **{name: flat(state[name], name) for name in self.lists}}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        points = rules.doubles(state["_points"], "_points", None, None)
        count, dimensions = points.shape
        require(count >= 1 and 2 <= dimensions <= MAX_DIMENSIONS, f"points have not 2 to {MAX_DIMENSIONS} dimensions")
        bounds = {name: rules.doubles(state[name], name, dimensions) for name in ("min_bound", "max_bound")}
        # Compiled code takes the address of the first element and counts rows from there.
        require(all(part.flags.c_contiguous for part in (points, *bounds.values())), "points or bounds are strided")
        obj = cls.__new__(cls)
        derived = self.check(state, count, dimensions)
        vars(obj).update({**state, "npoints": count, "ndim": dimensions, "_qhull": None, **derived})
        return obj

    def check(self, state: dict[str, Any], count: int, dimensions: int) -> dict[str, Any]:
        """Check the parts that not all have; return what follows from them, and what takes their place."""
        raise NotImplementedError(f"{type(self).__name__}.check")


_POINTS = ("_points", "min_bound", "max_bound")
_DUAL = ("dual_facets", "dual_equations", "dual_points", "dual_volume", "dual_area", "_vertices")
_FACETS = ("simplices", "neighbors", "equations", "coplanar", "good")


def own_ints(value: Any, name: str, low: int, high: int, *shape: int | None) -> Any:
    """Return a copy of an array of C ints with all elements from ``low`` to below ``high``."""
    import numpy as np

    found = copied(rules.array(value, name, len(shape)), name)
    require(found.dtype == np.intc, f"{name} has no C ints")
    fits = all(want in (None, size) for want, size in zip(shape, found.shape, strict=True))
    require(fits, f"{name} has another shape")
    if found.size:
        least, most = _range(found)
        require(low <= least and most < high, f"{name} has an index outside")
    return found


@once
def _range(found: Any) -> tuple[int, int]:
    return int(found.min()), int(found.max())


def check_facets(state: dict[str, Any], count: int, corners: int, width: int) -> dict[str, Any]:
    """Check simplices, their neighbours and planes, with so many corners and coordinates."""
    simplices = own_ints(state["simplices"], "simplices", 0, count, None, corners)
    facets = len(simplices)
    neighbors = own_ints(state["neighbors"], "neighbors", -1, facets, facets, corners)
    equations = rules.doubles(state["equations"], "equations", facets, width)
    require(equations.flags.c_contiguous, "equations is strided")
    coplanar = own_ints(state["coplanar"], "coplanar", 0, max(count, facets), None, 3)
    for column, bound in enumerate((count, facets, count)):
        rules.check_within(coplanar[:, column].copy(), bound, "coplanar")
    good = state["good"]
    if good is not None:
        rules.array(good, "good")
        require(good.dtype.kind in "bi" and len(good) == facets, "good has not one number for each simplex")
    return {"simplices": simplices, "neighbors": neighbors, "coplanar": coplanar, "nsimplex": facets}


class Triangulation(Hull):
    """``Delaunay``."""

    kind = "scipy.delaunay"
    types = ("scipy.spatial._qhull.Delaunay",)
    trusts = {types[0]: checked("corners and neighbours of every simplex exist; what follows from them is computed")}
    fields = (*_POINTS, *_FACETS, "paraboloid_scale", "paraboloid_shift", "furthest_site")
    computed = ("_transform", "_vertex_to_simplex", "_vertex_neighbor_vertices")

    def check(self, state: dict[str, Any], count: int, dimensions: int) -> dict[str, Any]:
        for name in ("paraboloid_scale", "paraboloid_shift"):
            require(type(state[name]) is float, f"{name} is no float")
        require(type(state["furthest_site"]) is bool, "furthest_site is no bool")
        facets = check_facets(state, count, dimensions + 1, dimensions + 2)
        return {**dict.fromkeys(self.computed), **facets}


class Convex(Hull):
    """``ConvexHull``."""

    kind = "scipy.convex_hull"
    types = ("scipy.spatial._qhull.ConvexHull",)
    trusts = {types[0]: checked("corners and neighbours of every facet exist")}
    fields = (*_POINTS, *_FACETS, "volume", "area", "_vertices")

    def check(self, state: dict[str, Any], count: int, dimensions: int) -> dict[str, Any]:
        for name in ("volume", "area"):
            require(type(state[name]) is float, f"{name} is no float")
        check_corners(state["_vertices"], count)
        return check_facets(state, count, dimensions, dimensions + 1)


class Diagram(Hull):
    """``Voronoi``."""

    kind = "scipy.voronoi"
    types = ("scipy.spatial._qhull.Voronoi",)
    trusts = {types[0]: checked("every ridge and region is one of points and vertices that exist")}
    fields = (*_POINTS, "vertices", "ridge_points", "ridge_vertices", "regions", "point_region", "furthest_site")
    computed = ("_ridge_dict",)
    lists = ("ridge_vertices", "regions")

    def check(self, state: dict[str, Any], count: int, dimensions: int) -> dict[str, Any]:
        vertices = rules.doubles(state["vertices"], "vertices", None, dimensions)
        ridges = own_ints(state["ridge_points"], "ridge_points", 0, count, None, 2)
        require(type(state["furthest_site"]) is bool, "furthest_site is no bool")
        lists = {name: unflat(state[name], name, -1, len(vertices)) for name in self.lists}
        require(len(lists["ridge_vertices"]) == len(ridges), "ridge_vertices has not one list for each ridge")
        region = rules.indices(state["point_region"], "point_region")
        require(len(region) == count, "point_region has not one region for each point")
        require(bool(((region >= -1) & (region < len(lists["regions"]))).all()), "point_region has an unknown region")
        return {"_ridge_dict": None, "ridge_points": ridges, **lists}


class Intersection(Hull):
    """``HalfspaceIntersection``; its points are the halfspaces, which have a number more than dimensions."""

    kind = "scipy.halfspace_intersection"
    types = ("scipy.spatial._qhull.HalfspaceIntersection",)
    trusts = {types[0]: checked("every facet of the dual is one of halfspaces that exist")}
    fields = (*_POINTS, "interior_point", "intersections", *_DUAL)
    lists = ("dual_facets",)

    def check(self, state: dict[str, Any], count: int, dimensions: int) -> dict[str, Any]:
        facets = unflat(state["dual_facets"], "dual_facets", 0, count)
        rules.doubles(state["interior_point"], "interior_point", dimensions - 1)
        rules.doubles(state["dual_points"], "dual_points", None, dimensions - 1)
        rules.doubles(state["intersections"], "intersections", len(facets), dimensions - 1)
        rules.doubles(state["dual_equations"], "dual_equations", len(facets), dimensions)
        for name in ("dual_volume", "dual_area"):
            require(type(state[name]) is float, f"{name} is no float")
        check_corners(state["_vertices"], count)
        return {"ndim": dimensions - 1, "nineq": count, "dual_facets": facets}


def check_corners(vertices: Any, count: int) -> None:
    """Check the corners of a hull, which are found when they are asked for, or earlier in the plane."""
    if vertices is not None:
        rules.array(vertices, "_vertices")
        require(vertices.dtype.kind == "i", "_vertices has no ints")
        require(bool(((vertices >= 0) & (vertices < count)).all()), "_vertices has an index outside")


def flat(value: Any, name: str) -> tuple[Any, Any]:
    """Return the lengths of lists of ints, and the ints one after another."""
    import numpy as np

    require(type(value) is list and set(map(type, value)) <= {list}, f"{name} is no list of lists")
    items = list(chain.from_iterable(value))
    require(set(map(type, items)) <= {int}, f"{name} has something else than ints")
    return np.array(list(map(len, value)), np.int64), np.array(items, np.int64)


def unflat(value: Any, name: str, low: int, high: int) -> list[list[int]]:
    """Return lists of ints from ``low`` to below ``high``."""
    import numpy as np

    require(type(value) is tuple and len(value) == 2, f"{name} is no pair of lengths and items")
    lengths, items = (rules.array(part, name) for part in value)
    require(lengths.dtype == items.dtype == np.int64, f"{name} is not int64")
    require(bool(((items >= low) & (items < high)).all()), f"{name} has an index outside")
    require(bool(((lengths >= 0) & (lengths <= len(items))).all()), f"{name} has a length that is none")
    # Each int of a list takes four times what it takes in an array.
    spend(4 * (items.nbytes + lengths.nbytes))
    ends = np.cumsum(lengths).tolist()
    require((ends[-1] if ends else 0) == len(items), f"{name} has not as many items as its lengths say")
    found = items.tolist()
    return [found[end - length : end] for end, length in zip(ends, lengths.tolist(), strict=True)]


HANDLERS = (Triangulation, Convex, Diagram, Intersection)
