"""What qhull found comes back with every attribute, and answers the same."""

import numpy as np
import pytest
import scipy.spatial as ss

import skcore

RNG = np.random.default_rng(0)
POINTS = RNG.random((40, 2))
HIGH = RNG.random((30, 4))
NEW = RNG.random((20, 2)) * 1.2
HALFSPACES = np.array([[-1, 0.0, 0.0], [0.0, -1.0, 0.0], [2.0, 1.0, -4.0], [-0.5, 1.0, -2.0]])

FOUND = {
    "delaunay": lambda: ss.Delaunay(POINTS),
    "delaunay high": lambda: ss.Delaunay(HIGH),
    "delaunay coplanar": lambda: ss.Delaunay(np.repeat(np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), 3, axis=0)),
    "delaunay furthest": lambda: ss.Delaunay(POINTS, furthest_site=True),
    "hull": lambda: ss.ConvexHull(POINTS),
    "hull high": lambda: ss.ConvexHull(HIGH),
    "hull good": lambda: ss.ConvexHull(POINTS, qhull_options="QG3"),
    "voronoi": lambda: ss.Voronoi(POINTS),
    "voronoi high": lambda: ss.Voronoi(HIGH),
    "voronoi furthest": lambda: ss.Voronoi(POINTS, furthest_site=True),
    "halfspaces": lambda: ss.HalfspaceIntersection(HALFSPACES, np.array([0.5, 0.5])),
    "cube": lambda: ss.HalfspaceIntersection(
        np.hstack([np.vstack([np.eye(3), -np.eye(3)]), -np.ones((6, 1))]), np.zeros(3)
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_found(round_trip, name):
    value = FOUND[name]()
    loaded = round_trip(value)
    for attribute in ("vertices", "convex_hull", "transform", "vertex_to_simplex", "vertex_neighbor_vertices"):
        if hasattr(value, attribute):
            np.testing.assert_equal(getattr(loaded, attribute), getattr(value, attribute))
    for attribute in ("ridge_dict", "dual_vertices", "halfspaces"):
        if hasattr(value, attribute):
            np.testing.assert_equal(getattr(loaded, attribute), getattr(value, attribute))
    # Those in the hull are kept; those of a triangulation are computed anew.
    skcore.loads(skcore.dumps(value))


def test_find_simplex(round_trip):
    value = FOUND["delaunay"]()
    loaded = round_trip(value)
    for options in ({}, {"bruteforce": True}, {"tol": 1e-3}):
        np.testing.assert_array_equal(loaded.find_simplex(NEW, **options), value.find_simplex(NEW, **options))
    np.testing.assert_array_equal(loaded.plane_distance(NEW), value.plane_distance(NEW))


def test_what_is_incremental_is_saved_once_it_is_closed(round_trip):
    value = ss.Delaunay(POINTS, incremental=True)
    value.add_points(NEW)
    with pytest.raises(skcore.UnsupportedTypeError, match="close it first"):
        skcore.dumps(value)
    value.close()
    with pytest.raises(RuntimeError, match="incremental"):
        round_trip(value).add_points(NEW)
