"""Every model of the tables comes back equal."""

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sklearn_models
from sklearn import base, preprocessing
from sklearn_models.answers import answers
from sklearn_models.tables import collect

import skcore

MODELS = collect()
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")

ELSEWHERE = """
import copy, pickle, sys, warnings
sys.path.insert(0, sys.argv[1])
from sklearn_models.answers import answers
from sklearn_models.data import data
import skcore

warnings.simplefilter("ignore")
found = [
    answers(skcore.load(f"{index}.skc"), copy.copy(data(source)[0])) for index, source in enumerate(sys.argv[2:])
]
with open("answers.pickle", "wb") as file:
    pickle.dump(found, file)
"""
TESTS = Path(sklearn_models.__file__).parent.parent


@pytest.mark.parametrize("name", MODELS)
def test_a_model_comes_back_equal(name, fitted_model, assert_same):
    unfitted = base.clone(MODELS[name][0])
    assert_same(unfitted, skcore.loads(skcore.dumps(unfitted)))
    model, X = fitted_model(name)
    X = copy.copy(X)
    saved = skcore.dumps(model)
    assert skcore.get_untrusted_types(data=saved) == []
    loaded = skcore.loads(saved)
    assert_same(model, loaded)
    assert_same(answers(model, X), answers(loaded, X))
    assert skcore.dumps(skcore.loads(saved)) == saved


def test_models_answer_the_same_in_a_fresh_process(tmp_path, fitted_model, assert_same):
    models = {name: fitted_model(name) for name in MODELS}
    for index, (model, _) in enumerate(models.values()):
        skcore.dump(model, tmp_path / f"{index}.skc")
    sources = [source for _, source in MODELS.values()]
    subprocess.run([sys.executable, "-c", ELSEWHERE, TESTS, *sources], cwd=tmp_path, check=True)
    found = pickle.loads((tmp_path / "answers.pickle").read_bytes())
    for (model, X), elsewhere in zip(models.values(), found, strict=True):
        assert_same(answers(model, copy.copy(X)), elsewhere)


@pytest.mark.parametrize("dtype", ["i8", "U", object])
def test_labels_come_back_equal(dtype, assert_same):
    names = ["b", "a", "c", "a"] if dtype != "i8" else [3, 1, 2, 1]
    model = preprocessing.LabelBinarizer().fit(np.array(names, dtype))
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(model, loaded)
    assert_same(model.transform(names), loaded.transform(names))
