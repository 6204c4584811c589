"""Splines and lines between points come back with every attribute, and give the same results."""

import numpy as np
import pytest
import scipy.interpolate as si

import skcore

X = np.linspace(0, 1, 12)
Y = np.random.default_rng(0).random((3, 12, 2))
NEW = np.linspace(0.01, 0.99, 7)

SPLINES = {
    "cubic": si.make_interp_spline(X, X**2),
    "axis": si.make_interp_spline(X, Y, axis=1),
    "constant": si.make_interp_spline(X, X, k=0),
    "high": si.make_interp_spline(X, X, k=7),
    "complex": si.make_interp_spline(X, X * 1j),
    "periodic": si.make_interp_spline(X, np.sin(2 * np.pi * X).round(12), bc_type="periodic"),
    "long": si.BSpline(np.arange(8.0), np.ones(9), 3, extrapolate=False),
    "element": si.BSpline.basis_element([0, 1, 2, 2, 4]),
    "strided": si.BSpline.construct_fast(np.zeros((8, 2))[:, 1], np.eye(4), 3),
    "smoothing": si.make_smoothing_spline(X, X**2, lam=0.1),
}


@pytest.mark.parametrize("name", SPLINES)
def test_splines(round_trip, name):
    spline = SPLINES[name]
    loaded = round_trip(spline, trusted=skcore.plugin_defaults) if name == "high" else round_trip(spline)
    np.testing.assert_array_equal(loaded(NEW), spline(NEW))
    np.testing.assert_array_equal(loaded(NEW, nu=1, extrapolate="periodic"), spline(NEW, nu=1, extrapolate="periodic"))
    if name not in ("strided", "long", "high"):
        round_trip(spline.antiderivative())


def test_splines_share_their_coefficients(round_trip):
    knots, coefficients = np.linspace(0, 1, 16).reshape(8, 2), np.eye(4)
    splines = [si.BSpline.construct_fast(knots[:, i], coefficients, 3, extrapolate=False) for i in range(2)]
    first, second = round_trip(splines)
    assert first.c is second.c


KINDS = ["linear", "nearest", "nearest-up", "previous", "next", "zero", "slinear", "quadratic", "cubic", 5]
FILLS = [np.nan, "extrapolate", (0, 1.0), ([0.0], np.array(1.0)), np.float32(3)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fill", FILLS, ids=str)
@pytest.mark.parametrize("copy", [True, False])
def test_lines(round_trip, kind, fill, copy):
    for y, axis in ((X**2, -1), (np.arange(12), 0), (Y[0] * 1j, 0), (Y, 1), (np.asfortranarray(Y), 1)):
        if isinstance(fill, tuple) and isinstance(fill[0], list) and y.ndim > 1:
            continue
        line = si.interp1d(X, y, kind, axis=axis, copy=copy, bounds_error=False, fill_value=fill, assume_sorted=True)
        loaded = round_trip(line)
        np.testing.assert_array_equal(loaded([-1, *NEW, 2]), line([-1, *NEW, 2]))


@pytest.mark.parametrize("x", [X[::-1], np.arange(12), X.astype(np.float32), np.zeros(12)])
def test_lines_over_other_points(round_trip, x):
    line = round_trip(si.interp1d(x, X))
    with pytest.raises(ValueError, match="A value"):
        line(100)


def test_a_line_through_one_point(round_trip):
    # What scikit-learn's IsotonicRegression holds.
    assert round_trip(si.interp1d([1.0], [2.0], kind="nearest", bounds_error=False, fill_value=2.0))(7) == 2


def test_lines_whose_edges_were_set_later(round_trip):
    line = si.interp1d(X, X)
    line.fill_value = 7.0
    round_trip(line)
    line.bounds_error = False
    line.fill_value = "extrapolate"
    np.testing.assert_array_equal(round_trip(line)([-1, 2]), line([-1, 2]))


def test_a_cubic_line_through_missing_values(round_trip):
    line = si.interp1d(X, np.where(X > 0.5, np.nan, X), kind="cubic")
    assert np.isnan(round_trip(line)(NEW)).all()
