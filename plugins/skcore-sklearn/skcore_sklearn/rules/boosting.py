"""Gradient boosting, whose native code adds the values of all trees without a look at shapes."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import array, count, equal, require


def _width(fields: dict[str, Any]) -> int:
    """Return how many trees there are in an iteration: one, or one for each of several classes."""
    if "classes_" not in fields:
        return 1
    classes = fields["classes_"]
    array(classes, "classes_", "biufUSO", (None,))
    return len(classes) if len(classes) > 2 else 1


def check_gradient_boosting(obj: Any) -> None:
    """Hold a boosted model against its trees and against the estimator that it starts from."""
    from sklearn.tree import DecisionTreeRegressor

    fields = vars(obj)
    if "estimators_" not in fields:
        return
    width, features = _width(fields), count(fields["n_features_in_"], "n_features_in_", 1)
    trees = array(fields["estimators_"], "estimators_", "O", (None, width))
    equal(fields["n_trees_per_iteration_"], width, "n_trees_per_iteration_ does not agree with classes_")
    members = trees.ravel().tolist()
    for member in members:
        require(type(member) is DecisionTreeRegressor, "estimators_ has a member that is no DecisionTreeRegressor")
        require("tree_" in vars(member), "estimators_ has a tree that is not fitted")
        tree = member.tree_
        require(tree.n_features == features, "estimators_ has a tree of other features")
        require(tree.n_outputs == 1 and tree.max_n_classes == 1, "estimators_ has a tree of several outputs")
    require(len(set(map(id, members))) == len(members), "estimators_ has a member twice")
    _check_start(obj, fields, width, features)


def _check_start(obj: Any, fields: dict[str, Any], width: int, features: int) -> None:
    """Check that ``init_`` predicts one row for each sample, with ``width`` columns."""
    from sklearn._loss.loss import HalfMultinomialLoss

    from skcore_sklearn.estimators import rule_of

    loss, start = fields["_loss"], fields["init_"]
    cls: Any = type(loss)
    require(rule_of(cls) == "loss", "_loss is no loss function")
    require((cls is HalfMultinomialLoss) == (width > 1), "_loss is not one for this number of classes")
    if type(start) is str:
        require(start == "zero", "init_ is no estimator")
        return
    require(_predicts_rows(start, len(obj.classes_) if "classes_" in fields else 0, features), _START)


_START = "init_ is neither 'zero' nor an estimator of which it is known that its predictions have the right shape"


def _predicts_rows(start: Any, classes: int, features: int) -> bool:
    """Whether an estimator is known to predict a row for each sample, over this many classes (0: regression)."""
    from skcore_sklearn.estimators import rule_of

    cls: Any = type(start)
    fields, rule = vars(start) if hasattr(start, "__dict__") else {}, rule_of(cls)
    if rule not in ("linear", "dummy", "tree", "forest") or ("classes_" in fields) != (classes > 0):
        return False
    if classes and len(array(fields["classes_"], "classes_", "biufUSO", (None,))) != classes:
        return False
    if rule != "dummy" and count(fields["n_features_in_"], "n_features_in_", 1) != features:
        return False
    if rule == "linear":
        return _linear_rows(fields, classes)
    labels = count(fields["n_classes_"], "n_classes_", 1) if classes else 0
    return count(fields["n_outputs_"], "n_outputs_", 1) == 1 and labels == classes


def _linear_rows(fields: dict[str, Any], classes: int) -> bool:
    rows: tuple[int, ...] = fields["coef_"].shape[:-1]
    return rows == (() if not classes else (classes if classes > 2 else 1,))
