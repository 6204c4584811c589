"""Interpolators whose values do not fit their points are refused."""

import numpy as np
import pytest
import scipy.interpolate as si
from scipy.spatial import Delaunay, KDTree, cKDTree
from skcore_scipy.grids import Grids, GridSplines
from skcore_scipy.radial import Radial
from skcore_scipy.scattered import Nearest, Triangles

RNG = np.random.default_rng(0)
X = np.linspace(0, 1, 9)
POINTS = RNG.random((40, 2))
Y = POINTS[:, :1]
FEW = POINTS[:9]


@pytest.mark.parametrize(
    "changes",
    [
        {"points": FEW},
        {"points": POINTS[:, :1]},
        {"points": None},
        {"tri": Delaunay(FEW)},
        {"tri": 1},
        {"values": Y[:9]},
        {"values": Y[:0]},
        {"values": np.array([[None]] * 40)},
        {"fill_value": 1},
        {"fill_value": 1j},
        {"scale": np.ones(2)},
        {"offset": np.ones(2)},
        {"scale": np.ones(3), "offset": np.ones(3)},
        {"more": 1},
    ],
)
def test_points(forge, refused, changes):
    refused(forge(Nearest, si.NearestNDInterpolator(POINTS, Y), **changes))
    refused(forge(Triangles, si.LinearNDInterpolator(POINTS, Y), **changes))
    refused(forge(Triangles, si.CloughTocher2DInterpolator(POINTS, Y), **changes))


@pytest.mark.parametrize("tree", [None, cKDTree(FEW), cKDTree(POINTS[:, :1]), KDTree(POINTS), [POINTS]])
def test_nearest(forge, refused, tree):
    refused(forge(Nearest, si.NearestNDInterpolator(POINTS, Y), tree=tree))


@pytest.mark.parametrize(
    "changes",
    [
        {"tri": None},
        {"values": Y.astype(int)},
        {"values": np.asfortranarray(POINTS), "values_shape": (2,)},
        {"values_shape": (2,)},
        {"values_shape": [1]},
        {"values_shape": (-1, -1)},
        {"points": POINTS.astype(np.float32)},
        {"points": np.asfortranarray(POINTS)},
    ],
)
def test_triangles(forge, refused, changes):
    refused(forge(Triangles, si.LinearNDInterpolator(POINTS, Y), **changes))
    refused(forge(Triangles, si.CloughTocher2DInterpolator(POINTS, Y), **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"grad": np.zeros((1, 1, 2))},
        {"grad": np.zeros((40, 1, 1))},
        {"grad": np.zeros((40, 1, 2), complex)},
        {"grad": None},
        {"_tol": None},
        {"_maxiter": 2**40},
        {"_maxiter": 1.0},
    ],
)
def test_gradients(forge, refused, changes):
    refused(forge(Triangles, si.CloughTocher2DInterpolator(POINTS, Y), **changes))


def test_gradients_where_there_are_none(forge, refused):
    refused(forge(Triangles, si.LinearNDInterpolator(POINTS, Y), grad=np.zeros((40, 1, 2))))
    high = RNG.random((40, 3))
    linear = si.LinearNDInterpolator(high, Y)
    cubic = si.CloughTocher2DInterpolator(POINTS, Y)
    refused(forge(Triangles, cubic, points=high, tri=linear.tri))


RADIAL = si.RBFInterpolator(POINTS, Y)
LOCAL = si.RBFInterpolator(POINTS, Y, neighbors=7)


