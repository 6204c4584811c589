"""Arrays and dtypes that lie are refused with an error of ours, before pandas believes them."""

import numpy as np
import pandas as pd
import pytest
from pandas_lies import ints, refused
from pandas_samples import EXTENSIONS
from skcore_pandas import arrays, dtypes, times

import skcore

CATEGORY_LIES = {
    "a code beyond the categories": {"codes": ints([0, 2, 1], "i1")},
    "a code below -1": {"codes": ints([0, -2, 1], "i1")},
    "a code far beyond": {"codes": ints([2**62], "i8"), "bytes": 8},
    "codes of another width": {"bytes": 2},
    "codes without a width": {"bytes": 0},
    "a width that is no int": {"bytes": 1.0},
    "codes as floats": {"bytes": 16},
    "codes in a list": {"codes": [0, 1]},
    "codes in an array": {"codes": np.array([0, 1])},
    "a dtype without categories": {"dtype": pd.CategoricalDtype()},
    "a dtype of numpy's": {"dtype": np.dtype("i8")},
    "a dtype that is text": {"dtype": "category"},
    "a field of its own": {"more": 1},
}


@pytest.mark.parametrize("name", CATEGORY_LIES)
def test_categories(name):
    refused(arrays.Categorical, pd.Categorical(["a", "b", "a"]), CATEGORY_LIES[name])


DTYPE_LIES = [
    (dtypes.Category, pd.CategoricalDtype(["a"]), {"categories": pd.Index(["a", "a"])}),
    (dtypes.Category, pd.CategoricalDtype(["a"]), {"categories": pd.Index(["a", None])}),
    (dtypes.Category, pd.CategoricalDtype(["a"]), {"categories": pd.MultiIndex.from_tuples([("a", 1)])}),
    (dtypes.Category, pd.CategoricalDtype(["a"]), {"categories": ["a"]}),
    (dtypes.Category, pd.CategoricalDtype(["a"]), {"categories": pd.Index([["a"], ["b"]], dtype=object)}),
    (
        dtypes.Category,
        pd.CategoricalDtype(["a"]),
        {"categories": pd.Index([k * (2**61 - 1) for k in range(1, 300)], dtype=object)},
    ),
    (dtypes.Category, pd.CategoricalDtype(["a"]), {"ordered": 1}),
    (dtypes.Zoned, pd.DatetimeTZDtype("s", "UTC"), {"unit": "D"}),
    (dtypes.Zoned, pd.DatetimeTZDtype("s", "UTC"), {"unit": None}),
    (dtypes.Zoned, pd.DatetimeTZDtype("s", "UTC"), {"tz": None}),
    (dtypes.Zoned, pd.DatetimeTZDtype("s", "UTC"), {"tz": "UTC"}),
    (dtypes.Zoned, pd.DatetimeTZDtype("s", "UTC"), {"tz": "pytz:../../etc/passwd"}),
    (dtypes.Zoned, pd.DatetimeTZDtype("s", "UTC"), {"tz": "pytz:Europe/Nowhere"}),
    (dtypes.Zoned, pd.DatetimeTZDtype("s", "UTC"), {"tz": "pytz:+9999"}),
    (dtypes.Zoned, pd.DatetimeTZDtype("s", "UTC"), {"tz": "dateutil:/etc/passwd"}),
    (dtypes.Zoned, pd.DatetimeTZDtype("s", "UTC"), {"tz": 7}),
    (dtypes.Periods, pd.PeriodDtype("D"), {"freq": "D"}),
    (dtypes.Periods, pd.PeriodDtype("D"), {"freq": pd.offsets.Day(-1)}),
    (dtypes.Periods, pd.PeriodDtype("D"), {"freq": pd.offsets.Nano(2**40)}),
    (dtypes.Periods, pd.PeriodDtype("D"), {"freq": pd.offsets.Easter()}),
    (dtypes.Intervals, pd.IntervalDtype("i8", "left"), {"closed": "up"}),
    (dtypes.Intervals, pd.IntervalDtype("i8", "left"), {"subtype": "i8"}),
    (dtypes.Intervals, pd.IntervalDtype("i8", "left"), {"subtype": np.dtype(object)}),
    (dtypes.Sparse, pd.SparseDtype(float), {"subtype": "f8"}),
    (dtypes.Sparse, pd.SparseDtype(float), {"subtype": np.dtype("V8")}),
    (dtypes.Sparse, pd.SparseDtype(float), {"fill_value": [0.0]}),
    (dtypes.Strings, pd.StringDtype("python"), {"storage": "disk"}),
    (dtypes.Strings, pd.StringDtype("python"), {"storage": ["python"]}),
    (dtypes.Strings, pd.StringDtype("python"), {"missing": "None"}),
    (dtypes.Masked, pd.Int64Dtype(), {"type": 1}),
]


