"""Columns of lengths, buffers and texts: polars gets numbers and texts, never bytes to parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skcore import InvalidStateError, spend
from skcore_polars.columns import TEXTS, TIMES, Parts, check_times
from skcore_polars.dtype_text import NUMBERS, width

if TYPE_CHECKING:
    import numpy as np

LISTED = 16
"""How many bytes polars takes for an element of a list or an array that takes none in the file."""
ROW = 256
"""How much work a row of an array is that takes no memory in the file."""
MAX_LENGTH = 2**32 - 2


def put_together(dtype: Any, parts: Parts) -> Any:
    """Build a column of a dtype from all of the lengths and values.

    Raises
    ------
    InvalidStateError
        If a length, a number or a text does not agree with the rest.
    """
    rest = Parts(parts.lengths[::-1], parts.values[::-1])
    series = _build(dtype, rest)
    if rest.lengths or rest.values:
        raise InvalidStateError("it has more lengths or values than its dtype asks for")
    return series


def _array(rest: Parts, dtype: str, length: int | None = None) -> np.ndarray[Any, Any]:
    """Return the next buffer as an array, of a length if one is given."""
    import numpy as np

    data = rest.values.pop() if rest.values else None
    size = np.dtype(dtype).itemsize
    if type(data) is not memoryview or len(data) % size or length not in (None, len(data) // size):
        raise InvalidStateError("a buffer is missing, or not of the size that its length asks for")
    array = np.frombuffer(data, np.uint8 if dtype == "?" else dtype)
    if dtype != "?":
        return array
    if len(array) and array.max() > 1:
        raise InvalidStateError("a truth value is neither 0 nor 1")
    return array.view(bool)


def spend_rows(count: int) -> None:
    """Count rows that take no memory, neither in the file nor yet in polars."""
    spend(count // 4)


def _texts(rest: Parts, length: int | None = None) -> Any:
    """Return the next texts as a column."""
    import polars as pl

    texts = rest.values.pop() if rest.values else None
    if type(texts) is not list or not set(map(type, texts)) <= {str} or length not in (None, len(texts)):
        raise InvalidStateError("its texts are no list of str, or not as many as its length asks for")
    series = pl.Series("", texts, dtype=pl.String)
    # The list has served: a column that shares it, and would copy it again, finds it empty.
    texts.clear()
    return series


def _build(dtype: Any, rest: Parts) -> Any:
    import polars as pl

    length = rest.lengths.pop() if rest.lengths else None
    if type(length) is not int or not 0 <= length <= MAX_LENGTH:
        raise InvalidStateError("a length is missing, or out of range")
    if dtype == pl.Null:
        spend_rows(length)
        return pl.Series([None], dtype=pl.Null).new_from_index(0, length) if length else pl.Series([], dtype=pl.Null)
    missing = _array(rest, "?")
    if len(missing) not in (0, length):
        raise InvalidStateError("what is missing is not told for each row")
    gone = int(missing.sum())
    if not gone:
        return _build_rows(dtype, length, rest)
    spend(gone * width(dtype))
    return _spread(_build_rows(dtype, length - gone, rest), missing)


def _spread(series: Any, missing: np.ndarray[Any, Any]) -> Any:
    """Put the rows that there are where none is missing."""
    import numpy as np
    import polars as pl

    table = pl.DataFrame({"place": (~missing).cumsum(dtype=np.uint32), "missing": missing})
    return series.gather(table.select(pl.when(~pl.col("missing")).then(pl.col("place") - 1)).to_series())


def _build_rows(dtype: Any, length: int, rest: Parts) -> Any:
    """Build a column of which no row is missing."""
    import polars as pl

    name = dtype.base_type().__name__
    if name in NUMBERS:
        return pl.Series("", _array(rest, NUMBERS[name], length), dtype=dtype)
    if name in TIMES:
        numbers = _array(rest, TIMES[name], length)
        check_times(dtype, numbers)
        return pl.Series("", numbers).cast(dtype)
    if name in TEXTS:
        return _texts(rest, length).cast(dtype)
    if name == "Binary":
        return _build_binary(length, rest)
    if name in ("Categorical", "Enum"):
        return _build_categories(dtype, length, rest)
    if name == "List":
        lengths = _array(rest, "u4", length)
        return _lists(_build_inner(dtype.inner, rest), lengths, dtype)
    if name == "Array":
        import numpy as np

        inner = _build_inner(dtype.inner, rest)
        if _is_empty(dtype.inner):
            spend(ROW * length)
        if len(inner) != length * dtype.size:
            raise InvalidStateError("it has not as many elements as its rows ask for")
        return _lists(inner, np.full(length, dtype.size, np.uint32), pl.List(dtype.inner)).cast(dtype)
    fields = [_build(field.dtype, rest).alias(field.name) for field in dtype.fields]
    if any(len(field) != length for field in fields):
        raise InvalidStateError("the fields of a struct are not of its length")
    return pl.DataFrame(fields).to_struct("")


def _build_inner(dtype: Any, rest: Parts) -> Any:
    """Build the column of what stands in lists or arrays."""
    inner = _build(dtype, rest)
    if _is_empty(dtype):
        spend(LISTED * len(inner))
    return inner


def _is_empty(dtype: Any) -> bool:
    """Whether the rows of a dtype take no memory."""
    import polars as pl

    if dtype.base_type() is pl.Struct:
        return all(_is_empty(field.dtype) for field in dtype.fields)
    return bool(dtype == pl.Null)


def _build_binary(length: int, rest: Parts) -> Any:
    import polars as pl

    lengths, data = _array(rest, "u8", length), _array(rest, "u1").tobytes()
    items, start = [], 0
    for size in lengths.tolist():
        items.append(data[start : start + size])
        start += size
    if start != len(data):
        raise InvalidStateError("its lengths do not add up to its bytes")
    return pl.Series("", items, dtype=pl.Binary)


def _build_categories(dtype: Any, length: int, rest: Parts) -> Any:
    import polars as pl

    if dtype.base_type() is pl.Enum:
        texts = dtype.categories
    else:
        texts = _texts(rest)
        if texts.n_unique() != len(texts):
            raise InvalidStateError("a category stands twice")
    codes = _array(rest, "u4", length)
    if length and int(codes.max()) >= len(texts):
        raise InvalidStateError("a code is that of no category")
    return texts.cast(dtype).gather(pl.Series("", codes))


def _lists(inner: Any, lengths: np.ndarray[Any, Any], dtype: Any) -> Any:
    """Divide a column into lists of these lengths."""
    import numpy as np
    import polars as pl

    if int(lengths.sum(dtype=np.uint64)) != len(inner):
        raise InvalidStateError("the lengths of its lists do not add up to what they hold")
    full = lengths > 0
    if not full.any():
        empty = pl.Series("", [[]], dtype=dtype)
        return empty.new_from_index(0, len(lengths)) if len(lengths) else empty.clear()
    rows = np.repeat(np.arange(full.sum(), dtype=np.uint32), lengths[full])
    table = pl.DataFrame([pl.Series("row", rows), inner.alias("inner")])
    lists = table.group_by("row", maintain_order=True).agg("inner")["inner"].alias("")
    places = np.where(full, full.cumsum() - 1, len(lists)).astype(np.uint32)
    return lists.append(lists.head(1).list.head(0)).gather(pl.Series("", places))
