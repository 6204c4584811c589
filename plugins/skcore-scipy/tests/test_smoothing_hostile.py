"""Splines of FITPACK whose arrays do not fit each other are refused."""

import numpy as np
import pytest
import scipy.interpolate as si
from skcore_scipy.smoothing import UnivariateSplines
from skcore_scipy.surfaces import Surfaces

X = np.linspace(0, 1, 30)
Y = np.sin(9 * X)
CURVE = si.UnivariateSpline(X, Y, s=0.01)
STATE = UnivariateSplines().save(CURVE)
SUMS, COUNTS = STATE["smoothing"]["sums"], STATE["smoothing"]["counts"]


@pytest.mark.parametrize(
    "changes",
    [
        {"k": 2000},
        {"k": 6},
        {"k": 0},
        {"k": -1},
        {"k": True},
        {"k": 5},
        {"ext": 4},
        {"ext": -1},
        {"ext": "zeros"},
        {"t": np.linspace(0, 1, 300)},
        {"t": np.linspace(0, 1, 300), "c": np.zeros(300)},
        {"t": STATE["t"][:6], "c": STATE["c"][:6]},
        {"t": STATE["t"] * np.nan},
        {"t": STATE["t"][::-1]},
        {"t": None},
        {"c": STATE["c"][:1]},
        {"c": STATE["c"].astype(np.float32)},
        {"form": "UnivariateSpline"},
        {"form": "BSpline"},
        {"form": 1},
        {"data": 1},
        {"data": {}},
        {"smoothing": 1},
        {"smoothing": {}},
        {"more": 1},
    ],
)
def test_curves(forge, refused, changes):
    refused(forge(UnivariateSplines, CURVE, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"x": X[:9]},
        {"x": X[:3], "y": X[:3], "w": X[:3]},
        {"x": X.astype(np.float32)},
        {"x": np.asfortranarray(X.reshape(5, 6))},
        {"x": None},
        {"y": X[:9]},
        {"w": np.ones(30, int)},
        {"xb": None},
        {"xe": "1"},
        {"s": 1},
        {"fp": None},
        {"ier": 2**70},
        {"ier": 0.0},
    ],
)
def test_data(forge, refused, changes):
    refused(forge(UnivariateSplines, CURVE, data={**STATE["data"], **changes}))


@pytest.mark.parametrize(
    "changes",
    [
        {"size": 11},
        {"size": 35},
        {"size": 2**40},
        {"size": 12.0},
        {"sums": None},
        {"sums": SUMS[:2]},
        {"counts": None},
        {"counts": COUNTS[:2]},
        {"counts": COUNTS.astype(np.int64)},
        {"counts": COUNTS * 2},
        {"counts": COUNTS + np.array([-9, 9, 0, 0, 0], np.intc)},
        {"counts": np.array([2**31 - 1, 2**31 - 1, 26, 0, 0], np.intc)},
        {"last": (0.0, 0.0)},
        {"last": (0.0, 0.0, 0)},
        {"last": (0.0, 0.0, -(2**31))},
        {"last": (0.0, 0.0, 31)},
        {"last": (0.0, 0.0, 1.0)},
        {"last": (0.0, None, 1)},
    ],
)
def test_where_smoothing_continues(forge, refused, changes):
    refused(forge(UnivariateSplines, CURVE, smoothing={**STATE["smoothing"], **changes}))


def test_nothing_to_continue_from(forge, refused):
    whole = si.UnivariateSpline(X, Y, s=0)
    refused(forge(UnivariateSplines, whole, smoothing={**STATE["smoothing"], "size": 34}))


SURFACE = si.RectBivariateSpline(X, X, np.outer(Y, Y))
TX, TY, C = SURFACE.tck


@pytest.mark.parametrize(
    "changes",
    [
        {"tck": (TX, TY, C[:-1])},
        {"tck": (TX[:-1], TY, C)},
        {"tck": (TX[:7], TY, C[: 3 * 30])},
        {"tck": (TX, TY)},
        {"tck": [TX, TY, C]},
        {"tck": (TX, TY, C.reshape(30, 30))},
        {"tck": (TX, TY, C.astype(np.float32))},
        {"tck": (TX[::-1], TY, C)},
        {"tck": (TX * np.nan, TY, C)},
        {"degrees": (3, 4)},
        {"degrees": (6, 6)},
        {"degrees": (0, 0)},
        {"degrees": (3,)},
        {"degrees": (3.0, 3)},
        {"degrees": [3, 3]},
        {"fp": "0"},
        {"v0": X},
    ],
)
def test_surfaces(forge, refused, changes):
    refused(forge(Surfaces, SURFACE, **changes))
