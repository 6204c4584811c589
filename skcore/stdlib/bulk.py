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

_CODES = {int: "q", float: "d"}
_strings = msgspec.json.Decoder(list[str])


def pack(items: Sequence[Any]) -> dict[str, Any] | None:
    """Return the state of a long sequence of scalars of one type, or None for any other."""
    if len(items) < SMALLEST:
        return None
    kinds = set(map(type, items))
    if len(kinds) != 1:
        return None
    (kind,) = kinds
    if kind is str:
        try:
            return {"format": "text", "data": Buffer(msgspec.json.encode(items))}
        except UnicodeEncodeError:
            return None
    code = _CODES.get(kind)
    if code is None:
        return _pack_column(kind, items)
    try:
        packed = array.array(code, items)
    except OverflowError:
        return None
    return {"format": code, "data": Buffer(_little(packed))}


def _pack_column(kind: type, items: Sequence[Any]) -> dict[str, Any] | None:
    """Leave it to a plugin whose scalars these are, if it has a form for many."""
    from skcore.api import registry

    pack_all = registry().handler_for(kind).pack
    node = pack_all(items) if pack_all is not None else None
    return None if node is None else {"column": Column(node)}


def _little(packed: array.array[Any]) -> memoryview:
    if sys.byteorder == "big":
        packed.byteswap()
    return memoryview(packed).cast("B")


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
    if form == "text":
        try:
            return _strings.decode(data)
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise InvalidStateError("a bulk state's text is malformed") from error
    if form not in ("q", "d") or len(data) % 8:
        raise InvalidStateError("a bulk state's format is unknown, or its data is cut off")
    packed = array.array(form, data.tobytes())
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tolist()
