"""Objects of every sort that pandas has, by name."""

import datetime
import zoneinfo
from decimal import Decimal

import numpy as np
import pandas as pd

NEW = int(pd.__version__.split(".")[0]) >= 3
PARIS = zoneinfo.ZoneInfo("Europe/Paris")

ARRAYS = {
    "bool": np.array([True, False, True]),
    **{name: np.array([1, 2, 3], name) for name in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")},
    **{name: np.array([1.5, np.nan, -0.0], name) for name in ("f2", "f4", "f8", "c8", "c16")},
    "objects": np.array(["a", 1, None], object),
    "words": np.array(["a", "b", "c"], object),
    "tuples": pd.Series([("a", 1), ("b", 2), None]).to_numpy(),
    **{
        f"times {unit}": np.array(["2020-01-01", "NaT", "1999-12-31T23:59:59"], f"M8[{unit}]")
        for unit in ("s", "ms", "us", "ns")
    },
    **{f"spans {unit}": np.array([1, "NaT", -5], f"m8[{unit}]") for unit in ("s", "ms", "us", "ns")},
}
EXTENSIONS = {
    **{
        f"{sign}{bits}": pd.array([1, None, 3], f"{sign}{bits}") for sign in ("Int", "UInt") for bits in (8, 16, 32, 64)
    },
    **{name: pd.array([1.5, None, 3], name) for name in ("Float32", "Float64")},
    "boolean": pd.array([True, None, False], "boolean"),
    "string python": pd.array(["a", None, "ü𝄞"], "string[python]"),
    "string pyarrow": pd.array(["a", None, "ü𝄞"], "string[pyarrow]"),
    "string without a missing one": pd.array(["a", "", "ü𝄞"], "string[pyarrow]"),
    "lone surrogate": pd.array(["a", "\ud800", None], "string[python]"),
    "category": pd.Categorical(["a", None, "b"]),
    "category of numbers": pd.Categorical([3, 1, 3]),
    "category in order": pd.Categorical(["lo", "hi", "lo"], ["lo", "mid", "hi"], ordered=True),
    "category of times": pd.Categorical(pd.to_datetime(["2020-01-01", "2021-01-01", None])),
    "category of intervals": pd.cut([1, 2, 3], 2),
    "category of mixed objects": pd.Categorical([1, "a", (2, 3)], pd.Index([1, "a", (2, 3), 2.5], dtype=object)),
    "category of many": pd.Categorical(np.arange(300)),
    "zoned": pd.array(pd.to_datetime(["2020-01-01", None, "2020-07-01"]).tz_localize(PARIS)),
    "zoned in UTC": pd.array(pd.date_range("2020-01-01", periods=3, tz="UTC")),
    "zoned at an offset": pd.array(
        pd.date_range("2020-01-01", periods=3, tz=datetime.timezone(datetime.timedelta(hours=5, minutes=30)))
    ),
    **{
        f"zoned in {unit}": pd.array(
            pd.to_datetime(["2020-01-01", None, "2020-07-01"]).as_unit(unit).tz_localize(PARIS)
        )
        for unit in ("s", "ms", "us", "ns")
    },
    "times with a frequency": pd.array(pd.date_range("2020-01-01", periods=3, freq="D")),
    "spans with a frequency": pd.array(pd.timedelta_range("1s", periods=3, freq="s")),
    "periods": pd.array(pd.PeriodIndex(["2020-01", None, "2020-03"], freq="M")),
    "periods of quarters": pd.array(pd.period_range("2020", periods=3, freq="Q-NOV")),
    "periods of three days": pd.array(pd.period_range("2020", periods=3, freq="3D")),
    "intervals": pd.array(pd.interval_range(0, 3)),
    "intervals of floats": pd.arrays.IntervalArray.from_tuples([(0.5, 1.5), None, (2.5, 3.5)], closed="both"),
    "intervals of times": pd.array(pd.interval_range(pd.Timestamp("2020"), periods=3)),
    "intervals of zoned times": pd.array(pd.interval_range(pd.Timestamp("2020", tz=PARIS), periods=3)),
    "intervals of spans": pd.array(pd.interval_range(pd.Timedelta(0), periods=3)),
    "sparse": pd.arrays.SparseArray([0.0, 1.5, 0.0], fill_value=0.0),
    "sparse without NaN": pd.arrays.SparseArray([np.nan, 1.5, np.nan]),
    "sparse numbers": pd.arrays.SparseArray([0, 0, 5]),
    "sparse blocks": pd.arrays.SparseArray([0, 1, 5], kind="block"),
    "sparse truth": pd.arrays.SparseArray([False, True, False]),
}
if NEW:
    EXTENSIONS |= {
        "str": pd.array(["a", None, "b"], "str"),
        "str python": pd.array(["a", None, "b"], pd.StringDtype("python", na_value=np.nan)),
        "str pyarrow": pd.array(["a", None, "b"], pd.StringDtype("pyarrow", na_value=np.nan)),
    }


def arrow_arrays():
    """Return arrays of Arrow's types, whole, sliced and in several chunks."""
    import pyarrow as pa

    values = {
        pa.null(): [None, None, None, None],
        pa.bool_(): [True, None, False, True],
        **{kind: [1, None, 3, 4] for kind in (pa.int8(), pa.int64(), pa.uint16(), pa.float32(), pa.float64())},
        pa.float16(): [np.float16(1.5), None, np.float16(2), np.float16(0)],
        **{kind: ["a", None, "ü𝄞", ""] for kind in (pa.string(), pa.large_string())},
        **{kind: [b"a", None, b"\xff", b""] for kind in (pa.binary(), pa.large_binary())},
        pa.binary(2): [b"ab", None, b"cd", b"ef"],
        pa.date32(): [datetime.date(2020, 1, 1), None, datetime.date(1900, 1, 1), datetime.date(2000, 1, 1)],
        pa.date64(): [datetime.date(2020, 1, 1), None, datetime.date(1900, 1, 1), datetime.date(2000, 1, 1)],
        pa.time32("ms"): [datetime.time(1), None, datetime.time(2), datetime.time(3)],
        pa.time64("ns"): [datetime.time(1), None, datetime.time(2), datetime.time(3)],
        pa.timestamp("us"): [datetime.datetime(2020, 1, 1), None, datetime.datetime(1, 1, 1), None],
        pa.timestamp("ns", "Europe/Paris"): [1, None, 3, 4],
        pa.duration("s"): [1, None, 3, 4],
        pa.decimal128(10, 2): [Decimal("1.50"), None, Decimal("-3.25"), Decimal("0.00")],
        pa.list_(pa.int64()): [[1, 2], None, [], [3, None]],
        pa.large_list(pa.string()): [["a", None], None, [], ["ü"]],
        pa.struct([("x", pa.int8()), ("y", pa.list_(pa.string()))]): [
            {"x": 1, "y": ["a"]},
            None,
            {"x": None, "y": None},
            {"x": 2, "y": []},
        ],
        pa.dictionary(pa.int8(), pa.string()): ["a", None, "b", "a"],
    }
    found = {}
    for kind, items in values.items():
        whole = pa.array(items, kind)
        found[f"{kind}"] = pd.arrays.ArrowExtensionArray(whole)
        found[f"{kind}, sliced"] = pd.arrays.ArrowExtensionArray(pa.array([*items, *items, *items], kind)[3:10])
        found[f"{kind}, in chunks"] = pd.arrays.ArrowExtensionArray(pa.chunked_array([whole, whole[1:]]))
        found[f"{kind}, empty"] = pd.arrays.ArrowExtensionArray(pa.chunked_array([], kind))
    return found


OFFSETS = [
    pd.DateOffset(months=3, days=2),
    pd.DateOffset(2, normalize=True, hour=5),
    pd.offsets.Day(2),
    pd.offsets.Hour(5),
    pd.offsets.Nano(86_400_000_000_000),
    pd.offsets.BDay(3),
    pd.offsets.BDay(1, offset=datetime.timedelta(hours=2)),
    pd.offsets.BusinessHour(start="08:00", end="12:00"),
    pd.offsets.Week(),
    pd.offsets.Week(weekday=3),
    pd.offsets.WeekOfMonth(week=2, weekday=1),
    pd.offsets.LastWeekOfMonth(weekday=4),
    pd.offsets.SemiMonthEnd(day_of_month=10),
    pd.offsets.MonthEnd(-2),
    pd.offsets.MonthBegin(normalize=True),
    pd.offsets.BMonthEnd(),
    pd.offsets.QuarterEnd(startingMonth=2),
    pd.offsets.BQuarterBegin(startingMonth=1),
    pd.offsets.YearEnd(month=6),
    pd.offsets.BYearBegin(),
    pd.offsets.Easter(),
    pd.offsets.FY5253(weekday=3, startingMonth=2, variation="last"),
    pd.offsets.FY5253Quarter(weekday=3, startingMonth=2, qtr_with_extra_week=2),
]
SCALARS = [
    *(pd.Timestamp("2020-05-17 12:34:56").as_unit(unit) for unit in ("s", "ms", "us", "ns")),
    pd.Timestamp("2020-05-17 12:34:56.123456789"),
    *(pd.Timestamp("2020-10-25 02:30").tz_localize(PARIS, ambiguous=flag) for flag in (True, False)),
    pd.Timestamp("2020-10-25 02:30").replace(fold=1),
    pd.Timestamp("2020-05-17", tz="UTC"),
    pd.Timestamp.min,
    pd.Timestamp.max,
    pd.Timedelta("1 day 2 ns"),
    pd.Timedelta("5s").as_unit("s"),
    pd.Timedelta.min,
    pd.Period("2020-05", freq="M"),
    pd.Period("2020-05-17 12:00", freq="h" if NEW else "H"),
    pd.Period("2020-05-17", freq="W-TUE"),
    pd.Interval(0, 1),
    pd.Interval(0.5, np.float64(1.5), "both"),
    pd.Interval(pd.Timestamp("2020"), pd.Timestamp("2021"), "neither"),
    pd.NaT,
    pd.NA,
]
INDEXES = {
    "range": pd.RangeIndex(2, 20, 3, name="r"),
    "empty range": pd.RangeIndex(0),
    "range backwards": pd.RangeIndex(5, -1, -1),
    "numbers": pd.Index([3, 1, 2], name=("a", 1)),
    "not unique": pd.Index(["a", "a", "b"], name="x"),
    "words": pd.Index(["a", "b"]),
    "objects": pd.Index(["a", 1, None, (1, 2)], dtype=object, tupleize_cols=False),
    "tuples": pd.Index([(1, 2), (3, 4)], tupleize_cols=False),
    "truth": pd.Index([True, False]),
    "complex": pd.Index([1j, 2]),
    "masked": pd.Index([1, None], dtype="Int64"),
    "empty": pd.Index([]),
    "times": pd.to_datetime(["2020-01-01", "NaT"]),
    "times by the month": pd.date_range("2020-01-31", periods=4, freq=pd.offsets.MonthEnd(), name="t"),
    "times by the hour": pd.date_range("2020-03-28", periods=50, freq=pd.offsets.Hour(), tz=PARIS),
    "times by the business day": pd.date_range("2020-03-28", periods=50, freq="B"),
    "times by the week": pd.date_range("2020-03-28", periods=5, freq="W-WED"),
    "no times": pd.DatetimeIndex([]),
    "spans": pd.timedelta_range("1h", periods=4, freq="30min"),
    "periods": pd.period_range("2020-01", periods=4, freq="M", name="p"),
    "intervals": pd.interval_range(0, 4, closed="left", name="i"),
    "categories": pd.CategoricalIndex(["a", "b", "a"], ordered=True, name="c"),
    "levels": pd.MultiIndex.from_tuples([("a", 1), ("b", 2), ("a", None)], names=["x", None]),
    "levels of a product": pd.MultiIndex.from_product([["b", "a"], pd.date_range("2020", periods=3)]),
    "levels with unused labels": pd.MultiIndex.from_product([["b", "a"], [1, 2]])[1:3],
    "levels in order": pd.MultiIndex([["a", "b"], [1, 2]], [[0, 0, 1], [0, 1, 0]], sortorder=2),
    "no rows in levels": pd.MultiIndex.from_arrays([[], []], names=["x", "y"]),
}
