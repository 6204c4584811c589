"""Models that are fitted once, for all tests."""

import functools

import pytest
from sklearn_models.data import data, fit
from sklearn_models.tables import collect

MODELS = collect()


@functools.cache
def fitted(name):
    """Return a fitted model of the tables, which no test may change, and its data."""
    estimator, source = MODELS[name]
    return fit(estimator, source), data(source)[0]


@pytest.fixture
def fitted_model():
    return fitted
