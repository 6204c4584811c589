"""Indexes, series and frames that lie are refused, and what they share is nothing that another could write to."""

import numpy as np
import pandas as pd
import pytest
from pandas_lies import doubled, ints, nested, refused, tampered
from pandas_samples import EXTENSIONS
from skcore_pandas import arrays, arrow, checks, frames, indexes, zones

import skcore

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
if hasattr(pd.arrays, "NumpyExtensionArray"):
    # pandas has it since 2.1.
    SERIES_LIES.append({"values": pd.arrays.NumpyExtensionArray(np.array([1, 2, 3]))})


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


COPIES = {
    "categories": (arrays.Categorical, pd.Categorical(["a"]), "codes", b"\0"),
    "sparse values": (arrays.Sparse, pd.arrays.SparseArray([1.0]), "places", bytes(4)),
    "levels": (indexes.MultiIndex, pd.MultiIndex.from_tuples([(1, 2)]), "codes", bytes(2)),
    "texts of Arrow": (arrow.ArrowArray, pd.array(["a"], "string[pyarrow]"), 5, b"a"),
}


@pytest.mark.parametrize("name", COPIES)
def test_one_buffer_for_many_arrays(name):
    """Each would copy it, so that a small file could fill the memory."""
    handler, obj, place, memory = COPIES[name]
    buffer = skcore.Buffer(memory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handler, "copies", False)
        data = tampered(handler, [obj, obj.copy()], lambda state: state.__setitem__(place, buffer))
    with pytest.raises(skcore.InvalidFileError, match="two objects have one buffer"):
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
    memory = np.zeros(13, np.float16)
    crooked = memory[1:].view("f8")
    with pytest.raises(skcore.UnsupportedTypeError, match="aligned"):
        skcore.dumps(pd.Series(crooked, copy=False))
    with pytest.raises(skcore.InvalidStateError, match="aligned"):
        checks.check_array(crooked)


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
