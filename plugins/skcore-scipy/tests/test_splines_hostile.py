"""Splines and lines whose parts do not fit each other are refused."""

import numpy as np
import pytest
import scipy.interpolate as si
from skcore_scipy import splines
from skcore_scipy.lines import Lines
from skcore_scipy.splines import BSplines

import skcore

X = np.linspace(0, 1, 12)
KNOTS = np.arange(8.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"k": -1},
        {"k": 10**6},
        {"k": True},
        {"k": 3.0},
        {"k": 2**70},
        {"k": 4},
        {"k": ...},
        {"t": KNOTS[:7]},
        {"t": KNOTS[::-1]},
        {"t": KNOTS * np.nan},
        {"t": np.array([*range(7), np.inf])},
        {"t": KNOTS.astype(np.float32)},
        {"t": KNOTS.astype(">f8")},
        {"t": KNOTS.reshape(4, 2)},
        {"t": [*KNOTS]},
        {"t": np.array([None] * 8)},
        {"t": np.array([], float)},
        {"c": np.ones(3)},
        {"c": np.ones(())},
        {"c": np.ones(4, int)},
        {"c": np.ones(4, ">f8")},
        {"c": np.ones(4, np.longdouble)},
        {"c": [1.0] * 4},
        {"c": None},
        {"extrapolate": "no"},
        {"extrapolate": 1},
        {"extrapolate": KNOTS},
        {"axis": 1},
        {"axis": -1},
        {"axis": 0.0},
        {"more": 1},
        {"_asarray": print},
    ],
)
def test_splines(forge, refused, changes):
    refused(forge(BSplines, si.BSpline(KNOTS, np.ones(4), 3), **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"x": X[:3]},
        {"x": X.reshape(3, 4)},
        {"x": X * 1j},
        {"x": X.astype("M8[s]")},
        {"x": [*X]},
        {"y": X[:2]},
        {"y": X.astype(int)},
        {"y": np.array(1.0)},
        {"y": np.array([None] * 12)},
        {"x": X[:0], "y": X[:0]},
        {"axis": 1},
        {"axis": -1},
        {"axis": None},
        {"kind": "cubic"},
        {"kind": "spline"},
        {"kind": "previous"},
        {"kind": ["linear"]},
        {"call": "__init__"},
        {"call": "_call_nearest"},
        {"spline": si.BSpline(KNOTS, np.ones(4), 3)},
        {"copies": 1},
        {"bounds_error": 1},
        {"bounds_error": True, "fill_value": "extrapolate"},
        {"fill_value": "other"},
        {"fill_value": 10**400},
        {"fill_value": (1, 2, 3)},
        {"fill_value": (1, None)},
        {"fill_value": ([1, None], 1)},
        {"fill_value": np.zeros(5)},
        {"fill_value": np.array(None)},
        {"left": (X, X)},
        {"left": None},
        {"left": [], "fill_value": "extrapolate", "bounds_error": False},
        {"left": (X,), "fill_value": "extrapolate", "bounds_error": False},
        {"left": (X, print), "fill_value": "extrapolate", "bounds_error": False},
        {"more": 1},
    ],
)
def test_lines(forge, refused, changes):
    refused(forge(Lines, si.interp1d(X, X), **changes))


@pytest.mark.parametrize("spline", [None, X, si.BSpline(KNOTS, np.ones((4, 2)), 3), si.BSpline(KNOTS, np.ones(4), 3)])
def test_lines_with_another_spline(forge, refused, spline):
    refused(forge(Lines, si.interp1d(X, X, kind="cubic"), spline=spline))


@pytest.mark.parametrize("attribute", ["_asarray", "t", "note", "extrapolate"])
def test_a_changed_object_is_refused_where_it_is_saved(attribute):
    spline = si.BSpline(KNOTS, np.ones(4), 3)
    setattr(spline, attribute, [1])
    with pytest.raises(skcore.UnsupportedTypeError):
        skcore.dumps(spline)
    line = si.interp1d(X, X)
    setattr(line, attribute, 1)
    with pytest.raises(skcore.UnsupportedTypeError, match="was changed"):
        skcore.dumps(line)


@pytest.mark.parametrize("degree", [6, 64])
def test_a_degree_for_which_fitpack_has_no_memory(monkeypatch, degree):
    """``integrate`` writes beyond the end of arrays of six numbers, on the stack."""
    spline = si.BSpline(np.arange(2.0 * degree + 2), np.ones(degree + 1), degree, extrapolate=False)
    data = skcore.dumps(spline)
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(data)
    assert skcore.loads(data, trusted=skcore.plugin_defaults).k == degree
    monkeypatch.setattr(splines, "is_steep", lambda c, k: False)
    lie = skcore.dumps(spline)
    monkeypatch.undo()
    with pytest.raises(skcore.InvalidStateError, match="higher than FITPACK"):
        skcore.loads(lie)


def test_a_high_degree_of_more_rows_than_one(round_trip):
    loaded = round_trip(si.BSpline(np.arange(18.0), np.ones((9, 2)), 8, extrapolate=False))
    np.testing.assert_allclose(loaded.integrate(8, 9), [1, 1])
