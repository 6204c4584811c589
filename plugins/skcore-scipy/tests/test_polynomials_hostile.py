"""Polynomials whose coefficients do not fit their points are refused."""

import numpy as np
import pytest
import scipy.interpolate as si
from skcore_scipy.nodes import Barycentric, Krogh, Rational
from skcore_scipy.polynomials import GridPolynomials, Polynomials

X = np.linspace(0, 1, 12)


@pytest.mark.parametrize(
    "changes",
    [
        {"c": np.ones(4)},
        {"c": np.ones((4, 12))},
        {"c": np.ones((0, 11))},
        {"c": np.ones((2**10 + 1, 11))},
        {"c": np.ones((4, 11), int)},
        {"c": np.ones((4, 11), ">f8")},
        {"c": np.ones((4, 11), np.float32)},
        {"c": None},
        {"x": X[:3]},
        {"x": X[:1], "c": np.ones((4, 0))},
        {"x": X * np.nan},
        {"x": np.sin(9 * X)},
        {"x": X.astype(">f8")},
        {"x": [*X]},
        {"extrapolate": None},
        {"extrapolate": "no"},
        {"axis": 1},
        {"axis": -1},
        {"axis": True},
        {"more": 1},
    ],
)
@pytest.mark.parametrize("cls", [si.PPoly, si.BPoly])
def test_piecewise(forge, refused, cls, changes):
    refused(forge(Polynomials, cls(np.ones((4, 11)), X), **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"x": (X[:2].copy(), X)},
        {"x": (X,)},
        {"x": ()},
        {"x": (X, X, X)},
        {"x": [X, X]},
        {"x": (X, X[::-1].copy())},
        {"x": (X, X * np.nan)},
        {"x": (X, X.astype(int))},
        {"c": np.ones((3, 3, 11))},
        {"c": np.ones((0, 3, 11, 11))},
        {"c": np.ones((3, 0, 11, 11))},
        {"c": np.ones((3, 3, 11, 11), int)},
        {"extrapolate": "periodic"},
    ],
)
def test_on_a_grid(forge, refused, changes):
    refused(forge(GridPolynomials, si.NdPPoly(np.ones((3, 3, 11, 11)), (X, X)), **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"xi": X[:3]},
        {"xi": X.reshape(3, 4)},
        {"yi": X},
        {"yi": X[:0].reshape(0, 1), "xi": X[:0]},
        {"yi": np.array([[None]] * 12)},
        {"axis": 1},
        {"axis": 0.0},
        {"extra": (2,)},
        {"extra": (-1, -1)},
        {"extra": (1.0,)},
        {"extra": [1]},
        {"extra": None},
    ],
)
@pytest.mark.parametrize(("cls", "handler"), [(si.KroghInterpolator, Krogh), (si.BarycentricInterpolator, Barycentric)])
def test_through_all_points(forge, refused, cls, handler, changes):
    refused(forge(handler, cls(X, X), **changes))


@pytest.mark.parametrize("c", [np.ones((12, 1)), np.ones((13, 2)), np.ones(13), np.ones((13, 1), int), None])
def test_krogh(forge, refused, c):
    refused(forge(Krogh, si.KroghInterpolator(X, X), c=c))


@pytest.mark.parametrize(
    "changes",
    [{"wi": X[:3]}, {"wi": 1.0}, {"wi": None}, {"capacity": 1}, {"capacity": X}, {"yi": None}, {"xi": X.astype(int)}],
)
def test_barycentric(forge, refused, changes):
    refused(forge(Barycentric, si.BarycentricInterpolator(X, X), **changes))


@pytest.mark.parametrize(
    "changes", [{"weights": [1.0]}, {"_shape": (1.0,)}, {"_shape": [1]}, {"_points": np.array([None])}, {"residues": 1}]
)
def test_quotients(forge, refused, changes):
    refused(forge(Rational, si.AAA(X, np.exp(X)), **changes))
