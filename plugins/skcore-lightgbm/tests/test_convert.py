"""Pickles of models become files that load as the same models, and nothing that they name is imported."""

import copyreg
import lzma
import pickle
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import lightgbm as lgb
import numpy as np
import pytest
from conversions import converted
from lightgbm_models import MODELS, OLD, SMALL, answers, fitted, flowers
from pickle_writers import WRITERS
from sklearn.ensemble import StackingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import skcore

OWN = {"own objective": ["lightgbm_models.rule_of_thumb"]}
GOLDEN = Path(__file__).parent / "golden" / "3.3.5.pkl.xz"


def alike(left, right):
    """Assert that two models are the same, boosters by their text: a file of the one is that of the other."""
    assert type(left) is type(right)
    assert skcore.dumps(left) == skcore.dumps(right)


def agree(model, loaded, X):
    for left, right in zip(answers(model, X), answers(loaded, X), strict=True):
        assert left.dtype == right.dtype
        assert np.array_equal(left, right, equal_nan=left.dtype.kind == "f")


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_what_pickle_gives(name):
    trusted = OWN.get(name)
    for protocol in (2, 5):
        data = pickle.dumps(fitted(name)[0], protocol)
        found = converted(data)
        assert skcore.get_untrusted_types(data=found) == (trusted or [])
        alike(skcore.loads(found, trusted=trusted), pickle.loads(data))


@pytest.mark.parametrize("writer", WRITERS)
def test_a_model_predicts_the_same(writer):
    for name in ("booster with a code", "names of classes", "watched", "linear trees"):
        model, X = fitted(name)
        data = WRITERS[writer](model)
        loaded = skcore.loads(converted(data))
        # The gains of splits are rounded as soon as a model is text, while it is trained they are not.
        agree(pickle.loads(pickle.dumps(model)), loaded, X)


@pytest.mark.parametrize("cls", [lgb.LGBMModel, lgb.LGBMClassifier, lgb.LGBMRegressor, lgb.LGBMRanker])
def test_an_estimator_that_is_not_fitted(cls):
    model = cls(n_estimators=7, max_bin=63, random_state=np.random.RandomState(0))
    loaded = skcore.loads(converted(pickle.dumps(model)))
    assert (loaded.n_estimators, loaded.max_bin, type(loaded)) == (7, 63, cls)
    assert np.array_equal(loaded.random_state.get_state()[1], model.random_state.get_state()[1])


@pytest.mark.parametrize(
    "make",
    [
        lambda: GridSearchCV(lgb.LGBMClassifier(**SMALL), {"num_leaves": [3, 7]}, cv=2),
        lambda: make_pipeline(StandardScaler(), lgb.LGBMClassifier(**SMALL)),
        lambda: StackingClassifier([("boosted", lgb.LGBMClassifier(**SMALL))], LogisticRegression(), cv=2),
    ],
)
def test_within_what_scikit_learn_puts_around_it(make):
    X, y = flowers()
    model = make().fit(X, y)
    loaded = skcore.loads(converted(pickle.dumps(model)), trusted=skcore.plugin_defaults)
    assert np.array_equal(model.predict_proba(X), loaded.predict_proba(X))


def test_results_of_the_evaluation_come_back():
    model = fitted("watched")[0]
    loaded = skcore.loads(converted(pickle.dumps(model)))
    assert loaded.evals_result_ == model.evals_result_
    assert type(loaded.best_score_) is defaultdict
    assert loaded.best_score_ == model.best_score_


def test_two_models_share_a_booster():
    booster = fitted("booster")[0]
    first, second = skcore.loads(converted(pickle.dumps([booster, {"again": booster}])))
    assert first is second["again"]


def test_a_pickle_of_an_older_release():
    data = lzma.decompress(GOLDEN.read_bytes())
    loaded = skcore.loads(converted(GOLDEN.read_bytes()))
    for name, model in pickle.loads(data).items():
        alike(loaded[name], model)
        agree(model, loaded[name], MODELS[name][1]()[0])


