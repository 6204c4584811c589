"""Series and frames."""

from __future__ import annotations

from typing import Any

from skcore import Handler, InvalidStateError, Plain, checked
from skcore_polars import building, columns, dtype_text

_SERIES = "polars.series.series.Series"
_FRAME = "polars.dataframe.frame.DataFrame"


class Series(Handler):
    """``Series``: its name, its dtype, and the lengths and parts of its column."""

    kind = "polars.series"
    types = (_SERIES,)
    trusts = {_SERIES: checked("built by polars from numbers and texts, whose lengths and ranges agree")}
    copies = True

    def save(self, obj: Any) -> Any:
        parts = columns.Parts([], [])
        columns.take_apart(obj, parts)
        return [obj.name, dtype_text.describe(obj.dtype), Plain(parts.lengths), *parts.values]

    def load(self, cls: Any, state: Any) -> Any:
        if type(state) is not list or len(state) < 3:
            raise InvalidStateError("it has no name, dtype and lengths")
        name, text, lengths, *values = state
        if type(name) is not str or type(lengths) is not tuple:
            raise InvalidStateError("its name is no text, or its lengths are missing")
        return building.put_together(dtype_text.parse(text), columns.Parts(list(lengths), values)).alias(name)


class DataFrame(Handler):
    """``DataFrame``: its columns, and how long they are."""

    kind = "polars.frame"
    types = (_FRAME,)
    trusts = {_FRAME: checked("its columns are of one length, and have names of their own")}
    raw = "none"

    def save(self, obj: Any) -> Any:
        return {"columns": obj.get_columns(), "height": obj.height}

    def load(self, cls: Any, state: Any) -> Any:
        import polars as pl

        series, height = state["columns"], state["height"]
        if set(state) != {"columns", "height"} or type(series) is not list or type(height) is not int:
            raise InvalidStateError("its fields are not its columns and its height")
        if not all(type(column) is pl.Series and len(column) == height for column in series):
            raise InvalidStateError("a column is no series of its height")
        if len({column.name for column in series}) != len(series):
            raise InvalidStateError("two columns have one name")
        if series or not height:
            return cls(series)
        if height < 0:
            raise InvalidStateError("a frame without columns has a negative height")
        building.spend_rows(height)
        return cls(height=height)


HANDLERS = (Series, DataFrame)
