"""One-hot encoding: the columns that categories stand for in a sparse matrix."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from skcore_sklearn.checking import any_of, array, equal, require, within


def check_one_hot(obj: Any) -> None:
    """Check that each code that a category can get lies within the columns of its feature."""
    fields = vars(obj)
    if not any_of(fields, "categories_", "_n_features_outs", "_infrequent_enabled"):
        return
    categories = fields["categories_"]
    require(type(categories) is list, "categories_ is no list")
    equal(fields["n_features_in_"], len(categories), "categories_ has not one member for each feature")
    require(len(set(map(id, categories))) == len(categories), "categories_ has a member twice")
    sizes = [_check_sorted(known) for known in categories]
    require(type(fields["_infrequent_enabled"]) is bool, "_infrequent_enabled is no bool")
    if fields["_infrequent_enabled"]:
        sizes = _check_groups(fields, sizes)
    dropped = _dropped(fields, sizes)
    columns = [size - (index is not None) for size, index in zip(sizes, dropped, strict=True)]
    found = fields["_n_features_outs"]
    require(type(found) is list and len(found) == len(columns), "_n_features_outs has not one for each feature")
    for number, column in zip(found, columns, strict=True):
        equal(number, column, "_n_features_outs is not the number of categories")


def _check_sorted(known: Any) -> int:
    """Return the number of categories; some are found by bisection, so that they have to be in order."""
    import numpy as np

    array(known, "categories_", "biufUSOmM", (None,))
    require(len(known), "a feature has no categories")
    if known.dtype.kind != "O":
        missing = np.isnat(known) if known.dtype.kind in "mM" else known != known
        there = known[~missing]
        require(not missing[: len(there)].any() and (there[:-1] <= there[1:]).all(), "categories_ are not in order")
    else:
        numbers = [item for item in known if isinstance(item, (int, float, np.number, np.bool_)) and item == item]
        if numbers:
            there = known[: len(numbers)].tolist()
            aligned = all(a is b for a, b in zip(there, numbers, strict=True))
            rising = all(a <= b for a, b in pairwise(numbers))
            require(aligned and rising, "categories_ that are numbers are not in order")
    return len(known)


def _check_groups(fields: dict[str, Any], sizes: list[int]) -> list[int]:
    """Return how many codes each feature has once its infrequent categories are one."""
    groups, mappings = fields["_infrequent_indices"], fields["_default_to_infrequent_mappings"]
    for found in (groups, mappings):
        require(type(found) is list and len(found) == len(sizes), "the infrequent categories have not one for each")
    grouped = []
    for size, group, mapping in zip(sizes, groups, mappings, strict=True):
        require((group is None) == (mapping is None), "infrequent categories have no mapping")
        if group is not None:
            array(group, "_infrequent_indices", "iu", (None,))
            array(mapping, "_default_to_infrequent_mappings", "iu", (size,))
            require(len(group), "a group of infrequent categories is empty")
            within(group, "_infrequent_indices", size)
            size = size - len(group) + 1
            within(mapping, "_default_to_infrequent_mappings", size)
        grouped.append(size)
    return grouped


def _dropped(fields: dict[str, Any], sizes: list[int]) -> list[int | None]:
    found = fields["_drop_idx_after_grouping"]
    if found is None:
        return [None] * len(sizes)
    array(found, "_drop_idx_after_grouping", "iuO", (len(sizes),))
    dropped = []
    for index, size in zip(found.tolist(), sizes, strict=True):
        require(index is None or (isinstance(index, int) and 0 <= index < size), "a dropped category does not exist")
        dropped.append(index)
    return dropped


def check_label_binarizer(obj: Any) -> None:
    """Check that classes are in order, since each is found by bisection and stands for a column."""
    import numpy as np

    if "classes_" not in vars(obj):
        return
    classes = array(vars(obj)["classes_"], "classes_", "biufUSO", (None,))
    if classes.dtype.kind == "O":
        require(all(type(name) in (str, np.str_) for name in classes.tolist()), "classes_ are neither numbers nor str")
    require((classes[:-1] < classes[1:]).all() and (classes == classes).all(), "classes_ are not in order")
