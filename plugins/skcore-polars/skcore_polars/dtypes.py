"""polars's dtypes and schemas, and its classes as values."""

from __future__ import annotations

import json
from typing import Any

from skcore import ClassReferences, Converted, Handler, InvalidStateError, Node, Record, checked
from skcore_polars.dtype_text import PLAIN, describe, parse

_MODULE = "polars.datatypes.classes."
_BASE = f"{_MODULE}DataType"
_NESTED = ("Datetime", "Duration", "Decimal", "Categorical", "Enum", "List", "Array", "Struct", "Object")


_PARTS = {"Datetime": ("time_unit", "time_zone"), "Duration": ("time_unit",), "Decimal": ("precision", "scale")}


class DType(Handler):
    """A dtype with its parts: its description."""

    kind = "polars.dtype"
    types = (_BASE, *(f"{_MODULE}{name}" for name in (*PLAIN, *_NESTED)))
    subclasses = True
    trusts = {_BASE: checked("built from its description by the constructors of polars")}
    raw = "none"

    def target(self, obj: Any) -> Any:
        import polars as pl

        return pl.DataType

    def save(self, obj: Any) -> Any:
        return [describe(obj)]

    makers = (f"{_MODULE}Field",)

    def convert(self, record: Record) -> Any:
        held = {} if record.state is None else record.state
        if record.how != "new" or record.args or type(held) is not dict:
            raise InvalidStateError("a dtype is made of something else than its parts")
        if record.maker in self.makers:
            return Node("python.object", record.name, held)
        return parse(json.dumps(_tree(record.name.removeprefix(_MODULE), held)))

    def load(self, cls: Any, state: Any) -> Any:
        (text,) = state
        return parse(text)


def _tree(name: str, held: dict[str, Any]) -> Any:
    """Return the description of a dtype as JSON has it, out of a pickle."""
    if name in PLAIN:
        return name
    if name in _PARTS:
        parts = [held.get(part) for part in _PARTS[name]]
        if not all(type(part) in (str, int, type(None)) for part in parts):
            raise InvalidStateError("a part of a dtype is no plain value")
        return [name, *parts]
    if name == "List":
        return [name, _of(held.get("inner"))]
    if name == "Array" and type(held.get("size")) is int:
        return [name, _of(held.get("inner")), held["size"]]
    fields = held.get("fields")
    if name != "Struct" or type(fields) is not list:
        raise TypeError(f"a dtype of this sort has no way to convert: {name}")
    found: list[Any] = [name]
    for field in fields:
        part = field.state if type(field) is Converted and field.name == f"{_MODULE}Field" else None
        if type(part) is not dict or type(part.get("name")) is not str:
            raise InvalidStateError("a field of a struct is none")
        found += [part["name"], _of(part.get("dtype"))]
    return found


def _of(dtype: Any) -> Any:
    """Return the description of a dtype that is a part of another: it was converted, or is a class by name."""
    import polars as pl

    if isinstance(dtype, pl.DataType):
        return json.loads(describe(dtype))
    name = dtype.name.removeprefix(_MODULE) if type(dtype) is Converted else ""
    if name not in PLAIN:
        raise InvalidStateError("a part of a dtype is no dtype")
    return name


class Schema(Handler):
    """``Schema``: the names of columns and their dtypes."""

    kind = "polars.schema"
    types = ("polars.schema.Schema",)
    trusts = {"polars.schema.Schema": checked("texts and dtypes, as many of the one as of the other")}
    raw = "none"

    def save(self, obj: Any) -> Any:
        return {"names": list(obj), "dtypes": list(obj.values())}

    def convert(self, record: Record) -> Node:
        if record.args or record.state or record.items:
            raise InvalidStateError("a schema is made of something else than names and dtypes")
        names, dtypes = ([pair[place] for pair in record.pairs] for place in (0, 1))
        return Node(self.kind, record.name, {"names": names, "dtypes": dtypes})

    def load(self, cls: Any, state: Any) -> Any:
        import polars as pl

        names, dtypes = state["names"], state["dtypes"]
        if set(state) != {"names", "dtypes"} or type(names) is not list or type(dtypes) is not list:
            raise InvalidStateError("its fields are not lists of names and dtypes")
        if not all(type(name) is str for name in names) or not len(names) == len(set(names)) == len(dtypes):
            raise InvalidStateError("its names are no texts, stand twice, or are not as many as its dtypes")
        if not all(
            isinstance(dtype, pl.DataType) or (isinstance(dtype, type) and issubclass(dtype, pl.DataType))
            for dtype in dtypes
        ):
            raise InvalidStateError("one of its dtypes is none")
        return cls(zip(names, dtypes, strict=True))


class Classes(ClassReferences):
    """polars's dtypes without parts, and its frames, as values."""

    kind = "polars.class"
    trusts = dict.fromkeys(
        (
            *(f"polars.datatypes.classes.{name}" for name in (*PLAIN, *_NESTED)),
            "polars.dataframe.frame.DataFrame",
            "polars.series.series.Series",
        ),
        checked("building it from any argument has no effect beyond its result"),
    )


HANDLERS = (DType, Schema, Classes)
