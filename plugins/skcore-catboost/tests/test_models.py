"""Models come back as they were, to the last bit of what they say."""

import io
import pickle
import subprocess
import sys
from pathlib import Path

import catboost as cb
import numpy as np
import pytest
from catboost_models import MODELS, MORE, OPAQUE, SMALL, answers, coded, fitted, flowers, patients, tumours
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import StackingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.multioutput import MultiOutputRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import skcore

OWN = ["catboost_models.Squared"]


def alike(left, right):
    assert left.dtype == right.dtype
    assert np.array_equal(left, right, equal_nan=left.dtype.kind == "f")


def agree(model, loaded, X):
    for left, right in zip(answers(model, X), answers(loaded, X), strict=True):
        alike(left, right)


def same(model, loaded):
    """Assert that two models are equal, with all their attributes and what they were trained with."""
    assert type(model) is type(loaded)
    assert model == loaded
    hidden = {"_object": None, "_canonized_params": None}
    np.testing.assert_equal({**vars(loaded), **hidden}, {**vars(model), **hidden})
    assert dict(model.get_metadata().items()) == dict(loaded.get_metadata().items())
    assert model.best_iteration_ == loaded.best_iteration_


@pytest.mark.parametrize("name", MODELS)
def test_a_model_comes_back(name):
    model, X = fitted(name)
    data = skcore.dumps(model)
    assert skcore.get_untrusted_types(data=data) == []
    loaded = skcore.loads(data)
    same(model, loaded)
    assert skcore.dumps(loaded) == data
    agree(model, loaded, X)


@pytest.mark.parametrize("name", MORE)
def test_a_model_of_a_class_that_is_not_there_comes_back(name):
    model, X = fitted(name)
    loaded = skcore.loads(skcore.dumps(model))
    same(model, loaded)
    alike(*(one.predict(X, prediction_type="RawFormulaVal") for one in (model, loaded)))
    alike(*(one.predict_proba(X) for one in (model, loaded)))


@pytest.mark.parametrize("name", OPAQUE)
def test_a_model_that_catboost_alone_reads_is_vouched_for(name):
    model, X = fitted(name)
    data = skcore.dumps(model)
    kinds = [kind for kind in skcore.inspect(io.BytesIO(data)).kinds if kind.startswith("catboost")]
    assert kinds == ["catboost.opaque"]
    assert skcore.get_untrusted_types(data=data) == [f"catboost.core.{type(model).__name__}"]
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(data)
    loaded = skcore.loads(data, trusted=skcore.plugin_defaults)
    same(model, loaded)
    agree(model, loaded, X)


@pytest.mark.parametrize("cls", [cb.CatBoost, cb.CatBoostClassifier, cb.CatBoostRegressor, cb.CatBoostRanker])
def test_a_model_that_is_not_fitted(cls):
    settings = {"iterations": 7, "depth": 3}
    model = cls(settings) if cls is cb.CatBoost else cls(**settings)
    loaded = skcore.loads(skcore.dumps(model))
    assert type(loaded) is cls
    assert loaded.get_params() == model.get_params()
    assert not loaded.is_fitted()
    with pytest.raises(cb.CatBoostError):
        loaded.predict(flowers()[0])


def test_parameters_are_of_one_model_alone():
    model = cb.CatBoostRegressor(iterations=3)
    loaded, parameters = skcore.loads(skcore.dumps([model, model._init_params]))
    assert parameters == loaded._init_params
    parameters["train_dir"] = "elsewhere"
    assert loaded.get_params() == model.get_params()


def test_clone_and_parameters_after_loading():
    loaded = skcore.loads(skcore.dumps(fitted("binary")[0]))
    assert clone(loaded).get_params() == fitted("binary")[0].get_params()
    fresh = skcore.loads(skcore.dumps(cb.CatBoostClassifier(**SMALL)))
    assert fresh.set_params(iterations=3).fit(*tumours()).tree_count_ == 3


def test_training_goes_on_after_loading():
    X, y = tumours()
    model = fitted("binary")[0]
    loaded = skcore.loads(skcore.dumps(model))
    # While it is in memory, a model remembers more of its training than any file of CatBoost's.
    again = pickle.loads(pickle.dumps(model))
    left, right = (cb.CatBoostClassifier(**SMALL).fit(X, y, init_model=start) for start in (again, loaded))
    alike(left.predict_proba(X), right.predict_proba(X))
    assert left.tree_count_ == 12


def test_a_loaded_model_can_be_changed():
    model = cb.CatBoostRegressor(**SMALL).fit(*patients())
    loaded = skcore.loads(skcore.dumps(model))
    for one in (model, loaded):
        one.set_leaf_values(one.get_leaf_values() * 2)
        one.shrink(4)
    agree(model, loaded, patients()[0])


def test_models_are_summed_after_loading():
    X = coded()[0]
    models = [fitted("codes")[0], fitted("combined codes")[0]]
    loaded = skcore.loads(skcore.dumps(models))
    alike(*(cb.sum_models(parts).predict(X, prediction_type="RawFormulaVal") for parts in (models, loaded)))


