"""The conformance kit on every kind."""

import kit_of_frames
import kit_of_parts
import kit_tables
import numpy as np
import pandas as pd
from conversions import Converts
from pandas_comparison import (
    assert_same_frame,
    assert_same_index,
    assert_same_series,
    assert_same_values,
)
from pandas_samples import NEW

ROWS = [*kit_of_parts.ROWS, *kit_of_frames.ROWS]

OTHERS = {} if hasattr(pd.arrays, "NumpyExtensionArray") else {"pandas.numpy_array": "pandas has it since 2.1"}


class Kit(Converts, kit_tables.Tabled):
    mutants = 40
    # Of Arrow's types, those that have others in them do not convert.
    refused = {"lists": r"pyarrow\.lib\.field"}

    def equal(self, saved, loaded):
        if isinstance(saved, pd.DataFrame):
            assert_same_frame(loaded, saved)
        elif isinstance(saved, pd.Series):
            assert_same_series(loaded, saved)
        elif isinstance(saved, pd.Index):
            assert_same_index(loaded, saved)
        elif isinstance(saved, pd.api.extensions.ExtensionArray):
            assert_same_values(loaded, saved)
        else:
            assert saved is loaded or saved == loaded
            assert repr(saved) == repr(loaded)

    def use(self, obj):
        repr(obj)
        if isinstance(obj, pd.RangeIndex) and len(obj) > 10**6:
            return  # it takes no memory before its labels are asked for
        if isinstance(obj, pd.api.extensions.ExtensionArray | pd.Index | pd.Series):
            obj[:2], obj.take([0]), obj.isna(), obj.unique(), np.asarray(obj[:9])
        elif isinstance(obj, pd.DataFrame):
            obj.iloc[:2], obj.isna(), obj.describe(include="all"), obj.T
        elif isinstance(obj, pd.offsets.BaseOffset | pd.Timedelta):
            pd.Timestamp("2020-05-17") + obj
        else:
            hash(obj)


def absent(handler):
    """Return the names of the other major versions."""
    own = ("pandas.core.", "pandas._libs.", "pandas.api.")
    return tuple(name for name in handler.trusts if name.startswith(own) == NEW)


for row in ROWS:
    if row.handler.refers:
        row.members["absent"] = absent(row.handler)
globals().update(kit_tables.classes(__name__, ROWS, Kit, newest=NEW))


def test_every_kind_has_its_tests():
    assert not kit_tables.kinds_without_tests("pandas", ROWS, OTHERS)
