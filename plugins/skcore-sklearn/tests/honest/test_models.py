"""Every model of the tables comes back equal."""

import pickle
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sklearn_models
from sklearn import base, preprocessing
from sklearn.utils import all_estimators
from sklearn_models.answers import answers, learned
from sklearn_models.data import fit
from sklearn_models.tables import collect

import skcore

MODELS = collect()
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")

ELSEWHERE = """
import pickle, sys, warnings
sys.path.insert(0, sys.argv[1])
from sklearn_models.answers import answers
from sklearn_models.data import data
import skcore

warnings.simplefilter("ignore")
found = [answers(skcore.load(f"{index}.skc"), data(source)) for index, source in enumerate(sys.argv[2:])]
with open("answers.pickle", "wb") as file:
    pickle.dump(found, file)
"""
TESTS = Path(sklearn_models.__file__).parent.parent


def without_addresses(model):
    return re.sub("(?i) at 0x[0-9a-f]+", "", repr(model))


@pytest.mark.parametrize("name", MODELS)
def test_a_model_comes_back_equal(name, fitted_model, assert_same):
    unfitted = base.clone(MODELS[name][0])
    assert_same(unfitted, skcore.loads(skcore.dumps(unfitted)))
    model, _ = fitted_model(name)
    saved = skcore.dumps(model)
    assert skcore.get_untrusted_types(data=saved) == []
    assert_same(model, skcore.loads(saved))
    again = skcore.dumps(skcore.loads(saved))
    assert again == saved
    assert_same(model, skcore.loads(again))


@pytest.mark.parametrize("name", MODELS)
def test_a_loaded_model_answers_the_same(name, fitted_model, answers_of_model, assert_same):
    model, data = fitted_model(name)
    assert_same(answers_of_model(name), answers(skcore.loads(skcore.dumps(model)), data))


@pytest.mark.parametrize("name", MODELS)
def test_a_loaded_model_learns_the_same(name, fitted_model, assert_same):
    model, data = fitted_model(name)
    loaded = skcore.loads(skcore.dumps(model))
    if hasattr(model, "partial_fit") or getattr(model, "warm_start", False):
        estimator, source = MODELS[name]
        assert_same(learned(fit(base.clone(estimator), source), data), learned(loaded, data))


@pytest.mark.parametrize("name", MODELS)
def test_a_loaded_model_has_the_same_settings(name, fitted_model, assert_same):
    model, _ = fitted_model(name)
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(base.clone(model), base.clone(loaded))
    assert without_addresses(model) == without_addresses(loaded)
    loaded.set_params(**loaded.get_params(deep=False))
    assert_same(model, loaded)


def test_models_answer_the_same_in_a_fresh_process(tmp_path, fitted_model, answers_of_model, assert_same):
    for index, name in enumerate(MODELS):
        skcore.dump(fitted_model(name)[0], tmp_path / f"{index}.skc")
    sources = [source for _, source in MODELS.values()]
    subprocess.run([sys.executable, "-c", ELSEWHERE, TESTS, *sources], cwd=tmp_path, check=True)
    found = pickle.loads((tmp_path / "answers.pickle").read_bytes())
    for name, elsewhere in zip(MODELS, found, strict=True):
        assert_same(pickle.loads(pickle.dumps(answers_of_model(name))), elsewhere)


def kinds(value):
    """Yield the classes of an estimator, and of those among its parameters."""
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from kinds(part)
    elif hasattr(value, "get_params") and not isinstance(value, type):
        yield type(value)
        yield from kinds(list(value.get_params(deep=False).values()))


def test_every_estimator_is_in_a_table():
    found = {cls for estimator, _ in MODELS.values() for cls in kinds(estimator)}
    assert [name for name, cls in all_estimators() if cls not in found] == []


@pytest.mark.parametrize("dtype", ["i8", "U", object])
def test_labels_come_back_equal(dtype, assert_same):
    names = ["b", "a", "c", "a"] if dtype != "i8" else [3, 1, 2, 1]
    model = preprocessing.LabelBinarizer().fit(np.array(names, dtype))
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(model, loaded)
    assert_same(model.transform(names), loaded.transform(names))
