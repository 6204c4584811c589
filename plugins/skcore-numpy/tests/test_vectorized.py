"""Functions that are called for each element."""

import math

import numpy as np
import pytest
from skcore_numpy import vectorized

import skcore

VECTORIZED = {
    "plain": lambda: np.vectorize(abs),
    "of a ufunc": lambda: np.vectorize(np.add),
    "with types": lambda: np.vectorize(math.floor, otypes=[float], doc="The floor.", cache=True),
    "with types as text": lambda: np.vectorize(math.floor, otypes="d"),
    "with a signature": lambda: np.vectorize(np.mean, signature="(n)->()"),
    "with an exclusion": lambda: np.vectorize(round, excluded={"ndigits", 1}),
}


@pytest.mark.parametrize("name", VECTORIZED)
def test_vectorized_functions(round_trip, name):
    function = VECTORIZED[name]()
    loaded = round_trip(function)
    assert vars(loaded) == vars(function)
    arguments = (np.array([0.5, -1.5]),) * (2 if name == "of a ufunc" else 1)
    np.testing.assert_array_equal(loaded(*arguments), function(*arguments))


VECTORIZED_LIES = [
    {"pyfunc": 5},
    {"pyfunc": ["a"]},
    {"otypes": "nonsense"},
    {"otypes": [5]},
    {"doc": 5},
    {"excluded": [1]},
    {"excluded": {1.5}},
    {"cache": 1},
    {"signature": 5},
    {"signature": "(" * 1000},
    {"signature": "nonsense"},
    {"more": 1},
]


@pytest.mark.parametrize("lie", VECTORIZED_LIES, ids=str)
def test_vectorized_functions_that_lie(refused, monkeypatch, lie):
    original = vectorized.Vectorize.save

    def save(self, obj):
        return {**original(self, obj), **lie}

    monkeypatch.setattr(vectorized.Vectorize, "save", save)
    refused(skcore.dumps(np.vectorize(abs)))


def test_a_vectorized_function_that_was_changed():
    function = np.vectorize(abs)
    function.__name__ = "other"
    with pytest.raises(skcore.UnsupportedTypeError, match="changed"):
        skcore.dumps(function)
