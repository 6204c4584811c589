"""Columns of every dtype that polars has, by name."""

import datetime
from decimal import Decimal

import polars as pl

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
