"""States that lie: each is refused with an error of ours, before pandas or Arrow believes it."""

import numpy as np
import pandas as pd
import pytest
from pandas_samples import EXTENSIONS
from skcore_pandas import arrays, arrow, dtypes, frames, indexes, offsets, scalars, times, zones

import skcore


def tampered(handler, obj, change):
    """Return the bytes of a file in which the states of one handler were changed."""
    original = handler.save

    def lie(self, given):
        state = original(self, given)
        if callable(change):
            change(state)
        else:
            state.update(change)
        return state

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handler, "save", lie)
        return skcore.dumps(obj)


def refused(handler, obj, change):
    data = tampered(handler, obj, change)
    with pytest.raises(skcore.SkcoreError) as caught:
        skcore.loads(data, trusted=skcore.plugin_defaults)
    assert str(caught.value).isascii()


def ints(values, dtype):
    return skcore.Buffer(np.array(values, dtype).tobytes())


def nested(depth):
    label = ()
    for _ in range(depth):
        label = (label,)
    return label


def doubled(times):
    label = ("x",)
    for _ in range(times):
        label = (label, label)
    return label


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


ARROW_TYPES = ['"int9"', "{}", '["list"]', '["struct","x"]', '["struct",1,"int8",true]', '["timestamp","h",null]']
ARROW_TYPES += ['["timestamp","us","../x y"]', '["decimal128",99,0]', '["decimal128","5",0]', '["fixed",-1]', "[", 7]
ARROW_TYPES += ['["list","x",' * 40 + '"int8"' + ",true]" * 40, "[" * 9000, '["dictionary","double","string",false]']


@pytest.mark.parametrize("text", ARROW_TYPES)
def test_types_of_arrow(text):
    refused(dtypes.Arrow, pd.ArrowDtype(__import__("pyarrow").int8()), {"type": text})


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


def words():
    return pd.array(["a", None, "ü"], "string[pyarrow]")


def at(place, value):
    return lambda state: state.__setitem__(place, value)


def of_arrow(values, kind):
    import pyarrow as pa

    return pd.arrays.ArrowExtensionArray(pa.array(values, kind))


def arrow_lies():
    import pyarrow as pa

    offset = "i8" if pa.types.is_large_string(words().__arrow_array__().type) else "i4"
    lists, dictionary = (
        of_arrow([[1, 2], [3]], pa.list_(pa.int8())),
        of_arrow(["a", "b"], pa.dictionary(pa.int8(), pa.string())),
    )
    struct, nothing = of_arrow([{"x": 1}, {"x": 2}], pa.struct([("x", pa.int8())])), of_arrow([None], pa.null())
    decimal, clock = of_arrow([1, 2], pa.decimal128(5, 1)), of_arrow([1, 2], pa.time32("s"))
    return {
        "offsets that fall": (words(), at(4, ints([0, 2, 1, 3], offset))),
        "offsets beyond": (words(), at(4, ints([0, 1, 1, 2**30], offset))),
        "offsets before": (words(), at(4, ints([-5, 1, 1, 3], offset))),
        "offsets that start late": (words(), at(4, ints([1, 1, 1, 3], offset))),
        "too few offsets": (words(), at(4, ints([0, 1, 3], offset))),
        "offsets of another width": (words(), at(4, ints([0, 1, 1, 3], "i2"))),
        "no Unicode": (words(), at(5, skcore.Buffer(b"a\xff\xfe"))),
        "half a character": (words(), at(4, ints([0, 2, 2, 3], offset))),
        "short text": (words(), at(5, skcore.Buffer(b"a"))),
        "short validity": (words(), at(3, skcore.Buffer(b"12"))),
        "a longer length": (words(), at(2, skcore.Plain((4,)))),
        "a huge length": (words(), at(2, skcore.Plain((2**62,)))),
        "a negative length": (words(), at(2, skcore.Plain((-1,)))),
        "a length that is no int": (words(), at(2, skcore.Plain((3.0,)))),
        "no length": (words(), at(2, skcore.Plain(()))),
        "two lengths": (words(), at(2, skcore.Plain((3, 3)))),
        "lengths that are a list": (words(), at(2, [3])),
        "a buffer that is missing": (words(), lambda state: state.pop()),
        "a buffer too many": (words(), lambda state: state.append(skcore.Buffer(b""))),
        "objects for a buffer": (words(), at(5, ["a"])),
        "an array for a buffer": (words(), at(5, np.array([1, 2]))),
        "text of numbers": (words(), at(1, '"int64"')),
        "a dtype of numpy's": (words(), at(0, np.dtype("i8"))),
        "a dtype of Python's texts": (words(), at(0, pd.StringDtype("python"))),
        "another dtype of Arrow": (lists, at(0, pd.ArrowDtype(pa.int8()))),
        "nothing at all": (words(), lambda state: state.clear()),
        "lists beyond their child": (lists, at(4, ints([0, 2, 9], "i4"))),
        "a child that is too long": (lists, at(2, skcore.Plain((2, 2**40)))),
        "an index beyond the dictionary": (dictionary, at(4, ints([0, 2], "i1"))),
        "an index before the dictionary": (dictionary, at(4, ints([0, -1], "i1"))),
        "indices fewer than rows": (dictionary, at(2, skcore.Plain((3, 2, 2)))),
        "a struct of uneven fields": (struct, at(2, skcore.Plain((3, 2)))),
        "nothing, often": (nothing, at(2, skcore.Plain((2**39,)))),
        "a number beyond its precision": (decimal, at(4, ints([2**62, 0, 5, 0], "i8"))),
        "a short number": (decimal, at(4, skcore.Buffer(bytes(31)))),
        "no time of a day": (clock, at(4, ints([90_000, 0], "i4"))),
    }


