"""Homogeneous sequences of scalars as one buffer: no Python work per element."""

from __future__ import annotations

import array
import sys
from collections.abc import Sequence
from typing import Any

import msgspec

from skcore.errors import InvalidStateError
from skcore.handler import Buffer, Column

SMALLEST = 32
"""From how many elements on a sequence is stored in bulk."""

_strings = msgspec.json.Decoder(list[str])
_floats = msgspec.msgpack.Decoder(list[float])
_FLOAT_TAG, _FLOAT_SIZE = 0xCB, 9


def pack(items: Sequence[Any]) -> dict[str, Any] | None:
    """Return the state of a long sequence of scalars of one type, or None for any other."""
    if len(items) < SMALLEST:
        return None
    if type(items[0]) is float:
        return _pack_floats(items)
    kinds = set(map(type, items))
    if len(kinds) != 1:
        return None
    (kind,) = kinds
    if kind is str:
        try:
            return {"format": "text", "data": Buffer(msgspec.json.encode(items))}
        except UnicodeEncodeError:
            return None
    if kind is not int:
        return _pack_column(kind, items)
    try:
        packed = array.array("q", items)
    except OverflowError:
        return None
    if sys.byteorder == "big":
        packed.byteswap()
    return {"format": "int64", "data": Buffer(memoryview(packed).cast("B"))}


def _pack_floats(items: Sequence[Any]) -> dict[str, Any] | None:
    """Write floats as MessagePack, whose encoder is twice as fast as a look at each element's type.

    ``convert`` refuses all but floats and ints; an int is told by its tag.
    """
    try:
        msgspec.convert(items, list[float])
        packed = msgspec.msgpack.encode(items)
    except (msgspec.MsgspecError, TypeError, OverflowError):
        return None
    return {"format": "msgpack", "data": Buffer(packed)} if _is_floats(packed) else None


def _is_floats(packed: bytes | memoryview) -> bool:
    """Whether bytes are a MessagePack array of 64-bit floats alone, each of nine bytes.

    Its short forms of numbers would become thirty times their size.
    """
    head = {0xDC: 3, 0xDD: 5}.get(packed[0], 0) if packed else 0
    count = int.from_bytes(packed[1:head], "big")
    tags = bytes(packed[head::_FLOAT_SIZE])
    return head > 0 and len(packed) == head + _FLOAT_SIZE * count and tags.count(_FLOAT_TAG) == count


def _pack_column(kind: type, items: Sequence[Any]) -> dict[str, Any] | None:
    """Leave it to a plugin whose scalars these are, if it has a form for many."""
    from skcore.registry import current

    pack_all = current().handler_for(kind).pack
    node = pack_all(items) if pack_all is not None else None
    return None if node is None else {"column": Column(node)}


def unpack(state: dict[str, Any]) -> list[Any]:
    """Read what :func:`pack` returned.

    Raises
    ------
    InvalidStateError
        If the buffer is not of the form that the state says.
    """
    if set(state) == {"column"}:
        column = state["column"]
        if type(column) is not list:
            raise InvalidStateError("a bulk state's column is no list")
        items = column.copy()
        # A column has one owner: a second one, which would copy it again, finds nothing.
        column.clear()
        return items
    form, data = state["format"], state["data"]
    if set(state) != {"format", "data"} or type(data) is not memoryview:
        raise InvalidStateError("a bulk state has other fields than format and data")
    if form == "msgpack" and not _is_floats(data):
        raise InvalidStateError("a bulk state's data is no MessagePack array of 64-bit floats")
    if form in ("text", "msgpack"):
        try:
            return _strings.decode(data) if form == "text" else _floats.decode(data)
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise InvalidStateError("a bulk state's data is malformed") from error
    if form != "int64" or len(data) % 8:
        raise InvalidStateError("a bulk state's format is unknown, or its data is cut off")
    packed = array.array("q", data.tobytes())
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tolist()
