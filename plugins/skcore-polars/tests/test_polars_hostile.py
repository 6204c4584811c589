"""Series and frames that lie are refused before polars gets them."""

import numpy as np
import polars as pl
import pytest
from polars_samples import series
from skcore_polars import dtypes, frames

import skcore


def lie(monkeypatch, obj, change):
    original = frames.Series.save

    def save(self, given):
        state = original(self, given)
        change(state)
        return state

    with monkeypatch.context() as patch:
        patch.setattr(frames.Series, "save", save)
        return skcore.dumps(obj)


def refused(data, rule=None):
    with pytest.raises(skcore.SkcoreError, match=rule) as caught:
        skcore.loads(data, trusted=skcore.plugin_defaults)
    assert str(caught.value).isascii()


def at(place, value):
    return lambda state: state.__setitem__(place, value)


def numbers(values, dtype):
    return skcore.Buffer(np.array(values, dtype).tobytes())


def often(dtype, lengths, *buffers):
    """Return a change to a column whose rows take no memory in the file."""

    def change(state):
        state[1:] = [dtype, skcore.Plain(lengths), skcore.Buffer(b""), *buffers]

    return change


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
    "a struct of longer fields": ("Null", often('["Struct","a","Null"]', (2, 3))),
    "a struct of uneven fields": ("Struct", at(2, skcore.Plain((2, 2, 1, 1)))),
    "nothing, often": ("Null", at(2, skcore.Plain((2**31,)))),
    "arrays of nothing, often": ("Null", often('["Array","Null",1]', (2**28, 2**28))),
    "a list of nothing, often": ("Null", often('["List","Null"]', (1, 2**27), numbers([2**27], "u4"))),
    "structs of nothing in a list": (
        "Null",
        often('["List",["Struct","a","Null"]]', (1, 2**27, 2**27), numbers([2**27], "u4"), skcore.Buffer(b"")),
    ),
    "an array wider than memory": ("Null", often('["Array",["Array","Int8",1000000],1000000]', (0, 0, 0))),
    "an array of structs wider than memory": (
        "Null",
        often('["Array",["Struct","a",["Array","Int8",1000000]],1000000]', (0, 0, 0), *[skcore.Buffer(b"")] * 2),
    ),
}


def test_one_buffer_for_many_columns(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(frames.Series, "copies", False)
        data = lie(patch, [series("Int64"), series("Int64")], at(4, skcore.Buffer(bytes(16))))
    refused(data, "two objects have one buffer")


RULES = {
    "what is missing is not told|buffer is missing": [
        "a longer length",
        "short missing",
        "a struct of uneven fields",
    ],
    "a length is missing": ["a huge length", "a negative length", "a length that is no int", "no length"],
    "more lengths or values": ["two lengths", "too many values", "a struct of other fields"],
    "its lengths are missing": ["lengths that are a list", "a name that is no text"],
    "surrogates not allowed": ["a name that is no Unicode", "a lone surrogate"],
    "a buffer is missing": [
        *("a wider dtype", "missing that is a list", "a short buffer", "a crooked buffer", "objects for numbers"),
        "no values",
    ],
    "of an unknown sort": ["an unknown dtype", "a method as a dtype", "a unit of its own"],
    "nested over 32 deep": ["a nested dtype"],
    "its dtype is malformed": ["malformed JSON", "deep JSON", "an enum that stands twice"],
    "no description of one": ["a dtype that is no text"],
    "neither 0 nor 1": ["missing that is neither", "truth of 7"],
    "its texts are no list of str": ["numbers for texts", "too few texts"],
    "conversion from `str`": ["a text that is no number", "a number beyond its precision"],
    "is not from 0 to 38": ["a scale of 99"],
    "none of a day": ["a time beyond its day", "a time before its day", "a day beyond all", "a moment beyond all"],
    "none of the time zone database": ["a zone that is a path"],
    "time zone": ["a zone that is not there"],
    "a code is that of no category": ["a code beyond the categories", "a code beyond an enum"],
    "a category stands twice": ["a category twice"],
    "a name or a category is no text": ["an enum of numbers"],
    "the lengths of its lists": ["lists that are too long", "lists that are huge"],
    "its lengths do not add up": ["bytes that are too long", "bytes that are left"],
    "not as many elements": ["an array of another width"],
    "is not from 1 to 2147483648": [
        *("an array of no width", "an array wider than memory", "an array of structs wider than memory"),
    ],
    "a field's name stands twice": ["a struct with one name twice"],
    "the fields of a struct": ["a struct of longer fields"],
    "far more memory": [
        *("nothing, often", "arrays of nothing, often", "a list of nothing, often", "structs of nothing in a list"),
    ],
}


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for rule, names in RULES.items() for name in names])
def test_series_that_lie(monkeypatch, name, rule):
    sort, change = LIES[name]
    refused(lie(monkeypatch, series(sort), change), rule)


