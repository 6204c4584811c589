"""pandas's arrays that Arrow stores: its buffers, each held against the others before Arrow gets it."""

from __future__ import annotations

from typing import Any

from skcore import Buffer, InvalidStateError, Plain, checked
from skcore_pandas import arrow_buffers, arrow_types
from skcore_pandas.names import PandasHandler, spellings

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
        import pandas as pd
        import pyarrow as pa

        if type(state) is not list or len(state) < 3:
            raise InvalidStateError("it has no dtype, type and lengths")
        dtype, text, lengths, *buffers = state
        kind = arrow_types.parse(text)
        if type(dtype) is pd.StringDtype:
            known = dtype.storage == "pyarrow" and (pa.types.is_string(kind) or pa.types.is_large_string(kind))
        else:
            known = type(dtype) is pd.ArrowDtype and dtype.pyarrow_dtype == kind
        if not known or type(lengths) is not tuple:
            raise InvalidStateError("its dtype is not that of Arrow's type, or its lengths are missing")
        array = arrow_buffers.put_together(kind, arrow_buffers.Parts(list(lengths), buffers))
        array.validate(full=True)
        return dtype.__from_arrow__(pa.chunked_array([array]))


HANDLERS = (ArrowArray,)