@pytest.mark.parametrize("name", arrow_lies())
def test_arrays_of_arrow(name):
    refused(arrow.ArrowArray, *arrow_lies()[name])


COLLIDING = pd.Index([k * (2**61 - 1) for k in range(1, 300)], dtype=object)
INDEX_LIES = [
    (indexes.Index, pd.Index([1, 2]), {"values": [1, 2]}),
    (indexes.Index, pd.Index([1, 2]), {"values": np.array([[1, 2]])}),
    (indexes.Index, pd.Index([1, 2]), {"values": np.array([1, 2], "M8[ns]")}),
    (indexes.Index, pd.Index([1, 2]), {"values": np.array([b"a"])}),
    (indexes.Index, pd.Index([1, 2]), {"values": np.array([(1,)], [("a", "i8")])}),
    (indexes.Index, pd.Index([1, 2]), {"values": EXTENSIONS["zoned"]}),
    (indexes.Index, pd.Index([1, 2]), {"values": pd.Series([1, 2])}),
    (indexes.Index, pd.Index([1, 2]), {"name": ["a"]}),
    (indexes.Index, pd.Index([1, 2]), {"name": nested(200)}),
    (indexes.Index, pd.Index([1, 2]), {"name": doubled(18)}),
    (indexes.Index, pd.Index([1, 2]), {"more": 1}),
    (indexes.ArrayIndex, pd.date_range("2020", periods=3), {"values": np.array([1, 2], "M8[ns]")}),
    (indexes.ArrayIndex, pd.date_range("2020", periods=3), {"values": EXTENSIONS["periods"]}),
    (indexes.ArrayIndex, pd.date_range("2020", periods=3), {"freq": "D"}),
    (indexes.ArrayIndex, pd.date_range("2020", periods=3), {"freq": pd.offsets.Day(2)}),
    (indexes.ArrayIndex, pd.date_range("2020", periods=3), {"freq": pd.offsets.Nano(1)}),
    (indexes.ArrayIndex, pd.date_range("2020", periods=3), {"freq": pd.offsets.YearEnd(10**6)}),
    (indexes.ArrayIndex, pd.period_range("2020", periods=3, freq="D"), {"freq": pd.offsets.Day(1)}),
    (indexes.ArrayIndex, pd.CategoricalIndex(["a"]), {"freq": pd.offsets.Day(1)}),
    (indexes.ArrayIndex, pd.CategoricalIndex(["a"]), {"name": {}}),
    (indexes.RangeIndex, pd.RangeIndex(3), {"step": 0}),
    (indexes.RangeIndex, pd.RangeIndex(3), {"stop": 2**70}),
    (indexes.RangeIndex, pd.RangeIndex(3), {"stop": 2**40}),
    (indexes.RangeIndex, pd.RangeIndex(3), {"stop": 3.0}),
    (indexes.RangeIndex, pd.RangeIndex(3), {"start": "0"}),
]


@pytest.mark.parametrize(("handler", "obj", "lies"), INDEX_LIES)
def test_indexes(handler, obj, lies):
    refused(handler, obj, lies)