class Forged:
    """An object that pickle writes as one of another class, with any state."""

    def __init__(self, state, cls=lgb.Booster, base=object, start=None):
        self.reduced = copyreg._reconstructor, (cls, base, start), state

    def __reduce__(self):
        return self.reduced


def changed(**more):
    state = {**fitted("booster")[0].__getstate__(), **more}
    return Forged({name: value for name, value in state.items() if value is not ...})


def text(old="", new=""):
    found = fitted("booster")[0].model_to_string()
    assert old in found
    return found.replace(old, new, 1)


HANDLE = "handle" if OLD else "_handle"


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: changed(**{HANDLE: None}), "the booster has no model"),
        (lambda: changed(**{HANDLE: b"tree"}), "the booster has no model"),
        (lambda: changed(**{HANDLE: ...}), "the booster has no model"),
        (lambda: changed(**{HANDLE: text()[:-1]}), "the model ends too early"),
        (lambda: changed(**{HANDLE: text("left_child=1", "left_child=9")}), "left_child is out of range"),
        (lambda: changed(**{HANDLE: text("tree\n", "tr\ud800\n")}), "its model is no text"),
        (lambda: Forged([1]), "not made empty and then given its attributes"),
        (lambda: Forged({}, base=list, start=[1]), "not made empty"),
        (lambda: changed(colour="red"), "no attribute 'colour'"),
        (lambda: changed(**{"__del__": len}), "no attribute '__del__'"),
        (lambda: Forged({**changed().reduced[2], 1: 2}), "an attribute has no name"),
        (lambda: Forged({**changed().reduced[2], (((),),): 2}), "an attribute has no name"),
        (lambda: changed(params={"num_threads": 10**9}), "number of threads"),
        (lambda: changed(params={"metric": "auc input_model=x"}), "white space"),
        (lambda: changed(params=[]), "its parameters are no dict"),
        (lambda: changed(best_score=[]), "its best_score is not"),
        (lambda: changed(_Booster__num_class=7), "another number of classes"),
        (lambda: changed(_Booster__num_class=Forged({}, cls=defaultdict)), "_Booster__num_class is not"),
        (lambda: changed(_Booster__inner_predict_buffer=b"x" * 10**6), "_Booster__inner_predict_buffer is not"),
        (lambda: changed(_Booster__num_inner_eval=7), "not a name for each metric"),
        (lambda: list(map(Forged, [changed().reduced[2]] * 10**4)), "far more memory or work"),
    ],
)
def test_a_booster_that_lies_is_not_converted(make, match):
    with pytest.raises((skcore.UnsupportedTypeError, skcore.InvalidStateError), match=match):
        converted(pickle.dumps(make(), 4))


def test_an_estimator_that_lies_is_refused_when_it_is_loaded():
    state = {**vars(fitted("three classes")[0]), "n_jobs": 10**6}
    data = converted(pickle.dumps(Forged(state, lgb.LGBMClassifier)))
    with pytest.raises(skcore.InvalidStateError, match="n_jobs is no number of threads"):
        skcore.loads(data)


def test_a_parameter_of_a_list_that_contains_itself():
    values = [1]
    values += [values] * 1000
    with pytest.raises(skcore.UnsupportedTypeError, match="the parameter metric has too many values"):
        converted(pickle.dumps(changed(params={"metric": values})))


@pytest.mark.skipif(OLD, reason="version 3 keeps the function in a private class of its own")
def test_nothing_that_a_pickle_names_is_imported(tmp_path):
    (tmp_path / "bait.py").write_text("raise SystemExit('imported')")
    data = pickle.dumps(fitted("own objective")[0], 4).replace(b"\x8c\x0flightgbm_models", b"\x8c\x0fbait.bait.baits")
    (tmp_path / "model.pkl").write_bytes(data)
    code = (
        "import sys, skcore\n"
        "skcore.convert('model.pkl', 'model.skc')\n"
        "assert skcore.get_untrusted_types(file='model.skc') == ['bait.bait.baits.rule_of_thumb']\n"
        "found = {'bait', 'lightgbm', 'lightgbm_models', 'sklearn'} & sys.modules.keys()\n"
        "assert not found, found\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
