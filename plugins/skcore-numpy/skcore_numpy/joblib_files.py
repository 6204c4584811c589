"""Files of joblib: pickles that have the bytes of an array, or a pickle of its objects, behind what says of which."""

from __future__ import annotations

import math
from typing import Any, BinaryIO

from skcore import Global, InvalidFileError, Record, UnsupportedTypeError, spend
from skcore.pickles import Machine, PickleReader
from skcore_numpy.pickled_arrays import JOBLIB, RECONSTRUCT
from skcore_numpy.shapes import MAX_DIMENSIONS

_MODULES = ("joblib.numpy_pickle", "sklearn.externals.joblib.numpy_pickle")
_WRAPPERS = (JOBLIB, "sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper")
_OLD = tuple(
    f"{module}{suffix}.{name}"
    for module in _MODULES
    for suffix in ("", "_compat")
    for name in ("NDArrayWrapper", "ZNDArrayWrapper")
)
_BESIDE = "joblib before 0.10 wrote it, with arrays in files beside it: one of today has to load it and dump it again"
_LZ4 = b"\x04\x22\x4d\x18"
_ZFILE = b"ZF"
_SIZES = {"b": 1, "i": 1, "u": 1, "f": 1, "c": 1, "S": 1, "V": 1, "U": 4}
"""Bytes for each of those that the text of a dtype counts."""
_ATTRIBUTES = frozenset({"subclass", "shape", "order", "dtype", "allow_mmap", "numpy_array_alignment_bytes"})
_DTYPES = frozenset({"numpy.dtype", "numpy._core._internal._convert_to_stringdtype_kwargs"})
_PART = 64
"""Bytes for each part of a dtype that is gone through."""
_HAS_OBJECTS = 1
"""The flag of a dtype that has Python objects in it."""