@pytest.mark.parametrize(
    "changes",
    [
        {"y": FEW},
        {"y": POINTS[:, :1]},
        {"y": np.asfortranarray(POINTS)},
        {"y": POINTS.astype(np.float32)},
        {"y": None},
        {"d": Y[:9]},
        {"d": POINTS},
        {"d_shape": (2,)},
        {"d_shape": [1]},
        {"complex": True},
        {"complex": 0},
        {"smoothing": 0.0},
        {"smoothing": np.zeros(9)},
        {"kernel": "none"},
        {"kernel": 1},
        {"epsilon": None},
        {"epsilon": 1},
        {"powers": np.zeros((3, 3), np.int64)},
        {"powers": np.zeros((3, 2), np.int32)},
        {"powers": np.full((3, 2), -1)},
        {"powers": np.zeros((41, 2), np.int64)},
        {"powers": None},
        {"more": 1},
    ],
)
@pytest.mark.parametrize("value", [RADIAL, LOCAL])
def test_radial(forge, refused, value, changes):
    refused(forge(Radial, value, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"coeffs": RADIAL._coeffs[:1].copy()},
        {"coeffs": None},
        {"shift": np.zeros(1)},
        {"scale": np.zeros(3)},
        {"neighbors": 5},
        {"tree": KDTree(POINTS)},
    ],
)
def test_radial_coefficients(forge, refused, changes):
    refused(forge(Radial, RADIAL, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"neighbors": 41},
        {"neighbors": 2},
        {"neighbors": 7.0},
        {"neighbors": None},
        {"tree": None},
        {"tree": KDTree(FEW)},
        {"tree": cKDTree(POINTS)},
    ],
)
def test_radial_trees(forge, refused, changes):
    refused(forge(Radial, LOCAL, **changes))


GRID = si.RegularGridInterpolator((X, X), np.outer(X, X))
CUBIC = si.RegularGridInterpolator((X, X), np.outer(X, X), method="cubic")


@pytest.mark.parametrize(
    "changes",
    [
        {"grid": (np.zeros(0), X)},
        {"grid": (X,)},
        {"grid": (np.linspace(0, 1, 10**6), X)},
        {"grid": (X[::-1].copy(), X)},
        {"grid": (X * np.nan, X)},
        {"grid": (np.zeros(9), X)},
        {"grid": (X.astype(np.float32), X)},
        {"grid": (X, X, X)},
        {"grid": [X, X]},
        {"grid": ()},
        {"grid": (np.zeros(1),) * 21, "values": np.zeros((1,) * 21)},
        {"values": X},
        {"values": np.zeros((9, 9), int)},
        {"values": np.array([[None] * 9] * 9)},
        {"values": [[0.0] * 9] * 9},
        {"method": "other"},
        {"method": "cubic"},
        {"method": ["linear"]},
        {"bounds_error": None},
        {"fill_value": "0"},
        {"fill_value": X},
        {"descending": (2,)},
        {"descending": (-1,)},
        {"descending": None},
        {"spline": CUBIC._spline},
        {"more": 1},
    ],
)
def test_grids(forge, refused, changes):
    if changes.keys() == {"grid"} and len(changes["grid"]) == 1:
        changes = {**changes, "values": np.zeros((3, 9))}
    refused(forge(Grids, GRID, **changes))


@pytest.mark.parametrize(
    "spline",
    [
        None,
        si.NdBSpline((np.arange(8.0),), np.ones(4), 3),
        si.NdBSpline((np.arange(8.0), np.arange(8.0)), np.ones((4, 4, 2)), 3),
        si.BSpline(np.arange(8.0), np.ones(4), 3),
    ],
)
def test_grids_with_another_spline(forge, refused, spline):
    refused(forge(Grids, CUBIC, spline=spline))


KNOTS = np.arange(8.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"k": (3, 2000)},
        {"k": (-1, 3)},
        {"k": (3,)},
        {"k": [3, 3]},
        {"k": (2, 3)},
        {"t": (KNOTS, KNOTS[:7])},
        {"t": (KNOTS, KNOTS[::-1].copy())},
        {"t": (KNOTS,)},
        {"t": ()},
        {"t": (np.zeros(8), KNOTS)},
        {"c": np.ones((4, 3))},
        {"c": np.ones(4)},
        {"c": np.ones((4, 4), int)},
        {"extrapolate": None},
        {"t": (np.arange(130.0),) * 4, "k": (64,) * 4, "c": np.ones((65, 65, 65, 1))},
        {"t": (np.arange(66.0),) * 4, "k": (32,) * 4, "c": np.ones((33,) * 4)},
    ],
)
def test_splines_on_a_grid(forge, refused, changes):
    refused(forge(GridSplines, si.NdBSpline((KNOTS, KNOTS), np.ones((4, 4)), 3), **changes))
