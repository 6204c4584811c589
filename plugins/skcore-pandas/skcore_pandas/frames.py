"""Series and frames: their arrays, and the indexes of their axes."""

from __future__ import annotations

from typing import Any, NamedTuple

from skcore import Converted, InvalidStateError, Plain, Record, checked, spend
from skcore_pandas.checks import check_array, check_label
from skcore_pandas.hashing import check_labels
from skcore_pandas.indexes import check_values, plain_values
from skcore_pandas.names import PandasHandler, fields, spellings
from skcore_pandas.pickled import attributes, called, no_object, public, require
from skcore_pandas.times import plain_ends

_EXTRAS = ("attrs", "unique")


def _extras(obj: Any) -> dict[str, Any]:
    """Return what users can attach to a series or a frame."""
    extras: dict[str, Any] = {}
    if obj.attrs:
        extras["attrs"] = obj.attrs
    if not obj.flags.allows_duplicate_labels:
        extras["unique"] = True
    return extras


_POINTER = 8


class _Block(NamedTuple):
    """Columns of a frame, out of a pickle: an array, and their places."""

    values: Any
    places: list[int]

    def __reduce__(self) -> Any:
        return no_object()


class _Blocks(NamedTuple):
    """What a series or a frame consists of, out of a pickle."""

    axes: list[Any]
    blocks: list[Any]

    def __reduce__(self) -> Any:
        return no_object()


def _extras_of(held: dict[str, Any]) -> dict[str, Any]:
    """Return what users can attach, out of a pickle."""
    flags, attrs = held.get("_flags"), held.get("attrs")
    unique = type(flags) is dict and flags.get("allows_duplicate_labels") is False
    return {**({"attrs": attrs} if attrs else {}), **({"unique": True} if unique else {})}


def _attach(obj: Any, attrs: Any, unique: Any) -> Any:
    if attrs is not None:
        if type(attrs) is not dict:
            raise InvalidStateError("attrs is no dict")
        obj.attrs = attrs
    if unique is not None:
        if unique is not True:
            raise InvalidStateError("unique is not True")
        for axis in obj.axes:
            check_labels(axis)
        obj.flags.allows_duplicate_labels = False
    return obj


def _check_axis(index: Any, length: int) -> Any:
    import pandas as pd

    if not isinstance(index, pd.Index) or len(index) != length:
        raise InvalidStateError("an axis is no index, or not of the length of its values")
    return index


class Series(PandasHandler):
    """``Series``: its values, its index and its name."""

    kind = "pandas.series"
    types = spellings("pandas.Series")
    trusts = {"pandas.Series": checked("its index is as long as its values, each of which is checked on its own")}

    makers = ("pandas.core.internals.managers.SingleBlockManager",)

    def convert(self, record: Record) -> Any:
        if record.maker in self.makers:
            state = record.state
            require(record.how == "new" and not record.args, "its values are made in another way")
            require(type(state) is tuple and [type(part) for part in state[:2]] == [list, list], "it has no values")
            return _Blocks(state[0], state[1])
        held = attributes(record)
        found = held.get("_mgr")
        require(type(found) is _Blocks and len(found.axes) == len(found.blocks) == 1, "it has not one index and values")
        name = held.get("_name", held.get("name"))
        state = {"values": plain_ends(found.blocks[0]), "index": found.axes[0], "name": name}
        return self.load(public("pandas.Series"), {**state, **_extras_of(held)})

    def save(self, obj: Any) -> Any:
        return {"values": plain_values(obj), "index": obj.index, "name": check_label(obj.name), **_extras(obj)}

    def load(self, cls: Any, state: Any) -> Any:
        values, index, name, *extras = fields(state, "values", "index", "name", optional=_EXTRAS)
        dtype = check_values(values).dtype
        _check_axis(index, len(values))
        series = cls(values, index=index, dtype=dtype, name=check_label(name), copy=False)
        if series.dtype != dtype:
            raise InvalidStateError("a series of such values is of another dtype")
        return _attach(series, *extras)


