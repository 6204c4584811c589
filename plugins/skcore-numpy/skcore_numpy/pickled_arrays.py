"""Arrays as pickles have them: made empty and given a state, or built over bytes (protocol 5)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from skcore import Converted, InvalidStateError, Record, spend
from skcore_numpy.canonical import canonical
from skcore_numpy.dtypes import described
from skcore_numpy.elements import build
from skcore_numpy.objects import ObjectArray
from skcore_numpy.shapes import check_shape
from skcore_numpy.strings import StringArray

if TYPE_CHECKING:
    import numpy as np

RECONSTRUCT = "numpy._core.multiarray._reconstruct"
FROM_BUFFER = "numpy._core.numeric._frombuffer"
JOBLIB = "joblib.numpy_pickle.NumpyArrayWrapper"
"""What stands for an array in joblib's files, whose reader puts the array in its place."""
MAKERS = (RECONSTRUCT, FROM_BUFFER, JOBLIB)
_ELEMENT = 16
"""What a Python object takes of an array and of a list, as pointers to it."""


def convert(record: Record) -> Any:
    """Return the array that a pickle's record describes: over its own bytes, which are not copied.

    Raises
    ------
    InvalidStateError
        If it describes none.
    """
    if record.how != "call" or record.keywords or record.items or record.pairs:
        raise InvalidStateError("an array is made of something else than arguments and a state")
    if record.maker == FROM_BUFFER:
        return _from_buffer(record)
    if record.maker != RECONSTRUCT or len(record.args) != 3:
        raise InvalidStateError("an array is made in no way that numpy makes them")
    return from_state(class_of(record.args[0]), record.state)


def class_of(reference: Any) -> Any:
    """Return the class of arrays that a reference means."""
    import numpy as np

    name = canonical(reference.name) if type(reference) is Converted else None
    found = {
        "numpy.ndarray": np.ndarray,
        "numpy.matrix": np.matrix,
        "numpy.recarray": np.recarray,
        "numpy.char.chararray": np.char.chararray,
    }.get(str(name))
    if found is None:
        raise InvalidStateError("it is an array of a class that is none of numpy's")
    return found


def from_state(cls: Any, state: Any) -> Any:
    """Return the array whose ``__setstate__`` a pickle would call: version, shape, dtype, order and elements."""
    import numpy as np

    if type(state) is not tuple or len(state) != 5 or not isinstance(state[2], np.dtype):
        raise InvalidStateError("the state of an array is none that numpy writes")
    _, shape, dtype, fortran, data = state
    check_shape(shape)
    order = "F" if fortran is True or fortran == 1 else "C"
    if type(data) is list:
        array = of_objects(shape, dtype, order, data)
        return array if cls is np.ndarray else array.view(cls)
    array = of_bytes(shape, dtype, order, data)
    if not dtype.isnative and dtype.names is None:
        # To give an array its state puts its elements into the machine's own order.
        spend(array.nbytes)
        array = array.astype(dtype.newbyteorder("="), order="K")
    return array if cls is np.ndarray else array.view(cls)


def _from_buffer(record: Record) -> Any:
    """Return an array over bytes that stand in the pickle itself; axes in another order are told since numpy 2.3."""
    if record.state is not None or len(record.args) not in (4, 5):
        raise InvalidStateError("an array over bytes is made in no way that numpy makes them")
    data, dtype, shape, order, axes = (*record.args, None)[:5]
    check_shape(shape)
    if type(order) is not str or order not in ("C", "F", "K"):
        raise InvalidStateError("the order of an array is none of numpy's")
    if order != "K":
        return of_bytes(shape, dtype, order, data)
    if type(axes) is not tuple or not all(type(axis) is int for axis in axes) or sorted(axes) != [*range(len(shape))]:
        raise InvalidStateError("the axes of an array are no permutation of its own")
    return of_bytes(shape, dtype, "C", data).transpose(axes)


def of_bytes(shape: Any, dtype: Any, order: str, data: Any) -> np.ndarray[Any, Any]:
    """Return an array over bytes."""
    import numpy as np

    if type(data) not in (bytes, bytearray) or not isinstance(dtype, np.dtype):
        raise InvalidStateError("the elements of an array are no bytes, or its dtype is none")
    return build({"dtype": described(dtype), "shape": shape, "order": order, "data": memoryview(data)})


def of_objects(shape: Any, dtype: Any, order: str, items: list[Any]) -> np.ndarray[Any, Any]:
    """Return an array of Python objects, of strings of any length, or of records that have such."""
    import numpy as np

    if len(items) != math.prod(shape):
        raise InvalidStateError("an array has not as many elements as its shape says")
    spend(len(items) * max(dtype.itemsize, _ELEMENT))
    if dtype.names is not None and dtype.hasobject:
        described(dtype)
        records: np.ndarray[Any, Any] = np.ndarray(shape, dtype, order="F" if order == "F" else "C")
        _fill(records, items)
        return records
    if not _is_object(dtype) and dtype.char != StringArray.char:
        raise InvalidStateError("the elements of an array are a list, but its dtype is not one of objects")
    if dtype.char == StringArray.char and not all(type(item) in (str, float, type(None)) for item in items):
        raise InvalidStateError("an array of strings has something else among them")
    made: np.ndarray[Any, Any] = ObjectArray().load(np.ndarray, {"shape": shape, "order": order, "items": list(items)})
    return made if _is_object(dtype) else made.astype(dtype, order="K")


def _is_object(dtype: np.dtype[Any]) -> bool:
    return dtype.char == "O"


def _fill(made: np.ndarray[Any, Any], items: list[Any]) -> None:
    """Put records, as tuples, into the fields of an array."""
    import numpy as np

    dtype = made.dtype
    names = dtype.names or ()
    if not all(type(item) is tuple and len(item) == len(names) for item in items):
        raise InvalidStateError("a record of an array has not as many values as there are fields")
    for position, name in enumerate(names):
        column, field = made[name], dtype[name]
        values = [item[position] for item in items]
        if field.names is not None:
            _fill(column, values)
            continue
        for place, value in zip(np.ndindex(*made.shape), values, strict=True):
            if not (_is_object(field) or _fits(value, field)):
                raise InvalidStateError(f"a record of an array has a value that does not fit its field: {name!a}")
            column[place] = value


def _fits(value: Any, field: np.dtype[Any]) -> bool:
    """Whether a value is one of a field, and no object that numpy would ask what it is."""
    import numpy as np

    if field.shape:
        return type(value) is np.ndarray and value.shape == field.shape and value.dtype == field.base
    return type(value) in (bool, int, float, complex, str, bytes)
