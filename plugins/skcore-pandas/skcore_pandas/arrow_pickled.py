"""Arrow's types and arrays as pickles have them: buffers with an offset, out of which those of skcore's own are cut."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from skcore import Record, spend
from skcore_pandas import arrow_buffers, arrow_types
from skcore_pandas.pickled import called, require


def convert(record: Record) -> Any:
    """Return what a call of Arrow's makes: a type, the bytes of a buffer, or an array that was held against itself."""
    return MADE[record.maker](record)


def _type(record: Record) -> Any:
    (alias,) = called(record, 1)
    require(type(alias) is str, "the name of a type is no text")
    return arrow_types.parse(json.dumps(alias))


def _timestamp(record: Record) -> Any:
    return arrow_types.parse(json.dumps(["timestamp", *map(_text, called(record, 2))]))


def _text(value: Any) -> str | None:
    require(value is None or (type(value) is str and len(value) < 100), "a unit or a time zone is no text")
    found: str | None = value
    return found


def _buffer(record: Record) -> bytes:
    (data,) = called(record, 1)
    require(type(data) in (bytes, bytearray), "a buffer is no bytes")
    return bytes(data) if type(data) is bytearray else data


def _array(record: Record) -> Any:
    import pyarrow as pa

    (parts,) = called(record, 1)
    require(type(parts) is tuple and len(parts) == 7, "an array of Arrow's is made of something else than its parts")
    kind, length, _, start, buffers, children, dictionary = parts
    require(isinstance(kind, pa.DataType) and type(buffers) is list, "an array of Arrow's has no type or no buffers")
    require(
        children == [] and dictionary is None and not pa.types.is_nested(kind), "arrays in arrays are not converted"
    )
    plain = all(type(number) is int and 0 <= number < 2**40 for number in (length, start))
    require(plain and {type(part) for part in buffers} <= {bytes, type(None)}, "a length is none, or a buffer no bytes")
    require(not pa.types.is_null(kind) and not pa.types.is_dictionary(kind), "arrays of this type are not converted")
    spend(2 * sum(len(part or b"") for part in buffers))
    cut = arrow_buffers.cut(kind, start, length, buffers)
    array = arrow_buffers.put_together(kind, arrow_buffers.Parts([length], [memoryview(part) for part in cut]))
    array.validate(full=True)
    return array


def _chunks(record: Record) -> Any:
    import pyarrow as pa

    arrays, kind = called(record, 2)
    require(type(arrays) is list and isinstance(kind, pa.DataType), "chunks are no list, or have no type")
    require(all(isinstance(array, pa.Array) and array.type == kind for array in arrays), "a chunk is of another type")
    return pa.chunked_array(arrays, kind)


MADE: dict[str, Callable[[Record], Any]] = {
    "pyarrow.lib.type_for_alias": _type,
    "pyarrow.lib.timestamp": _timestamp,
    "pyarrow.lib.py_buffer": _buffer,
    "pyarrow.lib._restore_array": _array,
    "pyarrow.lib.chunked_array": _chunks,
}