class DataFrame(PandasHandler):
    """``DataFrame``: arrays of columns of one dtype, and the places of these columns in the frame."""

    kind = "pandas.frame"
    types = spellings("pandas.DataFrame")
    trusts = {"pandas.DataFrame": checked("its arrays are as long as its index, and each column is in one of them")}

    makers = (
        "pandas.core.internals.managers.BlockManager",
        "pandas._libs.internals._unpickle_block",
    )

    def convert(self, record: Record) -> Any:
        if record.maker == self.makers[0]:
            blocks, axes = called(record, 2)
            require(type(blocks) is tuple and type(axes) is list and len(axes) == 2, "it has not two axes and blocks")
            require(all(type(block) is _Block for block in blocks), "a block is none")
            return _Blocks(axes, list(blocks))
        if record.maker == self.makers[1]:
            values, places, ndim = called(record, 3)
            require(ndim == 2, "a block has not two dimensions")
            return _Block(values, _places(places))
        held = attributes(record)
        found = held.get("_mgr")
        require(type(found) is _Blocks and len(found.axes) == 2, "it has not two axes and blocks")
        # A block may be one of many frames, and any number of times one of theirs.
        spend(_POINTER * sum(len(_parts(block.values)) + len(block.places) for block in found.blocks))
        state = {
            "index": found.axes[1],
            "columns": found.axes[0],
            "arrays": [part for block in found.blocks for part in _parts(block.values)],
            "places": tuple(place for block in found.blocks for place in block.places),
        }
        return self.load(public("pandas.DataFrame"), {**state, **_extras_of(held)})

    def save(self, obj: Any) -> Any:
        arrays: list[Any] = []
        places: list[int] = []
        for block in obj._mgr.blocks:
            arrays.extend(_arrays(block.values))
            places.extend(block.mgr_locs.as_array.tolist())
        axes = {"index": obj.index, "columns": obj.columns}
        return {**axes, "arrays": arrays, "places": Plain(places), **_extras(obj)}

    def load(self, cls: Any, state: Any) -> Any:
        index, columns, arrays, places, *extras = fields(
            state, "index", "columns", "arrays", "places", optional=_EXTRAS
        )
        if type(arrays) is not list or type(places) is not tuple or not all(type(place) is int for place in places):
            raise InvalidStateError("its arrays are no list, or its places no ints")
        sizes = [_columns(array, index) for array in arrays]
        if sum(sizes) != len(places) or sorted(places) != list(range(len(places))):
            raise InvalidStateError("its places are not those of its columns, each once")
        _check_axis(columns, len(places))
        return _attach(_build(arrays, sizes, places, index, columns), *extras)


def _places(value: Any) -> list[int]:
    """Return the places of a block's columns, which a pickle has as a slice or as an array."""
    import numpy as np

    if type(value) is np.ndarray:
        require(value.ndim == 1 and value.dtype.kind == "i", "the places of a block are no ints")
        spend(32 * len(value))
        return [int(place) for place in value]
    bounds = value.state if type(value) is Converted and value.kind == "python.slice" else None
    require(type(bounds) is list and len(bounds) == 3, "the places of a block are neither a slice nor an array")
    first, last, step = (0 if part is None and index == 0 else part for index, part in enumerate(bounds or []))
    step = 1 if step is None else step
    require(all(type(part) is int for part in (first, last, step)) and step != 0, "the bounds of a slice are no ints")
    found = range(first, last, step)
    require(len(found) < 2**24, "a block has too many places")
    spend(32 * len(found))
    return list(found)


def _parts(values: Any) -> list[Any]:
    """Return the arrays of a block, of which those of pandas's have one for each row."""
    return values if type(values) is list else [plain_ends(values)]


def _arrays(values: Any) -> list[Any]:
    """Return the values of a block as arrays: of two dimensions from numpy, of one from pandas."""
    import numpy as np

    if isinstance(values.dtype, np.dtype) and values.dtype.kind in "mM":
        values = values._ndarray
    if isinstance(values, np.ndarray):
        return [check_array(values, ndim=2)]
    return [values] if values.ndim == 1 else list(values)


def _columns(array: Any, index: Any) -> int:
    """Return how many columns an array has, whose rows are as many as the index has."""
    import numpy as np

    if type(array) is np.ndarray:
        check_array(array, ndim=2)
        _check_axis(index, array.shape[1])
        return int(array.shape[0])
    _check_axis(index, len(check_values(array)))
    if isinstance(array.dtype, np.dtype):
        raise InvalidStateError("a column of numpy's is in an array of pandas's")
    return 1


def _build(arrays: list[Any], sizes: list[int], places: tuple[int, ...], index: Any, columns: Any) -> Any:
    """Build a frame of arrays as they are: to join frames of one dtype each would copy all of them."""
    import numpy as np
    import pandas as pd

    blocks, start = [], 0
    for array, size in zip(arrays, sizes, strict=True):
        blocks.append((array, np.array(places[start : start + size], np.intp)))
        start += size
    if hasattr(pd.api, "internals"):
        return pd.api.internals.create_dataframe_from_blocks(blocks, index, columns)
    from pandas.core.internals import BlockManager, make_block

    return pd.DataFrame(BlockManager([make_block(*block, ndim=2) for block in blocks], [columns, index]))


HANDLERS = (Series, DataFrame)
