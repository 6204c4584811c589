"""Pickles that no pandas wrote are refused when they are converted; those of older releases are not."""

import pickle

import numpy as np
import pandas as pd
import pytest
from conversions import Raw, converted, name, record

import skcore

INDEX = "pandas.core.indexes.base._new_Index"
BACKED = "pandas._libs.arrays.__pyx_unpickle_NDArrayBacked"
BLOCKS = "pandas.core.internals.managers.BlockManager"
BLOCK = "pandas._libs.internals._unpickle_block"
ARROW = "pyarrow.lib."


def value(obj):
    return Raw(pickle.dumps(obj, 3))


def index(cls, **parts):
    return record(INDEX, name(f"pandas.{cls}"), parts)


def backed(cls, dtype, values):
    return record(BACKED, name(f"pandas.{cls}"), 0, None, state=(dtype, values))


def frame(*blocks, rows=3, columns=2):
    axes = [value(pd.RangeIndex(columns)), value(pd.RangeIndex(rows))]
    return record("pandas.DataFrame", state={"_mgr": record(BLOCKS, tuple(blocks), axes)}, new=True)


def block(values, places, ndim=2):
    return record(BLOCK, value(values), value(places), ndim)


def texts(*buffers, length=2, offset=0, kind="string"):
    kind = record(f"{ARROW}type_for_alias", kind)
    parts = [part if part is None else record(f"{ARROW}py_buffer", part) for part in buffers]
    return record(f"{ARROW}_restore_array", (kind, length, -1, offset, parts, [], None))


CATEGORIES = value(pd.CategoricalDtype(["a", "b"]))
STRINGS = record("pandas.StringDtype", "python", name("pandas.NA"))
ENDS = np.array([0, 1, 2], "<i4").tobytes()
HOSTILE = {
    "a code of no category": (backed("Categorical", CATEGORIES, value(np.array([7], "i1"))), "that of no category"),
    "codes that are floats": (backed("Categorical", CATEGORIES, value(np.array([0.0]))), "codes are no ints"),
    "a dtype that is a text": (backed("Categorical", "category", value(np.array([0], "i1"))), "no categories"),
    "an array of another class": (backed("DataFrame", CATEGORIES, value(np.array([0]))), "none of pandas's"),
    "an array of three dimensions": (backed("Categorical", CATEGORIES, value(np.zeros((1, 1, 1), "i1"))), "dimensions"),
    "values that are a list": (backed("Categorical", CATEGORIES, [0]), "no array"),
    "texts that are numbers": (backed("arrays.StringArray", STRINGS, value(np.array([5], object))), "no list of str"),
    "an index of another class": (index("DataFrame", data=value(np.arange(3))), "none of pandas's"),
    "an index of another library": (record(INDEX, name("os.system"), {}), "none of pandas's"),
    "an index out of a text": (index("Index", data="abc"), "no array of one dimension"),
    "an index without parts": (record(INDEX, name("pandas.Index"), 5), "something else than named parts"),
    "a range of everything": (index("RangeIndex", start=0, stop=2**62, step=1, name=None), "longer than"),
    "a range without steps": (index("RangeIndex", start=0, stop=9, step=0, name=None), "its step is 0"),
    "a name without a hash": (index("Index", data=value(np.arange(3)), name=[1]), "unhashable"),
    "levels that are no indexes": (
        index("MultiIndex", levels=[5], codes=[value(np.array([0]))], names=[None], sortorder=None),
        "a level is no index",
    ),
    "a code beyond the level": (
        index("MultiIndex", levels=[value(pd.Index([1.0]))], codes=[value(np.array([9]))], names=[None]),
        "that of no label",
    ),
    "intervals without ends": (
        record("pandas.core.indexes.interval._new_IntervalIndex", name("pandas.IntervalIndex"), {"left": 1}),
        "no array",
    ),
    "a frame of a column twice": (frame(block(np.zeros((2, 3)), np.array([0, 0]))), "each once"),
    "a frame of too few columns": (frame(block(np.zeros((1, 3)), slice(0, 1, 1))), "not of the length"),
    "a frame of longer columns": (frame(block(np.zeros((2, 9)), slice(0, 2, 1))), "not of the length"),
    "places without end": (frame(block(np.zeros((2, 3)), slice(0, 2**62, 1))), "too many places"),
    "places that are texts": (frame(block(np.zeros((2, 3)), "ab")), "neither a slice nor an array"),
    "a block of one dimension": (frame(block(np.zeros(3), slice(0, 1, 1), 1)), "has not two dimensions"),
    "blocks that are arrays": (frame(value(np.zeros((2, 3)))), "a block is none"),
    "a frame of nothing": (record("pandas.DataFrame", state={"_mgr": 5}, new=True), "has not two axes"),
    "a series of nothing": (record("pandas.Series", state={}, new=True), "not one index and values"),
    "a period of everything": (record("pandas.PeriodDtype", "period[" + "9" * 99 + "D]"), "none of a frequency"),
    "a unit that is none": (
        record("pandas._libs.tslibs.timestamps._unpickle_timestamp", 1, None, None, 99),
        "its unit",
    ),
    "a time zone that is a path": (
        record("pandas.DatetimeTZDtype", state={"unit": "ns", "tz": record("pytz._p", "../../etc/passwd")}, new=True),
        "none of the time zone database",
    ),
    "an offset without end": (record("pandas._libs.tslibs.offsets.MonthEnd", 10**9, False), "n is no int from"),
    "an offset of more": (record("pandas._libs.tslibs.offsets.MonthEnd", *range(99)), "more than its arguments"),
    "places beyond the length": (
        record(
            "pandas.arrays.SparseArray",
            state={
                "_sparse_index": record("pandas._libs.sparse.IntIndex", 3, value(np.array([9], "i4"))),
                "_sparse_values": value(np.array([1.0])),
                "_dtype": value(pd.SparseDtype(float, 0.0)),
            },
            new=True,
        ),
        "do not increase within its length",
    ),
    "blocks without end": (
        record(
            "pandas._libs.sparse.BlockIndex",
            3,
            value(np.array([0], "i4")),
            value(np.array([2**31 - 1], "i4")),
        ),
        "far more memory",
    ),
    "texts beyond their buffer": (texts(None, np.array([0, 1, 99], "<i4").tobytes(), b"ab"), "ends before its array"),
    "offsets that go back": (texts(None, np.array([0, 2, 1], "<i4").tobytes(), b"ab"), "offsets do not lead"),
    "a length beyond the offsets": (texts(None, ENDS, b"ab", length=9), "ends before its array"),
    "a length beyond all": (texts(None, ENDS, b"ab", length=2**50), "a length is none"),
    "an offset before the start": (texts(None, ENDS, b"ab", offset=-1), "a length is none"),
    "bits that are missing": (texts(b"", ENDS, b"ab"), "ends before its array"),
    "bytes that are no texts": (texts(None, ENDS, b"\xff\xff"), "UTF"),
    "buffers that are missing": (texts(), "unpack"),
    "a block by itself": (block(np.zeros((1, 3)), slice(0, 1, 1)), "no object of its own"),
    "places by themselves": (
        record("pandas._libs.sparse.IntIndex", 3, value(np.array([1], "i4"))),
        "no object of its own",
    ),
    "a type of Arrow's that is none": (record(f"{ARROW}type_for_alias", "nonsense"), "malformed"),
    "chunks of another type": (
        record(f"{ARROW}chunked_array", [texts(None, ENDS, b"ab")], record(f"{ARROW}type_for_alias", "int8")),
        "of another type",
    ),
}


