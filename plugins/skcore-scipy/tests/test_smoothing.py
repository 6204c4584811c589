"""Splines of FITPACK come back with every attribute, give the same results, and can be smoothed further."""

import numpy as np
import pytest
import scipy.interpolate as si

import skcore

X = np.linspace(0, 1, 30)
Y = np.sin(9 * X)
NEW = np.linspace(-0.1, 1.1, 9)
RNG = np.random.default_rng(0)
P = RNG.random((60, 2))

CURVES = {
    "smooth": lambda: si.UnivariateSpline(X, Y, s=0.01),
    "close": lambda: si.UnivariateSpline(X, Y, s=1e-8, k=4),
    "polynomial": lambda: si.UnivariateSpline(X, Y, s=100.0),
    "through": lambda: si.UnivariateSpline(X, Y, s=0, ext=2),
    "interpolated": lambda: si.InterpolatedUnivariateSpline(X, Y, k=1, ext="zeros"),
    "knots": lambda: si.LSQUnivariateSpline(X, Y, [0.3, 0.5]),
    "weights": lambda: si.UnivariateSpline(X, Y, w=np.arange(1, 31), bbox=[-1, 2], k=5, s=0.01, ext=3),
    "twice": lambda: si.UnivariateSpline(X, np.repeat(Y[::2], 2), s=0.5),
}


def assert_same_curve(value, other):
    assert type(value) is type(other)
    assert vars(value).keys() == vars(other).keys()
    assert vars(value).get("_spline_class") is vars(other).get("_spline_class")
    np.testing.assert_array_equal(other._eval_args[0], value._eval_args[0])
    np.testing.assert_array_equal(other.get_coeffs(), value.get_coeffs())
    for index in (0, 1, 2, 3, 4, 5, 6, 7, 10, 13):
        assert type(value._data[index]) is type(other._data[index])
        np.testing.assert_array_equal(other._data[index], value._data[index])
    for index in (8, 9, 11, 12):
        assert np.shape(value._data[index]) == np.shape(other._data[index])
    assert np.shares_memory(other._eval_args[0], other._data[8])


@pytest.mark.parametrize("name", CURVES)
def test_curves(name):
    value = CURVES[name]()
    data = skcore.dumps(value)
    loaded = skcore.loads(data)
    assert_same_curve(value, loaded)
    assert skcore.dumps(loaded) == data
    if value.ext != 2:
        np.testing.assert_array_equal(loaded(NEW), value(NEW))
    assert loaded.integral(0, 1) == value.integral(0, 1)
    np.testing.assert_array_equal(loaded.derivatives(0.5), value.derivatives(0.5))
    np.testing.assert_array_equal(loaded.get_coeffs(), value.get_coeffs())


@pytest.mark.parametrize("name", ["smooth", "close", "polynomial", "weights", "twice"])
@pytest.mark.filterwarnings("ignore:\nThe required storage")
def test_smoothing_goes_on_as_it_would_have(name):
    value = CURVES[name]()
    loaded = skcore.loads(skcore.dumps(value))
    for factor in (1e-3, 1e-9, 0.5):
        value.set_smoothing_factor(factor)
        loaded.set_smoothing_factor(factor)
        assert_same_curve(value, loaded)
        assert_same_curve(value, skcore.loads(skcore.dumps(value)))


def test_smoothing_of_an_interpolating_spline_starts_anew():
    loaded = skcore.loads(skcore.dumps(CURVES["through"]()))
    loaded.set_smoothing_factor(0.01)
    np.testing.assert_array_equal(loaded.get_knots(), CURVES["smooth"]().get_knots())


@pytest.mark.parametrize("derive", ["derivative", "antiderivative"])
def test_derived_curves(round_trip, derive):
    value = getattr(CURVES["smooth"](), derive)()
    np.testing.assert_array_equal(round_trip(value)(NEW), value(NEW))
    assert skcore.loads(skcore.dumps(value))._eval_args[0].size == value._data[7]


def test_a_degree_that_fitpack_cannot_integrate_is_refused_where_it_is_saved():
    with pytest.raises(skcore.UnsupportedTypeError, match="k is no int from 0 to 5"):
        skcore.dumps(CURVES["weights"]().antiderivative())


def on_the_sphere(cls):
    theta, phi = np.linspace(0.1, 3, 7), np.linspace(0.1, 6, 9)
    if cls is si.RectSphereBivariateSpline:
        return cls(theta, phi, np.outer(np.sin(theta), np.cos(phi)))
    grid, values = np.meshgrid(theta, phi), np.outer(np.cos(phi), np.sin(theta)).ravel()
    if cls is si.SmoothSphereBivariateSpline:
        return cls(grid[0].ravel(), grid[1].ravel(), values, s=10.0)
    return cls(grid[0].ravel(), grid[1].ravel(), values, [1.0, 2.0], [1.5, 3.0, 4.5])


SURFACES = {
    "grid": lambda: si.RectBivariateSpline(X, X[:9], np.outer(Y, Y[:9]), kx=2),
    "scattered": lambda: si.SmoothBivariateSpline(P[:, 0], P[:, 1], P.sum(1)),
    "knots": lambda: si.LSQBivariateSpline(P[:, 0], P[:, 1], P.sum(1), [0.5], [0.5], kx=1, ky=1),
    "derived": lambda: SURFACES["grid"]().partial_derivative(1, 2),
    "sphere": lambda: on_the_sphere(si.SmoothSphereBivariateSpline),
    "sphere knots": lambda: on_the_sphere(si.LSQSphereBivariateSpline),
    "sphere grid": lambda: on_the_sphere(si.RectSphereBivariateSpline),
}


@pytest.mark.parametrize("name", SURFACES)
def test_surfaces(round_trip, name):
    value = SURFACES[name]()
    loaded = round_trip(value)
    np.testing.assert_array_equal(loaded(X, X[:9]), value(X, X[:9]))
    if hasattr(value, "integral"):
        assert loaded.integral(0, 1, 0, 0.5) == value.integral(0, 1, 0, 0.5)