def test_each_lie_has_a_rule():
    assert sorted(LIES) == sorted(name for names in RULES.values() for name in names)


def wide(dtype, lengths, buffers):
    """Return a change to a column of one row, which is missing, and within which there are no rows."""

    def change(state):
        state[1:] = [dtype, skcore.Plain((1, *[0] * lengths)), skcore.Buffer(b"\1"), *[skcore.Buffer(b"")] * buffers]

    return change


GREEDY = {
    "rows that take no memory": (16, "Null", at(2, skcore.Plain((2**25,)))),
    "rows without memory in lists": (4, "Null", often('["List","Null"]', (1, 2**21), numbers([2**21], "u4"))),
    "rows without memory in arrays": (4, "Null", often('["Array","Null",1]', (2**17, 2**17))),
    "elements without memory in arrays": (4, "Null", often('["Array","Null",2097152]', (1, 2**21))),
    "rows of structs that take no memory": (16, "Null", often('["Struct","a","Null"]', (2**25, 2**25))),
    "wide rows that are missing": (4, "Null", wide('["Array","Int8",33000000]', 1, 2)),
    "wide rows of structs that are missing": (
        4,
        "Null",
        wide('["Array",["Struct","a",["Array","Int8",5500],"b","Int8"],6000]', 4, 6),
    ),
}


@pytest.mark.parametrize("name", GREEDY)
def test_what_one_column_may_ask_for_many_may_not(monkeypatch, name):
    count, sort, change = GREEDY[name]
    assert len(skcore.loads(lie(monkeypatch, series(sort), change))) in (1, 2**17, 2**25)
    refused(lie(monkeypatch, [series(sort) for _ in range(count)], change), "far more memory")


@pytest.mark.parametrize(("sort", "texts"), [("String", ["a", "b", "c"]), ("Categorical", ["a", "b"])])
def test_columns_that_share_their_texts_do_not_each_copy_them(monkeypatch, sort, texts):
    refused(lie(monkeypatch, [series(sort), series(sort)], at(4, texts)), "not as many|no category")


FRAME_LIES = {
    "another height": {"height": 3},
    "a height that is no int": {"height": 2.0},
    "a column that is a list": {"columns": [[1, 2]]},
    "no columns": {"columns": None},
    "a column twice": {"columns": [pl.Series("a", [1, 2])] * 2},
    "a column of another length": {"columns": [pl.Series("a", [1])]},
    "nothing, high": {"columns": [], "height": 2**40},
    "nothing, below": {"columns": [], "height": -1},
    "a field of its own": {"more": 1},
}


@pytest.mark.parametrize("name", FRAME_LIES)
def test_frames_that_lie(monkeypatch, name):
    original = frames.DataFrame.save
    with monkeypatch.context() as patch:
        patch.setattr(frames.DataFrame, "save", lambda self, obj: {**original(self, obj), **FRAME_LIES[name]})
        data = skcore.dumps(pl.DataFrame({"a": [1, 2]}))
    refused(data)


@pytest.mark.parametrize(
    "lies", [{"names": ["a"]}, {"names": [1, 2]}, {"dtypes": [7, 8]}, {"names": ["a", "a"]}], ids=str
)
def test_schemas_that_lie(monkeypatch, lies):
    original = dtypes.Schema.save
    with monkeypatch.context() as patch:
        patch.setattr(dtypes.Schema, "save", lambda self, obj: {**original(self, obj), **lies})
        data = skcore.dumps(pl.Schema({"a": pl.Int8(), "b": pl.String()}))
    refused(data)
