"""Tree estimators and what is made of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from skcore import once
from skcore_sklearn.checking import array, count, equal, require


@lru_cache(maxsize=1)
def _tree() -> Any:
    from sklearn.tree._tree import Tree

    return Tree


@lru_cache(maxsize=1)
def _estimators() -> Any:
    from sklearn import tree

    return frozenset(
        (
            tree.DecisionTreeClassifier,
            tree.DecisionTreeRegressor,
            tree.ExtraTreeClassifier,
            tree.ExtraTreeRegressor,
        )
    )


def check_tree(obj: Any) -> None:
    """Hold a tree estimator against its tree, which reads as many features as it was grown on."""
    fields = vars(obj)
    if "tree_" in fields:
        tree = fields["tree_"]
        require(type(tree) is _tree(), "tree_ is no Tree")
        width = fields["n_features_in_"]
        require(type(width) is int and width == tree.n_features, "n_features_in_ is not that of tree_")
        _check_outputs(fields, tree)


def _check_outputs(fields: dict[str, Any], tree: Any) -> None:
    """Check that an estimator expects as many outputs and classes as a tree has."""
    outputs = fields["n_outputs_"]
    require(type(outputs) is int and outputs == tree.n_outputs, "n_outputs_ is not that of the tree")
    if "n_classes_" in fields:
        classes = fields["n_classes_"]
        if outputs == 1:
            equal(classes, tree.max_n_classes, "n_classes_ is not that of the tree")
        else:
            # A tree has an array of them, a forest a list.
            found = classes if type(classes) is list else array(classes, "n_classes_", "iu", (outputs,)).tolist()
            require(len(found) == outputs, "n_classes_ has not one for each output")
            for number, wanted in zip(found, tree.n_classes.tolist(), strict=True):
                equal(number, wanted, "n_classes_ is not the tree's")


@once
def _check_members(members: Any, width: int, name: str) -> None:
    """Check that each of a list is another tree estimator, grown on ``width`` features."""
    require(type(members) is list, f"{name} is no list")
    known = _estimators()
    for member in members:
        require(type(member) in known, f"{name} has a member that is no tree estimator")
        fields = vars(member)
        found = fields.get("n_features_in_")
        require("tree_" in fields and type(found) is int and found == width, f"{name} has a tree of other features")
    require(len(set(map(id, members))) == len(members), f"{name} has a member twice")


def check_forest(obj: Any) -> None:
    """Hold a forest against its trees."""
    fields = vars(obj)
    if "estimators_" in fields:
        members = fields["estimators_"]
        _check_members(members, count(fields["n_features_in_"], "n_features_in_", 1), "estimators_")
        if members:
            _check_outputs(fields, members[0].tree_)


def check_isolation_forest(obj: Any) -> None:
    """Hold an isolation forest against its trees and the columns that each of them sees."""
    fields = vars(obj)
    if "estimators_" not in fields:
        return
    count(fields["n_features_in_"], "n_features_in_", 1)
    width = count(fields["_max_features"], "_max_features", 1)
    members = fields["estimators_"]
    _check_members(members, width, "estimators_")
    _check_arrays(fields["estimators_features_"], "estimators_features_", "iu", [(width,)] * len(members))
    sizes = [(member.tree_.node_count,) for member in members]
    for name in ("_decision_path_lengths", "_average_path_length_per_tree"):
        _check_arrays(fields[name], name, "fiu", sizes)


def _check_arrays(arrays: Any, name: str, kinds: str, shapes: list[tuple[int]]) -> None:
    """Check that a list or tuple has an array of each of these shapes, all of some kinds of dtype."""
    import numpy as np

    require(type(arrays) in (list, tuple) and len(arrays) == len(shapes), f"{name} is no list of one for each tree")
    require(set(map(type, arrays)) <= {np.ndarray}, f"{name} has something else than arrays")
    require({found.dtype.kind for found in arrays} <= set(kinds), f"{name} has an array of another kind than {kinds}")
    require([found.shape for found in arrays] == shapes, f"{name} has an array of another length")
