"""polars's dtypes and schemas, and its classes as values."""

from __future__ import annotations

from typing import Any

from skcore import ClassReferences, Handler, InvalidStateError, checked
from skcore_polars.dtype_text import PLAIN, describe, parse

_BASE = "polars.datatypes.classes.DataType"
_NESTED = ("Datetime", "Duration", "Decimal", "Categorical", "Enum", "List", "Array", "Struct", "Object")


class DType(Handler):
    """A dtype with its parts: its description."""

    kind = "polars.dtype"
    types = (_BASE,)
    subclasses = True
    trusts = {_BASE: checked("built from its description by the constructors of polars")}
    raw = "none"

    def target(self, obj: Any) -> Any:
        import polars as pl

        return pl.DataType

    def save(self, obj: Any) -> Any:
        return [describe(obj)]

    def load(self, cls: Any, state: Any) -> Any:
        (text,) = state
        return parse(text)


class Schema(Handler):
    """``Schema``: the names of columns and their dtypes."""

    kind = "polars.schema"
    types = ("polars.schema.Schema",)
    trusts = {"polars.schema.Schema": checked("texts and dtypes, as many of the one as of the other")}
    raw = "none"

    def save(self, obj: Any) -> Any:
        return {"names": list(obj), "dtypes": list(obj.values())}

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
