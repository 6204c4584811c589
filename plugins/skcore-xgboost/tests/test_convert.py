"""Pickles of models become files that load as the same models, and nothing that they name is imported."""

import copyreg
import io
import lzma
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xgboost as xgb
from conversions import converted
from pickle_writers import WRITERS
from sklearn.ensemble import StackingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from xgboost_models import MODELS, SMALL, answers, booster_of, fitted, flowers, same

import skcore

OWN = {"own objective": ["xgboost_models.rule_of_thumb"], "watched by a function": ["xgboost_models.mistake"]}
GOLDEN = Path(__file__).parent / "golden" / "2.1.4.pkl.xz"


def alike(left, right):
    """Assert that two models are the same, boosters by all that they serialise."""
    same(*(model if isinstance(model, xgb.Booster) else vars(model) for model in (left, right)))


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_what_pickle_gives(name):
    trusted = OWN.get(name)
    for protocol in (2, 5):
        data = pickle.dumps(fitted(name)[0], protocol)
        found, wanted = converted(data), pickle.loads(data)
        assert skcore.get_untrusted_types(data=found) == (trusted or [])
        loaded = skcore.loads(found, trusted=trusted)
        alike(loaded, wanted)
        assert skcore.dumps(loaded) == skcore.dumps(wanted)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_model_predicts_the_same(writer):
    for name in ("booster with names", "three classes", "watched by a callback", "pandas' categories"):
        model, X = fitted(name)
        loaded = skcore.loads(converted(WRITERS[writer](model)))
        alike(loaded, model)
        same(answers(model, X), answers(loaded, X))


@pytest.mark.parametrize("cls", [xgb.XGBModel, xgb.XGBRegressor, xgb.XGBRanker, xgb.XGBRFClassifier])
def test_an_estimator_that_is_not_fitted(cls):
    model = cls(n_estimators=7, random_state=np.random.RandomState(0), rate_drop=0.5)
    loaded = skcore.loads(converted(pickle.dumps(model)))
    assert (loaded.n_estimators, loaded.kwargs, type(loaded)) == (7, {"rate_drop": 0.5}, cls)
    assert np.array_equal(loaded.random_state.get_state()[1], model.random_state.get_state()[1])


@pytest.mark.parametrize(
    "make",
    [
        lambda: GridSearchCV(xgb.XGBClassifier(**SMALL), {"max_depth": [2, 3]}, cv=2),
        lambda: make_pipeline(StandardScaler(), xgb.XGBClassifier(**SMALL)),
        lambda: StackingClassifier([("boosted", xgb.XGBClassifier(**SMALL))], LogisticRegression(), cv=2),
    ],
)
def test_within_what_scikit_learn_puts_around_it(make):
    X, y = flowers()
    model = make().fit(X, y)
    loaded = skcore.loads(converted(pickle.dumps(model)), trusted=skcore.plugin_defaults)
    assert np.array_equal(model.predict_proba(X), loaded.predict_proba(X))


def test_two_models_share_a_booster():
    booster = fitted("booster")[0]
    first, second = skcore.loads(converted(pickle.dumps([booster, {"again": booster}])))
    assert first is second["again"]


@pytest.mark.filterwarnings("ignore:.*If you are loading a serialized model:UserWarning")
def test_a_pickle_of_an_older_release():
    data = lzma.decompress(GOLDEN.read_bytes())
    found = converted(GOLDEN.read_bytes())
    environment = dict(skcore.inspect(io.BytesIO(found)).environment)
    assert environment["xgboost"] == "2.1.4"
    loaded = skcore.loads(found)
    for name, model in pickle.loads(data).items():
        X = MODELS[name][1]()[0][:60]
        alike(loaded[name], model)
        same(answers(model, X), answers(loaded[name], X))


def content():
    return bytes(booster_of(fitted("code")[0]).__getstate__()["handle"])


def with_a_child_that_is_not_there():
    head = b"left_children[$l#L" + bytes(7)
    place = content().index(head) + len(head) + 1
    return content()[:place] + b"\x7f" + content()[place + 1 :]


class Forged:
    """An object that pickle writes as one of another class, with any state."""

    def __init__(self, state, cls=xgb.Booster, base=object, start=None):
        self.reduced = copyreg._reconstructor, (cls, base, start), state

    def __reduce__(self):
        return self.reduced


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: Forged({"handle": None}), "the booster has no model"),
        (lambda: Forged({"handle": "text"}), "the booster has no model"),
        (lambda: Forged({"handle": [content()]}), "the booster has no model"),
        (lambda: Forged({}), "the booster has no model"),
        (lambda: Forged([("handle", content())]), "not made empty and then given its attributes"),
        (lambda: Forged({"handle": content()}, base=list, start=[1]), "not made empty"),
        (lambda: Forged({"handle": content(), "colour": "red"}), "something else than its handle"),
        (lambda: Forged({"handle": content(), "__del__": len}), "something else than its handle"),
        (lambda: Forged({"handle": b""}), "the model ends too early"),
        (lambda: Forged({"handle": content()[:-1]}), "not written as XGBoost writes it"),
        (lambda: Forged({"handle": content() + b"Z"}), "something behind its end"),
        (lambda: Forged({"handle": content(), "best_iteration": 3}), "written by XGBoost before 2.0"),
        (lambda: Forged({"handle": b'{"Config":{}}'}), "written by XGBoost before 2.0"),
        (lambda: Forged({"handle": b"CONFIG-offset:" + bytes(100)}), "written by XGBoost before 2.0"),
        (lambda: Forged({"handle": with_a_child_that_is_not_there()}), "left_children"),
        (lambda: [Forged({"handle": shared}) for shared in [content()] * 10**4], "far more memory or work"),
    ],
)
def test_a_booster_that_lies_is_not_converted(make, match):
    with pytest.raises((skcore.UnsupportedTypeError, skcore.InvalidStateError), match=match):
        converted(pickle.dumps(make(), 4))


def test_a_booster_may_not_be_part_of_itself():
    state = {"handle": content()}
    state["me"] = Forged(state)
    with pytest.raises(skcore.SkcoreError):
        converted(pickle.dumps(state))


def test_an_estimator_that_lies_is_refused_when_it_is_loaded():
    state = {**vars(fitted("three classes")[0]), "n_jobs": 10**6}
    data = converted(pickle.dumps(Forged(state, xgb.XGBClassifier)))
    with pytest.raises(skcore.InvalidStateError, match="n_jobs is out of range"):
        skcore.loads(data)


def test_nothing_that_a_pickle_names_is_imported(tmp_path):
    (tmp_path / "bait.py").write_text("raise SystemExit('imported')")
    data = pickle.dumps(fitted("own objective")[0], 4).replace(b"\x8c\x0exgboost_models", b"\x8c\x0ebait.bait.bait")
    (tmp_path / "model.pkl").write_bytes(data)
    code = (
        "import sys, skcore\n"
        "skcore.convert('model.pkl', 'model.skc')\n"
        "assert skcore.get_untrusted_types(file='model.skc') == ['bait.bait.bait.rule_of_thumb']\n"
        "found = {'bait', 'xgboost', 'xgboost_models', 'sklearn'} & sys.modules.keys()\n"
        "assert not found, found\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
