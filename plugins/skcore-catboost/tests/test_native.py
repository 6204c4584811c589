"""CatBoost's native form: what is not known of it is not saved, and what is, is written as it was."""

import struct

import catboost as cb
import pytest
from catboost_models import MODELS, fitted, flowers
from skcore_catboost import native
from skcore_catboost.flatbuffers import Scalar, Text, Texts, Vector, Writer, layouts
from skcore_catboost.native import read, take_apart, write
from skcore_catboost.schema import SCHEMA

import skcore
from skcore import Buffer


def data_of(name):
    return fitted(name)[0]._serialize_model()


def memory(state):
    return {key: memoryview(value.memory) if type(value) is Buffer else value for key, value in state.items()}


def written(schema, change):
    """Return the bytes of a model whose core is written by another schema, from fields that are changed."""
    core = {"FormatVersion": b"FlabuffersModel_v1", "ModelTrees": None, "InfoMap": (), "ModelPartIds": ()}
    trees = {
        key: field.default if isinstance(field, Scalar) else b"" if isinstance(field, Vector | Text) else ()
        for key, field in schema["TModelTrees"].items()
    }
    core["ModelTrees"] = {**trees, "ApproxDimension": 1}
    change(core)
    data = Writer(schema, layouts(schema)).root("TModelCore", core)
    return b"CBM1" + struct.pack("<I", len(data)) + data


_WITHOUT_TREES = {"FormatVersion": Text()}


def longer(data, by):
    """Return a model whose last string says that it goes beyond the end."""
    place = data.rindex(b"FlabuffersModel_v1") - 4
    (size,) = struct.unpack_from("<I", data, place)
    return data[:place] + struct.pack("<I", size + len(data) * by) + data[place + 4 :]


@pytest.mark.parametrize("name", MODELS)
def test_what_is_taken_apart_is_put_together(name):
    state = take_apart(data_of(name))
    assert take_apart(write(read(memory(state)))) == state


def test_a_size_of_eight_bytes():
    data = data_of("binary")
    size = struct.unpack_from("<I", data, 4)[0]
    long = data[:4] + struct.pack("<IQ", 2**32 - 1, size) + data[8:]
    assert take_apart(long) == take_apart(data)


def test_the_least_that_is_a_model():
    assert take_apart(written(SCHEMA, lambda core: None))["ApproxDimension"] == 1


def test_a_table_without_its_last_fields():
    older = {**SCHEMA, "TModelTrees": dict(list(SCHEMA["TModelTrees"].items())[:-4])}
    assert take_apart(written(older, lambda core: None))["Scale"] == 1.0


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: b"CBM2" + data_of("binary")[4:], "does not begin as one"),
        (lambda: data_of("binary")[:40], "not in the form that is known"),
        (lambda: data_of("binary") + b"x", "something behind its end"),
        (lambda: written(SCHEMA, lambda core: core.update(FormatVersion=b"v2")), "version of the model"),
        (lambda: written(SCHEMA, lambda core: core.update(ModelPartIds=[b"other"])), "part that is not known"),
        (
            lambda: written(SCHEMA, lambda core: core["ModelTrees"].update(TreeStartOffsets=bytes(4))),
            "do not follow one another",
        ),
        (
            lambda: written(
                SCHEMA,
                lambda core: core["ModelTrees"].update(
                    OneHotFeatures=[{"Index": 0, "Values": b"", "StringValues": [b"x"]}]
                ),
            ),
            "values as text",
        ),
        (
            lambda: written(
                {**SCHEMA, "TModelTrees": {**SCHEMA["TModelTrees"], "New": Texts()}},
                lambda core: core["ModelTrees"].update(New=[]),
            ),
            "TModelTrees of the model has a field that is not known",
        ),
        (
            lambda: written({**SCHEMA, "TModelCore": _WITHOUT_TREES}, lambda core: None),
            "TModelCore of the model has no",
        ),
        (lambda: longer(data_of("binary"), 4), "values that are not in it, or one in another"),
    ],
)
def test_what_is_not_known_is_not_saved(make, match, monkeypatch):
    data = make()
    with pytest.raises(TypeError, match=match):
        take_apart(data)


def test_what_is_not_known_is_told_to_who_saves_it(monkeypatch):
    monkeypatch.setattr(native, "_VERSION", b"FlabuffersModel_v0")
    with pytest.raises(skcore.UnsupportedTypeError, match="version of the model is not one that is known"):
        skcore.dumps(fitted("binary")[0])


@pytest.mark.parametrize("form", ["cbm", "json"])
def test_a_model_that_catboost_read_from_its_own_file(tmp_path, form):
    fitted("three classes")[0].save_model(tmp_path / "model", format=form)
    model = cb.CatBoostClassifier().load_model(tmp_path / "model", format=form)
    data = skcore.dumps(model)
    assert skcore.get_untrusted_types(data=data) == []
    loaded = skcore.loads(data)
    assert loaded == model
    assert (loaded.predict_proba(flowers()[0]) == model.predict_proba(flowers()[0])).all()
