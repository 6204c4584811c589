"""UBJSON as XGBoost writes it, and nothing else: ``UBJWriter`` in ``src/common/json.cc``.

Objects have no count, and keys in order; arrays have one; numbers are of the least size. What was written
otherwise is refused, so that what is written again is what was read.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Any

from skcore_xgboost.checking import require

MOST_DEPTH = 24
"""Of arrays and objects in each other: XGBoost's own reader recurses."""
SIZES = {b"d": 4, b"D": 8, b"i": 1, b"U": 1, b"I": 2, b"l": 4, b"L": 8}
"""The types of arrays of numbers, and the size of an item of each."""
_BYTE, _SHORT, _INT, _LONG = (struct.Struct(">c" + code) for code in "bhiq")
_INTS = {ord("i"): _BYTE, ord("I"): _SHORT, ord("l"): _INT, ord("L"): _LONG}
_WORDS = {ord("Z"): None, ord("T"): True, ord("F"): False}
_COUNT = struct.Struct(">q")
_FLOAT = struct.Struct(">f")


class Numbers:
    """An array of numbers: the marker of their type, and their bytes, the highest first."""

    __slots__ = ("content", "marker")

    def __init__(self, marker: bytes, content: bytes) -> None:
        self.marker, self.content = marker, content

    def __len__(self) -> int:
        return len(self.content) // SIZES[self.marker]

    def array(self) -> Any:
        """Return the numbers as an ndarray."""
        return array_of(self.marker, self.content)

    def encoded(self) -> bytes:
        """Return the array as XGBoost writes it."""
        return b"[$%b#L%b%b" % (self.marker, _COUNT.pack(len(self)), self.content)


def array_of(marker: bytes, content: bytes) -> Any:
    """Return numbers of a type as an ndarray in the order of bytes of the machine."""
    import numpy as np

    codes = {b"d": "f4", b"D": "f8", b"i": "i1", b"U": "u1", b"I": "i2", b"l": "i4", b"L": "i8"}
    return np.frombuffer(content, ">" + codes[marker]).astype(codes[marker])


class Reader:
    """Reads values one after another, each within what is left.

    Parameters
    ----------
    data : bytes
    special : mapping of str to function, optional
        Who reads the values of these keys: each gets the reader, and the depth.
    """

    def __init__(self, data: bytes, special: Mapping[str, Callable[[Reader, int], Any]] | None = None) -> None:
        self.data, self.place = data, 0
        self._special = special or {}

    def take(self, size: int) -> bytes:
        """Return the next bytes."""
        end = self.place + size
        require(size >= 0 and end <= len(self.data), "the model ends too early")
        found = self.data[self.place : end]
        self.place = end
        return found

    def expect(self, content: bytes) -> None:
        """Take bytes that have to be these."""
        require(self.data.startswith(content, self.place), "the model is not written as XGBoost writes it")
        self.place += len(content)

    def count(self, size: int = 1) -> int:
        """Take a count of things of a size, all of which have to be there."""
        (found,) = _COUNT.unpack(self.take(8))
        require(0 <= found <= (len(self.data) - self.place) // size, "the model ends too early")
        return int(found)

    def text(self) -> str:
        """Take a text."""
        self.expect(b"L")
        try:
            return self.take(self.count()).decode()
        except UnicodeError:
            require(False, "the model has a text that is not UTF-8")
            raise

    def value(self, depth: int = 0) -> Any:
        """Take a value of any type."""
        require(depth <= MOST_DEPTH, f"the model nests more than {MOST_DEPTH} deep")
        marker = self.take(1)[0]
        if marker == ord("{"):
            return self._object(depth)
        if marker == ord("["):
            return self._array(depth)
        if marker == ord("S"):
            return self.text()
        if marker == ord("d"):
            return _FLOAT.unpack(self.take(4))[0]
        if marker in _INTS:
            return self._int(_INTS[marker])
        require(marker in _WORDS, "the model has a value of a type that XGBoost does not write")
        return _WORDS[marker]

    def _int(self, form: struct.Struct) -> int:
        """Take an int behind its marker."""
        written = self.data[self.place - 1 : self.place - 1 + form.size]
        require(len(written) == form.size, "the model ends too early")
        found = int.from_bytes(written[1:], "big", signed=True)
        require(encoded_int(found) == written, "the model has an int that is not of the least size")
        self.place += form.size - 1
        return found

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        last = ""
        while not self.data.startswith(b"}", self.place):
            key = self.text()
            require(not found or last.encode() < key.encode(), "the keys of an object are not in order, or there twice")
            found[key] = self._special[key](self, depth + 1) if key in self._special else self.value(depth + 1)
            last = key
        self.place += 1
        return found

    def _array(self, depth: int) -> Any:
        if self.data.startswith(b"$", self.place):
            return self._numbers(self.take(2)[1:])
        self.expect(b"#L")
        return [self.value(depth + 1) for _ in range(self.count())]

    def _numbers(self, marker: bytes) -> Numbers:
        require(marker in SIZES, "the model has an array of a type that XGBoost does not write")
        self.expect(b"#L")
        size = SIZES[marker]
        return Numbers(marker, self.take(self.count(size) * size))


def decode(data: bytes, special: Mapping[str, Callable[[Reader, int], Any]] | None = None) -> Any:
    """Return the value that bytes hold, and hold alone.

    Raises
    ------
    InvalidStateError
        If they are not what XGBoost writes.
    """
    reader = Reader(data, special)
    found = reader.value()
    require(reader.place == len(data), "the model has something behind its end")
    return found


def encoded_int(value: int) -> bytes:
    """Return an int as XGBoost writes it: the ends of the range of a type are written in the next."""
    if -0x80 < value < 0x7F:
        return _BYTE.pack(b"i", value)
    if -0x8000 < value < 0x7FFF:
        return _SHORT.pack(b"I", value)
    return _INT.pack(b"l", value) if -0x80000000 < value < 0x7FFFFFFF else _LONG.pack(b"L", value)


def encode(value: Any) -> bytes:
    """Return a value as XGBoost writes it."""
    parts: list[bytes] = []
    _encode(value, parts.append)
    return b"".join(parts)


def encoded_text(value: str) -> bytes:
    """Return a text without a marker: a key."""
    content = value.encode()
    return b"L%b%b" % (_COUNT.pack(len(content)), content)


def _encode(value: Any, write: Callable[[bytes], None]) -> None:
    if type(value) is dict:
        write(b"{")
        for key, part in value.items():
            write(encoded_text(key))
            _encode(part, write)
        write(b"}")
    elif type(value) is list:
        write(b"[#L%b" % _COUNT.pack(len(value)))
        for part in value:
            _encode(part, write)
    elif type(value) is str:
        write(b"S" + encoded_text(value))
    elif type(value) is float:
        write(b"d" + _FLOAT.pack(value))
    elif type(value) is int:
        write(encoded_int(value))
    elif type(value) in (bool, type(None)):
        write({None: b"Z", True: b"T", False: b"F"}[value])
    else:
        write(value.encoded())
