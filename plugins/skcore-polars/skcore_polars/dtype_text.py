"""polars's dtypes as text: JSON of a name, or of a name and its parts."""

from __future__ import annotations

import json
import re
from typing import Any

from skcore import InvalidStateError

MAX_NESTING = 32
MAX_LENGTH = 2**24
MAX_WIDTH = 2**31
"""How many elements a row may have, in arrays of arrays and of structs: one that is missing takes memory for all."""
UNITS = ("ms", "us", "ns")
INTS = {
    f"{sign}{bits}": f"{kind}{bits // 8}" for sign, kind in (("Int", "i"), ("UInt", "u")) for bits in (8, 16, 32, 64)
}
NUMBERS = {**INTS, "Float16": "f2", "Float32": "f4", "Float64": "f8", "Boolean": "?"}
PLAIN = (*NUMBERS, "Int128", "UInt128", "String", "Binary", "Date", "Time", "Null")
_ZONE = re.compile(r"[A-Za-z0-9_+:/-]{1,100}")


def describe(dtype: Any) -> str:
    """Return the text of a dtype.

    Raises
    ------
    TypeError
        If it is of a sort that has no description.
    """
    text = json.dumps(_tree(dtype, MAX_NESTING), separators=(",", ":"))
    if len(text) > MAX_LENGTH:
        raise TypeError(f"a dtype whose description is over {MAX_LENGTH} characters long cannot be saved")
    return text


def _tree(dtype: Any, depth: int) -> Any:
    name = dtype.base_type().__name__
    if depth == 0 or (isinstance(dtype, type) and name not in PLAIN):
        raise TypeError(f"a dtype without its parts, or nested over {MAX_NESTING} deep, cannot be saved: {name}")
    if name in PLAIN:
        return name
    if name == "Datetime":
        return [name, dtype.time_unit, dtype.time_zone]
    if name == "Duration":
        return [name, dtype.time_unit]
    if name == "Decimal":
        return [name, dtype.precision, dtype.scale]
    if name == "Enum":
        return [name, *dtype.categories.to_list()]
    if name == "Categorical":
        return _categorical(dtype)
    if name == "List":
        return [name, _tree(dtype.inner, depth - 1)]
    if name == "Array" and dtype.size:
        return [name, _tree(dtype.inner, depth - 1), dtype.size]
    if name == "Struct" and dtype.fields:
        return [name, *(part for field in dtype.fields for part in (field.name, _tree(field.dtype, depth - 1)))]
    raise TypeError(f"a dtype of this sort cannot be saved: {dtype}")


def _categorical(dtype: Any) -> Any:
    categories = getattr(dtype, "categories", None)
    if categories is None:
        return ["Categorical", getattr(dtype, "ordering", None)]
    if categories.is_global():
        return ["Categorical", None]
    return ["Categorical", None, categories.name(), categories.namespace(), categories.physical().base_type().__name__]


def parse(text: Any) -> Any:
    """Build the dtype that a text describes.

    Raises
    ------
    InvalidStateError
        If the text describes no dtype.
    """
    if type(text) is not str or len(text) > MAX_LENGTH:
        raise InvalidStateError("its dtype is no description of one")
    try:
        return _build(json.loads(text), MAX_NESTING)
    except InvalidStateError:
        raise
    except Exception as error:
        raise InvalidStateError(f"its dtype is malformed: {str(error)!a}") from error


def _build(tree: Any, depth: int) -> Any:
    import polars as pl

    if depth == 0:
        raise InvalidStateError(f"its dtype is nested over {MAX_NESTING} deep")
    if type(tree) is str:
        if tree not in PLAIN:
            raise InvalidStateError("its dtype is of an unknown sort")
        return getattr(pl, tree)()
    name, *parts = tree
    if name == "Enum":
        return pl.Enum(_texts(parts))
    if name == "Categorical":
        return _build_categorical(*parts)
    if name == "List":
        (inner,) = parts
        return pl.List(_build(inner, depth - 1))
    if name == "Array":
        inner, size = parts
        array = pl.Array(_build(inner, depth - 1), _int(size, 1, MAX_WIDTH))
        _int(width(array), 1, MAX_WIDTH)
        return array
    if name == "Struct" and parts:
        names = _texts(parts[::2])
        if len(set(names)) != len(names):
            raise InvalidStateError("a field's name stands twice")
        return pl.Struct(
            [pl.Field(field, _build(part, depth - 1)) for field, part in zip(names, parts[1::2], strict=True)]
        )
    return _build_number(name, *parts)


def width(dtype: Any) -> int:
    """Return how many elements a row has, missing or not."""
    name = dtype.base_type().__name__
    if name == "Array":
        return int(dtype.size) * width(dtype.inner)
    if name == "Struct":
        return sum(width(field.dtype) for field in dtype.fields)
    return 1


def _build_number(name: Any, *parts: Any) -> Any:
    import polars as pl

    if name == "Decimal":
        precision, scale = parts
        return pl.Decimal(None if precision is None else _int(precision, 1, 38), _int(scale, 0, 38))
    if name not in ("Datetime", "Duration") or parts[0] not in UNITS:
        raise InvalidStateError("its dtype is of an unknown sort")
    if name == "Duration":
        (unit,) = parts
        return pl.Duration(unit)
    unit, zone = parts
    if zone is not None and (type(zone) is not str or not _ZONE.fullmatch(zone)):
        raise InvalidStateError("its time zone is none of the time zone database")
    return pl.Datetime(unit, zone)


def _build_categorical(ordering: Any, name: Any = None, namespace: Any = "", physical: Any = None) -> Any:
    import polars as pl

    if name is not None:
        if physical not in ("UInt8", "UInt16", "UInt32") or type(name) is not str or type(namespace) is not str:
            raise InvalidStateError("its categories have no name, or are of an unknown sort")
        return pl.Categorical(pl.Categories(name, namespace, getattr(pl, physical)))
    if ordering not in (None, "physical", "lexical"):
        raise InvalidStateError("its categories are in an unknown order")
    if ordering is None or hasattr(pl, "Categories"):
        return pl.Categorical()
    return pl.Categorical(ordering)


def _texts(values: list[Any]) -> list[Any]:
    if not all(type(value) is str for value in values):
        raise InvalidStateError("a name or a category is no text")
    return values


def _int(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise InvalidStateError(f"a number in its dtype is not from {least} to {most}")
    return value
