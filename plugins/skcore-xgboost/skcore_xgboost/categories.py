"""The categories of data frames that a booster remembers: ``CatContainer`` in ``src/data/cat_container.cc``.

``enc::Recode`` in ``src/encoder/ordinal.h`` searches the categories of a column in their order by ``sorted_idx``, and
takes the segments of both for granted.
"""

from __future__ import annotations

from typing import Any

from skcore_xgboost.checking import check_keys, require
from skcore_xgboost.ubjson import Numbers

_TYPES = {9: b"i", 10: b"U", 11: b"I", 13: b"l", 15: b"L"}
"""Markers by ``Value::ValueKind`` in ``include/xgboost/json.h``; XGBoost knows no categories of other numbers."""


def check_categories(value: Any, features: int) -> None:
    """Raise InvalidStateError unless each column's categories and their order are there."""
    import numpy as np

    check_keys(value, "cats", {"enc", "feature_segments", "sorted_idx"})
    columns = value["enc"]
    require(type(columns) is list and len(columns) in (0, features), "enc has not the categories of each feature")
    segments, order = (_ints(value[name], b"l", name) for name in ("feature_segments", "sorted_idx"))
    counts = np.array([_check_column(column) for column in columns], np.int64)
    if not columns:
        require(not len(segments) and not len(order), "feature_segments or sorted_idx is of no feature")
        return
    require(len(segments) == len(counts) + 1, "feature_segments has not one for each feature")
    starts = np.concatenate([[0], np.cumsum(counts)])
    require(np.array_equal(segments, starts), "feature_segments are not those of the categories")
    require(len(order) == starts[-1], "sorted_idx has not one for each category")
    within = (order >= 0) & (order < np.repeat(counts, counts))
    require(within.all(), "sorted_idx is out of range")
    places = order + np.repeat(starts[:-1], counts)
    require((np.bincount(places, minlength=len(order)) == 1).all(), "sorted_idx has a category twice")


def _ints(value: Any, marker: bytes, name: str) -> Any:
    require(type(value) is Numbers and value.marker == marker, f"{name} is no array of its type")
    return value.array()


def _check_column(value: Any) -> int:
    """Return how many categories a column has."""
    if type(value) is dict and "offsets" in value:
        check_keys(value, "a column of enc", {"offsets", "values"})
        return _check_names(_ints(value["offsets"], b"l", "offsets"), value["values"])
    check_keys(value, "a column of enc", {"type", "values"})
    require(type(value["type"]) is int and value["type"] in _TYPES, "categories are of a type that is not known")
    return len(_ints(value["values"], _TYPES[value["type"]], "values"))


def _check_names(offsets: Any, values: Any) -> int:
    """Check the names of categories, as Arrow has them: the texts joined, and where each begins."""
    import numpy as np

    codes = _ints(values, b"i", "values")
    if not len(offsets):
        require(not len(codes), "names of categories have no offsets")
        return 0
    rising = offsets[0] == 0 and offsets[-1] == len(codes) and (np.diff(offsets) >= 0).all()
    require(rising, "offsets do not rise from 0 to the end of values")
    try:
        values.content.decode()
        whole = (codes.view(np.uint8)[offsets[offsets < len(codes)]] & 0xC0 != 0x80).all()
    except UnicodeError:
        whole = False
    require(whole, "names of categories are not UTF-8")
    return len(offsets) - 1