def test_virtual_ensembles():
    model, X = fitted("uncertainty")
    loaded = skcore.loads(skcore.dumps(model))
    for kind in ("VirtEnsembles", "TotalUncertainty"):
        say = {"prediction_type": kind, "virtual_ensembles_count": 2, "thread_count": 1}
        alike(*(one.virtual_ensembles_predict(X, **say) for one in (model, loaded)))


def test_what_a_model_was_trained_with():
    for name in ("watched twice", "names", "quantiles"):
        model, _ = fitted(name)
        loaded = skcore.loads(skcore.dumps(model))
        assert loaded.get_all_params() == model.get_all_params()
        assert loaded.get_params() == model.get_params()
        assert loaded.best_score_.keys() == model.best_score_.keys()
        for part, metrics in model.evals_result_.items():
            for metric, history in metrics.items():
                # CatBoost keeps them in JSON, with the last digit rounded.
                assert loaded.evals_result_[part][metric] == pytest.approx(history, rel=1e-15)


@pytest.mark.parametrize(
    "make",
    [
        lambda: GridSearchCV(cb.CatBoostClassifier(**SMALL), {"l2_leaf_reg": [1, 3]}, cv=3),
        lambda: make_pipeline(StandardScaler(), cb.CatBoostClassifier(**SMALL)),
        lambda: CalibratedClassifierCV(cb.CatBoostClassifier(**SMALL), cv=3),
        lambda: StackingClassifier([("boosted", cb.CatBoostClassifier(**SMALL))], LogisticRegression(), cv=3),
    ],
)
def test_within_what_scikit_learn_puts_around_it(make):
    X, y = flowers()
    model = make().fit(X, y)
    loaded = skcore.loads(skcore.dumps(model))
    alike(model.predict_proba(X), loaded.predict_proba(X))


def test_several_outputs():
    X, y = patients()
    model = MultiOutputRegressor(cb.CatBoostRegressor(**SMALL)).fit(X, np.column_stack([y, -y]))
    alike(model.predict(X), skcore.loads(skcore.dumps(model)).predict(X))


def test_a_fresh_process_predicts_the_same(tmp_path):
    names = ["binary", "combined codes", "by leaf, with codes", "quantiles", "text"]
    for number, name in enumerate(names):
        model, X = fitted(name)
        skcore.dump([model, answers(model, X)], tmp_path / f"{number}.skc")
    code = f"""
import sys
from pathlib import Path
sys.path[:] = {sys.path!r}
import numpy as np, skcore
names = {names!r}
for number in range(len(names)):
    assert len(skcore.get_untrusted_types(file=f"{{number}}.skc")) == (names[number] == "text")
assert "catboost" not in sys.modules
for number, name in enumerate(names):
    model, wanted = skcore.load(f"{{number}}.skc", trusted=skcore.plugin_defaults)
    from catboost_models import MODELS, OPAQUE, answers
    X = {{**MODELS, **OPAQUE}}[name][1]()[0]
    for left, right in zip(wanted, answers(model, X), strict=True):
        assert np.array_equal(left, right, equal_nan=left.dtype.kind == "f"), name
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_objective_of_the_users_is_trusted_by_the_user():
    from catboost_models import Squared

    X, y = patients()
    model = cb.CatBoostRegressor(**SMALL, loss_function=Squared(), eval_metric="RMSE").fit(X, y)
    data = skcore.dumps(model)
    with pytest.raises(skcore.UntrustedTypesError, match="Squared"):
        skcore.loads(data)
    loaded = skcore.loads(data, trusted=OWN)
    assert type(loaded.get_params()["loss_function"]) is Squared
    alike(model.predict(X), loaded.predict(X))


def test_a_class_of_the_users_is_trusted_by_the_user():
    X, y = flowers()
    from catboost_models import Mine

    model = Mine(**SMALL).fit(X, y)
    data = skcore.dumps(model)
    assert skcore.get_untrusted_types(data=data) == ["catboost_models.Mine"]
    alike(model.predict(X), skcore.loads(data, trusted=[Mine]).predict(X))


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda model: setattr(model, "colour", "red"), "no attribute 'colour'"),
        (lambda model: setattr(model, "predict", len), "no attribute 'predict'"),
        (lambda model: model._init_params.update(thread_count=10**6), "number of threads"),
        (lambda model: model.get_metadata().__setitem__("params", "{"), "params is no JSON"),
    ],
)
def test_what_could_not_be_loaded_is_not_saved(change, match):
    model = cb.CatBoostClassifier(**SMALL).fit(*flowers())
    change(model)
    with pytest.raises(skcore.UnsupportedTypeError, match=match):
        skcore.dumps(model)


def test_a_file_of_an_older_release():
    """Models that CatBoost 1.2.0 trained, on Python 3.11 with numpy 1.26, say what they said there."""
    file = Path(__file__).parent / "golden" / "catboost-1.2.skc"
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.load(file)
    found = skcore.load(file, trusted=skcore.plugin_defaults)
    assert [name for name, _, _ in found] == ["combined codes", "by leaf", "watched", "quantiles", "text"]
    for name, model, wanted in found:
        X = {**MODELS, **OPAQUE}[name][1]()[0]
        alike(cb.CatBoost.predict(model, X, prediction_type="RawFormulaVal"), wanted)
        assert model.tree_count_ > 0
        model.get_all_params()