@pytest.mark.parametrize(("data", "rule"), HOSTILE.values(), ids=HOSTILE)
def test_what_pandas_does_not_write_is_refused(data, rule):
    with pytest.raises((skcore.UnsupportedTypeError, skcore.InvalidStateError), match=rule):
        converted(data)


def test_codes_that_are_shared_cannot_be_copied_without_end():
    shared = value(np.zeros(2**20, "i1"))[2:-1] + b"r\xff\xff\0\x000"
    each = backed("Categorical", CATEGORIES, Raw(b"\x80\x03j\xff\xff\0\0."))
    with pytest.raises((skcore.UnsupportedTypeError, skcore.InvalidStateError), match="far more memory or work"):
        converted(b"\x80\x03" + shared + b"](" + each[2:-1] * 300 + b"e.")


@pytest.mark.parametrize("protocol", range(2, 6))
def test_a_slice_of_texts(protocol):
    pa = pytest.importorskip("pyarrow")
    array = pa.array(["a", None, "bcd", "", "ü"])[1:4]
    series = pd.Series(pd.arrays.ArrowStringArray(pa.chunked_array([array, array])))
    loaded = skcore.loads(converted(pickle.dumps(series, protocol)))
    assert loaded.isna().tolist() == [True, False, False] * 2
    assert loaded.dropna().tolist() == ["bcd", ""] * 2


def test_indexes_of_pandas_1():
    for old in ("Int64Index", "Float64Index", "UInt64Index"):
        data = record(INDEX, name(f"pandas.core.indexes.numeric.{old}"), {"data": value(np.arange(3)), "name": "n"})
        loaded = skcore.loads(converted(data))
        pd.testing.assert_index_equal(loaded, pd.Index([0, 1, 2], name="n"))


def test_the_frequency_that_an_array_of_pandas_2_has():
    values = value(np.array(["2020-01-31", "2020-02-29"], "M8[ns]"))
    offset = record("pandas._libs.tslibs.offsets.MonthEnd", 1, False)
    array = record(
        BACKED,
        name("pandas.core.arrays.datetimes.DatetimeArray"),
        0,
        None,
        state=(value(np.dtype("M8[ns]")), values, {"_freq": offset}),
    )
    parts = {"data": array, "name": None}
    data = record("pandas.core.indexes.datetimes._new_DatetimeIndex", name("pandas.DatetimeIndex"), parts)
    loaded = skcore.loads(converted(data))
    assert loaded.freq == pd.offsets.MonthEnd()


def test_what_users_attach_is_kept():
    frame = pd.DataFrame({"a": [1, 2]}).set_flags(allows_duplicate_labels=False)
    frame.attrs["source"] = {"year": 2020}
    loaded = skcore.loads(converted(pickle.dumps(frame)))
    assert loaded.attrs == {"source": {"year": 2020}}
    assert not loaded.flags.allows_duplicate_labels


def test_a_frame_in_memory_that_is_shared_converts_once():
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": pd.Categorical(["u", "v"])})
    loaded = skcore.loads(converted(pickle.dumps([frame, frame], 4)))
    assert loaded[0] is loaded[1]
    pd.testing.assert_frame_equal(loaded[0], frame)


def test_a_block_that_is_all_blocks_of_a_frame_cannot_be_copied_without_end():
    block = record(BLOCK, [None] * 10_000, slice(0, 10_000, 1), 2)[2:-1] + b"q\x010"
    frame = b"cpandas\nDataFrame\n)\x81}X\x04\0\0\0_mgr"
    manager = record(BLOCKS)[2:].partition(b"\n(")[0] + b"\n((" + b"h\x01" * 3000 + b"t](NNetR"
    with pytest.raises(skcore.UnsupportedTypeError, match="far more memory or work"):
        converted(b"\x80\x03" + block + frame + manager + b"sb.")
