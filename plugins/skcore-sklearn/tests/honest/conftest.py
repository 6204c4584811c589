"""Models that are fitted once, for all tests."""

import copy
import functools

import pytest
from sklearn_models.answers import answers
from sklearn_models.data import data, fit
from sklearn_models.tables import collect

MODELS = collect()


@functools.cache
def fitted(name):
    """Return a fitted model of the tables, which no test may change, and its data."""
    estimator, source = MODELS[name]
    return fit(copy.deepcopy(estimator), source), data(source)


@functools.cache
def answered(name):
    """Return what the model says of its data."""
    model, given = fitted(name)
    return answers(copy.deepcopy(model), given)


@pytest.fixture
def fitted_model():
    return fitted


@pytest.fixture
def answers_of_model():
    return answered
