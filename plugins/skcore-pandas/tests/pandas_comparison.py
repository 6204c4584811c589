"""Exact comparison of what pandas has."""

import numpy as np
import pandas as pd


def assert_same_values(loaded, original):
    """Compare arrays of numpy's or of pandas's: types, dtypes, and each element."""
    assert type(loaded) is type(original)
    assert loaded.dtype == original.dtype
    assert type(loaded.dtype) is type(original.dtype)
    assert loaded.shape == original.shape
    if isinstance(loaded, np.ndarray):
        if original.flags.forc:
            assert loaded.flags.f_contiguous == original.flags.f_contiguous
        if loaded.dtype != object:
            assert loaded.tobytes() == original.tobytes()
            return
        assert list(map(type, loaded.ravel())) == list(map(type, original.ravel()))
        for one, other in zip(loaded.ravel(), original.ravel(), strict=True):
            assert one is other or one == other or (one != one and other != other)
        return
    pd.testing.assert_extension_array_equal(loaded, original, check_exact=True)
    for name in ("categories", "codes", "freq", "tz", "closed", "sp_values", "fill_value", "kind", "ordered"):
        if hasattr(original, name):
            one, other = getattr(loaded, name), getattr(original, name)
            if isinstance(other, pd.Index):
                assert_same_index(one, other)
            elif isinstance(other, np.ndarray):
                assert_same_values(one, other)
            else:
                assert type(one) is type(other)
                assert one == other or one != one


def assert_same_index(loaded, original):
    assert type(loaded) is type(original)
    pd.testing.assert_index_equal(loaded, original, exact=True, check_exact=True)
    assert list(map(type, loaded.names)) == list(map(type, original.names))
    assert getattr(loaded, "freq", None) == getattr(original, "freq", None)
    if isinstance(original, pd.MultiIndex):
        assert loaded.sortorder == original.sortorder
        for one, other in zip(loaded.codes, original.codes, strict=True):
            assert_same_values(np.asarray(one), np.asarray(other))
        for one, other in zip(loaded.levels, original.levels, strict=True):
            assert_same_index(one, other)
    elif not isinstance(original, pd.RangeIndex):
        assert_same_values(loaded._values, original._values)


def assert_same_series(loaded, original):
    assert type(loaded) is type(original)
    pd.testing.assert_series_equal(loaded, original, check_exact=True, check_freq=True, check_flags=True)
    assert_same_values(loaded._values, original._values)
    assert_same_index(loaded.index, original.index)
    assert (loaded.name, type(loaded.name)) == (original.name, type(original.name))
    assert loaded.attrs == original.attrs


def assert_same_frame(loaded, original):
    assert type(loaded) is type(original)
    pd.testing.assert_frame_equal(loaded, original, check_exact=True, check_freq=True, check_flags=True)
    assert_same_index(loaded.index, original.index)
    assert_same_index(loaded.columns, original.columns)
    for place in range(original.shape[1]):
        assert_same_series(loaded.iloc[:, place], original.iloc[:, place])
    assert loaded.attrs == original.attrs
