"""How values stand inside a record: JSON scalars for themselves, anything else as a tagged list.

``[7]`` is object 7; ``["buffer", 2]`` is buffer 2; ``["plain", 3, 4]`` is a tuple of scalars;
``["int", "-1f"]``, ``["float", "nan"]`` and ``["text", "eda080"]`` are scalars that JSON cannot hold
exactly.
"""

from __future__ import annotations

import math
import struct
from typing import Any

from skcore.errors import InvalidFileError

_FLOAT_WORDS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
_WORD_OF_BITS = {struct.pack(">d", value): word for word, value in _FLOAT_WORDS.items()}
_INT64 = range(-(2**63), 2**63)


def escape_int(value: int) -> int | list[Any]:
    """Write an int as itself if it fits 64 bits, else in hexadecimal."""
    return value if value in _INT64 else ["int", f"{value:x}"]


def escape_float(value: float) -> list[Any]:
    """Write a float that is not finite, bit by bit if it is a NaN with a payload."""
    bits = struct.pack(">d", value)
    return ["float", _WORD_OF_BITS.get(bits) or bits.hex()]


def escape_text(value: str) -> str | list[Any]:
    """Write a str as itself if it is valid Unicode, else as the bytes of its code points."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return ["text", value.encode("utf-8", "surrogatepass").hex()]
    return value


def scalar(value: Any) -> Any:
    """Write a scalar of exact type None, bool, int, float or str."""
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is int:
        return escape_int(value)
    if kind is float:
        return value if math.isfinite(value) else escape_float(value)
    if kind is str:
        return escape_text(value)
    raise TypeError(f"{kind.__name__} is not a plain scalar")


def plain(items: tuple[Any, ...]) -> list[Any]:
    """Write a tuple of scalars, each of which JSON holds exactly."""
    found = list(map(scalar, items))
    if list in map(type, found):
        raise TypeError("a plain tuple holds a number or a text that JSON cannot hold")
    return ["plain", *found]


def unescape(value: list[Any]) -> Any:
    """Read a tagged list that stands for a scalar."""
    tag = value[0] if value else None
    try:
        if len(value) == 2 and type(value[1]) is str:
            if tag == "int":
                return _read_int(value[1])
            if tag == "float":
                return _read_float(value[1])
            if tag == "text":
                return _read_text(value[1])
    except ValueError as error:
        raise InvalidFileError(f"a record holds a malformed {tag} value") from error
    raise InvalidFileError("a record holds a malformed value")


def _read_int(text: str) -> int:
    value = int(text, 16)
    if f"{value:x}" != text or value in _INT64:
        raise ValueError(text)
    return value


def _read_float(text: str) -> float:
    if text in _FLOAT_WORDS:
        return _FLOAT_WORDS[text]
    bits = bytes.fromhex(text)
    if bits.hex() != text or len(bits) != 8 or bits in _WORD_OF_BITS:
        raise ValueError(text)
    (value,) = struct.unpack(">d", bits)
    if not math.isnan(value):
        raise ValueError(text)
    return float(value)


def _read_text(text: str) -> str:
    value = bytes.fromhex(text).decode("utf-8", "surrogatepass")
    if escape_text(value) != ["text", text]:
        raise ValueError(text)
    return value