@pytest.mark.parametrize(("handler", "obj", "lies"), DTYPE_LIES)
def test_dtypes(handler, obj, lies):
    refused(handler, obj, lies)


MASKED_LIES = [
    {"mask": np.array([True])},
    {"mask": np.array([0, 1, 0])},
    {"mask": [True, False, True]},
    {"values": np.array([1.5, 2.5, 3.5])},
    {"values": np.array([[1, 2, 3]])},
    {"values": np.array([1, 2, 3], ">i8")},
    {"values": np.array(["a", "b", "c"], object)},
    {"values": [1, 2, 3]},
    {"values": None},
]


@pytest.mark.parametrize("lies", MASKED_LIES, ids=str)
def test_masked_arrays(lies):
    refused(arrays.Masked, pd.array([1, None, 3], "Int64"), lies)


def test_masked_floats_of_a_size_that_pandas_has_not():
    refused(arrays.Masked, pd.array([1.5, None, 3], "Float32"), {"values": np.zeros(3, np.float16)}, "of a size")


STRING_LIES = [
    {"texts": ["a", 1, "c"]},
    {"texts": ("a", "b", "c")},
    {"texts": ["a"]},
    {"missing": np.array([True])},
    {"missing": np.array([0, 1, 0])},
    {"dtype": pd.StringDtype("pyarrow")},
    {"dtype": np.dtype(object)},
]


@pytest.mark.parametrize("lies", STRING_LIES, ids=str)
def test_texts(lies):
    refused(arrays.Strings, pd.array(["a", None, "c"], "string[python]"), lies)


SPARSE_LIES = [
    {"places": ints([0, 5], "i4")},
    {"places": ints([-1, 1], "i4")},
    {"places": ints([1, 1], "i4")},
    {"places": ints([2, 1], "i4")},
    {"places": ints([1], "i4")},
    {"places": skcore.Buffer(b"12345")},
    {"places": np.array([0, 1])},
    {"length": -1},
    {"length": 1},
    {"length": 2**40},
    {"length": 3.0},
    {"blocks": 1},
    {"values": np.array([1.5])},
    {"values": np.array([1, 2])},
    {"dtype": np.dtype("f8")},
    {"dtype": pd.SparseDtype("i8")},
]


@pytest.mark.parametrize("lies", SPARSE_LIES, ids=str)
def test_sparse_arrays(lies):
    refused(arrays.Sparse, pd.arrays.SparseArray([1.5, 0, 2.5], fill_value=0.0), lies)


PARIS = EXTENSIONS["zoned"].dtype
TIME_LIES = [
    (times.Times, EXTENSIONS["zoned"], {"values": np.array([1, 2])}),
    (times.Times, EXTENSIONS["zoned"], {"values": np.array([1, 2], "M8[D]")}),
    (times.Times, EXTENSIONS["zoned"], {"values": np.array([1, 2], "M8[5ns]")}),
    (times.Times, EXTENSIONS["zoned"], {"values": np.array([1, 2], ">M8[ns]")}),
    (times.Times, EXTENSIONS["zoned"], {"values": np.array([[1, 2]], "M8[ns]")}),
    (times.Times, EXTENSIONS["zoned"], {"values": np.array([1, 2], "M8[ms]")}),
    (times.Times, EXTENSIONS["zoned"], {"dtype": np.dtype("M8[ns]")}),
    (times.Times, EXTENSIONS["zoned"], {"dtype": pd.Int64Dtype()}),
    (times.Times, EXTENSIONS["spans with a frequency"], {"dtype": PARIS}),
    (times.Periods, EXTENSIONS["periods"], {"ordinals": np.array([1.5])}),
    (times.Periods, EXTENSIONS["periods"], {"ordinals": np.array([1], "i4")}),
    (times.Periods, EXTENSIONS["periods"], {"dtype": PARIS}),
    (times.Intervals, EXTENSIONS["intervals"], {"left": np.array([9, 9, 9])}),
    (times.Intervals, EXTENSIONS["intervals"], {"left": np.array([0, 1])}),
    (times.Intervals, EXTENSIONS["intervals"], {"left": np.array([0.0, 1.0, 2.0])}),
    (
        times.Intervals,
        EXTENSIONS["intervals"],
        {"left": np.array(["a", "b", "c"], object), "right": np.array(["b", "c", "d"], object)},
    ),
    (times.Intervals, EXTENSIONS["intervals"], {"left": EXTENSIONS["Int64"], "right": EXTENSIONS["Int64"]}),
    (times.Intervals, EXTENSIONS["intervals of floats"], {"left": np.array([0.5, 0.5, 2.5])}),
    (times.Intervals, EXTENSIONS["intervals"], {"closed": 1}),
]


@pytest.mark.parametrize(("handler", "obj", "lies"), TIME_LIES)
def test_arrays_of_times(handler, obj, lies):
    refused(handler, obj, lies)
