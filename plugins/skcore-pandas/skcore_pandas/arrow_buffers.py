"""Arrow's arrays as lengths and buffers, and back: nothing is handed over that was not held against the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from skcore import InvalidStateError, spend

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


class Parts(NamedTuple):
    """The lengths of an array and of those within it, and the buffers of each in turn."""

    lengths: list[int]
    buffers: list[Any]


def _bits(buffer: Any, offset: int, length: int) -> bytes:
    """Return a part of a buffer of bits, from a whole byte on."""
    import numpy as np

    first, last = offset // 8, -(-(offset + length) // 8)
    bits = np.unpackbits(np.frombuffer(buffer, np.uint8)[first:last], bitorder="little")
    return np.packbits(bits[offset - 8 * first :][:length], bitorder="little").tobytes()


def take_apart(array: pa.Array, parts: Parts) -> None:
    """Append the lengths and buffers of an array, and of those within it."""
    import pyarrow as pa

    of, kind, start, length = pa.types, array.type, array.offset, len(array)
    parts.lengths.append(length)
    if of.is_null(kind):
        return
    if of.is_dictionary(kind):
        if _leads_nowhere(array.indices, kind):
            raise TypeError("indices into values that are all missing cannot be saved")
        take_apart(array.indices, parts)
        take_apart(array.dictionary, parts)
        return
    validity, *rest = array.buffers()
    parts.buffers.append(b"" if validity is None or not array.null_count else _bits(validity, start, length))
    if of.is_struct(kind):
        for index in range(kind.num_fields):
            take_apart(array.field(index), parts)
    elif _offset_type(kind) is not None:
        _take_offsets(array, rest, parts)
    elif of.is_boolean(kind):
        parts.buffers.append(_bits(rest[0], start, length) if length else b"")
    else:
        width = kind.bit_width // 8
        parts.buffers.append(rest[0].slice(start * width, length * width) if length else b"")


def _leads_nowhere(indices: pa.Array, kind: pa.DataType) -> bool:
    """Whether there are indices into values of the type of what is missing, which have no bits for Arrow to look up."""
    import pyarrow as pa

    return bool(pa.types.is_null(kind.value_type)) and indices.null_count < len(indices)


def _offset_type(kind: pa.DataType) -> str | None:
    """Return the dtype of the offsets in a type that has them."""
    import pyarrow as pa

    of = pa.types
    if of.is_string(kind) or of.is_binary(kind) or of.is_list(kind):
        return "<i4"
    if of.is_large_string(kind) or of.is_large_binary(kind) or of.is_large_list(kind):
        return "<i8"
    return None


def _take_offsets(array: pa.Array, rest: list[Any], parts: Parts) -> None:
    import numpy as np

    dtype = np.dtype(_offset_type(array.type))
    if not len(array):
        offsets = np.zeros(1, dtype)
    else:
        offsets = np.frombuffer(rest[0], dtype)[array.offset : array.offset + len(array) + 1]
    first, last = int(offsets[0]), int(offsets[-1])
    parts.buffers.append((offsets - offsets[0]).tobytes())
    if hasattr(array, "values"):
        take_apart(array.values.slice(first, last - first), parts)
    else:
        parts.buffers.append(rest[1].slice(first, last - first) if last > first else b"")


def cut(kind: pa.DataType, start: int, length: int, buffers: list[bytes | None]) -> list[bytes]:
    """Return the buffers of an array that has no others within it, without what lies before its start and behind it.

    Raises
    ------
    InvalidStateError
        If a buffer ends before the array does.
    """
    import numpy as np
    import pyarrow as pa

    validity, *rest = buffers
    missing = b"" if validity is None else _bits(_reaching(validity, -(-(start + length) // 8)), start, length)
    if np.unpackbits(np.frombuffer(missing, np.uint8)).sum() == length:
        missing = b""
    dtype = _offset_type(kind)
    if dtype is None:
        size = 1 if pa.types.is_boolean(kind) else kind.bit_width
        values = _reaching(rest[0] or b"", -(-(start + length) * size // 8))
        bits = pa.types.is_boolean(kind)
        part = _bits(values, start, length) if bits else values[start * size // 8 : (start + length) * size // 8]
        return [missing, part]
    width = np.dtype(dtype).itemsize
    offsets = np.zeros(1, dtype)
    if length:
        offsets = np.frombuffer(
            _reaching(rest[0] or b"", (start + length + 1) * width), dtype, length + 1, start * width
        )
    first, last = int(offsets[0]), int(offsets[-1])
    if first < 0:
        raise InvalidStateError("an offset is negative")
    return [missing, (offsets - offsets[0]).tobytes(), _reaching(rest[1] or b"", last)[first:last]]


def _reaching(buffer: bytes, size: int) -> bytes:
    if len(buffer) < size:
        raise InvalidStateError("a buffer ends before its array does")
    return buffer


def put_together(kind: pa.DataType, parts: Parts) -> pa.Array:
    """Build an array of a type from all of the lengths and buffers.

    Raises
    ------
    InvalidStateError
        If a buffer is not of the size, or an offset not in the range, that the lengths ask for.
    """
    rest = Parts(parts.lengths[::-1], parts.buffers[::-1])
    array = _build(kind, rest)
    if rest.lengths or rest.buffers:
        raise InvalidStateError("it has more lengths or buffers than its type asks for")
    return array


def _length(rest: Parts) -> int:
    length = rest.lengths.pop() if rest.lengths else None
    if type(length) is not int or not 0 <= length < 2**40:
        raise InvalidStateError("a length is missing, or no length")
    return length


def _buffer(rest: Parts, size: int | None = None) -> Any:
    """Return the next buffer as a copy of its own, which nothing else in the file can write to."""
    import pyarrow as pa

    data = rest.buffers.pop() if rest.buffers else None
    if type(data) is not memoryview or (size is not None and len(data) != size):
        raise InvalidStateError("a buffer is missing, or not of the size that its length asks for")
    return pa.py_buffer(bytes(data))


def _build(kind: pa.DataType, rest: Parts) -> pa.Array:
    import pyarrow as pa

    of, length = pa.types, _length(rest)
    if of.is_null(kind) or of.is_struct(kind):
        # They take no memory, until something is computed of them.
        spend(length // 4)
    if of.is_null(kind):
        return pa.nulls(length)
    if of.is_dictionary(kind):
        indices, values = _build(kind.index_type, rest), _build(kind.value_type, rest)
        if len(indices) != length:
            raise InvalidStateError("there are not as many indices as its length says")
        if _leads_nowhere(indices, kind):
            raise InvalidStateError("there are indices into values that are all missing")
        return pa.DictionaryArray.from_arrays(indices, values, ordered=kind.ordered, safe=True)
    validity = _buffer(rest)
    if validity.size not in (0, -(-length // 8)):
        raise InvalidStateError("the bits that say what is missing are not as many as its length says")
    found = [validity if validity.size else None]
    children = []
    if of.is_struct(kind):
        children = [_build(kind.field(index).type, rest) for index in range(kind.num_fields)]
        if any(len(child) != length for child in children):
            raise InvalidStateError("the fields of a struct are not of its length")
    elif _offset_type(kind) is not None:
        _build_offsets(kind, length, rest, found, children)
    else:
        size = -(-length // 8) if of.is_boolean(kind) else length * (kind.bit_width // 8)
        found.append(_buffer(rest, size))
    return pa.Array.from_buffers(kind, length, found, children=children)


def _build_offsets(kind: pa.DataType, length: int, rest: Parts, found: list[Any], children: list[Any]) -> None:
    import numpy as np

    dtype = np.dtype(_offset_type(kind))
    buffer = _buffer(rest, (length + 1) * dtype.itemsize)
    offsets = np.frombuffer(buffer, dtype)
    found.append(buffer)
    if hasattr(kind, "value_type"):
        children.append(_build(kind.value_type, rest))
        end = len(children[0])
    else:
        found.append(_buffer(rest))
        end = found[-1].size
    _check_offsets(offsets, end)


def _check_offsets(offsets: np.ndarray[Any, Any], end: int) -> None:
    if offsets[0] != 0 or offsets[-1] != end or (offsets[:-1] > offsets[1:]).any():
        raise InvalidStateError("offsets do not lead from the start to the end of what they divide")
