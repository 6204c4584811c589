"""Buffers that do not agree are refused before Arrow gets them."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pandas_lies import at, ints, refused
from skcore_pandas import arrow, dtypes

import skcore

ARROW_TYPES = ['"int9"', "{}", '["list"]', '["struct","x"]', '["struct",1,"int8",true]', '["timestamp","h",null]']
ARROW_TYPES += ['["timestamp","us","../x y"]', '["decimal128",99,0]', '["decimal128","5",0]', '["fixed",-1]', "[", 7]
ARROW_TYPES += ['["decimal128",5,39]', '["decimal128",5,-39]', '["decimal256",5,77]', '["fixed",16777217]']
ARROW_TYPES += [
    f'["timestamp","us","{zone}"]' for zone in ("dateutil//etc/passwd", "dateutil/:/etc/passwd", "/etc/UTC")
]
ARROW_TYPES += [
    '["list","x",' * 40 + '"int8"' + ",true]" * 40,
    "[" * 90_000,
    '"int8"' + " " * 100_000,
    '["dictionary","double","string",false]',
]


@pytest.mark.parametrize("text", ARROW_TYPES, ids=lambda text: str(text)[:50])
def test_types_of_arrow(text):
    refused(dtypes.Arrow, pd.ArrowDtype(pa.int8()), {"type": text})


def words():
    return pd.array(["a", None, "ü"], "string[pyarrow]")


def of_arrow(values, kind):

    return pd.arrays.ArrowExtensionArray(pa.array(values, kind))


def arrow_lies():

    offset = "i8" if pa.types.is_large_string(words().__arrow_array__().type) else "i4"
    lists, dictionary = (
        of_arrow([[1, 2], [3]], pa.list_(pa.int8())),
        of_arrow(["a", "b"], pa.dictionary(pa.int8(), pa.string())),
    )
    missing = pd.arrays.ArrowExtensionArray(pa.DictionaryArray.from_arrays(pa.array([None, None], "i1"), pa.nulls(1)))
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
        "an index of what is missing": (missing, at(3, skcore.Buffer(b""))),
        "an index of what is missing, among others": (missing, at(3, skcore.Buffer(b"\1"))),
        "indices fewer than rows": (dictionary, at(2, skcore.Plain((3, 2, 2)))),
        "a struct of uneven fields": (struct, at(2, skcore.Plain((3, 2)))),
        "nothing, often": (nothing, at(2, skcore.Plain((2**39,)))),
        "a number beyond its precision": (decimal, at(4, ints([2**62, 0, 5, 0], "i8"))),
        "a short number": (decimal, at(4, skcore.Buffer(bytes(31)))),
        "no time of a day": (clock, at(4, ints([90_000, 0], "i4"))),
    }


def test_an_index_of_what_is_missing_is_not_saved():
    indices, values = pa.array([0, 0], "i1"), pa.nulls(1)
    for array in (
        pa.DictionaryArray.from_arrays(indices, values),
        pa.StructArray.from_arrays([pa.DictionaryArray.from_arrays(indices, values)], ["x"]),
    ):
        with pytest.raises(skcore.UnsupportedTypeError, match="values that are all missing"):
            skcore.dumps(pd.arrays.ArrowExtensionArray(array))
    missing = pd.arrays.ArrowExtensionArray(pa.array([None, None]).dictionary_encode())
    assert skcore.loads(skcore.dumps(missing)).isna().all()


@pytest.mark.parametrize("name", arrow_lies())
def test_arrays_of_arrow(name):
    refused(arrow.ArrowArray, *arrow_lies()[name])
