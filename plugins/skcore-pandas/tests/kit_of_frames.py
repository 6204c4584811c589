"""The rows of the conformance kit for arrays, indexes and frames."""

import numpy as np
import pandas as pd
from kit_tables import Row
from pandas_lies import ints, nested
from pandas_samples import EXTENSIONS, INDEXES
from skcore_pandas import arrays, arrow, frames, indexes, references, times

from skcore import Plain


def of(*names):
    return {name: lambda name=name: EXTENSIONS[name] for name in names}


def index(*names):
    return {name: lambda name=name: INDEXES[name] for name in names}


def item(place, value):
    return lambda state: [*state[:place], value, *state[place + 1 :]]


def words():
    import pyarrow as pa

    return pd.arrays.ArrowExtensionArray(pa.array(["a", None, "ü"], pa.string()))


def lists():
    import pyarrow as pa

    return pd.arrays.ArrowExtensionArray(pa.array([[1, 2], None, [3]], pa.list_(pa.int8())))


ARRAYS = [
    Row(
        arrays.Categorical,
        of("category", "category of numbers", "category in order"),
        [
            ("category", {"codes": ints([0, 2, 1], "i1")}, "that of no category"),
            ("category", {"codes": ints([0, -2, 1], "i1")}, "that of no category"),
            ("category", {"bytes": 16}, "its codes are no ints"),
            ("category", {"codes": [0, 1]}, "no whole number of elements"),
            ("category", {"dtype": pd.CategoricalDtype()}, "its dtype has no categories"),
        ],
    ),
    Row(
        arrays.Masked,
        of("Int8", "Float64", "boolean"),
        [
            ("Int8", {"mask": np.array([True])}, "not of one length"),
            ("Int8", {"mask": [True, False, True]}, "something else than an array"),
            ("Float64", {"values": np.zeros(3, "f2")}, "a size that pandas has not"),
        ],
    ),
    Row(
        arrays.Strings,
        of("string python", "lone surrogate"),
        [
            ("string python", {"texts": ["a", 1, "b"]}, "no list of str"),
            ("string python", {"missing": np.array([True])}, "not of the length of its texts"),
            ("string python", {"dtype": np.dtype("f8")}, "not that of texts"),
        ],
    ),
    Row(
        arrays.Sparse,
        of("sparse", "sparse blocks", "sparse truth"),
        [
            ("sparse", {"places": ints([3], "i4")}, "do not increase within its length"),
            ("sparse", {"places": ints([-1], "i4")}, "do not increase within its length"),
            ("sparse", {"places": ints([0, 1], "i4")}, "not as many places as values"),
            ("sparse", {"length": 2**40}, "its length is no int"),
            ("sparse", {"values": np.array([1])}, "not of its dtype"),
        ],
    ),
    Row(
        times.Times,
        of("zoned", "times with a frequency", "spans with a frequency"),
        [
            ("zoned", {"values": np.arange(3)}, "something else than an array"),
            ("zoned", {"dtype": 1}, "its dtype has no time zone"),
            ("zoned", {"values": np.zeros(3, "M8[D]")}, "a unit that pandas has not"),
        ],
    ),
    Row(
        times.Periods,
        of("periods", "periods of quarters"),
        [
            ("periods", {"ordinals": np.zeros(3)}, "no array of int64|something else than an array"),
            ("periods", {"dtype": np.dtype("i8")}, "not that of periods"),
        ],
    ),
    Row(
        times.Intervals,
        of("intervals", "intervals of times"),
        [
            ("intervals", lambda state: {**state, "left": state["right"], "right": state["left"]}, "left side"),
            ("intervals", lambda state: {**state, "left": state["left"][:1]}, "not of one dtype and length"),
            ("intervals", {"left": [1, 2, 3]}, "no array of numbers or times"),
            ("intervals", {"closed": "up"}, "closed"),
        ],
    ),
    Row(
        arrow.ArrowArray,
        {"words": words, "lists": lists, **of("string pyarrow")},
        [
            ("words", item(4, ints([0, 1, 1, 2**30], "i4")), "offsets do not lead"),
            ("words", item(4, ints([0, 1, 3], "i4")), "not of the size that its length asks for"),
            ("words", item(2, Plain((4,))), "not as many as its length|not of the size"),
            ("words", item(2, Plain((-1,))), "no length"),
            ("words", lambda state: state[:2], "no dtype, type and lengths"),
            ("words", lambda state: [*state, 1], "more lengths or buffers"),
        ],
    ),
]
if hasattr(pd.arrays, "NumpyExtensionArray"):
    ARRAYS.append(
        Row(
            arrays.NumpyArray,
            {"floats": lambda: pd.arrays.NumpyExtensionArray(np.array([1.5, 2.5]))},
            [("floats", {"values": [1.5]}, "something else than an array")],
        )
    )
