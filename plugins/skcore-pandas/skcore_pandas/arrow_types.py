"""Arrow's types as text: a name, or JSON of a name and its parts."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from skcore import InvalidStateError

if TYPE_CHECKING:
    import pyarrow as pa

MAX_NESTING = 32
MAX_WIDTH = 2**24
"""How many bytes an element of one width may have: one that is missing takes as many."""
_SCALES = {"decimal128": 38, "decimal256": 76}
"""Arrow looks powers of ten up in tables that are as long."""
_PLAIN = {
    **{name: name for name in ("null", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")},
    **{"bool": "bool_", "halffloat": "float16", "float": "float32", "double": "float64"},
    **{name: name for name in ("string", "large_string", "binary", "large_binary")},
    **{"date32[day]": "date32", "date64[ms]": "date64"},
}
_UNITS = ("s", "ms", "us", "ns")
_ZONE = re.compile(r"[+-]\d\d:\d\d|(?!dateutil/)[A-Za-z0-9_+-]{1,50}(/[A-Za-z0-9_+-]{1,50}){0,3}", re.ASCII)
"""An offset or a name, but none that pandas opens as a path: it asks dateutil for ``dateutil//any/file``."""


def describe(kind: pa.DataType) -> str:
    """Return the text of a type.

    Raises
    ------
    TypeError
        If it is of a sort that has no description.
    """
    text = json.dumps(_tree(kind), separators=(",", ":"))
    parse(text)
    return text


def _tree(kind: pa.DataType) -> Any:
    import pyarrow as pa

    of = pa.types
    if str(kind) in _PLAIN:
        return str(kind)
    if of.is_timestamp(kind):
        return ["timestamp", kind.unit, kind.tz]
    if of.is_duration(kind):
        return ["duration", kind.unit]
    if of.is_time(kind):
        return ["time", kind.unit]
    if of.is_decimal128(kind) or of.is_decimal256(kind):
        return [f"decimal{kind.bit_width}", kind.precision, kind.scale]
    if of.is_fixed_size_binary(kind):
        return ["fixed", kind.byte_width]
    if of.is_list(kind) or of.is_large_list(kind):
        return ["list" if of.is_list(kind) else "large_list", *_field(kind.value_field)]
    if of.is_struct(kind):
        return ["struct", *(part for index in range(kind.num_fields) for part in _field(kind.field(index)))]
    if of.is_dictionary(kind):
        return ["dictionary", _tree(kind.index_type), _tree(kind.value_type), kind.ordered]
    raise TypeError(f"Arrow's type {kind} cannot be saved")


def _field(field: pa.Field) -> tuple[str, Any, bool]:
    if field.metadata:
        raise TypeError("a type of Arrow with metadata cannot be saved")
    return field.name, _tree(field.type), field.nullable


def parse(text: Any) -> pa.DataType:
    """Build the type that a text describes.

    Raises
    ------
    InvalidStateError
        If the text describes no type.
    """
    if type(text) is not str or len(text) > 100_000:
        raise InvalidStateError("its type is no description of one")
    return _parse(text)


@lru_cache(maxsize=256)
def _parse(text: str) -> pa.DataType:
    try:
        return _build(json.loads(text), MAX_NESTING)
    except InvalidStateError:
        raise
    except Exception as error:
        raise InvalidStateError(f"its type is malformed: {str(error)!a}") from error


def _build(tree: Any, depth: int) -> pa.DataType:
    import pyarrow as pa

    if depth == 0:
        raise InvalidStateError(f"its type is nested over {MAX_NESTING} deep")
    if type(tree) is str:
        return getattr(pa, _PLAIN[tree])()
    name, *parts = tree
    if name in ("timestamp", "duration", "time"):
        return _time(name, *parts)
    if name in ("decimal128", "decimal256"):
        precision, scale = parts
        if type(precision) is not int or type(scale) is not int or not abs(scale) <= _SCALES[name]:
            raise InvalidStateError("a decimal's precision or scale is out of range")
        return getattr(pa, name)(precision, scale)
    if name == "fixed":
        (width,) = parts
        if type(width) is not int or not 0 < width <= MAX_WIDTH:
            raise InvalidStateError("a width is out of range")
        return pa.binary(width)
    if name == "dictionary":
        index, values, ordered = parts
        return pa.dictionary(_build(index, 1), _build(values, depth - 1), ordered is True)
    fields = _fields(parts, depth)
    if name == "struct":
        return pa.struct(fields)
    (field,) = fields
    return {"list": pa.list_, "large_list": pa.large_list}[name](field)


def _time(name: str, unit: Any, zone: Any = None) -> pa.DataType:
    import pyarrow as pa

    if type(unit) is not str or unit not in _UNITS:
        raise InvalidStateError("a unit of time is not known")
    if name == "duration":
        return pa.duration(unit)
    if name == "time":
        return pa.time32(unit) if unit in ("s", "ms") else pa.time64(unit)
    if zone is not None and (type(zone) is not str or not _ZONE.fullmatch(zone)):
        raise InvalidStateError("a time zone is none of the time zone database")
    return pa.timestamp(unit, zone)


def _fields(parts: list[Any], depth: int) -> list[pa.Field]:
    import pyarrow as pa

    names, trees, nullable = parts[::3], parts[1::3], parts[2::3]
    if not all(type(name) is str for name in names) or not all(type(flag) is bool for flag in nullable):
        raise InvalidStateError("a field's name is no text, or it is neither nullable nor not")
    return [
        pa.field(name, _build(tree, depth - 1), flag) for name, tree, flag in zip(names, trees, nullable, strict=True)
    ]
