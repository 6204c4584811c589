"""Pickles of models become files that load as the same models, and nothing that they name is imported."""

import copyreg
import io
import lzma
import pickle
import struct
import subprocess
import sys
from pathlib import Path

import catboost as cb
import numpy as np
import pytest
from catboost_models import MODELS, MORE, OPAQUE, SMALL, Mine, answers, fitted, flowers, patients
from conversions import converted
from pickle_writers import WRITERS
from skcore_catboost.flatbuffers import Writer, layouts
from skcore_catboost.schema import SCHEMA
from sklearn.ensemble import StackingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import skcore

GOLDEN = Path(__file__).parent / "golden" / "catboost-1.2.5.pkl.xz"


def same(loaded, wanted):
    """Assert that two models are equal, with all their attributes and what they were trained with."""
    assert type(loaded) is type(wanted)
    hidden = {"_object": None, "_canonized_params": None}
    np.testing.assert_equal({**vars(loaded), **hidden}, {**vars(wanted), **hidden})
    assert list(vars(loaded)["_init_params"]) == list(vars(wanted)["_init_params"])
    assert loaded.is_fitted() == wanted.is_fitted()
    if wanted.is_fitted():
        assert loaded == wanted
        assert dict(loaded.get_metadata().items()) == dict(wanted.get_metadata().items())


def agree(loaded, wanted, X):
    for left, right in zip(answers(loaded, X), answers(wanted, X), strict=True):
        assert left.dtype == right.dtype
        assert np.array_equal(left, right, equal_nan=left.dtype.kind == "f")


@pytest.mark.parametrize("name", [*MODELS, *MORE, *OPAQUE])
def test_a_model_is_what_pickle_gives(name):
    trusted = [f"catboost.core.{type(fitted(name)[0]).__name__}"] if name in OPAQUE else []
    for protocol in (2, 5):
        data = pickle.dumps(fitted(name)[0], protocol)
        found, wanted = converted(data), pickle.loads(data)
        assert skcore.get_untrusted_types(data=found) == trusted
        loaded = skcore.loads(found, trusted=skcore.plugin_defaults)
        same(loaded, wanted)
        # CatBoost writes the words of a text in an order that changes.
        assert skcore.dumps(loaded) == skcore.dumps(wanted) or name == "text"


@pytest.mark.parametrize("writer", WRITERS)
def test_a_model_predicts_the_same(writer):
    for name in ("binary", "combined codes", "by leaf", "watched"):
        model, X = fitted(name)
        data = WRITERS[writer](model)
        agree(skcore.loads(converted(data)), pickle.loads(pickle.dumps(model)), X)


@pytest.mark.parametrize("cls", [cb.CatBoost, cb.CatBoostClassifier, cb.CatBoostRegressor, cb.CatBoostRanker])
def test_a_model_that_is_not_fitted(cls):
    settings = {"iterations": 7, "depth": 3, "cat_features": [np.int64(1), "town"]}
    model = cls(settings) if cls is cb.CatBoost else cls(**settings)
    loaded = skcore.loads(converted(pickle.dumps(model)))
    assert not loaded.is_fitted()
    assert loaded.get_params() == model.get_params()
    same(loaded, pickle.loads(pickle.dumps(model)))


def test_importances_come_back():
    model = cb.CatBoostRegressor(**SMALL).fit(*patients())
    model.get_feature_importance(cb.Pool(*patients()), type="LossFunctionChange")
    loaded = skcore.loads(converted(pickle.dumps(model)))
    assert np.array_equal(loaded.feature_importances_, model.feature_importances_)
    same(loaded, pickle.loads(pickle.dumps(model)))


@pytest.mark.parametrize(
    "make",
    [
        lambda: GridSearchCV(cb.CatBoostClassifier(**SMALL), {"l2_leaf_reg": [1, 3]}, cv=2),
        lambda: make_pipeline(StandardScaler(), cb.CatBoostClassifier(**SMALL)),
        lambda: StackingClassifier([("boosted", cb.CatBoostClassifier(**SMALL))], LogisticRegression(), cv=2),
    ],
)
def test_within_what_scikit_learn_puts_around_it(make):
    X, y = flowers()
    model = make().fit(X, y)
    loaded = skcore.loads(converted(pickle.dumps(model)), trusted=skcore.plugin_defaults)
    assert np.array_equal(model.predict_proba(X), loaded.predict_proba(X))


def test_a_pickle_of_an_older_release():
    data = lzma.decompress(GOLDEN.read_bytes())
    found = converted(GOLDEN.read_bytes())
    assert dict(skcore.inspect(io.BytesIO(found)).environment)["catboost"] == "1.2.5"
    loaded = skcore.loads(found, trusted=skcore.plugin_defaults)
    for name, model in pickle.loads(data).items():
        same(loaded[name], model)
        agree(loaded[name], model, {**MODELS, **OPAQUE}[name][1]()[0])


class Forged:
    """An object that pickle writes as one of another class, with any state."""

    def __init__(self, state, cls=cb.CatBoostRegressor, base=object, start=None):
        self.reduced = copyreg._reconstructor, (cls, base, start), state

    def __reduce__(self):
        return self.reduced


def native(name="binary"):
    return fitted(name)[0]._serialize_model()