INDEX = [
    Row(
        indexes.Index,
        index("numbers", "not unique", "objects", "tuples", "masked", "empty"),
        [
            ("numbers", {"values": [1, 2, 3]}, "no array of one dimension|something else"),
            ("numbers", {"values": np.zeros(3, "M8[ns]")}, "of another class or dtype"),
            ("numbers", {"name": nested(200)}, "nested over 50 deep"),
            ("numbers", {"name": ["a"]}, "unhashable"),
        ],
    ),
    Row(
        indexes.ArrayIndex,
        index("times by the month", "spans", "periods", "intervals", "categories", "no times"),
        [
            ("times by the month", {"values": EXTENSIONS["periods"]}, "no array of the class"),
            ("times by the month", {"freq": pd.offsets.Day(2)}, "freq"),
            ("periods", {"freq": pd.offsets.Day(1)}, "no frequency of its own"),
        ],
    ),
    Row(
        indexes.RangeIndex,
        index("range", "empty range", "range backwards"),
        [
            ("range", {"step": 0}, "its step is 0"),
            ("range", {"stop": 2**40}, "it is longer than"),
            ("range", {"start": "0"}, "is no int from"),
        ],
    ),
    Row(
        indexes.MultiIndex,
        index("levels", "levels of a product", "levels in order", "no rows in levels"),
        [
            ("levels", {"codes": ints([9, 1, 0, 0, 1, -1], "i1")}, "that of no label"),
            ("levels", {"length": 2**61}, "not one code for each level and row"),
            ("levels", {"bytes": Plain((1,))}, "not one name and one size"),
            ("levels", {"levels": [["a"], [1]]}, "a level is no index"),
            ("levels", {"bytes": Plain((0, 0))}, "its codes are no ints"),
        ],
    ),
]


def frame():
    made = pd.DataFrame({"a": [1, 2], "b": [0.5, 1.5], "c": pd.Categorical(["x", "y"]), "d": ["u", None]})
    made["e"] = made["b"] * 2
    return made


FRAMES = [
    Row(
        frames.Series,
        {
            "numbers": lambda: pd.Series([1.5, 2.5], INDEXES["words"], name="n"),
            "zoned": lambda: pd.Series(EXTENSIONS["zoned"]),
        },
        [
            ("numbers", {"index": pd.RangeIndex(3)}, "not of the length of its values"),
            ("numbers", {"index": ["a", "b"]}, "an axis is no index"),
            ("numbers", {"name": nested(200)}, "nested over 50 deep"),
            ("numbers", {"attrs": []}, "attrs is no dict"),
            ("numbers", {"unique": 1}, "unique is not True"),
        ],
    ),
    Row(
        frames.DataFrame,
        {"mixed": frame, "empty": lambda: pd.DataFrame(index=INDEXES["words"])},
        [
            ("mixed", {"index": pd.RangeIndex(3)}, "not of the length of its values"),
            ("mixed", {"columns": pd.RangeIndex(3)}, "not of the length of its values"),
            ("mixed", {"places": Plain((0, 0, 1, 2, 3))}, "each once"),
            ("mixed", {"arrays": None}, "its arrays are no list"),
            ("mixed", {"attrs": 1}, "attrs is no dict"),
        ],
    ),
]
REFERENCES = [
    Row(references.Functions, {"isna": lambda: pd.isna, "cut": lambda: pd.cut}, [], {}),
    Row(references.Classes, {"frames": lambda: pd.DataFrame, "ints": lambda: pd.Int64Dtype}, [], {}),
]
ROWS = [*ARRAYS, *INDEX, *FRAMES, *REFERENCES]
