"""Triangulations and hulls with corners that do not exist are refused."""

import numpy as np
import pytest
import scipy.spatial as ss
from skcore_scipy.hulls import Convex, Diagram, Intersection, Triangulation, flat

import skcore

POINTS = np.random.default_rng(0).random((40, 2))
DELAUNAY = ss.Delaunay(POINTS)
HULL = ss.ConvexHull(POINTS)
VORONOI = ss.Voronoi(POINTS)
HALFSPACES = np.array([[-1, 0.0, 0.0], [0.0, -1.0, 0.0], [2.0, 1.0, -4.0], [-0.5, 1.0, -2.0]])
CUT = ss.HalfspaceIntersection(HALFSPACES, np.array([0.5, 0.5]))
LENGTHS, ITEMS = flat(VORONOI.regions, "regions")
FACETS = [
    {"simplices": np.full_like(DELAUNAY.simplices, 40)},
    {"simplices": np.full_like(DELAUNAY.simplices, -1)},
    {"simplices": DELAUNAY.simplices[:1]},
    {"simplices": DELAUNAY.simplices[:, :1]},
    {"simplices": DELAUNAY.simplices.astype(np.int64)},
    {"neighbors": np.full_like(DELAUNAY.neighbors, 2**30)},
    {"neighbors": np.full_like(DELAUNAY.neighbors, -2)},
    {"neighbors": DELAUNAY.neighbors[:1]},
    {"equations": DELAUNAY.equations[:1]},
    {"equations": DELAUNAY.equations[:, :1]},
    {"equations": np.asfortranarray(DELAUNAY.equations)},
    {"equations": DELAUNAY.equations.astype(np.float32)},
    {"coplanar": np.full((1, 3), 10**6, np.intc)},
    {"coplanar": np.full((1, 3), -1, np.intc)},
    {"coplanar": np.zeros((1, 2), np.intc)},
    {"good": np.zeros(1, np.intc)},
    {"good": 1},
    {"min_bound": np.zeros(1)},
    {"max_bound": np.zeros(2, np.float32)},
    {"_points": POINTS[:9]},
    {"_points": np.asfortranarray(POINTS)},
    {"_points": POINTS[:, :1]},
    {"_points": np.zeros((3, 40))},
    {"_points": POINTS[:0]},
    {"_points": None},
    {"more": 1},
]


@pytest.mark.parametrize("changes", FACETS)
def test_facets(forge, refused, changes):
    refused(forge(Triangulation, DELAUNAY, **changes))
    refused(forge(Convex, HULL, **changes))


@pytest.mark.parametrize(
    "changes",
    [{"paraboloid_scale": 1}, {"paraboloid_shift": None}, {"furthest_site": 1}, {"_transform": np.zeros((1, 3, 2))}],
)
def test_triangulations(forge, refused, changes):
    refused(forge(Triangulation, DELAUNAY, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"volume": "1"},
        {"area": None},
        {"_vertices": np.array([40], np.intc)},
        {"_vertices": [0]},
        {"_vertices": np.array([0.5])},
    ],
)
def test_hulls(forge, refused, changes):
    refused(forge(Convex, HULL, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"vertices": VORONOI.vertices[:1]},
        {"vertices": VORONOI.vertices[:, :1]},
        {"ridge_points": VORONOI.ridge_points[:1]},
        {"ridge_points": np.full_like(VORONOI.ridge_points, 40)},
        {"ridge_vertices": flat([[0, 10**6]] * len(VORONOI.ridge_points), "")},
        {"ridge_vertices": flat([[0, -2]] * len(VORONOI.ridge_points), "")},
        {"ridge_vertices": flat([[0, 1]] * 3, "")},
        {"ridge_vertices": VORONOI.ridge_vertices},
        {"ridge_vertices": None},
        {"regions": (LENGTHS, ITEMS[:-1])},
        {"regions": (LENGTHS[:-1], ITEMS)},
        {"regions": (-LENGTHS, ITEMS)},
        {"regions": (np.full(2, 2**62), ITEMS)},
        {"regions": (LENGTHS.astype(float), ITEMS)},
        {"regions": (LENGTHS, ITEMS.astype(float))},
        {"regions": (LENGTHS, ITEMS, ITEMS)},
        {"regions": (LENGTHS[:0], ITEMS[:0])},
        {"point_region": VORONOI.point_region[:1]},
        {"point_region": VORONOI.point_region - 3},
        {"point_region": VORONOI.point_region.astype(float)},
        {"furthest_site": None},
        {"_ridge_dict": {}},
    ],
)
def test_diagrams(forge, refused, changes):
    refused(forge(Diagram, VORONOI, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"dual_facets": flat([[0, 9]] * 4, "")},
        {"dual_facets": flat([[0, -1]] * 4, "")},
        {"dual_facets": [[0, 1]] * 4},
        {"dual_equations": CUT.dual_equations[:1]},
        {"dual_points": CUT.dual_points[:, :1]},
        {"intersections": CUT.intersections[:1]},
        {"interior_point": np.zeros(3)},
        {"dual_volume": None},
        {"_vertices": np.array([9], np.intc)},
    ],
)
def test_intersections(forge, refused, changes):
    refused(forge(Intersection, CUT, **changes))


def test_a_triangulation_owns_what_it_follows():
    loaded, simplices, neighbors = skcore.loads(skcore.dumps([DELAUNAY, DELAUNAY.simplices, DELAUNAY.neighbors]))
    simplices[:], neighbors[:] = 10**9, 10**9
    np.testing.assert_array_equal(loaded.find_simplex(POINTS), DELAUNAY.find_simplex(POINTS))


@pytest.mark.parametrize("regions", [[[0, "1"]], [[0, 0.5]], [(0, 1)], [0], None])
def test_lists_that_are_none_are_refused_where_they_are_saved(regions):
    value = ss.Voronoi(POINTS)
    value.regions = regions
    with pytest.raises(skcore.UnsupportedTypeError, match="regions"):
        skcore.dumps(value)
