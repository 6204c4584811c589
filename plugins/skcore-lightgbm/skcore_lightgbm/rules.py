"""What LightGBM's native code takes for granted of a model, held against the text before it is read.

Sources: ``Tree::Predict``, ``NumericalDecision`` and ``CategoricalDecision`` in ``include/LightGBM/tree.h`` follow
children and features without a look; ``Tree::TreeSHAP`` recurses; ``ConvertOutput`` in
``src/objective/multiclass_objective.hpp`` writes as many classes as the objective says.
"""

from __future__ import annotations

import re
from typing import Any

from skcore import spend
from skcore_lightgbm.columns import integers, require
from skcore_lightgbm.text import Model

MOST_DEPTH = 1000
"""Of a tree: contributions are computed by recursion, and with memory that grows with the square of it."""
MOST_CLASSES = 100_000
_OBJECTIVE = re.compile(rb"[a-z_0-9]+((?: [a-z_]+:[-+.\de]+| sqrt)*)")
_CLASSES = re.compile(rb" num_class:(\d{1,9})(?= |$)")
_INFO = re.compile(rb"none|\[-?[\d.e+naif-]+:-?[\d.e+naif-]+\]|-?\d+(:-?\d+)*")
_CATEGORICAL, _MISSING, _MOST_TYPE = 1, 12, 11


def check(model: Model) -> None:
    """Raise InvalidStateError unless every tree is one, and all that it refers to is there."""
    features = _check_header(model)
    _check_trees(model, features)
    _check_bitsets(model)
    _check_files(model.parameters)


def _check_header(model: Model) -> int:
    """Check the counts of the header against each other, and return how many features there are."""
    header = model.header
    classes, rows, _, last = (
        _number(header, key) for key in ("num_class", "num_tree_per_iteration", "label_index", "max_feature_idx")
    )
    require(1 <= classes <= MOST_CLASSES, "num_class is no count of classes")
    divides = 1 <= rows <= MOST_CLASSES and len(model.leaves) % rows == 0
    require(divides, "num_tree_per_iteration does not divide the trees")
    objective = header.get("objective")
    if objective is not None:
        require(_OBJECTIVE.fullmatch(objective) is not None, "objective is not one of LightGBM's")
        said = _CLASSES.findall(objective)
        require(said in ([], [b"%d" % rows]), "the objective has another number of classes than the model")
        require(said or not objective.startswith(b"multiclass"), "the objective has no number of classes")
    require(rows == classes, "num_tree_per_iteration is not the number of classes")
    features = last + 1
    require(features >= 1, "max_feature_idx is negative")
    names, infos = header["feature_names"].split(b" "), header["feature_infos"].split(b" ")
    require(len(names) == features and all(names), "feature_names has not a name for each feature")
    require(len(infos) == features, "feature_infos has not one for each feature")
    require(all(map(_INFO.fullmatch, infos)), "feature_infos has something else than ranges and categories")
    if "monotone_constraints" in header:
        constraints = integers(header["monotone_constraints"], "monotone_constraints")
        require(len(constraints) == features, "monotone_constraints has not as many values as there are features")
    return features


def _number(header: dict[str, bytes], key: str) -> int:
    found = integers(header[key], key)
    require(len(found) == 1, f"{key} is no number")
    return int(found[0])


def _check_trees(model: Model, features: int) -> None:
    """Check that each tree is one: every node and leaf is the child of one node before it."""
    import numpy as np

    lists, leaves = model.lists, model.leaves
    for name, high in (("split_feature", features), ("decision_type", _MOST_TYPE + 1)):
        require(_within(lists[name], 0, high), f"{name} is out of range")
    require(((lists["decision_type"] & _MISSING) != _MISSING).all(), "decision_type has no type of missing values")
    require(_within(lists["leaf_features"], 0, features), "leaf_features is out of range")
    inner = leaves - 1
    starts = np.cumsum(inner) - inner
    first, size = np.repeat(starts, inner), np.repeat(inner, inner)
    here = np.arange(len(first)) - first
    # In one count of all children: nodes of a tree stand at twice its start, its leaves behind them.
    base, found = np.repeat(starts * 2 + np.arange(len(leaves)), inner), []
    for name in ("left_child", "right_child"):
        child = lists[name]
        require(((child < size) & (child >= -size - 1)).all(), f"{name} is out of range")
        require(((child < 0) | (child > here)).all(), f"{name} does not come after its parent")
        found.append(np.where(child >= 0, base + child, base + size - child - 1))
    seen = np.bincount(np.concatenate(found), minlength=int((2 * inner + 1).sum()))
    roots = starts * 2 + np.arange(len(leaves))
    wanted = np.ones(len(seen), np.int64)
    wanted[roots[inner > 0]] = 0
    wanted[roots[inner == 0]] = 0
    require(np.array_equal(seen, wanted), "a node or a leaf has not one parent")
    _check_depth(lists["left_child"], lists["right_child"], first)


def _check_depth(left: Any, right: Any, first: Any) -> None:
    """Walk down all trees at once, a level at a time."""
    import numpy as np

    level = np.unique(first)
    for _ in range(MOST_DEPTH):
        children = [side[level] for side in (left, right)]
        level = np.concatenate([(child + first[level])[child >= 0] for child in children])
        if not len(level):
            return
        spend(8 * len(level))
    require(False, f"a tree is deeper than {MOST_DEPTH}")


def _check_bitsets(model: Model) -> None:
    """Check that each categorical node has a bitset that is there."""
    import numpy as np

    lists, categories = model.lists, model.categories
    inner = model.leaves - 1
    nodes = (lists["decision_type"] & _CATEGORICAL) != 0
    tree = np.repeat(np.arange(len(inner)), inner)
    counts = np.bincount(tree[nodes], minlength=len(inner))
    require(np.array_equal(counts, categories), "num_cat is not the count of nodes")
    if not nodes.any():
        return
    of_tree = tree[nodes]
    tokens = lists["threshold"].text.split()
    chosen = integers(b" ".join([tokens[place] for place in np.flatnonzero(nodes).tolist()]), "threshold of a category")
    require(((chosen >= 0) & (chosen < categories[of_tree])).all(), "a category has a bitset that is not there")
    require(_within(lists["cat_threshold"], 0, 2**32), "cat_threshold is out of range")
    ends = np.cumsum(categories[categories > 0] + 1)
    bounds = np.split(lists["cat_boundaries"], ends[:-1])
    for bound, count in zip(bounds, lists["cat_sizes"].tolist(), strict=True):
        rising = bound[0] == 0 and bound[-1] == count and (np.diff(bound) >= 0).all()
        require(rising, "cat_boundaries do not rise from 0 to the end of cat_threshold")


def _within(values: Any, low: int, high: int) -> bool:
    return bool(((values >= low) & (values < high)).all())


_FILES = ("forcedsplits_filename", "forcedbins_filename", "parser_config_file", "machines", "machine_list_filename")


def _check_files(parameters: dict[str, bytes]) -> None:
    """Check that no parameter names a file or another machine, which a refit would open."""
    for name in _FILES:
        require(not parameters.get(name), f"the parameter {name} names a file or a machine")
    require(parameters.get("num_machines", b"1") == b"1", "the parameter num_machines asks for other machines")
