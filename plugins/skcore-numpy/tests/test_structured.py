"""Records with Python objects among their fields."""

import numpy as np
import pytest
from skcore_numpy import structured

import skcore

RECORDS = {
    "an object": np.array([(1, "a"), (2, None)], [("number", "<i8"), ("object", "O")]),
    "several dimensions": np.asfortranarray(np.full((2, 3), 5, [("a", "O"), ("b", "<f4", (2, 2))])),
    "objects in a subarray": np.full(2, 7, [("a", "O", (2,)), ("b", "?")]),
    "nested": np.array([((1, "x"), 2.5)], [("inner", [("a", "i4"), ("b", "O")]), ("c", "f8")]),
    "aligned": np.zeros(3, np.dtype([("a", "i1"), ("b", "O")], align=True)),
    "a recarray": np.rec.array([(1, "a")], dtype=[("a", "i8"), ("b", "O")]),
    "none": np.zeros(0, [("a", "O")]),
    "no dimensions": np.zeros((), [("a", "O")]),
}


@pytest.mark.parametrize("name", RECORDS)
def test_records_with_objects(round_trip, name):
    array = RECORDS[name]
    loaded = round_trip(array)
    assert loaded.dtype == array.dtype
    assert loaded.dtype.type is array.dtype.type
    assert loaded.dtype.isalignedstruct == array.dtype.isalignedstruct
    assert loaded.shape == array.shape
    assert loaded.flags.fnc == array.flags.fnc
    assert repr(loaded) == repr(array)


def test_one_record_with_objects(round_trip):
    shared = ["a"]
    record = np.array([(1, shared)], [("a", "i8"), ("b", "O")])[0]
    loaded, found = round_trip([record, shared])
    assert type(loaded) is np.void
    assert loaded["b"] is found
    assert loaded.dtype == record.dtype


STRUCTURED_LIES = {
    "a column less": {"columns": []},
    "a column that is no array": {"columns": [5, 5]},
    "a column of another length": {"columns": [np.zeros(3, "i8"), np.zeros(2, object)]},
    "a column of another dtype": {"columns": [np.zeros(2, "f8"), np.zeros(2, object)]},
    "numbers for objects": {"columns": [np.zeros(2, "i8"), np.zeros(2, "i8")]},
    "a greater shape": {"shape": skcore.Plain((2**40,))},
    "no objects": {"dtype": '{"names":["a"],"formats":["<i8"],"offsets":[0],"itemsize":8}'},
    "no fields": {"dtype": "|O"},
    "padding": {"dtype": '{"names":["a","b"],"formats":["<i8","|O"],"offsets":[0,8],"itemsize":2000000000}'},
    "an unknown order": {"order": "A"},
}


@pytest.mark.parametrize("lie", STRUCTURED_LIES)
def test_records_that_lie(tampered, refused, lie):
    array = RECORDS["an object"]
    refused(tampered(structured.Structured, array, lambda state: state.update(STRUCTURED_LIES[lie])))


def test_several_records_for_one(tampered, refused):
    record = RECORDS["an object"][0]
    columns = [np.zeros(2, "i8"), np.zeros(2, object)]
    lie = {"shape": skcore.Plain((2,)), "columns": columns}
    refused(tampered(structured.Structured, record, lambda state: state.update(lie)))


def test_records_of_padding_are_refused_when_saved():
    dtype = np.dtype({"names": ["a"], "formats": ["O"], "offsets": [0], "itemsize": 5000})
    with pytest.raises(skcore.UnsupportedTypeError, match="unused bytes"):
        skcore.dumps(np.zeros(2, dtype))
