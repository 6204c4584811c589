"""Series and frames of polars come back exact, and what lies is refused before polars gets it."""

import datetime
import subprocess
import sys
from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal, assert_series_equal
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler, TargetEncoder

import skcore

DAY, SPAN = datetime.date(2020, 5, 17), datetime.timedelta(hours=5)
MOMENT = datetime.datetime(2020, 5, 17, 12, 30, 15, 123)
VALUES = {
    **{name: (getattr(pl, name), [1, None, 3]) for name in ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt64")},
    **{name: (getattr(pl, name), [1.5, None, float("nan")]) for name in ("Float32", "Float64")},
    **{name: (getattr(pl, name), [1, None, 2**100]) for name in ("Int128", "UInt128") if hasattr(pl, name)},
    **({"Float16": (pl.Float16, [1.5, None, 2.0])} if hasattr(pl, "Float16") else {}),
    "Boolean": (pl.Boolean, [True, None, False]),
    "String": (pl.String, ["a", None, "ü𝄞", ""]),
    "Binary": (pl.Binary, [b"a", None, b"\xff\x00", b""]),
    "Null": (pl.Null, [None, None]),
    "Date": (pl.Date, [DAY, None, datetime.date(1, 1, 1)]),
    "Time": (pl.Time, [datetime.time(23, 59, 59, 999999), None, datetime.time(0)]),
    **{f"Datetime {unit}": (pl.Datetime(unit), [MOMENT, None]) for unit in ("ms", "us", "ns")},
    "Datetime with a zone": (pl.Datetime("us", "Europe/Paris"), [MOMENT, None]),
    **{f"Duration {unit}": (pl.Duration(unit), [SPAN, None, -SPAN]) for unit in ("ms", "us", "ns")},
    "Decimal": (pl.Decimal(20, 2), [Decimal("1.50"), None, Decimal("-123456789012345678.25")]),
    "Categorical": (pl.Categorical(), ["b", None, "a", "b"]),
    "Enum": (pl.Enum(["lo", "mid", "hi"]), ["hi", None, "lo"]),
    "List": (pl.List(pl.Int64), [[1, None], None, [], [3]]),
    "List of texts": (pl.List(pl.String), [["a", None], None, [], ["ü"]]),
    "List of lists": (pl.List(pl.List(pl.Int8)), [[[1], [], None], None, [], [[2, None]]]),
    "List of categories": (pl.List(pl.Categorical()), [["b", None], None, [], ["a"]]),
    "List of empty lists": (pl.List(pl.Int8), [[], []]),
    "Array": (pl.Array(pl.Float64, 2), [[1.0, None], None, [3.0, 4.0]]),
    "Array of arrays": (pl.Array(pl.Array(pl.Int8, 2), 2), [[[1, 2], [3, 4]], None]),
    "Struct": (pl.Struct({"x": pl.Int8, "y": pl.List(pl.String)}), [{"x": 1, "y": ["a"]}, {"x": None, "y": None}]),
    "Struct in a list": (pl.List(pl.Struct({"x": pl.Date})), [[{"x": DAY}], [], None]),
    "Enum in a struct": (pl.Struct({"e": pl.Enum(["u", "v"])}), [{"e": "v"}, {"e": None}]),
}


def series(name):
    dtype, values = VALUES[name]
    return pl.Series(name, values, dtype=dtype, strict=False)


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


def lie(monkeypatch, obj, change):
    from skcore_polars import frames

    original = frames.Series.save

    def save(self, given):
        state = original(self, given)
        change(state)
        return state

    with monkeypatch.context() as patch:
        patch.setattr(frames.Series, "save", save)
        return skcore.dumps(obj)


def refused(data):
    with pytest.raises(skcore.SkcoreError) as caught:
        skcore.loads(data, trusted=skcore.plugin_defaults)
    assert str(caught.value).isascii()


def at(place, value):
    return lambda state: state.__setitem__(place, value)


def numbers(values, dtype):
    return skcore.Buffer(np.array(values, dtype).tobytes())


NESTED = '["List",' * 100 + '"Int8"' + "]" * 100
LIES = {
    "a longer length": ("Int64", at(2, skcore.Plain((4,)))),
    "a huge length": ("Int64", at(2, skcore.Plain((2**60,)))),
    "a negative length": ("Int64", at(2, skcore.Plain((-1,)))),
    "a length that is no int": ("Int64", at(2, skcore.Plain((3.0,)))),
    "no length": ("Int64", at(2, skcore.Plain(()))),
    "two lengths": ("Int64", at(2, skcore.Plain((3, 3)))),
    "lengths that are a list": ("Int64", at(2, [3])),
    "a name that is no text": ("Int64", at(0, 5)),
    "a name that is no Unicode": ("Int64", at(0, "\ud800")),
    "a wider dtype": ("Int32", at(1, '"Int64"')),
    "an unknown dtype": ("Int64", at(1, '"Object"')),
    "a method as a dtype": ("Int64", at(1, '"read_csv"')),
    "a nested dtype": ("Int64", at(1, NESTED)),
    "malformed JSON": ("Int64", at(1, "[")),
    "deep JSON": ("Int64", at(1, "[" * 100_000)),
    "a dtype that is no text": ("Int64", at(1, 7)),
    "short missing": ("Int64", at(3, skcore.Buffer(b"\0"))),
    "missing that is neither": ("Int64", at(3, skcore.Buffer(b"\0\2\0"))),
    "missing that is a list": ("Int64", at(3, [False, True, False])),
    "a short buffer": ("Int64", at(4, skcore.Buffer(bytes(8)))),
    "a crooked buffer": ("Int64", at(4, skcore.Buffer(bytes(15)))),
    "objects for numbers": ("Int64", at(4, ["a", "b"])),
    "no values": ("Int64", lambda state: state.pop()),
    "too many values": ("Int64", lambda state: state.append("more")),
    "truth of 7": ("Boolean", at(4, skcore.Buffer(b"\1\7"))),
    "numbers for texts": ("String", at(4, [1, 2, 3])),
    "too few texts": ("String", at(4, ["a", "b"])),
    "a lone surrogate": ("String", at(4, ["a", "\ud800", "c"])),
    "a text that is no number": ("Decimal", at(4, ["1.5", "x"])),
    "a number beyond its precision": ("Decimal", at(4, ["1.5", "1" * 30])),
    "a scale of 99": ("Decimal", at(1, '["Decimal",20,99]')),
    "a time beyond its day": ("Time", at(4, numbers([0, 86_400_000_000_000], "i8"))),
    "a time before its day": ("Time", at(4, numbers([0, -1], "i8"))),
    "a day beyond all": ("Date", at(4, numbers([0, 2**31 - 1], "i4"))),
    "a moment beyond all": ("Datetime ms", at(4, numbers([2**62], "i8"))),
    "a zone that is a path": ("Datetime with a zone", at(1, '["Datetime","us","../../etc/passwd"]')),
    "a zone that is not there": ("Datetime with a zone", at(1, '["Datetime","us","Europe/Nowhere"]')),
    "a unit of its own": ("Datetime us", at(1, '["Datetime","weeks",null]')),
    "a code beyond the categories": ("Categorical", at(5, numbers([0, 1, 2], "u4"))),
    "a category twice": ("Categorical", at(4, ["a", "a"])),
    "a code beyond an enum": ("Enum", at(4, numbers([0, 3], "u4"))),
    "an enum of numbers": ("Enum", at(1, '["Enum",1,2]')),
    "an enum that stands twice": ("Enum", at(1, '["Enum","a","a","b"]')),
    "lists that are too long": ("List", at(4, numbers([2, 0, 2], "u4"))),
    "lists that are huge": ("List", at(4, numbers([2**32 - 1, 0, 4], "u4"))),
    "bytes that are too long": ("Binary", at(4, numbers([1, 2**63, 0], "u8"))),
    "bytes that are left": ("Binary", at(4, numbers([1, 0, 0], "u8"))),
    "an array of another width": ("Array", at(1, '["Array","Float64",3]')),
    "an array of no width": ("Array", at(1, '["Array","Float64",0]')),
    "a struct with one name twice": ("Struct", at(1, '["Struct","x","Int8","x",["List","String"]]')),
    "a struct of other fields": ("Struct", at(1, '["Struct","x","Int8"]')),
    "a struct of uneven fields": ("Struct", at(2, skcore.Plain((2, 2, 1, 1)))),
    "nothing, often": ("Null", at(2, skcore.Plain((2**31,)))),
}


@pytest.mark.parametrize("name", LIES)
def test_series_that_lie(monkeypatch, name):
    sort, change = LIES[name]
    refused(lie(monkeypatch, series(sort), change))


FRAME_LIES = {
    "another height": {"height": 3},
    "a height that is no int": {"height": 2.0},
    "a column that is a list": {"columns": [[1, 2]]},
    "no columns": {"columns": None},
    "a column twice": {"columns": [pl.Series("a", [1, 2])] * 2},
    "a column of another length": {"columns": [pl.Series("a", [1])]},
    "nothing, high": {"columns": [], "height": 2**40},
    "a field of its own": {"more": 1},
}


@pytest.mark.parametrize("name", FRAME_LIES)
def test_frames_that_lie(monkeypatch, name):
    from skcore_polars import frames

    original = frames.DataFrame.save
    with monkeypatch.context() as patch:
        patch.setattr(frames.DataFrame, "save", lambda self, obj: {**original(self, obj), **FRAME_LIES[name]})
        data = skcore.dumps(pl.DataFrame({"a": [1, 2]}))
    refused(data)


@pytest.mark.parametrize(
    "lies", [{"names": ["a"]}, {"names": [1, 2]}, {"dtypes": [7, 8]}, {"names": ["a", "a"]}], ids=str
)
def test_schemas_that_lie(monkeypatch, lies):
    from skcore_polars import dtypes

    original = dtypes.Schema.save
    with monkeypatch.context() as patch:
        patch.setattr(dtypes.Schema, "save", lambda self, obj: {**original(self, obj), **lies})
        data = skcore.dumps(pl.Schema({"a": pl.Int8(), "b": pl.String()}))
    refused(data)
