"""Columns as lengths, buffers and texts.

A column is its length, which of its rows are missing, and the rest of them, one after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from skcore import Buffer, InvalidStateError
from skcore_polars.dtype_text import NUMBERS

if TYPE_CHECKING:
    import numpy as np

_DAY = 86_400_000
_MOST_DAYS = 95_000_000
"""How far from 1970 a date may be: beyond, polars cannot show it."""
TIMES = {"Date": "i4", "Time": "i8", "Datetime": "i8", "Duration": "i8"}
TEXTS = ("String", "Decimal", "Int128", "UInt128")


class Parts(NamedTuple):
    """The lengths of a column and of those within it, and the buffers and lists of texts of each in turn."""

    lengths: list[int]
    values: list[Any]


def _raw(array: np.ndarray[Any, Any]) -> Buffer:
    import numpy as np

    return Buffer(np.ascontiguousarray(array).view(np.uint8).data)


def take_apart(series: Any, parts: Parts) -> None:
    """Append the lengths and values of a column, and of those within it."""
    name = series.dtype.base_type().__name__
    parts.lengths.append(len(series))
    if name == "Null":
        return
    if series.null_count():
        missing = series.is_null()
        parts.values.append(_raw(missing.to_numpy()))
        series = series.filter(~missing)
    else:
        parts.values.append(Buffer(b""))
    if name in NUMBERS:
        parts.values.append(_raw(series.to_numpy()))
    elif name in TIMES:
        numbers = series.to_physical().to_numpy()
        check_times(series.dtype, numbers)
        parts.values.append(_raw(numbers))
    elif name in TEXTS:
        import polars as pl

        parts.values.append(series.cast(pl.String).to_list())
    elif name == "Binary":
        _take_binary(series, parts)
    elif name in ("Categorical", "Enum"):
        _take_categories(series, parts)
    else:
        _take_nested(series, name, parts)


def _take_binary(series: Any, parts: Parts) -> None:
    import numpy as np

    items = series.to_list()
    parts.values.append(_raw(np.array(list(map(len, items)), np.uint64)))
    parts.values.append(Buffer(b"".join(items)))


def _take_categories(series: Any, parts: Parts) -> None:
    """Append the number of each row's category, and the texts of these, in the order that polars has them in."""
    import numpy as np
    import polars as pl

    codes = series.to_physical().to_numpy()
    if series.dtype.base_type() is pl.Categorical:
        _, first, codes = np.unique(codes, return_index=True, return_inverse=True)
        parts.values.append(series.gather(first).cast(pl.String).to_list())
    parts.values.append(_raw(codes.astype(np.uint32)))


def _take_nested(series: Any, name: str, parts: Parts) -> None:
    import numpy as np

    if name == "List":
        lengths = series.list.len()
        parts.values.append(_raw(lengths.to_numpy().astype(np.uint32)))
        take_apart(series.filter(lengths > 0).explode(), parts)
    elif name == "Array":
        take_apart(series.explode() if len(series) else series.explode().head(0), parts)
    else:
        for field in series.dtype.fields:
            take_apart(series.struct.field(field.name), parts)


def check_times(dtype: Any, numbers: np.ndarray[Any, Any]) -> None:
    """Refuse what is no time of a day, or too far away."""
    name = dtype.base_type().__name__
    least, most = -(2**63), 2**63 - 1
    if name == "Time":
        least, most = 0, _DAY * 10**6 - 1
    elif name == "Date":
        least, most = -_MOST_DAYS, _MOST_DAYS
    elif name == "Datetime":
        most = min(most, _MOST_DAYS * _DAY * {"ms": 1, "us": 10**3, "ns": 10**6}[dtype.time_unit])
        least = -most
    if len(numbers) and (int(numbers.min()) < least or int(numbers.max()) > most):
        raise InvalidStateError("a time is none of a day, or farther away than polars can show")
