"""The rows of the conformance kit for scalars, offsets and dtypes."""

import numpy as np
import pandas as pd
from kit_tables import Row
from pandas_samples import EXTENSIONS, OFFSETS, PARIS, SCALARS
from skcore_pandas import dtypes, offsets, scalars

FIELDS = "its fields are not"


def named(values, *types):
    """Return those of the values that are of one of the types, by number."""
    return {f"{place}": lambda value=value: value for place, value in enumerate(values) if isinstance(value, types)}


def of(*names):
    return {name: lambda name=name: EXTENSIONS[name].dtype for name in names}


TIME, SPAN = pd.Timestamp("2020", tz=PARIS), pd.Timedelta(1)
SINGLE = [
    Row(
        scalars.Timestamp,
        {**named(SCALARS, pd.Timestamp), "zone": lambda: TIME},
        [
            ("zone", {"value": 2**63}, "is no int from"),
            ("zone", {"unit": "D"}, "its unit is none that pandas has"),
            ("zone", {"tz": "../x"}, "its time zone"),
            ("zone", {"fold": 2}, "is no int from|its fold"),
            ("zone", {"more": 1}, FIELDS),
        ],
    ),
    Row(
        scalars.Timedelta,
        {**named(SCALARS, pd.Timedelta), "span": lambda: SPAN},
        [("span", {"value": -(2**63)}, "is no int from"), ("span", {"unit": None}, "its unit is none")],
    ),
    Row(
        scalars.Period,
        {**named(SCALARS, pd.Period), "month": lambda: pd.Period("2020-05", freq="M")},
        [("month", {"ordinal": 2**63}, "is no int from"), ("month", {"freq": "M"}, "its frequency is no offset")],
    ),
    Row(
        scalars.Interval,
        {**named(SCALARS, pd.Interval), "ints": lambda: pd.Interval(0, 1)},
        [
            ("ints", {"left": "0"}, "neither a number nor a time"),
            ("ints", {"closed": "on"}, "none of left, right"),
            ("ints", {"left": 2}, "left side of interval must be"),
        ],
    ),
    Row(scalars.Missing, {"NA": lambda: pd.NA, "NaT": lambda: pd.NaT}, [("NA", {"value": 1}, FIELDS)]),
    Row(
        offsets.Offset,
        {**named(OFFSETS, pd.offsets.BaseOffset), "year": lambda: pd.offsets.YearEnd(month=6)},
        [
            ("year", {"month": 13}, "is no int from"),
            ("year", {"n": 1.0}, "is no int from|has no n"),
            ("year", {"normalize": 1}, "normalize is neither True nor False"),
            ("year", {"calendar": None}, "parameter that is not known"),
        ],
        {"mutants": 10},
    ),
]
DTYPES = [
    Row(dtypes.Masked, of("Int8", "UInt64", "Float32", "boolean"), [("Int8", {"type": 1}, FIELDS)]),
    Row(
        dtypes.Category,
        {**of("category", "category in order"), "open": lambda: pd.CategoricalDtype()},
        [
            ("category", {"categories": ["a"]}, "its categories are no index"),
            ("category", {"categories": pd.Index(["a", "a"])}, "unique"),
            ("category", {"ordered": 1}, "ordered is neither"),
            (
                "category",
                {"categories": pd.Index([k * (2**61 - 1) for k in range(1, 300)], dtype=object)},
                "made to take long",
            ),
        ],
    ),
    Row(
        dtypes.Zoned,
        of("zoned", "zoned in UTC", "zoned at an offset"),
        [("zoned", {"unit": "D"}, "its unit is none"), ("zoned", {"tz": "pytz:../../etc/passwd"}, "time zone")],
    ),
    Row(
        dtypes.Periods,
        of("periods", "periods of quarters", "periods of three days"),
        [
            ("periods", {"freq": "M"}, "its frequency is no offset"),
            ("periods", {"freq": pd.offsets.Day(-1)}, "not positive"),
        ],
    ),
    Row(
        dtypes.Intervals,
        of("intervals", "intervals of zoned times"),
        [("intervals", {"subtype": "i8"}, "no dtype of ends"), ("intervals", {"closed": "up"}, "closed")],
    ),
    Row(
        dtypes.Sparse,
        of("sparse", "sparse truth", "sparse without NaN"),
        [
            ("sparse", {"subtype": np.dtype("V8")}, "no dtype of plain values"),
            ("sparse", {"fill_value": [0.0]}, "no plain value"),
        ],
    ),
    Row(
        dtypes.Strings,
        of("string python", "string pyarrow"),
        [
            ("string python", {"storage": "disk"}, "of no known sort"),
            ("string python", {"missing": "None"}, "of no known sort"),
        ],
    ),
    Row(
        dtypes.Arrow,
        {
            "ints": lambda: pd.ArrowDtype(arrow().int8()),
            "lists": lambda: pd.ArrowDtype(arrow().list_(arrow().timestamp("us", "UTC"))),
        },
        [
            ("ints", {"type": '["decimal128",5,39]'}, "out of range"),
            ("ints", {"type": '["fixed",-1]'}, "a width is out of range"),
            ("ints", {"type": 7}, "no description of one"),
            ("ints", {"type": "["}, "malformed"),
            ("ints", {"type": '["timestamp","h",null]'}, "a unit of time is not known"),
            ("ints", {"type": '["list","x",' * 40 + '"int8"' + ",true]" * 40}, "nested over"),
        ],
    ),
]
ROWS = [*SINGLE, *DTYPES]


def arrow():
    import pyarrow

    return pyarrow
