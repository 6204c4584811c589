"""Everything comes back exact: types, dtypes, values, names, layout and the identity of shared parts."""

import io
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
import pytz
from pandas_comparison import assert_same_frame, assert_same_index, assert_same_series, assert_same_values
from pandas_samples import ARRAYS, EXTENSIONS, INDEXES, OFFSETS, SCALARS, arrow_arrays

import skcore


def round_trip(obj):
    saved = skcore.dumps(obj)
    assert skcore.get_untrusted_types(data=saved) == []
    assert skcore.dumps(obj) == saved
    loaded = skcore.loads(saved)
    assert skcore.dumps(loaded) == saved
    return loaded


def layout(frame):
    """Return which columns share an array of numpy's, and how it lies in memory."""
    return [
        (block.mgr_locs.as_array.tolist(), block.values.strides[0] > block.values.strides[1])
        for block in frame._mgr.blocks
        if isinstance(block.values, np.ndarray)
    ]


@pytest.mark.parametrize("name", ARRAYS)
def test_series_of_every_dtype_of_numpy(name):
    for values in (ARRAYS[name], ARRAYS[name][:1], ARRAYS[name][:0]):
        original = pd.Series(values, dtype=values.dtype, name=name)
        assert_same_series(round_trip(original), original)


@pytest.mark.parametrize("name", EXTENSIONS)
def test_extension_arrays(name):
    for values in (EXTENSIONS[name], EXTENSIONS[name][:1], EXTENSIONS[name][:0]):
        assert_same_values(round_trip(values), values)
        original = pd.Series(values, index=pd.Index(range(len(values))), name=name)
        assert_same_series(round_trip(original), original)
        dtype = round_trip(values.dtype)
        assert dtype == values.dtype
        assert type(dtype) is type(values.dtype)


@pytest.mark.parametrize("name", arrow_arrays())
def test_arrays_of_arrow(name):
    original = arrow_arrays()[name]
    loaded = round_trip(original)
    assert type(loaded) is type(original)
    assert loaded.dtype == original.dtype
    assert loaded.__arrow_array__().combine_chunks().equals(original.__arrow_array__().combine_chunks())


@pytest.mark.parametrize("name", INDEXES)
def test_indexes(name):
    original = INDEXES[name]
    assert_same_index(round_trip(original), original)
    for part in (original[:1], original[:0], original[::-1]):
        assert_same_index(round_trip(part), part)
    series = pd.Series(np.arange(len(original)), index=original)
    assert_same_series(round_trip(series), series)
    frame = pd.DataFrame(np.ones((2, len(original))), columns=original)
    assert_same_frame(round_trip(frame), frame)


@pytest.mark.parametrize("original", SCALARS, ids=repr)
def test_scalars(original):
    loaded = round_trip(original)
    assert type(loaded) is type(original)
    if original is pd.NaT or original is pd.NA:
        assert loaded is original
        return
    assert loaded == original
    assert repr(loaded) == repr(original)
    for name in ("unit", "tz", "tzinfo", "fold", "freq", "closed", "value"):
        assert getattr(loaded, name, None) == getattr(original, name, None)
    if isinstance(original, pd.Interval):
        assert (type(loaded.left), type(loaded.right)) == (type(original.left), type(original.right))


@pytest.mark.parametrize("original", OFFSETS, ids=repr)
def test_offsets(original):
    loaded = round_trip(original)
    assert type(loaded) is type(original)
    assert loaded == original
    assert pd.Timestamp("2020-05-17") + loaded == pd.Timestamp("2020-05-17") + original


def test_dtypes_without_their_parts():
    dtypes = [pd.CategoricalDtype(), pd.CategoricalDtype(ordered=True), pd.IntervalDtype(), pd.SparseDtype("i4", 7)]
    for dtype in [*dtypes, pd.SparseDtype(float), pd.PeriodDtype("D"), pd.DatetimeTZDtype("s", "UTC")]:
        loaded = round_trip(dtype)
        assert loaded == dtype
        assert type(loaded) is type(dtype)


def everything():
    columns = {**{name: values for name, values in ARRAYS.items() if name != "tuples"}}
    columns |= {name: values for name, values in EXTENSIONS.items() if len(values) == 3}
    return pd.DataFrame(columns, index=pd.Index(["x", "y", "y"], name="rows"))


def test_a_frame_of_everything():
    original = everything()
    assert_same_frame(round_trip(original), original)
    assert_same_frame(round_trip(original[:0]), original[:0])


def test_columns_of_one_dtype_stay_one_array():
    frame = pd.DataFrame({"a": [1, 2], "b": [0.5, 1.5], "c": [3, 4], "d": ["x", "y"], "e": [2.5, 3.5]})
    frame = frame.astype({"d": object}).copy()
    loaded = round_trip(frame)
    assert_same_frame(loaded, frame)
    assert layout(loaded) == layout(frame)
    fortran = pd.DataFrame(np.asfortranarray(np.arange(6.0).reshape(3, 2)), copy=False)
    for original in (fortran, pd.DataFrame(np.arange(6.0).reshape(3, 2), copy=False), fortran[::2]):
        assert layout(round_trip(original)) == layout(original)


