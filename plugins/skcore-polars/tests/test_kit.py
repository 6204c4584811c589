"""The conformance kit on every kind."""

import contextlib

import kit_tables
import polars as pl
from kit_tables import Row
from polars.testing import assert_frame_equal, assert_series_equal
from polars_samples import VALUES, series
from skcore_polars import dtypes, frames

from skcore import Buffer, Plain


def item(place, value):
    return lambda state: [*state[:place], value, *state[place + 1 :]]


class Kit(kit_tables.Tabled):
    mutants = 40

    def equal(self, saved, loaded):
        if isinstance(saved, pl.Series):
            assert (saved.name, saved.dtype) == (loaded.name, loaded.dtype)
            assert_series_equal(loaded, saved, check_exact=True, categorical_as_str=True)
        elif isinstance(saved, pl.DataFrame):
            assert_frame_equal(loaded, saved, check_exact=True, categorical_as_str=True)
        else:
            assert saved == loaded

    def use(self, obj):
        # A duration that Python has no object for is a panic in polars, whoever made it.
        with contextlib.suppress(pl.exceptions.PanicException):
            repr(obj)
            if isinstance(obj, pl.Series | pl.DataFrame):
                obj.to_arrow(), obj.head(2).to_dict() if isinstance(obj, pl.DataFrame) else obj.head(2).to_list()
                obj.unique(), obj[1:], obj.estimated_size()


ROWS = [
    Row(
        frames.Series,
        {name: lambda name=name: series(name) for name in VALUES},
        [
            ("Int64", lambda state: state[:2], "no name, dtype and lengths"),
            ("Int64", item(0, 5), "its name is no text"),
            ("Int64", item(2, Plain((4,))), "what is missing is not told"),
            ("Int64", item(2, Plain((-1,))), "a length is missing, or out of range"),
            ("Int64", lambda state: [*state, "more"], "more lengths or values"),
            ("Int64", item(4, Buffer(bytes(8))), "not of the size that its length asks for"),
            ("Int64", item(1, '"Object"'), "of an unknown sort"),
            ("Int64", item(1, '["List",' * 100 + '"Int8"' + "]" * 100), "nested over 32 deep"),
            ("Int64", item(1, "["), "malformed"),
            ("Boolean", item(4, Buffer(b"\1\7")), "neither 0 nor 1"),
            ("String", item(4, ["a"]), "its texts are no list of str"),
            ("Null", item(2, Plain((2**31,))), "far more memory"),
            ("Time", item(4, Buffer(bytes(8) + b"\xff" * 8)), "a time is none of a day"),
            ("Binary", item(4, Buffer(b"\1" + bytes(23))), "do not add up to its bytes"),
            ("Decimal", item(1, '["Decimal",20,99]'), "is not from 0 to 38"),
            ("Datetime with a zone", item(1, '["Datetime","us","../../etc/passwd"]'), "time zone"),
            ("Categorical", item(4, ["a", "a"]), "a category stands twice"),
            ("Categorical", item(5, Buffer(b"\7" + bytes(11))), "that of no category"),
            ("Enum", item(1, '["Enum",1,2]'), "a name or a category is no text"),
            ("List", item(4, Buffer(b"\xff" * 12)), "the lengths of its lists"),
            ("Array", item(1, '["Array","Float64",3]'), "not as many elements"),
            ("Struct", item(1, '["Struct","x","Int8","x",["List","String"]]'), "stands twice"),
        ],
        {"mutants": 25},
    ),
    Row(
        frames.DataFrame,
        {
            "two": lambda: pl.DataFrame({"a": [1, None], "b": ["x", "y"]}),
            "none": lambda: pl.DataFrame(),
        },
        [
            ("two", {"height": 3}, "no series of its height"),
            ("two", {"columns": None}, "not its columns and its height"),
            ("two", {"columns": [pl.Series("a", [1, 2])] * 2}, "two columns have one name"),
            ("none", {"height": -1}, "a negative height"),
        ],
    ),
    Row(
        dtypes.DType,
        {
            "list": lambda: pl.List(pl.Int8()),
            "enum": lambda: pl.Enum(["a", "b"]),
            "zone": lambda: pl.Datetime("ms", "UTC"),
        },
        [
            ("list", ['"read_csv"'], "of an unknown sort"),
            ("list", [7], "no description of one"),
            ("zone", ['["Datetime","weeks",null]'], "of an unknown sort"),
        ],
        # Its categories are pickled as a series, which is bytes of polars's own.
        {"unconverted": ("enum",)},
    ),
    Row(
        dtypes.Schema,
        {"two": lambda: pl.Schema({"a": pl.Int8(), "b": pl.String()})},
        [
            ("two", {"names": ["a", "a"]}, "stand twice"),
            ("two", {"dtypes": [7, 8]}, "one of its dtypes is none"),
            ("two", {"more": 1}, "not lists of names and dtypes"),
        ],
    ),
    Row(dtypes.Classes, {"ints": lambda: pl.Int64, "frames": lambda: pl.DataFrame}, []),
]
OTHERS = {"polars.query": "nothing of it is saved"}
VERSION = tuple(map(int, pl.__version__.split(".")[:2]))
globals().update(kit_tables.classes(__name__, ROWS, Kit, newest=VERSION >= (1, 30)))


def test_every_kind_has_its_tests():
    assert not kit_tables.kinds_without_tests("polars", ROWS, OTHERS)
