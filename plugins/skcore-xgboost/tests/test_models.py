"""Models come back as they were, to the last bit of what they say."""

import subprocess
import sys

import numpy as np
import pytest
import xgboost as xgb
import xgboost_models
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import StackingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.multioutput import MultiOutputRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from xgboost_models import (
    KNOWS_CATEGORIES,
    MODELS,
    SMALL,
    answers,
    booster_of,
    fitted,
    flowers,
    patients,
    plain,
    rule_of_thumb,
    same,
    tumours,
    words,
)

import skcore

OWN = {"own objective": ["xgboost_models.rule_of_thumb"], "watched by a function": ["xgboost_models.mistake"]}
CLASSES = (
    *(xgb.XGBModel, xgb.XGBClassifier, xgb.XGBRegressor),
    *(xgb.XGBRanker, xgb.XGBRFClassifier, xgb.XGBRFRegressor),
)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_comes_back(name):
    model, X = fitted(name)
    trusted = OWN.get(name)
    data = skcore.dumps(model)
    assert skcore.get_untrusted_types(data=data) == (trusted or [])
    loaded = skcore.loads(data, trusted=trusted)
    same(
        model if isinstance(model, xgb.Booster) else vars(model),
        loaded if isinstance(loaded, xgb.Booster) else vars(loaded),
    )
    same(answers(model, X), answers(loaded, X))
    assert skcore.dumps(loaded) == data


def test_the_models_are_what_they_are_called():
    assert _parameters("pruned", "num_deleted")
    assert booster_of(fitted("watched")[0]).best_iteration < booster_of(fitted("watched")[0]).num_boosted_rounds() - 1
    assert "c" in booster_of(fitted("pandas' categories")[0]).feature_types


def _parameters(name, parameter):
    import json

    model = json.loads(booster_of(fitted(name)[0]).save_raw("json"))
    trees = model["learner"]["gradient_booster"]["model"]["trees"]
    return [f"{parameter} {tree['tree_param'][parameter]}" for tree in trees if tree["tree_param"][parameter] != "0"]


@pytest.mark.parametrize("cls", CLASSES)
def test_an_estimator_that_is_not_fitted(cls):
    model = cls(n_estimators=7, max_depth=3, random_state=np.random.RandomState(0), rate_drop=0.5)
    loaded = skcore.loads(skcore.dumps(model))
    assert loaded.get_params().keys() == model.get_params().keys()
    assert (loaded.n_estimators, loaded.kwargs, type(loaded)) == (7, {"rate_drop": 0.5}, cls)
    assert not loaded.__sklearn_is_fitted__()


def test_clone_and_parameters_after_loading():
    model, X = fitted("binary")
    loaded = skcore.loads(skcore.dumps(model))
    same(clone(loaded).get_params(), model.get_params())
    loaded.set_params(n_estimators=3, reg_alpha=0.5)
    assert np.array_equal(loaded.predict_proba(X), model.predict_proba(X))
    assert loaded.fit(*tumours()).get_booster().num_boosted_rounds() == 3


def test_parameters_may_be_scalars_of_numpy():
    settings = {"booster": np.str_("gbtree"), "objective": np.str_("binary:logistic"), "n_jobs": np.int64(1)}
    model = xgboost_models._classifier(tumours, **settings, num_class=np.int64(0))
    loaded = skcore.loads(skcore.dumps(model))
    assert np.array_equal(loaded.predict_proba(tumours()[0]), model.predict_proba(tumours()[0]))


@pytest.mark.parametrize("name", ["booster", "dart", "linear", "code"])
def test_training_goes_on_after_loading(name):
    model, _ = fitted(name)
    loaded = skcore.loads(skcore.dumps(model))
    X, y = MODELS[name][1]()
    matrix = xgb.DMatrix(X, y, enable_categorical=True, feature_types=model.feature_types)
    # What else would be left to chance: which trees are dropped, and which weights several threads change first.
    more = {"dart": {"rate_drop": 0.0}, "linear": {"updater": "coord_descent"}}
    parameters = {**xgboost_models.NATIVE, **more.get(name, {})}
    left, right = (xgb.train(parameters, matrix, 2, xgb_model=start) for start in (model, loaded))
    assert left.num_boosted_rounds() == model.num_boosted_rounds() + 2
    assert np.array_equal(left.predict(matrix), right.predict(matrix))


def test_an_estimator_goes_on_training():
    X, y = tumours()
    model = fitted("binary")[0]
    loaded = skcore.loads(skcore.dumps(model))
    left, right = (clone(model).fit(X, y, xgb_model=start) for start in (model, loaded))
    assert np.array_equal(left.predict_proba(X), right.predict_proba(X))


