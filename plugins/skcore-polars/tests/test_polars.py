"""Series and frames of polars come back exact."""

import subprocess
import sys

import polars as pl
import pytest
from polars.testing import assert_frame_equal, assert_series_equal
from polars_samples import VALUES, series
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler, TargetEncoder

import skcore


def round_trip(obj):
    saved = skcore.dumps(obj)
    assert skcore.get_untrusted_types(data=saved) == []
    assert skcore.dumps(obj) == saved
    loaded = skcore.loads(saved)
    assert skcore.dumps(loaded) == saved
    return loaded


def assert_same(loaded, original):
    assert type(loaded) is type(original)
    assert_series_equal(loaded, original, check_exact=True, categorical_as_str=True)
    assert loaded.dtype == original.dtype
    assert loaded.name == original.name
    assert loaded.is_null().to_list() == original.is_null().to_list()


@pytest.mark.parametrize("name", VALUES)
def test_series(name):
    original = series(name)
    parts = [original[:1], original[:0], original[1:], original.filter(original.is_not_null())]
    parts += [original.append(original), original.clear(3), original.gather([1, 0])]
    for part in [original, *parts]:
        assert_same(round_trip(part), part)


@pytest.mark.parametrize("name", VALUES)
def test_dtypes(name):
    dtype = series(name).dtype
    assert round_trip(dtype) == dtype
    assert type(round_trip(dtype)) is type(dtype)


def test_classes_and_schemas():
    classes = [pl.Int64, pl.String, pl.Categorical, pl.List, pl.Datetime, pl.DataFrame, pl.Series]
    assert round_trip(classes) == classes
    schema = frame().schema
    assert round_trip(schema) == schema
    assert type(round_trip(schema)) is pl.Schema


def frame():
    columns = [series(name) for name in VALUES]
    return pl.DataFrame([column.head(2).rename(name) for name, column in zip(VALUES, columns, strict=True)])


def test_frames():
    for original in (frame(), frame().head(0), frame().head(1), pl.DataFrame()):
        loaded = round_trip(original)
        assert_frame_equal(loaded, original, check_exact=True, categorical_as_str=True)
        assert loaded.schema == original.schema
    shared = pl.Series("a", [1, 2])
    one, two = round_trip([shared, shared])
    assert one is two


def test_what_is_loaded_can_be_computed_with():
    loaded = round_trip(frame())
    assert loaded.with_columns(pl.col("Int64") + 1)["Int64"].to_list() == [2, None]
    assert loaded.group_by("Categorical").len().height == 2
    assert loaded.vstack(loaded).height == 4
    assert loaded.join(loaded, on="String").height == 1


def test_the_order_of_categories():
    original = pl.Series(["z", "a", "m", "z"], dtype=pl.Categorical())
    assert round_trip(original).sort().to_list() == original.sort().to_list()
    cut = original[1:]
    assert round_trip(cut).cast(pl.String).to_list() == ["a", "m", "z"]


def test_queries_are_refused():
    for query in (frame().lazy(), pl.col("a") + 1, pl.all()):
        with pytest.raises(skcore.UnsupportedTypeError, match=r"plan and no data.*collect"):
            skcore.dumps({"query": query})


def test_objects_are_refused():
    for original in (pl.Series([object()], dtype=pl.Object), pl.DataFrame({"a": [object()]})):
        with pytest.raises(skcore.UnsupportedTypeError):
            skcore.dumps(original)


def test_a_fresh_process():
    code = (
        "import sys, skcore\n"
        "data = sys.stdin.buffer.read()\n"
        "assert skcore.get_untrusted_types(data=data) == []\n"
        "assert not {'polars', 'numpy', 'pyarrow'} & sys.modules.keys()\n"
        "assert skcore.dumps(skcore.loads(data)) == data\n"
    )
    subprocess.run([sys.executable, "-c", code], input=skcore.dumps(frame()), check=True)


def test_models_fitted_on_frames():
    table = pl.DataFrame({"a": [1.0, 2.0, 3.0, 4.0], "b": ["u", "v", "u", "w"]})
    target = [0.5, 1.5, 0.5, 2.0]
    model = ColumnTransformer(
        [
            ("numbers", StandardScaler(), ["a"]),
            ("words", OneHotEncoder(sparse_output=False), ["b"]),
            ("order", OrdinalEncoder(categories=[["u", "v", "w"]]), ["b"]),
            ("target", TargetEncoder(cv=2), ["b"]),
        ]
    )
    model.set_output(transform="polars").fit(table, target)
    loaded = round_trip({"model": model, "table": table})
    result = loaded["model"].transform(loaded["table"])
    assert_frame_equal(result, model.transform(table), check_exact=True)