def written(change, **more):
    """Return the bytes of a model with the least in it, in which some fields are changed."""
    core = {"FormatVersion": b"FlabuffersModel_v1", "InfoMap": (), "ModelPartIds": ()}
    trees = {key: getattr(field, "default", None) for key, field in SCHEMA["TModelTrees"].items()}
    trees = {key: b"" if value is None and "Features" not in key else value or () for key, value in trees.items()}
    core["ModelTrees"] = {**trees, "ApproxDimension": 1, "Scale": 1.0, "Bias": 0.0, **change}
    data = Writer(SCHEMA, layouts(SCHEMA)).root("TModelCore", {**core, **more})
    return b"CBM1" + struct.pack("<I", len(data)) + data


def informed(**texts):
    info = [{"Key": key.encode(), "Value": value.encode()} for key, value in texts.items()]
    return written({}, InfoMap=info)


def pointed(size):
    """Return a model with many features, all of which are one that is large."""
    feature = {key: getattr(field, "default", b"") for key, field in SCHEMA["TFloatFeature"].items()}
    large = {**feature, "Borders": struct.pack("<500f", *range(500))}
    data = bytearray(written({"FloatFeatures": [large] + [feature] * (size - 1)}))
    start = data.index(struct.pack("<I", size)) + 4
    (first,) = struct.unpack_from("<I", data, start)
    struct.pack_into(f"<{size}I", data, start, *range(first, first - 4 * size, -4))
    return bytes(data)


@pytest.mark.parametrize(
    ("state", "match"),
    [
        (lambda: [("__model", native())], "not made empty and then given its state"),
        (lambda: {"__model": "CBM1"}, "its native model is no bytes"),
        (lambda: {"__model": b""}, "does not begin as one"),
        (lambda: {"__model": b"CBM1"}, "not in the form that is known"),
        (lambda: {"__model": native()[:-9]}, "not in the form that is known"),
        (lambda: {"__model": native() + b"x"}, "something behind its end"),
        (lambda: {"__model": pointed(777)}, "not in it, or one in another"),
        (lambda: {"__model": written({"ApproxDimension": 2**31 - 1})}, "no count of values"),
        (lambda: {"__model": written({"TreeSizes": struct.pack("<i", 3)})}, "do not follow one another"),
        (lambda: {"__model": informed(params="{")}, "params is no JSON"),
        (lambda: {"__model": informed(params="[1]")}, "params is no JSON object"),
        (lambda: {"__model": informed(params='{"boosting_options": 1}')}, "boosting_options of params"),
        (lambda: {"__model": informed(params='{"random_seed": "1"}')}, "_random_seed is not"),
        (lambda: {"__model": informed(params="[" * 10**5 + "]" * 10**5)}, "params is no JSON|nested deeper"),
        (lambda: {"__model": native(), "thread_count": 10**9}, "number of threads"),
        (lambda: {"thread_count": 10**9}, "number of threads"),
        (lambda: {"a b": 1}, "a parameter has no name"),
        (lambda: {1: 2}, "a parameter has no name"),
        (lambda: {"__model": native(), "_prediction_values_change": "x"}, "_prediction_values_change is not"),
        (lambda: {"__model": native(), "_loss_value_change": np.array(["x"])}, "_loss_value_change is not"),
    ],
)
def test_a_model_that_lies_is_not_converted(state, match):
    with pytest.raises(skcore.UnsupportedTypeError, match=match):
        converted(pickle.dumps(Forged(state()), 4))


def test_a_model_of_no_tree_is_one():
    loaded = skcore.loads(converted(pickle.dumps(Forged({"__model": informed()}))))
    same(loaded, pickle.loads(pickle.dumps(Forged({"__model": informed()}))))
    assert (loaded._learning_rate, loaded.tree_count_) == ({}, 0)


def test_a_model_is_made_of_its_state_alone():
    with pytest.raises(skcore.UnsupportedTypeError, match="not made empty"):
        converted(pickle.dumps(Forged({"iterations": 1}, base=list, start=[1]), 4))


def test_models_that_share_what_they_are_made_of():
    shared = native()
    with pytest.raises((skcore.UnsupportedTypeError, skcore.InvalidStateError), match="far more memory or work"):
        converted(pickle.dumps([Forged({"__model": shared}) for _ in range(10**4)]))


def test_a_class_of_the_users_does_not_bring_a_model_past_the_checks():
    data = pickle.dumps(Mine(**SMALL).fit(*flowers()))
    with pytest.raises(skcore.InvalidFileError, match=r"Mine belongs to kind catboost\.model and cannot be of kind"):
        skcore.loads(converted(data), trusted=[Mine])


def test_nothing_that_a_pickle_names_is_imported(tmp_path):
    (tmp_path / "bait.py").write_text("raise SystemExit('imported')")
    from catboost_models import Squared

    model = cb.CatBoostRegressor(**SMALL, loss_function=Squared(), eval_metric="RMSE").fit(*patients())
    data = pickle.dumps(model, 4).replace(b"\x8c\x0fcatboost_models", b"\x8c\x0fbait.bait.baits")
    (tmp_path / "model.pkl").write_bytes(data)
    code = (
        "import sys, skcore\n"
        "skcore.convert('model.pkl', 'model.skc')\n"
        "assert skcore.get_untrusted_types(file='model.skc') == ['bait.bait.baits.Squared']\n"
        "found = {'bait', 'catboost', 'catboost_models', 'pandas'} & sys.modules.keys()\n"
        "assert not found, found\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
