"""No estimator is refused, whatever its parameters are, and whatever data it has seen."""

import copy
import os
import zlib

import pytest
from sklearn import base
from sklearn_models.options import options
from sklearn_models.situations import learn, situations
from sklearn_models.tables import collect

import skcore

FEW = {"n_estimators": 3, "max_iter": 20, "max_trials": 20, "n_init": 1, "n_restarts_optimizer": 0}
"""What makes a model small, and no other in what it holds."""
REFUSED = {
    "HashingVectorizer: input='filename'": "would open files",
    "IncrementalPCA: samples: great": "has a number over",
    "NearestNeighbors: pandas: frame of all": "_fit_X is no array",
    "NearestNeighbors: polars: frame of all": "_fit_X is no array",
}
"""Files are opened by no model, LAPACK does not end on all numbers, and neighbours of words are ones that
scikit-learn finds no distance between."""


def parts(value):
    """Yield an estimator, and those among its parameters."""
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from parts(part)
    elif isinstance(value, base.BaseEstimator):
        yield value
        yield from parts(list(value.get_params(deep=False).values()))


def small(estimator):
    given = estimator.get_params(deep=False)
    return base.clone(estimator).set_params(**{name: value for name, value in FEW.items() if name in given})


ESTIMATORS = {}
for model, _ in collect().values():
    for part in parts(model):
        ESTIMATORS.setdefault(type(part).__name__, small(part))
SHARE = int(os.environ.get("SKCORE_SHARE", "300"))
"""Of so many models one is tried, the same ones each time: all of them (1) take an hour."""


def is_tried(label):
    return zlib.crc32(label.encode()) % SHARE == 0


def held(estimator, situation, assert_same):
    """Return why a model is refused, or None; a model that scikit-learn itself does not fit is none."""
    model = learn(estimator, situation)
    if model is None:
        return None
    try:
        saved = skcore.dumps(model)
        loaded = skcore.loads(saved)
    except skcore.SkcoreError as error:
        return str(error)
    assert_same(model, loaded)
    return None


def refusals(found):
    """Return the refusals that are not known ones."""
    return {label: rule for label, rule in found.items() if rule and REFUSED.get(label, "nothing") not in rule}


@pytest.mark.parametrize("name", sorted(ESTIMATORS))
def test_no_model_is_refused_for_its_data(name, assert_same):
    found = {}
    for situation, given in situations().items():
        label = f"{name}: {situation}"
        if is_tried(label):
            found[label] = held(copy.deepcopy(ESTIMATORS[name]), given, assert_same)
    assert refusals(found) == {}


@pytest.mark.parametrize("name", sorted(ESTIMATORS))
def test_no_model_is_refused_for_its_parameters(name, assert_same):
    found = {}
    for setting, estimator in options(ESTIMATORS[name]):
        label = f"{name}: {setting}"
        if is_tried(label):
            found[label] = held(estimator, situations()["samples: "], assert_same)
    assert refusals(found) == {}
