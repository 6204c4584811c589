"""What numpy says of the limits of its number types."""

import numpy as np
import pytest
from skcore_numpy import limits


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "c8", "g"])
def test_limits_of_floats(round_trip, dtype):
    found = np.finfo(dtype)
    loaded = round_trip(found)
    assert (loaded.dtype, loaded.eps) == (found.dtype, found.eps)


@pytest.mark.parametrize("dtype", ["i1", "u8"])
def test_limits_of_integers(round_trip, dtype):
    found = np.iinfo(dtype)
    loaded = round_trip(found)
    assert (loaded.dtype, loaded.min, loaded.max) == (found.dtype, found.min, found.max)


@pytest.mark.parametrize("lie", ["<U5", "|O", "<i4", "nonsense", 5], ids=str)
def test_limits_that_lie(tampered, refused, lie):
    refused(tampered(limits.Limits, np.finfo("f8"), lambda state: state.__setitem__(0, lie)))