def test_names_that_stand_twice():
    frame = pd.DataFrame(np.arange(12).reshape(2, 6), columns=list("abacab"))
    assert_same_frame(round_trip(frame), frame)


def test_levels_on_both_axes():
    frame = pd.DataFrame(np.arange(12.0).reshape(4, 3), INDEXES["levels"].repeat(2)[:4], INDEXES["levels"])
    assert_same_frame(round_trip(frame), frame)
    groups = pd.DataFrame({"g": ["a", "b", "a"], "v": [1.0, 2.0, 3.0]}).groupby("g").agg(["mean", "max"])
    assert_same_frame(round_trip(groups), groups)


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame(index=[1, 2]), pd.DataFrame(columns=["a", "b"])])
def test_frames_without_columns_or_rows(frame):
    assert_same_frame(round_trip(frame), frame)


def test_attributes_and_flags():
    frame = pd.DataFrame({"a": [1, 2]})
    frame.attrs = {"source": "here", "parts": [1, 2]}
    frame.flags.allows_duplicate_labels = False
    assert_same_frame(round_trip(frame), frame)
    series = pd.Series([1, 2], name=("a", 1)).set_flags(allows_duplicate_labels=False)
    series.attrs = {"unit": "m"}
    assert_same_series(round_trip(series), series)


def test_what_is_shared_stays_shared():
    index = pd.Index(["a", "b"], name="x")
    dtype = pd.CategoricalDtype(["u", "v"])
    frame = pd.DataFrame({"a": [1, 2]}, index)
    loaded = round_trip([frame, frame, index, index, dtype, dtype])
    assert loaded[0] is loaded[1]
    assert loaded[2] is loaded[3]
    assert loaded[4] is loaded[5]
    values = np.arange(3.0)
    array, series = round_trip([values, pd.Series(values, copy=False)])
    assert np.shares_memory(array, series.to_numpy())


def test_a_frame_with_many_columns_is_a_few_objects():
    frame = pd.DataFrame(np.ones((5, 5000)), columns=[f"column {number}" for number in range(5000)])
    frame[["x", "y"]] = 1
    loaded = round_trip(frame.copy())
    assert_same_values(loaded.to_numpy(), frame.to_numpy())
    assert skcore.inspect(io.BytesIO(skcore.dumps(frame.copy()))).buffers < 10


def test_what_is_loaded_can_be_changed():
    loaded = round_trip(everything())
    loaded["i8"] = loaded["i8"] + 1
    loaded.loc["x", "f8"] = 7.0
    loaded["new"] = loaded["category"].cat.add_categories("z")
    grown = pd.concat([loaded, loaded])
    assert grown.shape == (6, loaded.shape[1])
    assert loaded.groupby("category in order", observed=False)["i8"].sum().tolist() == [6, 0, 3]


def test_a_fresh_process(tmp_path):
    frame = everything()
    skcore.dump({"frame": frame, "levels": INDEXES["levels"]}, tmp_path / "file.skc")
    pd.to_pickle(frame, tmp_path / "expected")
    code = (
        "import sys, skcore\n"
        "loaded = skcore.load(sys.argv[1])\n"
        "import pandas\n"
        "pandas.testing.assert_frame_equal(loaded['frame'], pandas.read_pickle(sys.argv[2]), check_exact=True)\n"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path / "file.skc", tmp_path / "expected"], check=True)


def test_an_audit_imports_neither_pandas_nor_pyarrow_nor_numpy():
    data = skcore.dumps([everything(), INDEXES["levels"], *OFFSETS, pd.isna, pd.CategoricalDtype])
    code = (
        "import sys, skcore\n"
        "assert skcore.get_untrusted_types(data=sys.stdin.buffer.read()) == []\n"
        "assert not {'pandas', 'pyarrow', 'numpy', 'pytz', 'dateutil'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], input=data, check=True)


def test_functions_and_classes():
    functions = [pd.isna, pd.isnull, pd.notna, pd.to_numeric, pd.get_dummies, pd.cut, pd.concat, pd.factorize]
    classes = [pd.CategoricalDtype, pd.DataFrame, pd.Series, pd.Index, pd.StringDtype, pd.Int64Dtype, pd.Timestamp]
    assert round_trip([*functions, *classes]) == [*functions, *classes]
    for function in (pd.read_pickle, pd.read_csv, pd.eval):
        assert skcore.get_untrusted_types(data=skcore.dumps(function)) != []


def test_zones_of_pytz():
    for zone in (pytz.UTC, pytz.timezone("Europe/Paris"), pytz.FixedOffset(90), pytz.timezone("Etc/GMT+5")):
        index = pd.date_range("2020-03-28", periods=5, tz=zone)
        loaded = round_trip(index)
        assert_same_index(loaded, index)
        assert loaded.tz is index.tz
        assert round_trip(index[4]) == index[4]