THREE = pd.MultiIndex.from_tuples([(1, 2, 3), (4, 5, 6)])
LEVEL_LIES = {
    "a code beyond its level": {"codes": ints([0, 1, 0, 2], "i1")},
    "a code below -1": {"codes": ints([0, -2, 0, 1], "i1")},
    "a longer length": {"length": 3},
    "a negative length": {"length": -2},
    "a huge length": {"length": 2**61},
    "codes of no width": {"bytes": skcore.Plain((0, 0))},
    "codes of another width": {"bytes": skcore.Plain((1, 2))},
    "one width": {"bytes": skcore.Plain((2,))},
    "widths in a list": {"bytes": [1, 1]},
    "no buffer": {"codes": None},
    "no levels": {"levels": [], "names": [], "bytes": skcore.Plain(())},
    "levels that are lists": {"levels": [["a", "b"], [1, 2]]},
    "levels of levels": lambda state: len(state["names"]) == 2 and state.update(levels=[THREE] * 2),
    "a label that stands twice": {"levels": [pd.Index(["a", "a"]), pd.Index([1, 2])]},
    "labels that collide": {"levels": [COLLIDING, pd.Index([1, 2])]},
    "labels without a hash": {"levels": [pd.Index([[1], [2]], dtype=object), pd.Index([1, 2])]},
    "a name too few": {"names": ["x"]},
    "a name without a hash": {"names": ["x", []]},
    "an order that is none": {"sortorder": 9},
    "an order that does not hold": {"sortorder": 2, "codes": ints([1, 0, 1, 0], "i1")},
}


@pytest.mark.parametrize("name", LEVEL_LIES)
def test_indexes_of_levels(name):
    refused(indexes.MultiIndex, pd.MultiIndex.from_tuples([("a", 1), ("b", 2)]), LEVEL_LIES[name])


SERIES_LIES = [
    {"index": pd.RangeIndex(4)},
    {"index": [0, 1, 2]},
    {"index": None},
    {"values": [1, 2, 3]},
    {"values": np.array([[1, 2, 3]])},
    {"values": np.array([b"a", b"b", b"c"])},
    {"values": np.array([1, 2, 3], "M8[D]")},
    {"values": pd.Index([1, 2, 3])},
    {"name": []},
    {"name": nested(500)},
    {"attrs": [1]},
    {"unique": False},
    {"unique": True, "index": pd.Index(["a", "a", "b"])},
]


@pytest.mark.parametrize("lies", SERIES_LIES)
def test_series(lies):
    refused(frames.Series, pd.Series([1, 2, 3]), lies)


FRAME_LIES = [
    {"places": skcore.Plain((0, 1, 1))},
    {"places": skcore.Plain((0, 1, 3))},
    {"places": skcore.Plain((0, -1, 2))},
    {"places": skcore.Plain((0, 1))},
    {"places": skcore.Plain((0, 1, 2, 3))},
    {"places": skcore.Plain((0.0, 1, 2))},
    {"places": [0, 1, 2]},
    {"columns": pd.Index(["a", "b"])},
    {"columns": ["a", "b", "c"]},
    {"index": pd.RangeIndex(3)},
    {"index": pd.RangeIndex(2**30)},
    {"index": None},
    {"arrays": []},
    {"arrays": None},
    {"arrays": [np.ones((3, 2)), np.ones((3, 2))]},
    {"arrays": [np.ones(3)]},
    {"arrays": [np.ones((3, 2, 1))]},
    {"arrays": [np.zeros((3, 2), "S1")]},
    {"arrays": [np.zeros((3, 2), "M8[D]")]},
    {"arrays": [np.ones((1, 2)), pd.array([1, 2, 3], "Int64"), np.ones((1, 2))]},
    {"arrays": [np.ones((2, 2)), pd.Series([1, 2])]},
    {"arrays": [np.ones((2, 2)), [1, 2]]},
    {"arrays": [np.ones((2, 2)), pd.array(pd.date_range("2020", periods=2))]},
    {"attrs": 7},
    {"unique": 1},
    {"more": None},
]


@pytest.mark.parametrize("lies", FRAME_LIES)
def test_frames(lies):
    refused(frames.DataFrame, pd.DataFrame(np.ones((2, 3)), columns=["a", "b", "c"]), lies)


OFFSET_LIES = [
    (pd.offsets.BDay(), {"n": 10**9}),
    (pd.DateOffset(days=1), {"n": 2**40}),
    (pd.DateOffset(days=1), {"days": 2**63}),
    (pd.DateOffset(days=1), {"days": "1"}),
    (pd.DateOffset(days=1), {"weekday": 1.5}),
    (pd.offsets.Hour(), {"n": 2**63}),
    (pd.offsets.Hour(), {"n": 1.0}),
    (pd.offsets.Day(), {"normalize": 1}),
    (pd.offsets.Day(), {"month": 3}),
    (pd.offsets.YearEnd(), {"month": 13}),
    (pd.offsets.QuarterEnd(), {"startingMonth": 0}),
    (pd.offsets.Week(weekday=1), {"weekday": 7}),
    (pd.offsets.WeekOfMonth(week=1, weekday=1), {"week": -1}),
    (pd.offsets.SemiMonthEnd(), {"day_of_month": 99}),
    (pd.offsets.FY5253(weekday=1, startingMonth=1), {"variation": "first"}),
    (pd.offsets.BusinessHour(), {"start": ("09:00",)}),
    (pd.offsets.BusinessHour(), {"start": ()}),
    (pd.offsets.BDay(), {"offset": 5}),
    (pd.offsets.BDay(), {"calendar": None}),
]


