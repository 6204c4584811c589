"""The estimators: trees of scikit-learn's, and the forest that says what is in their leaves."""

from __future__ import annotations

from typing import Any

from skcore import InvalidStateError, ObjectHandler, checked, once, spend

MODULE = "quantile_forest._quantile_forest"
MOST = 10_000_000
"""How much a parameter may have made beyond what there is, as samples that are drawn again to know the bags."""


class Regressors(ObjectHandler):
    """Random forests and extra trees, whose trees say where in the forest compiled code has to look.

    An attribute that is not there is an error of Python's when it is used, so that each rule holds for those that are.
    """

    kind = "quantile_forest.regressor"
    types = (f"{MODULE}.RandomForestQuantileRegressor", f"{MODULE}.ExtraTreesQuantileRegressor")
    trusts = dict.fromkeys(types, checked("its trees have no more nodes than its forest, and their order is one of it"))

    def save(self, obj: Any) -> Any:
        _check(type(obj), vars(obj))
        return super().save(obj)

    def verify(self, obj: Any) -> None:
        attributes = vars(obj)
        _check(type(obj), attributes)
        # Another object of the file may have the same ones, and extend, fit or change them.
        if "estimators_" in attributes:
            spend(8 * len(obj.estimators_))
            obj.estimators_ = list(_own_trees(obj.estimators_))
        if "sorter_" in attributes:
            obj.sorter_ = _own_array(obj.sorter_)
        if type(attributes.get("default_quantiles")) is list:
            spend(8 * len(obj.default_quantiles))
            obj.default_quantiles = list(obj.default_quantiles)


def _check(cls: type, attributes: dict[str, Any]) -> None:
    """Raise InvalidStateError if the attributes of an estimator break a rule."""
    from quantile_forest._quantile_forest_fast import QuantileForest

    for name in attributes:
        # Such as the constraints by which fit holds the parameters that compiled code believes.
        if hasattr(cls, name):
            raise InvalidStateError(f"{name} hides an attribute of the class")
    _check_settings(attributes)
    nodes = _most_nodes(attributes["estimators_"]) if "estimators_" in attributes else 0
    if "forest_" not in attributes:
        return
    forest = attributes["forest_"]
    if type(forest) is not QuantileForest:
        raise InvalidStateError("forest_ is no QuantileForest")
    trees, most, *_ = forest.y_train_leaves.shape
    if len(attributes.get("estimators_", ())) > trees or nodes > most:
        raise InvalidStateError("estimators_ has more trees, or more nodes in one, than forest_")
    samples = _count_samples(forest)
    if attributes.get("n_train_samples_", samples) != samples:
        raise InvalidStateError("n_train_samples_ is not the number of targets in forest_")
    for name in ("max_samples", "n_estimators", "_n_samples", "_n_samples_bootstrap"):
        count = attributes.get(name)
        # A float is a share of the samples.
        if isinstance(count, (int, float)) and count * (samples if isinstance(count, float) else 1) > samples + MOST:
            raise InvalidStateError(f"{name} is more than ten million beyond the samples")
    if "sorter_" in attributes and not _is_order(attributes["sorter_"], samples):
        raise InvalidStateError("sorter_ is no order of the targets in forest_")


def _check_settings(attributes: dict[str, Any]) -> None:
    """Raise InvalidStateError if a parameter asks for too much, or names a class of its own."""
    from sklearn.tree import DecisionTreeRegressor, ExtraTreeRegressor

    n_jobs = attributes.get("n_jobs")
    if n_jobs is not None and (type(n_jobs) is not int or not -1024 <= n_jobs <= 1024):
        raise InvalidStateError("n_jobs is no int between -1024 and 1024")
    for name in ("estimator", "estimator_"):
        if type(attributes.get(name)) not in (DecisionTreeRegressor, ExtraTreeRegressor) and name in attributes:
            raise InvalidStateError(f"{name} is no tree of regression")
    quantiles = attributes.get("default_quantiles")
    for quantile in quantiles if type(quantiles) is list else [quantiles]:
        if isinstance(quantile, float) and quantile != quantile:
            raise InvalidStateError("default_quantiles has NaN, which compares as if it were one")


@once
def _count_samples(forest: Any) -> int:
    return len(forest.y_train[0])


@once
def _most_nodes(estimators: Any) -> int:
    """Return how many nodes the largest of the trees has."""
    from sklearn.tree import DecisionTreeRegressor, ExtraTreeRegressor
    from sklearn.tree._tree import Tree

    if type(estimators) is not list or len(set(map(id, estimators))) != len(estimators):
        raise InvalidStateError("estimators_ is no list of distinct trees")
    if {type(member) for member in estimators} - {DecisionTreeRegressor, ExtraTreeRegressor}:
        raise InvalidStateError("estimators_ has something else than trees of regression")
    trees: list[Any] = [vars(member).get("tree_") for member in estimators]
    if {type(tree) for tree in trees} - {Tree}:
        raise InvalidStateError("estimators_ has a tree that is not fitted")
    return max((tree.node_count for tree in trees), default=0)


@once
def _own_trees(estimators: list[Any]) -> list[Any]:
    """Return trees with the same attributes, which a fit of the others does not set."""
    copies = []
    for member in estimators:
        copy = object.__new__(type(member))
        vars(copy).update(vars(member))
        copies.append(copy)
    return copies


@once
def _own_array(array: Any) -> Any:
    spend(array.nbytes)
    return array.copy("K")


@once
def _is_order(sorter: Any, samples: int) -> bool:
    """Whether an array has a column of as many samples, and nothing but their numbers."""
    import numpy as np

    if type(sorter) is not np.ndarray or sorter.dtype != np.intp or sorter.ndim != 2:
        return False
    spend(sorter.nbytes)
    return sorter.shape[0] == samples and sorter.size > 0 and bool(0 <= sorter.min() <= sorter.max() < samples)
