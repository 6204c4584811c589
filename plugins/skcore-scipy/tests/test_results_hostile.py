"""Results with names that answer for a protocol, or without those that the class has, are refused."""

import numpy as np
import pytest
import scipy.optimize as so
import scipy.stats as st
from skcore_scipy.results import Limits, Records, Results, Tuples

import skcore

X = np.arange(9.0)
T = st.ttest_1samp(X, 0)
FURTHER = Tuples().save(T)["further"]


@pytest.mark.parametrize("key", ["__array_interface__", "__class__", "_repr_html_", "_ipython_display_", "__reduce__"])
def test_keys(forge, refused, key):
    refused(forge(Results, so.OptimizeResult(x=1), **{key: 1}))
    value = so.OptimizeResult(x=1)
    value[key] = 1
    with pytest.raises(skcore.UnsupportedTypeError, match="protocol"):
        skcore.dumps(value)


def test_order(forge, refused):
    for order in (1, [1], [{}]):
        refused(forge(Results, so.OptimizeResult(x=1), _order_keys=order))


@pytest.mark.parametrize("state", [[1], [[1, 2]]])
def test_items(refused, monkeypatch, state):
    monkeypatch.setattr(Results, "save", lambda self, obj: state)
    refused(skcore.dumps(so.OptimizeResult(x=1)))


@pytest.mark.parametrize(
    "changes",
    [
        {"items": [1.0]},
        {"items": [1.0, 2.0, 3.0]},
        {"items": (1.0, 2.0)},
        {"items": None},
        {"further": {}},
        {"further": None},
        {"further": {**FURTHER, "_fields": ()}},
        {"further": {**FURTHER, "confidence_interval": 1}},
        {"further": {**FURTHER, "__array_interface__": {}}},
        {"further": {**FURTHER, 1: 1}},
        {"further": ...},
        {"namespace": ...},
    ],
)
def test_tuples(forge, refused, changes):
    refused(forge(Tuples, T, **changes))


def test_further_attributes_of_a_tuple_that_has_none(forge, refused):
    refused(forge(Tuples, st.shapiro(X), further={"note": 1}))
    refused(forge(Tuples, st.shapiro(X), namespace=True))


def test_records(forge, refused):
    for name in ("proportion_ci", "__class__", "__dict__"):
        refused(forge(Records, st.binomtest(3, 9), **{name: 1}))


DEGREES = "_df" if hasattr(st.tukey_hsd(X, X + 1), "_df") else "_nobs"


@pytest.mark.parametrize("lie", [{"_df": X}, {"_nobs": X}, {"_ntreatments": X}, {DEGREES: ...}, {"_ntreatments": None}])
def test_an_interval_that_would_be_searched_for_many_times(forge, lie):
    """Each of the searches integrates; the object can do without none of the two numbers."""
    with pytest.raises(skcore.InvalidStateError, match="is not one number"):
        skcore.loads(forge(Records, st.tukey_hsd(X, X + 1), **lie))


def test_a_table_whose_interval_takes_all_memory_is_not_let_in_by_default(refused):
    value = st.contingency.odds_ratio([[1, 2], [3, 4]])
    value._table = np.full((2, 2), 10**9)
    assert isinstance(refused(skcore.dumps(value)), skcore.UntrustedTypesError)


@pytest.mark.parametrize("changes", [{"lb": X[:1]}, {"ub": None}, {"keep_feasible": ...}, {"residual": 1}, {"A": X}])
def test_limits(forge, refused, changes):
    refused(forge(Limits, so.Bounds(X, X), **changes))


@pytest.mark.parametrize("changes", [{"lb": X}, {"A": X}, {"A": None}, {"A": [[1.0]]}, {"A": ...}])
def test_constraints(forge, refused, changes):
    refused(forge(Limits, so.LinearConstraint(np.eye(2)), **changes))