@pytest.mark.parametrize(("obj", "lies"), OFFSET_LIES, ids=str)
def test_offsets(obj, lies):
    refused(offsets.Offset, obj, lies)


SCALAR_LIES = [
    (scalars.Timestamp, pd.Timestamp("2020"), {"value": 2**63}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"value": 1.5}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"unit": "D"}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"unit": ["s"]}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"tz": "Europe/Paris"}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"tz": PARIS}),
    (scalars.Timestamp, pd.Timestamp("2020"), {"fold": 2}),
    (scalars.Timedelta, pd.Timedelta(1), {"value": -(2**63)}),
    (scalars.Timedelta, pd.Timedelta(1), {"unit": None}),
    (scalars.Period, pd.Period("2020", "D"), {"ordinal": 2**63}),
    (scalars.Period, pd.Period("2020", "D"), {"ordinal": "1"}),
    (scalars.Period, pd.Period("2020", "D"), {"freq": "D"}),
    (scalars.Period, pd.Period("2020", "D"), {"freq": pd.offsets.Easter()}),
    (scalars.Interval, pd.Interval(0, 1), {"left": 2}),
    (scalars.Interval, pd.Interval(0, 1), {"left": "0"}),
    (scalars.Interval, pd.Interval(0, 1), {"right": pd.Timestamp("2020")}),
    (scalars.Interval, pd.Interval(0, 1), {"closed": "on"}),
    (scalars.Missing, pd.NA, {"value": 1}),
]


@pytest.mark.parametrize(("handler", "obj", "lies"), SCALAR_LIES)
def test_scalars(handler, obj, lies):
    refused(handler, obj, lies)


def test_one_buffer_for_many_arrays():
    """Each would copy it, so that a small file could fill the memory."""
    memory = np.zeros(1000, np.int8).tobytes()
    buffer = skcore.Buffer(memory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays.Categorical, "copies", False)
        data = tampered(arrays.Categorical, [pd.Categorical(["a"]), pd.Categorical(["a"])], {"codes": buffer})
    with pytest.raises(skcore.SkcoreError):
        skcore.loads(data)


def test_codes_are_nothing_that_another_array_could_write_to():
    codes = np.array([0, 1, 0], np.int8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays.Categorical, "copies", False)
        memory = skcore.Buffer(codes.data)
        data = tampered(arrays.Categorical, [codes, pd.Categorical(["a", "b", "a"])], {"codes": memory})
    array, categorical = skcore.loads(data)
    array[:] = 100
    assert categorical.tolist() == ["a", "b", "a"]


def test_values_that_are_not_aligned():
    memory = np.zeros(25, np.uint8)
    crooked = memory[1:].view("f8")
    with pytest.raises(skcore.UnsupportedTypeError, match="aligned"):
        skcore.dumps(pd.Series(crooked, copy=False))
    refused(frames.Series, pd.Series([1, 2, 3]), {"values": crooked, "attrs": {"memory": memory}})


def test_zones_that_are_read_from_files():
    import dateutil.tz

    moment = pd.Timestamp("2020", tz=dateutil.tz.UTC)
    assert skcore.loads(skcore.dumps(moment)).tz is dateutil.tz.UTC
    with pytest.raises(TypeError, match="time zone"):
        zones.save_zone(dateutil.tz.gettz("Europe/Paris"))


def test_what_a_load_would_refuse_is_not_saved():
    class Frame(pd.DataFrame):
        pass

    refused_objects = [
        pd.Series([1], pd.Index([1], name=nested(200))),
        pd.Series([1], name=doubled(18)),
        pd.offsets.BDay(10**9),
        Frame({"a": [1]}),
    ]
    for obj in refused_objects:
        with pytest.raises(skcore.UnsupportedTypeError):
            skcore.dumps(obj)


def test_a_frame_that_contains_itself_is_not_saved():
    frame = pd.DataFrame({"a": [None]}, dtype=object)
    frame.iat[0, 0] = frame
    with pytest.raises(skcore.UnsupportedTypeError):
        skcore.dumps(frame)