class _Lz4:
    """An LZ4 stream as a file whose damage is that of any other."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            from lz4.frame import LZ4FrameFile
        except ImportError:
            raise UnsupportedTypeError("the file is compressed by LZ4: pip install lz4") from None
        self._file = LZ4FrameFile(file)

    def read(self, size: int) -> bytes:
        try:
            found: bytes = self._file.read(size)
        except RuntimeError as error:
            raise ValueError(str(error)) from error
        return found


class JoblibReader(PickleReader):
    """Pickles, and files that ``joblib.dump`` writes: plain, or compressed by any of its codecs."""

    name = "pickle or joblib"
    openers = {**PickleReader.openers, _LZ4: _Lz4}

    def recognizes(self, head: bytes) -> bool:
        return head.startswith(_ZFILE) or super().recognizes(head)

    def unpacked(self, file: BinaryIO, limits: Any) -> Any:
        head = file.read(len(_ZFILE))
        file.seek(-len(head), 1)
        if head == _ZFILE:
            raise UnsupportedTypeError(_BESIDE)
        return super().unpacked(file, limits)

    def load_unsafely(self, file: BinaryIO) -> Any:
        try:
            import joblib
        except ImportError:
            return super().load_unsafely(file)
        return joblib.load(file)

    def built(self, record: Record, machine: Machine) -> None:
        if record.name in _OLD:
            raise UnsupportedTypeError(_BESIDE, record.name)
        if record.name not in _WRAPPERS:
            return
        state = _attributes(record)
        itemsize = _itemsize(state.get("dtype"))
        if itemsize is None:
            _check_dtype(state["dtype"])
            _become(record, machine.nested())
            return
        _skip_padding(machine.file, state.get("numpy_array_alignment_bytes"))
        data = _elements(machine.file, state.get("shape"), itemsize)
        record.maker = record.name = RECONSTRUCT
        record.how = "call"
        record.args = (state.get("subclass"), (0,), b"b")
        record.state = (1, state["shape"], state["dtype"], state.get("order") == "F", data)


def _attributes(record: Record) -> dict[str, Any]:
    """Return what a wrapper says of its array.

    The record becomes that of the array: what else there is, such as an object, would be thrown away.
    """
    pairs = () if type(record.state) is Record else getattr(record.state, "pairs", ())
    few = len(pairs) <= len(_ATTRIBUTES) and all(type(name) is str and name in _ATTRIBUTES for name, _ in pairs)
    if not few or record.how != "new" or record.args or record.keywords or record.items or record.pairs:
        raise InvalidFileError("an array of joblib's has more to it than such have")
    state = dict(pairs)
    others = {type(state.get(name)) for name in ("order", "allow_mmap", "numpy_array_alignment_bytes")}
    if len(state) != len(pairs) or not others <= {str, bool, int, type(None)}:
        raise InvalidFileError("an array of joblib's has more to it than such have")
    return state


def _check_dtype(dtype: Any) -> None:
    """Refuse a dtype that has other objects than dtypes in it: that of an array of objects is not used."""
    stack, met = [dtype], {id(dtype)}
    while stack:
        part = stack.pop()
        parts: list[Any] = []
        if type(part) is Record:
            if part.maker not in _DTYPES:
                raise InvalidFileError("the dtype of an array of joblib's is malformed")
            parts = [part.args, part.state, part.items, part.pairs, *part.keywords.values()]
        elif type(part) in (tuple, list):
            parts = list(part)
        else:
            parts = list(getattr(part, "pairs", ()))
        spend(_PART * len(parts))
        parts = [part for part in parts if id(part) not in met]
        met.update(map(id, parts))
        stack += parts


def _itemsize(dtype: Any) -> int | None:
    """Return how many bytes an element takes, or None if the elements are a pickle."""
    if type(dtype) is not Record:
        raise InvalidFileError("an array of joblib's has no dtype")
    state = dtype.state
    if state is None:
        # numpy's strings of any length have none.
        return None
    if type(state) is not tuple or len(state) < 8 or not dtype.args:
        raise InvalidFileError("the dtype of an array of joblib's is malformed")
    text, itemsize, flags = dtype.args[0], state[5], state[7]
    if type(flags) is not int or type(itemsize) is not int:
        raise InvalidFileError("the dtype of an array of joblib's is malformed")
    if flags & _HAS_OBJECTS:
        return None
    if type(text) is Global or itemsize >= 0:
        return itemsize
    count = text[1:] if type(text) is str else ""
    if text in ("m8", "M8"):
        return 8
    if text[:1] not in _SIZES or not (count.isascii() and count.isdigit()) or len(count) > 10:
        raise InvalidFileError("the dtype of an array of joblib's is malformed")
    return _SIZES[text[0]] * int(count)


def _skip_padding(file: BinaryIO, alignment: Any) -> None:
    """Pass over the bytes before those of an array: the first says how many follow it, since joblib 1.2."""
    if alignment is None:
        return
    count = file.read(1)
    if not count or len(file.read(count[0])) != count[0]:
        raise InvalidFileError("the file ends before an array of joblib's begins")


def _elements(file: BinaryIO, shape: Any, itemsize: int) -> bytes:
    few = type(shape) is tuple and len(shape) <= MAX_DIMENSIONS
    if not few or not all(type(size) is int and 0 <= size < 2**63 for size in shape):
        raise InvalidFileError("an array of joblib's has no shape")
    wanted = math.prod(shape) * itemsize
    if wanted.bit_length() > 63 or itemsize < 0:
        raise InvalidFileError("an array of joblib's is larger than its file")
    data = file.read(wanted)
    if len(data) != wanted:
        raise InvalidFileError("an array of joblib's is larger than its file")
    return data


def _become(record: Record, found: Any) -> None:
    """Make a record what a pickle within the pickle says."""
    if type(found) is not Record:
        raise InvalidFileError("an array of objects, of joblib's, is no array")
    for field in ("maker", "name", "how", "args", "keywords", "state", "items", "pairs"):
        setattr(record, field, getattr(found, field))