@pytest.mark.parametrize(
    "make",
    [
        lambda: GridSearchCV(xgb.XGBClassifier(**SMALL), {"max_depth": [2, 3]}, cv=3),
        lambda: make_pipeline(StandardScaler(), xgb.XGBClassifier(**SMALL)),
        lambda: CalibratedClassifierCV(xgb.XGBClassifier(**SMALL), cv=3),
        lambda: StackingClassifier([("boosted", xgb.XGBClassifier(**SMALL))], LogisticRegression(), cv=3),
    ],
)
def test_within_what_scikit_learn_puts_around_it(make):
    X, y = flowers()
    model = make().fit(X, y)
    data = skcore.dumps(model)
    assert skcore.get_untrusted_types(data=data, trusted=skcore.plugin_defaults) == []
    loaded = skcore.loads(data, trusted=skcore.plugin_defaults)
    assert np.array_equal(model.predict_proba(X), loaded.predict_proba(X))


def test_several_models_for_several_outputs():
    X, y = patients()
    model = MultiOutputRegressor(xgb.XGBRegressor(**SMALL)).fit(X, np.column_stack([y, -y]))
    assert np.array_equal(model.predict(X), skcore.loads(skcore.dumps(model)).predict(X))


def test_a_fresh_process_predicts_the_same(tmp_path):
    names = ["booster", "three classes", "watched", "dart", "code"]
    for number, name in enumerate(names):
        model, X = fitted(name)
        skcore.dump([model, X, plain(answers(model, X))], tmp_path / f"{number}.skc")
    code = (
        "import sys, skcore; sys.path[:] = " + repr(sys.path) + "\n"
        "from xgboost_models import answers, plain, same\n"
        f"for number in range({len(names)}):\n"
        "    model, X, wanted = skcore.load(f'{number}.skc')\n"
        "    same(wanted, plain(answers(model, X)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_objective_of_the_users_is_referred_to():
    data = skcore.dumps(fitted("own objective")[0])
    with pytest.raises(skcore.UntrustedTypesError, match="rule_of_thumb"):
        skcore.loads(data)
    assert skcore.loads(data, trusted=OWN["own objective"]).objective is rule_of_thumb


@pytest.mark.skipif(not KNOWS_CATEGORIES, reason="a booster keeps no categories before XGBoost 3.1")
def test_categories_of_pandas_are_known_after_loading():
    model = fitted("pandas' categories")[0]
    loaded = skcore.loads(skcore.dumps(model))
    frame = words()[0]
    other = frame.assign(town=frame["town"].cat.reorder_categories(["there", "here", "away", "far"]))
    assert np.array_equal(loaded.predict(other), model.predict(frame))
    unknown = frame.assign(town=frame["town"].cat.rename_categories({"there": "zanzibar"}))
    with pytest.raises(xgb.core.XGBoostError, match="zanzibar"):
        loaded.predict(unknown)


def test_results_of_the_evaluation_come_back():
    model = fitted("watched")[0]
    loaded = skcore.loads(skcore.dumps(model))
    assert loaded.evals_result() == model.evals_result()
    same(loaded.evals_result_, model.evals_result_)
    assert (loaded.best_iteration, loaded.best_score) == (model.best_iteration, model.best_score)


def test_a_slice_after_loading():
    model, X = fitted("three classes")
    loaded = skcore.loads(skcore.dumps(model))
    matrix = xgb.DMatrix(X)
    assert np.array_equal(model.get_booster()[1:3].predict(matrix), loaded.get_booster()[1:3].predict(matrix))


def test_a_callback_that_writes_files_is_the_users_to_trust(tmp_path):
    model = xgb.XGBClassifier(callbacks=[xgb.callback.TrainingCheckPoint(tmp_path)])
    assert skcore.get_untrusted_types(data=skcore.dumps(model)) == ["xgboost.callback.TrainingCheckPoint"]


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda model: setattr(model.get_booster(), "colour", "red"), "no attribute colour"),
        (lambda model: setattr(model, "n_jobs", 10**6), "n_jobs is out of range"),
        (lambda model: setattr(model, "kwargs", {"num_feature": 3}), "num_feature is not that of the booster"),
        (lambda model: setattr(model, "predict", len), "predict"),
        (lambda model: setattr(model, "_Booster", xgb.Booster()), "the booster has no model"),
        (lambda model: setattr(model, "_Booster", xgboost_models._booster(rounds=0)), "the booster has no trees"),
    ],
)
def test_what_could_not_be_loaded_is_not_saved(change, match):
    model = xgboost_models._classifier(tumours)
    change(model)
    with pytest.raises(skcore.UnsupportedTypeError, match=match):
        skcore.dumps(model)


def test_what_is_not_known_yet_is_not_saved(monkeypatch):
    from skcore_xgboost import configuration

    known = dict(configuration._KNOWN)
    known["tree_train_param"] = known["tree_train_param"] - {"max_leaves"}
    monkeypatch.setattr(configuration, "_KNOWN", known)
    with pytest.raises(skcore.UnsupportedTypeError, match=r"max_leaves.*, which is not known"):
        skcore.dumps(fitted("booster")[0])
