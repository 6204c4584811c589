"""What CatBoost's native code takes for granted of statistics of categories.

``TStaticCtrProvider::CalcCtrs`` in ``catboost/libs/model/static_ctr_provider.cpp`` looks a hash up in a table, until it
finds it or a free place (``catboost/libs/helpers/dense_hash_view.h``), and reads the row that stands there.
"""

from __future__ import annotations

from typing import Any

from skcore_catboost.columns import Columns
from skcore_catboost.features import used
from skcore_catboost.native import STATISTICS, Model
from skcore_catboost.requiring import require

_BORDERS, _BUCKETS, _MEANS, _COUNTS = 0, 1, (2, 3), (4, 5)
_FREE = 2**64 - 1
MOST_CLASSES = 2**16


def check_statistics(model: Model) -> None:
    """Check that each statistic has a table, each table is one, and what they are computed of is there."""
    features, tables = model.sorts["CtrFeatures"], model.sorts["CtrTables"]
    require(not len(tables) or STATISTICS in model.parts, "CtrTables are there, and ModelPartIds has none")
    for columns, name in ((features, "CtrFeatures"), (tables, "CtrTables")):
        kinds = columns.rows["CtrType"]
        require(((kinds >= 0) & (kinds <= _COUNTS[-1])).all(), f"CtrType of {name} is out of range")
        _check_combinations(columns, name, model)
    known = {key: place for place, key in enumerate(_keys(tables))}
    require(len(known) == len(tables), "two of CtrTables are of the same statistic")
    places = [known.get(key, -1) for key in _keys(features)]
    require(-1 not in places, "a feature of CtrFeatures has no table")
    _check_tables(tables)
    _check_borders(features.rows, tables.rows["TargetClassesCount"][places])


def _check_borders(rows: Any, classes: Any) -> None:
    """Check that what a statistic tells apart is among the classes that its table counts."""
    import numpy as np

    counted = np.isin(rows["CtrType"], (_BORDERS, _BUCKETS))
    most = np.where(counted, classes - (rows["CtrType"] == _BORDERS), MOST_CLASSES)
    border = rows["TargetBorderIdx"]
    require(((border >= 0) & (border < most)).all(), "TargetBorderIdx is out of range")


def _keys(columns: Columns) -> list[tuple[Any, ...]]:
    """Return what a statistic is of, for each: its type, its border and the features that it combines."""
    rows = [columns.rows[name].tolist() for name in ("CtrType", "TargetBorderClassifierIdx")]
    lists = [columns.chunks(name) for name in ("CatFeatures", "FloatSplits", "OneHotSplits")]
    return list(zip(*rows, *lists, strict=True))


def _check_combinations(columns: Columns, name: str, model: Model) -> None:
    import numpy as np

    require(
        np.isin(columns.lists["CatFeatures"], used(model)).all(), f"a feature of {name} is no category of the model"
    )
    require((columns.rows["CatFeatures"] > 0).all(), f"a statistic of {name} is of no category")
    floats, one_hot = model.sorts["FloatFeatures"], model.sorts["OneHotFeatures"]
    borders = zip(
        floats.rows["Index"][floats.of_row("Borders")].tolist(), floats.lists["Borders"].tolist(), strict=True
    )
    values = zip(
        one_hot.rows["Index"][one_hot.of_row("Values")].tolist(), one_hot.lists["Values"].tolist(), strict=True
    )
    for key, known in (("FloatSplits", borders), ("OneHotSplits", values)):
        found = set(columns.lists[key].tolist())
        require(not found or found <= set(known), f"{key} of {name} has a split that the model has not")


def _check_tables(tables: Columns) -> None:
    """Check that each table has a free place, and a row for each place that is not free."""
    import numpy as np

    rows, hashes, table = tables.rows, tables.lists["IndexHashRaw"], tables.of_row("IndexHashRaw")
    sizes, kinds = rows["IndexHashRaw"].astype(np.int64), rows["CtrType"]
    require(((sizes > 0) & (sizes & (sizes - 1) == 0)).all(), "IndexHashRaw is not a power of two long")
    taken = hashes["Hash"] != _FREE
    free = sizes - np.bincount(table[taken], minlength=len(rows))
    require((free > 0).all(), "IndexHashRaw has no free place")
    _check_reach(hashes["Hash"], sizes[table], (np.cumsum(sizes) - sizes)[table], taken)
    counted = np.isin(kinds, (_BORDERS, _BUCKETS))
    classes = rows["TargetClassesCount"]
    least = np.where(counted, 2 - (kinds == _BUCKETS), 0)
    require(((classes >= least) & (classes <= MOST_CLASSES)).all(), "TargetClassesCount is no count of classes")
    width = np.where(counted, 4 * classes.astype(np.int64), np.where(np.isin(kinds, _MEANS), 8, 4))
    known, odd = np.divmod(rows["CTRBlob"].astype(np.int64), width)
    require(not odd.any(), "CTRBlob is not a whole number of rows")
    inside = hashes["Index"][taken] < known[table[taken]]
    require(inside.all(), "IndexHashRaw has a row that is not in CTRBlob")


def _check_reach(hashes: Any, size: Any, first: Any, taken: Any) -> None:
    """Check that each hash is found: from where it is looked for first, no place is free up to its own.

    Where statistics of models are summed, one that is not found is divided by zero.
    """
    import numpy as np

    here = np.flatnonzero(taken)
    size, first = size[here], first[here]
    start = first + (hashes[here] & (size - 1).astype(np.uint64)).astype(np.int64)
    free = np.concatenate([[0], np.cumsum(~taken)])
    wrapped = start > here
    passed = np.where(
        wrapped, free[first + size] - free[start] + free[here] - free[first], free[here] - free[np.minimum(start, here)]
    )
    require(not passed.any(), "IndexHashRaw has a hash that is not found")
