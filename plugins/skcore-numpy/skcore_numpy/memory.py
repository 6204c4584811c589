"""Which arrays of one file share memory, and how each lies in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from skcore_numpy.dtypes import describe, has_padding

if TYPE_CHECKING:
    import numpy as np


class Place(NamedTuple):
    """Where the elements of one array lie in a block of memory."""

    memory: memoryview
    offset: int
    strides: tuple[int, ...]


def _owner(array: np.ndarray[Any, Any]) -> int:
    """Return the identity of the object whose memory a view shows."""
    import numpy as np

    base: Any = array
    while isinstance(base, np.ndarray) and base.base is not None:
        base = base.base
    return id(base)


def sort_of(dtype: np.dtype[Any]) -> str:
    """Return what tells apart the dtypes that never share memory.

    What a model computes in place, it writes into floats: they are nothing else to another array, be it a field of
    records. Nor are truth values and characters, not all bytes of which are valid.
    """
    if dtype.names is not None:
        return describe(dtype)
    return {"c": "f", "b": "b", "U": "U", "f": "f"}.get(dtype.kind, "")


def shared_places(arrays: Sequence[np.ndarray[Any, Any]]) -> dict[int, Place]:
    """Return the places of those arrays that share memory with another, by their index.

    The extents of arrays of one owner that overlap are merged into one block; what of the block no
    array shows is zero, so that a file never holds more than the arrays saved.
    """
    groups: dict[tuple[int, str], list[int]] = {}
    for index, array in enumerate(arrays):
        if array.base is not None:
            groups.setdefault((_owner(array), sort_of(array.dtype)), []).append(index)
    if not groups:
        return {}
    for index, array in enumerate(arrays):
        if array.base is None and (key := (id(array), sort_of(array.dtype))) in groups:
            groups[key].append(index)
    places: dict[int, Place] = {}
    for group in groups.values():
        if len(group) > 1:
            _place_group(arrays, group, places)
    return places


def _place_group(arrays: Sequence[np.ndarray[Any, Any]], group: list[int], places: dict[int, Place]) -> None:
    bounds = sorted((*_bounds(arrays[index]), index) for index in group if _can_share(arrays[index]))
    cluster: list[tuple[int, int, int]] = []
    end = -1
    for low, high, index in bounds:
        if low >= end and cluster:
            _place_cluster(arrays, cluster, places)
            cluster = []
        cluster.append((low, high, index))
        end = max(end, high)
    if cluster:
        _place_cluster(arrays, cluster, places)


def _can_share(array: np.ndarray[Any, Any]) -> bool:
    """Whether each element has a place of its own, which a broadcast array's have not, aligned and without padding."""
    return (
        array.size > 0
        and array.flags.aligned
        and not has_padding(array.dtype)
        and all(stride != 0 or size == 1 for stride, size in zip(array.strides, array.shape, strict=True))
    )


def _bounds(array: np.ndarray[Any, Any]) -> tuple[int, int]:
    """Return the addresses of an array's first byte and of the one after its last."""
    low = high = array.__array_interface__["data"][0]
    for stride, size in zip(array.strides, array.shape, strict=True):
        reach = stride * (size - 1)
        low, high = low + min(reach, 0), high + max(reach, 0)
    return low, high + array.itemsize


def _place_cluster(
    arrays: Sequence[np.ndarray[Any, Any]], cluster: list[tuple[int, int, int]], places: dict[int, Place]
) -> None:
    if len(cluster) == 1:
        return
    start, end = min(low for low, _, _ in cluster), max(high for _, high, _ in cluster)
    memory = _whole(arrays, cluster, start, end)
    for _, _, index in cluster:
        array = arrays[index]
        offset = array.__array_interface__["data"][0] - start
        places[index] = Place(memory, offset, array.strides)


def _whole(
    arrays: Sequence[np.ndarray[Any, Any]], cluster: list[tuple[int, int, int]], start: int, end: int
) -> memoryview:
    """Return the bytes from ``start`` to ``end``: the widest array's own, or else a copy."""
    import numpy as np

    for low, high, index in cluster:
        if (low, high) == (start, end) and arrays[index].flags.forc:
            return raw(arrays[index])
    block = np.zeros(end - start, np.uint8)
    for _, _, index in cluster:
        array = arrays[index]
        offset = array.__array_interface__["data"][0] - start
        np.ndarray(array.shape, array.dtype, block, offset, array.strides)[...] = array
    return raw(block)


def raw(array: np.ndarray[Any, Any]) -> memoryview:
    """Return the memory of a contiguous array as bytes."""
    if not array.size:
        return memoryview(b"")
    flat: Any = array if array.flags.c_contiguous else array.T
    if flat.dtype.kind in "mMV":
        flat = flat.reshape(-1).view("u1")
    return memoryview(flat).cast("B")
