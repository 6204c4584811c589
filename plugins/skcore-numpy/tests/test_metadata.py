"""Metadata of dtypes."""

import numpy as np
import pytest

import skcore

METADATA = [
    np.dtype("i8", metadata={"unit": "m", "exponent": 3}),
    np.dtype(("f8", (2,)), metadata={"a": "b"}),
    np.dtype([("a", np.dtype("i8", metadata={"unit": "m"}))]),
]


@pytest.mark.parametrize("dtype", METADATA, ids=str)
def test_metadata_of_dtypes(round_trip, dtype):
    loaded = round_trip(dtype)
    assert loaded == dtype
    assert loaded.metadata == dtype.metadata
    if dtype.names:
        assert loaded["a"].metadata == dtype["a"].metadata
    assert round_trip(np.zeros(2, dtype)).dtype.metadata == np.zeros(2, dtype).dtype.metadata


@pytest.mark.parametrize("metadata", [{"a": [1]}, {5: "a"}, {"a": {1}}], ids=repr)
def test_metadata_that_is_not_plain(metadata):
    with pytest.raises(skcore.UnsupportedTypeError, match="metadata"):
        skcore.dumps(np.dtype("i8", metadata=metadata))


def test_a_structured_dtype_with_metadata():
    with pytest.raises(skcore.UnsupportedTypeError, match="metadata of its own"):
        skcore.dumps(np.dtype([("a", "i8")], metadata={"a": "b"}))
