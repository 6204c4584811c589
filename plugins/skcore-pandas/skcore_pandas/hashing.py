"""What must hold of labels that pandas looks up: a hash each, which were not made to collide, and room for them.

pandas hashes numbers without a secret, so that labels can be chosen whose hashes are all the same: to see that
none stands twice then takes time in the square of their number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skcore import InvalidStateError, once, spend
from skcore_pandas.checks import check_label

if TYPE_CHECKING:
    import numpy as np

_CROWD = 64
_FEW = 256
_BUCKETS = 1_048_573
_DENSE = 64
"""How many bytes pandas takes to look up a label that takes none in the file."""


@once
def check_labels(index: Any) -> None:
    """Refuse an index whose labels could not be looked up, or not in the time that their number asks for."""
    import numpy as np
    import pandas as pd

    if isinstance(index, pd.MultiIndex):
        return _check_crowd(_hashes(index._engine.values))
    if isinstance(index, pd.RangeIndex | pd.CategoricalIndex):
        return None
    spend(_DENSE * len(index) if _is_free(index.dtype) else 8 * len(index))
    if isinstance(index, pd.IntervalIndex):
        check_labels(index.left)
        return check_labels(index.right)
    values = index._values
    if index.dtype == object:
        return _check_objects(values)
    if isinstance(values, np.ndarray):
        return _check_crowd(_hashes(values))
    if not isinstance(values.dtype, pd.StringDtype):
        return _check_crowd(_hashes(_as_numpy(values)))
    return None


def _is_free(dtype: Any) -> bool:
    """Whether an array of a dtype may have elements that take no memory."""
    import pandas as pd

    return isinstance(dtype, pd.SparseDtype) or (isinstance(dtype, pd.ArrowDtype) and dtype.kind == "O")


def _as_numpy(values: Any) -> np.ndarray[Any, Any]:
    """Return what pandas hashes of an array of its own."""
    import numpy as np

    if hasattr(values, "asi8"):
        return np.asarray(values.asi8)
    found = values[~np.asarray(values.isna())]
    return np.asarray(found, getattr(values.dtype, "numpy_dtype", None))


def _check_objects(labels: Any) -> None:
    import numpy as np

    labels = list(labels)
    if set(map(type, labels)) <= {str}:
        return
    for label in labels:
        check_label(label)
    # One that is not itself, as NaN is not, pandas takes for the same as others of its sort.
    found = np.array([hash(label) for label in labels if label is not None and label == label], np.int64)
    bits = found.view(np.uint64)
    _check_crowd((bits ^ (bits >> np.uint64(32))).astype(np.uint32))


def _hashes(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the hashes that pandas gives to numbers, or none for dtypes of which each number has its own."""
    import numpy as np

    kind, size = values.dtype.kind, values.dtype.itemsize
    if kind == "O":
        _check_objects(values)
    if kind == "c" and size == 16:
        values = values[~np.isnan(values)]
        found: np.ndarray[Any, Any] = _of_floats(values.real) ^ _of_floats(values.imag)
        return found
    if kind == "f" and size == 8:
        return _of_floats(values[~np.isnan(values)])
    if kind in "iumM" and size == 8:
        bits = np.ascontiguousarray(values).view(np.uint64)
        return ((bits >> np.uint64(33)) ^ bits ^ (bits << np.uint64(11))).astype(np.uint32)
    return np.empty(0, np.uint32)


def _of_floats(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the hashes of floats: MurmurHash2 of their halves."""
    import numpy as np

    # 0.0 and -0.0 are one label.
    bits = (values.astype(np.float64) + 0.0).view(np.uint64)
    factor = np.uint32(0x5BD1E995)
    found: np.ndarray[Any, Any] = np.full(len(bits), 0xC70F6907 ^ 4, np.uint32)
    for half in (bits.astype(np.uint32), (bits >> np.uint64(32)).astype(np.uint32)):
        mixed = half * factor
        found = found * factor ^ (mixed ^ (mixed >> np.uint32(24))) * factor
    return found


def _check_crowd(hashes: np.ndarray[Any, Any]) -> None:
    """Refuse hashes of which many are the same."""
    import numpy as np

    if len(hashes) < _FEW or np.bincount(hashes % _BUCKETS).max() <= _CROWD:
        return
    if np.unique(hashes, return_counts=True)[1].max() > _CROWD:
        raise InvalidStateError("its labels collide: they were made to take long")
