"""pandas's arrays that Arrow stores: its buffers, each held against the others before Arrow gets it."""

from __future__ import annotations

from typing import Any

from skcore import Buffer, InvalidStateError, Plain, Record, checked
from skcore_pandas import arrow_buffers, arrow_pickled, arrow_types
from skcore_pandas.names import PandasHandler, spellings
from skcore_pandas.pickled import attributes, require

_REASON = checked("lengths, offsets and indices agree with the buffers, which Arrow then validates in full")
_PLAIN = "pandas.core.arrays.arrow.array.ArrowExtensionArray"


class ArrowArray(PandasHandler):
    """``ArrowExtensionArray`` and ``ArrowStringArray``: dtype, type, lengths and buffers, from the outside in."""

    kind = "pandas.arrow_array"
    types = (
        *spellings(_PLAIN, "pandas.arrays.ArrowStringArray"),
        "pandas.core.arrays.string_arrow.ArrowStringArrayNumpySemantics",
    )
    trusts = {_PLAIN: _REASON, "pandas.arrays.ArrowStringArray": _REASON}
    raw = "any"
    copies = True
    makers = tuple(arrow_pickled.MADE)

    def convert(self, record: Record) -> Any:
        import pyarrow as pa

        if record.maker in self.makers:
            return arrow_pickled.convert(record)
        held = attributes(record)
        array, dtype = held.get("_pa_array", held.get("_data")), held.get("_dtype")
        require(isinstance(array, pa.Array | pa.ChunkedArray), "it has no array of Arrow's")
        if isinstance(array, pa.ChunkedArray):
            array = array.chunk(0) if array.num_chunks == 1 else array.combine_chunks()
        _check_dtype(dtype, array.type)
        return dtype.__from_arrow__(pa.chunked_array([array]))

    def target(self, obj: Any) -> Any:
        # Which class of texts it is follows from the dtype.
        import pandas as pd

        return pd.arrays.ArrowStringArray if isinstance(obj.dtype, pd.StringDtype) else type(obj)

    def save(self, obj: Any) -> Any:
        import pyarrow as pa

        array = obj.__arrow_array__()
        if isinstance(array, pa.ChunkedArray):
            array = array.chunk(0) if array.num_chunks == 1 else array.combine_chunks()
        parts = arrow_buffers.Parts([], [])
        arrow_buffers.take_apart(array, parts)
        text = arrow_types.describe(array.type)
        return [obj.dtype, text, Plain(parts.lengths), *map(Buffer, parts.buffers)]

    def load(self, cls: Any, state: Any) -> Any:
        import pyarrow as pa

        if type(state) is not list or len(state) < 3:
            raise InvalidStateError("it has no dtype, type and lengths")
        dtype, text, lengths, *buffers = state
        kind = arrow_types.parse(text)
        _check_dtype(dtype, kind)
        if type(lengths) is not tuple:
            raise InvalidStateError("its lengths are missing")
        array = arrow_buffers.put_together(kind, arrow_buffers.Parts(list(lengths), buffers))
        array.validate(full=True)
        return dtype.__from_arrow__(pa.chunked_array([array]))


def _check_dtype(dtype: Any, kind: Any) -> None:
    """Refuse a dtype of pandas's that is not that of arrays of a type of Arrow's."""
    import pandas as pd
    import pyarrow as pa

    if type(dtype) is pd.StringDtype:
        known = dtype.storage == "pyarrow" and (pa.types.is_string(kind) or pa.types.is_large_string(kind))
    else:
        known = type(dtype) is pd.ArrowDtype and dtype.pyarrow_dtype == kind
    if not known:
        raise InvalidStateError("its dtype is not that of Arrow's type")


HANDLERS = (ArrowArray,)
