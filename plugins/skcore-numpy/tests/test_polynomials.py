"""Polynomials, new and old."""

import numpy as np
import pytest
from numpy.polynomial import Chebyshev, Hermite, HermiteE, Laguerre, Legendre, Polynomial
from skcore_numpy import polynomials

POLYNOMIALS = [
    *(kind([1.0, 2.0, 3.0]) for kind in (Polynomial, Chebyshev, Legendre, Hermite, HermiteE, Laguerre)),
    Polynomial([1, 2j], domain=[0, 5], window=[-2, 2], symbol="t"),
    Polynomial.fit([1.0, 2.0, 3.0], [2.0, 3.0, 4.0], 1),
]


@pytest.mark.parametrize("polynomial", POLYNOMIALS, ids=lambda polynomial: type(polynomial).__name__)
def test_polynomials(round_trip, polynomial):
    loaded = round_trip(polynomial)
    assert vars(loaded).keys() == vars(polynomial).keys()
    assert loaded == polynomial
    assert loaded.symbol == polynomial.symbol
    np.testing.assert_array_equal(loaded(np.arange(3.0)), polynomial(np.arange(3.0)))
    np.testing.assert_array_equal(loaded.deriv().coef, polynomial.deriv().coef)


def test_old_polynomials(round_trip):
    polynomial = np.poly1d([1, 2, 3], variable="z")
    loaded = round_trip(polynomial)
    assert vars(loaded).keys() == vars(polynomial).keys()
    assert loaded.coeffs.dtype == polynomial.coeffs.dtype
    assert str(loaded) == str(polynomial)
    assert loaded(2) == polynomial(2)


SERIES_LIES = [
    {"coef": [1.0]},
    {"coef": np.zeros((2, 2))},
    {"coef": np.zeros(0)},
    {"coef": np.array(["a"])},
    {"domain": np.zeros(3)},
    {"window": None},
    {"_symbol": "a b"},
    {"_symbol": 5},
    {"fit": sum},
    {"__class__": 5},
]


@pytest.mark.parametrize("lie", SERIES_LIES, ids=str)
def test_polynomials_that_lie(tampered, refused, lie):
    refused(tampered(polynomials.Series, POLYNOMIALS[-1], lambda state: state.update(lie)))


@pytest.mark.parametrize("lie", [{"coeffs": np.zeros((2, 2))}, {"coeffs": 5}, {"_variable": 5}, {"more": 1}], ids=str)
def test_old_polynomials_that_lie(tampered, refused, lie):
    refused(tampered(polynomials.Poly1d, np.poly1d([1, 2]), lambda state: state.update(lie)))
