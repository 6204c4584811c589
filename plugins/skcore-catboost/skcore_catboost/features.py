"""What CatBoost's native code takes for granted of features and their splits.

``TModelTrees::CalcBinFeatures`` in ``catboost/libs/model/model.cpp`` numbers the splits: the borders of each number,
those of what is computed of texts, the values of each category, the borders of statistics. Features are looked up by
their indexes, of which the last of each sort is taken for the largest (``GetFlatFeatureVectorExpectedSize``).
"""

from __future__ import annotations

from typing import Any

from skcore_catboost.columns import Columns
from skcore_catboost.native import Model
from skcore_catboost.requiring import require

PLACED = ("FloatFeatures", "CatFeatures", "TextFeatures", "EmbeddingFeatures")
MOST_GAPS = 2**20
"""Columns that a model may have beside those of its features, each of which takes memory when it explains itself."""
MOST_NAMED = 2**16
BINS = 254
"""How many borders of a feature share a byte of what is computed for a sample: ``MAX_VALUES_PER_BIN``."""
MOST_BINS = 2**16


def check_features(model: Model) -> None:
    """Check features: each is there once, in order, and what others refer to is among them."""
    import numpy as np

    places, known = [], 0
    for name in PLACED:
        columns = model.sorts[name]
        _check_order(columns, name)
        places.append(columns.rows["FlatIndex"])
        known += len(columns)
        for chunk in columns.chunks("FeatureId"):
            _check_name(chunk, name)
    flat = np.sort(np.concatenate(places))
    require((np.diff(flat) > 0).all(), "two features have the same FlatIndex")
    require(not len(flat) or flat[-1] < known + MOST_GAPS, "a FlatIndex is far beyond the features that there are")
    floats = model.sorts["FloatFeatures"].rows
    _check_range(floats["NanValueTreatment"], 0, 3, "NanValueTreatment")
    for name in ("FloatFeatures", "EstimatedFeatures", "CtrFeatures"):
        _check_rising(model.sorts[name], "Borders", name)
    _check_one_hot(model)
    _check_estimated(model)


def _check_name(name: bytes, sort: str) -> None:
    try:
        name.decode()
    except UnicodeError:
        require(False, f"a FeatureId of {sort} is no text")


def _check_order(columns: Columns, name: str) -> None:
    import numpy as np

    for key in ("Index", "FlatIndex"):
        values = columns.rows[key]
        rising = (np.diff(values) > 0).all() and (not len(values) or values[0] >= 0)
        require(rising, f"{key} of {name} does not rise from 0 or more")
    behind = columns.rows["Index"] <= columns.rows["FlatIndex"]
    require(behind.all(), f"an Index of {name} is beyond its FlatIndex")
    for key in ("UsedInModel", "HasNans"):
        if key in columns.rows.dtype.names:
            _check_range(columns.rows[key], 0, 2, f"{key} of {name}")


def _check_range(values: Any, low: int, high: int, name: str) -> None:
    require(((values >= low) & (values < high)).all(), f"{name} is out of range")


def _check_rising(columns: Columns, key: str, name: str) -> None:
    """Check that the values of each table rise, so that none is there twice and none is no number."""
    import numpy as np

    values, row = columns.lists[key], columns.of_row(key)
    require(not np.isnan(values).any(), f"{key} of {name} has what is no number")
    require(((values[1:] > values[:-1]) | (row[1:] != row[:-1])).all(), f"{key} of {name} do not rise")


def _check_one_hot(model: Model) -> None:
    import numpy as np

    columns = model.sorts["OneHotFeatures"]
    require((np.diff(columns.rows["Index"]) > 0).all(), "Index of OneHotFeatures does not rise")
    require(
        np.isin(columns.rows["Index"], used(model)).all(), "a feature of OneHotFeatures is no category of the model"
    )
    values = np.sort(columns.of_row("Values") * 2**32 + columns.lists["Values"])
    require((np.diff(values) > 0).all(), "Values of OneHotFeatures has a value twice")


def used(model: Model) -> Any:
    """Return the indexes of the categorical features that a model uses."""
    rows = model.sorts["CatFeatures"].rows
    return rows["Index"][rows["UsedInModel"] != 0]


def _check_estimated(model: Model) -> None:
    import numpy as np

    rows = model.sorts["EstimatedFeatures"].rows
    _check_range(rows["SourceFeatureType"], 0, 2, "SourceFeatureType")
    for sort, name in enumerate(("TextFeatures", "EmbeddingFeatures")):
        source = rows["SourceFeatureIndex"][rows["SourceFeatureType"] == sort]
        known = np.isin(source, model.sorts[name].rows["Index"])
        require(known.all(), f"a feature of EstimatedFeatures is none of {name}")
    _check_range(rows["LocalIndex"], 0, 2**31 - 1, "LocalIndex")


def buckets(model: Model) -> Any:
    """Return the byte that each split of the model looks at."""
    import numpy as np

    found, first = [], 0
    sorts = {"FloatFeatures": "Borders", "EstimatedFeatures": "Borders", "OneHotFeatures": "Values"}
    for name, key in {**sorts, "CtrFeatures": "Borders"}.items():
        counts = model.sorts[name].rows[key].astype(np.int64)
        sizes = -(-counts // BINS)
        starts = first + np.cumsum(sizes) - sizes
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        found.append(np.repeat(starts, counts) + within // BINS)
        first += int(sizes.sum())
    return np.concatenate(found)
