"""Arrays of pandas's that are one of numpy's with a dtype, as pickles have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skcore import Record, once, spend
from skcore_pandas import arrays, times
from skcore_pandas.pickled import cython_state, name_of, public, require

_ARRAYS = "pandas.arrays."


def array_of(record: Record) -> Any:
    """Return the array that a pickle rebuilds from its class, its dtype and its values.

    That of a block of a frame has several rows: it is the array of numpy's, or a list of one array for each row.
    """
    import numpy as np

    name = name_of(record.args[0] if record.args else None, _BUILT)
    dtype, values, *further = cython_state(record)
    require(type(values) is np.ndarray and values.ndim in (1, 2), "its values are no array of one or two dimensions")
    build, cls = _BUILT[name], public(name)
    if values.ndim == 1:
        return build(cls, dtype, values, further[0] if further and type(further[0]) is dict else {})
    return values if isinstance(dtype, np.dtype) else [build(cls, dtype, row, {}) for row in values]


def _categorical(cls: Any, dtype: Any, values: Any, further: dict[str, Any]) -> Any:
    require(values.dtype.kind == "i" and values.dtype.isnative, "its codes are no ints")
    spend(2 * values.nbytes)
    state = {"dtype": dtype, "bytes": values.dtype.itemsize, "codes": memoryview(values.tobytes())}
    return arrays.Categorical().load(cls, state)


def _strings(cls: Any, dtype: Any, values: Any, further: dict[str, Any]) -> Any:
    import numpy as np
    import pandas as pd

    require(values.dtype == object, "its texts are no objects")
    spend(32 * len(values))
    items = values.tolist()
    missing = [item is None or item is pd.NA or type(item) is float for item in items]
    texts = ["" if gone else item for item, gone in zip(items, missing, strict=True)]
    state = {"dtype": dtype, "texts": texts, **({"missing": np.array(missing)} if any(missing) else {})}
    return arrays.Strings().load(cls, state)


def _times(cls: Any, dtype: Any, values: Any, further: dict[str, Any]) -> Any:
    import numpy as np

    state = {"values": values, **({} if isinstance(dtype, np.dtype) else {"dtype": dtype})}
    freq = further.get("_freq")
    array = times.Times().load(cls, {**state, **({} if freq is None else {"freq": freq})})
    if freq is not None:
        frequencies()[id(array)] = array, freq
    return array


@once
def frequencies() -> dict[int, tuple[Any, Any]]:
    """Return the frequencies that arrays had in a pickle: since pandas 3.1, only an index has one."""
    return {}


def _periods(cls: Any, dtype: Any, values: Any, further: dict[str, Any]) -> Any:
    return times.Periods().load(cls, {"ordinals": values, "dtype": dtype})


def _plain(cls: Any, dtype: Any, values: Any, further: dict[str, Any]) -> Any:
    return arrays.NumpyArray().load(cls, {"values": values})


_BUILT: dict[str, Callable[..., Any]] = {
    "pandas.Categorical": _categorical,
    f"{_ARRAYS}StringArray": _strings,
    "pandas.core.arrays.string_.StringArrayNumpySemantics": _strings,
    f"{_ARRAYS}DatetimeArray": _times,
    f"{_ARRAYS}TimedeltaArray": _times,
    f"{_ARRAYS}PeriodArray": _periods,
    f"{_ARRAYS}NumpyExtensionArray": _plain,
}
