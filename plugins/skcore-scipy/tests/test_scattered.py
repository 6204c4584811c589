"""Interpolators on grids and between scattered points come back with every attribute, and give the same results."""

import numpy as np
import pytest
import scipy.interpolate as si
from scipy.spatial import Delaunay

RNG = np.random.default_rng(0)
X = np.linspace(0, 1, 9)
POINTS = RNG.random((40, 2))
VALUES = RNG.random((40, 2, 3))
NEW = RNG.random((12, 2))

MAKERS = {
    "nearest": lambda y: si.NearestNDInterpolator(POINTS, y),
    "nearest options": lambda y: si.NearestNDInterpolator(POINTS, y, rescale=True, tree_options={"leafsize": 3}),
    "linear": lambda y: si.LinearNDInterpolator(POINTS, y),
    "linear scaled": lambda y: si.LinearNDInterpolator(POINTS, y, fill_value=3, rescale=True),
    "linear triangles": lambda y: si.LinearNDInterpolator(Delaunay(POINTS), y),
    "cubic": lambda y: si.CloughTocher2DInterpolator(POINTS, y),
    "cubic scaled": lambda y: si.CloughTocher2DInterpolator(POINTS, y, tol=1e-3, maxiter=9, rescale=True),
    "radial": lambda y: si.RBFInterpolator(POINTS, y),
    "radial kernel": lambda y: si.RBFInterpolator(POINTS, y, kernel="gaussian", epsilon=2, degree=-1, smoothing=0.1),
    "radial neighbors": lambda y: si.RBFInterpolator(POINTS, y, neighbors=7),
}


@pytest.mark.parametrize("values", [VALUES[:, 0, 0], VALUES, VALUES[:, 0] * 1j], ids=["real", "block", "complex"])
@pytest.mark.parametrize("name", MAKERS)
def test_scattered(round_trip, name, values):
    value = MAKERS[name](values)
    loaded = round_trip(value)
    np.testing.assert_array_equal(loaded(NEW), value(NEW))


def test_nearest_with_other_values(round_trip):
    loaded = round_trip(si.NearestNDInterpolator(POINTS[::-1, ::-1], np.arange(40)))
    assert loaded(0.5, 0.5).shape == ()
    round_trip(si.NearestNDInterpolator(POINTS, POINTS[:, 0] > 0.5))


def test_high_dimensions(round_trip):
    points = RNG.random((30, 4))
    value = si.LinearNDInterpolator(points, points[:, 0])
    np.testing.assert_array_equal(round_trip(value)(points.mean(0)), value(points.mean(0)))
    round_trip(si.RBFInterpolator(points, points[:, 0], degree=2))


METHODS = ["linear", "nearest", "slinear", "cubic", "quintic", "pchip", "cubic_legacy"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("trailing", [(), (2,)])
def test_on_a_grid(round_trip, method, trailing):
    values = RNG.random((9, 7, *trailing))
    for grid in ((X, X[:7]), (X[::-1], list(X[:7]))):
        value = si.RegularGridInterpolator(grid, values, method=method, bounds_error=False, fill_value=None)
        loaded = round_trip(value)
        np.testing.assert_array_equal(loaded(NEW * 0.7), value(NEW * 0.7))
        np.testing.assert_array_equal(loaded(NEW * 0.7, method="nearest"), value(NEW * 0.7, method="nearest"))


def test_on_other_grids(round_trip):
    round_trip(si.RegularGridInterpolator((X,), np.arange(9), fill_value=0))
    round_trip(si.RegularGridInterpolator((X, X), np.outer(X, X) * 1j, bounds_error=False))
    single = si.RegularGridInterpolator(([1.0], X), X[None], bounds_error=False, fill_value=None)
    np.testing.assert_array_equal(round_trip(single)(NEW), single(NEW))
    round_trip(si.RegularGridInterpolator((X, X, X), np.ones((9, 9, 9), np.float32), fill_value=np.float32(2)))


@pytest.mark.parametrize("c", [RNG.random((5, 4)), RNG.random((5, 4, 2)), RNG.random((5, 4)) * 1j])
def test_splines_on_a_grid(round_trip, c):
    value = si.NdBSpline((np.arange(9.0), np.arange(7.0)), c, (3, 2), extrapolate=False)
    np.testing.assert_array_equal(round_trip(value)(NEW * 4), value(NEW * 4))
