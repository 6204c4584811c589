"""Arrays of categories, of numbers with missing values, of texts, and sparse ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from skcore import Buffer, InvalidStateError, Node, Record, checked, spend
from skcore_pandas.checks import check_array, check_int
from skcore_pandas.names import PandasHandler, fields, spellings
from skcore_pandas.pickled import BACKED, attributes, called, no_object, public, require

if TYPE_CHECKING:
    import numpy as np


def raw(array: np.ndarray[Any, Any]) -> memoryview:
    """Return the memory of an array as bytes."""
    import numpy as np

    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def own_array(data: Any, dtype: Any) -> np.ndarray[Any, Any]:
    """Return an array over a copy of a buffer: what is used as an index nothing else in the file may write to."""
    import numpy as np

    dtype = np.dtype(dtype)
    if type(data) is not memoryview or len(data) % dtype.itemsize:
        raise InvalidStateError("its data is no whole number of elements")
    return np.frombuffer(bytearray(data), dtype)


class Categorical(PandasHandler):
    """``Categorical``: its dtype, and for each element the number of its category."""

    kind = "pandas.categorical"
    types = spellings("pandas.Categorical")
    trusts = {"pandas.Categorical": checked("each code is -1 or that of a category")}
    copies = True

    makers = (BACKED,)

    def convert(self, record: Record) -> Any:
        from skcore_pandas.backed import array_of

        return array_of(record)

    def save(self, obj: Any) -> Any:
        codes = obj.codes
        if codes.ndim != 1:
            raise TypeError("a Categorical of several dimensions cannot be saved")
        return {"dtype": obj.dtype, "bytes": codes.dtype.itemsize, "codes": Buffer(raw(codes))}

    def load(self, cls: Any, state: Any) -> Any:
        import pandas as pd

        dtype, size, data = fields(state, "dtype", "bytes", "codes")
        if type(dtype) is not pd.CategoricalDtype or dtype.categories is None:
            raise InvalidStateError("its dtype has no categories")
        if type(size) is not int or size not in (1, 2, 4, 8):
            raise InvalidStateError("its codes are no ints")
        codes = own_array(data, f"i{size}")
        if len(codes) and (codes.min() < -1 or codes.max() >= len(dtype.categories)):
            raise InvalidStateError("a code is that of no category")
        return cls.from_codes(codes, dtype=dtype)


class Masked(PandasHandler):
    """Arrays of whole numbers, floats or truth values, and a mask of those that are missing."""

    kind = "pandas.masked_array"
    kinds = {"IntegerArray": "iu", "FloatingArray": "f", "BooleanArray": "b"}
    types = spellings(*(f"pandas.arrays.{name}" for name in kinds))
    trusts = {f"pandas.arrays.{name}": checked("values and mask are arrays of one length") for name in kinds}

    def convert(self, record: Record) -> Any:
        found = attributes(record)
        return self.load(public(record.name), {"values": found.get("_data"), "mask": found.get("_mask")})

    def save(self, obj: Any) -> Any:
        if obj.ndim != 1:
            raise TypeError("an array of several dimensions cannot be saved")
        return {"values": obj._data, "mask": obj._mask}

    def load(self, cls: Any, state: Any) -> Any:
        values, mask = fields(state, "values", "mask")
        check_array(values, self.kinds[cls.__name__])
        if len(check_array(mask, "b")) != len(values) or not values.dtype.isnative:
            raise InvalidStateError("values and mask are not of one length, or not in the machine's byte order")
        if values.dtype.kind == "f" and values.dtype.itemsize not in (4, 8):
            raise InvalidStateError("its floats are of a size that pandas has not")
        return cls(values, mask, copy=False)


class Strings(PandasHandler):
    """``StringArray``: texts as Python objects, and which are missing."""

    kind = "pandas.string_array"
    types = (
        *spellings("pandas.arrays.StringArray"),
        "pandas.core.arrays.string_.StringArrayNumpySemantics",
    )
    trusts = {"pandas.arrays.StringArray": checked("each element is a str or missing")}

    def target(self, obj: Any) -> Any:
        # Which class it is follows from the dtype.
        import pandas as pd

        return pd.arrays.StringArray

    def save(self, obj: Any) -> Any:
        values, mask = obj._ndarray, obj.isna()
        if values.ndim != 1:
            raise TypeError("an array of several dimensions cannot be saved")
        texts = ["" if gone else text for text, gone in zip(values.tolist(), mask.tolist(), strict=True)]
        texts = list(map(str, texts))
        return {"dtype": obj.dtype, "texts": texts, **({"missing": mask} if mask.any() else {})}

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np
        import pandas as pd

        dtype, texts, missing = fields(state, "dtype", "texts", optional=("missing",))
        if type(dtype) is not pd.StringDtype or dtype.storage != "python":
            raise InvalidStateError("its dtype is not that of texts as Python objects")
        if type(texts) is not list or not set(map(type, texts)) <= {str}:
            raise InvalidStateError("its texts are no list of str")
        values = np.empty(len(texts), object)
        values[:] = texts
        if missing is not None:
            if check_array(missing, "b").shape != values.shape:
                raise InvalidStateError("missing is not of the length of its texts")
            values[missing] = dtype.na_value
        # The list has served: an array that shares it, and would copy it again, finds it empty.
        texts.clear()
        return dtype.construct_array_type()._from_sequence(values, dtype=dtype)


class Sparse(PandasHandler):
    """``SparseArray``: its dtype, its length, and where which values are that it has."""

    kind = "pandas.sparse_array"
    types = spellings("pandas.arrays.SparseArray")
    trusts = {"pandas.arrays.SparseArray": checked("its places increase within its length, one for each value")}
    copies = True

    makers = ("pandas._libs.sparse.IntIndex", "pandas._libs.sparse.BlockIndex")

    def convert(self, record: Record) -> Any:
        if record.maker in self.makers:
            return _places(record)
        found = attributes(record)
        places = found.get("_sparse_index")
        require(type(places) is _Places, "its places are none")
        return self.load(
            public("pandas.arrays.SparseArray"),
            {
                "dtype": found.get("_dtype"),
                "length": places.length,
                "blocks": places.blocks,
                "values": found.get("_sparse_values"),
                "places": memoryview(places.indices.tobytes()),
            },
        )

    def save(self, obj: Any) -> Any:
        places = obj.sp_index.indices
        blocks = obj.kind == "block"
        state = {"dtype": obj.dtype, "length": len(obj), "blocks": blocks, "values": obj.sp_values}
        return {**state, "places": Buffer(raw(places))}

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np
        import pandas as pd
        from pandas._libs.sparse import IntIndex

        dtype, length, blocks, values, data = fields(state, "dtype", "length", "blocks", "values", "places")
        if type(dtype) is not pd.SparseDtype or check_array(values).dtype != dtype.subtype:
            raise InvalidStateError("its values are not of its dtype")
        check_int(length, 0, 2**31 - 1, "its length")
        places = own_array(data, np.int32)
        if len(places) != len(values) or type(blocks) is not bool:
            raise InvalidStateError("it has not as many places as values")
        if len(places) and (places[0] < 0 or places[-1] >= length or not (places[:-1] < places[1:]).all()):
            raise InvalidStateError("its places do not increase within its length")
        index = IntIndex(length, places)
        return cls._simple_new(values, index.to_block_index() if blocks else index, dtype)


class _Places(NamedTuple):
    """Where the values of a sparse array are, out of a pickle."""

    length: int
    blocks: bool
    indices: np.ndarray[Any, Any]

    def __reduce__(self) -> Any:
        return no_object()


def _places(record: Record) -> _Places:
    import numpy as np

    blocks = record.maker.endswith("BlockIndex")
    length, *parts = called(record, 3 if blocks else 2)
    for part in parts:
        require(type(part) is np.ndarray and part.dtype == np.int32 and part.ndim == 1, "its places are no int32")
    if not blocks:
        spend(parts[0].nbytes)
        return _Places(length, False, parts[0])
    starts, sizes = parts
    require(len(starts) == len(sizes) and bool((sizes > 0).all()), "it has not a length for each block")
    total = int(sizes.sum(dtype=np.int64))
    spend(16 * total)
    ends = np.cumsum(sizes, dtype=np.int64)
    indices = np.arange(total) + np.repeat(starts - (ends - sizes), sizes)
    require(not total or (indices.min() > -1 and indices.max() < 2**31), "a block lies outside")
    return _Places(length, True, indices.astype(np.int32))


class NumpyArray(PandasHandler):
    """``NumpyExtensionArray``: an array of numpy's."""

    kind = "pandas.numpy_array"
    types = ("pandas.arrays.NumpyExtensionArray", "pandas.core.arrays.numpy_.NumpyExtensionArray")
    trusts = {"pandas.arrays.NumpyExtensionArray": checked("an array that is checked on its own")}

    makers = tuple(f"pandas.core.dtypes.dtypes.{name}" for name in ("NumpyEADtype", "PandasDtype"))

    def convert(self, record: Record) -> Any:
        # Its dtype, which follows from the array; by itself it is a plain object.
        return Node("python.object", record.name, attributes(record))

    def qualify(self, target: Any) -> str:
        name = super().qualify(target)
        return name.replace("pandas.core.arrays.numpy_.", "pandas.arrays.")

    def save(self, obj: Any) -> Any:
        return {"values": check_array(obj.to_numpy())}

    def load(self, cls: Any, state: Any) -> Any:
        (values,) = fields(state, "values")
        return cls(check_array(values), copy=False)


HANDLERS = (Categorical, Masked, Strings, Sparse, NumpyArray)
