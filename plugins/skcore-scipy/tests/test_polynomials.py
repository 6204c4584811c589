"""Polynomials between and through points come back with every attribute, and give the same results."""

import numpy as np
import pytest
import scipy.interpolate as si

X = np.linspace(0, 1, 12)
Y = np.random.default_rng(0).random((3, 12, 2))
NEW = np.linspace(0.01, 0.99, 7)

PIECEWISE = {
    "power": si.PPoly(np.ones((4, 11)), X),
    "descending": si.PPoly(np.ones((2, 11, 3)), X[::-1], extrapolate=False),
    "complex": si.PPoly(np.ones((2, 11)) * 1j, X, extrapolate="periodic"),
    "bernstein": si.BPoly.from_derivatives([0, 1, 3], [[0, 1], [1, 2], [2, 0]]),
    "cubic": si.CubicSpline(X, np.sin(X)),
    "cubic axis": si.CubicSpline(X, Y, axis=1),
    "periodic": si.CubicSpline(X, np.sin(2 * np.pi * X).round(12), bc_type="periodic"),
    "empty": si.CubicSpline(X, np.zeros((12, 0))),
    "pchip": si.PchipInterpolator(X, Y, axis=1),
    "akima": si.Akima1DInterpolator(X, X**2, method="makima"),
    "hermite": si.CubicHermiteSpline(X, X, X),
    "spline": si.PPoly.from_spline(si.make_interp_spline(X, X)),
}


@pytest.mark.parametrize("name", PIECEWISE)
def test_piecewise(round_trip, name):
    value = PIECEWISE[name]
    loaded = round_trip(value)
    np.testing.assert_array_equal(loaded(NEW), value(NEW))
    np.testing.assert_array_equal(loaded.integrate(0, 1), value.integrate(0, 1))
    round_trip(value.derivative())
    round_trip(value.antiderivative())


@pytest.mark.parametrize("trailing", [(), (2,)])
def test_on_a_grid(round_trip, trailing):
    c = np.random.default_rng(1).random((3, 2, 11, 5, *trailing))
    value = si.NdPPoly(c, (X, np.arange(6)))
    loaded = round_trip(value)
    points = np.stack([NEW, NEW * 5], axis=-1)
    np.testing.assert_array_equal(loaded(points), value(points))
    round_trip(value.integrate_1d(0, 1, 0))
    round_trip(si.NdPPoly(c * 1j, (X, np.arange(6)), extrapolate=False))


@pytest.mark.parametrize("cls", [si.KroghInterpolator, si.BarycentricInterpolator])
@pytest.mark.parametrize(("y", "axis"), [(X**2, 0), (np.arange(12), 0), (Y, 1), (Y[0] * 1j, 0)])
def test_through_all_points(round_trip, cls, y, axis):
    value = cls(X, y, axis)
    loaded = round_trip(value)
    np.testing.assert_array_equal(loaded(NEW), value(NEW))
    np.testing.assert_array_equal(loaded.derivatives(NEW), value.derivatives(NEW))


def test_barycentric_without_values(round_trip, refused):
    loaded = round_trip(si.BarycentricInterpolator(X, random_state=0))
    loaded.set_yi(X)
    loaded.add_xi([2.0], [4.0])
    np.testing.assert_array_equal(round_trip(loaded)(X), X)
    round_trip(si.BarycentricInterpolator(X, X, wi=np.ones(12)))


def test_what_barycentric_computes_for_derivatives_is_left_out():
    import skcore

    value = si.BarycentricInterpolator(X, X**2)
    expected = value.derivative(NEW)
    loaded = skcore.loads(skcore.dumps(value))
    assert loaded._diff_cij is None
    np.testing.assert_array_equal(loaded.derivative(NEW), expected)


@pytest.mark.parametrize("cls", [si.AAA, si.FloaterHormannInterpolator])
@pytest.mark.parametrize("y", [np.exp(X), np.exp(1j * X)])
def test_quotients(round_trip, cls, y):
    value = cls(X, y)
    loaded = round_trip(value)
    np.testing.assert_array_equal(loaded(NEW), value(NEW))
    np.testing.assert_array_equal(loaded.poles(), value.poles())
    round_trip(value)
