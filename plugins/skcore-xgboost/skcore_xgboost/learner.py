"""The model of a booster: its counts against each other, and what it predicts with.

From ``LearnerIO::SaveModel`` in ``src/learner.cc``, ``GBTreeModel::SaveModel`` in ``src/gbm/gbtree_model.cc``,
``Dart::SaveModel`` in ``src/gbm/gbtree.cc`` and ``GBLinearModel::SaveModel`` in ``src/gbm/gblinear_model.cc``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from skcore_xgboost.categories import check_categories
from skcore_xgboost.checking import check_keys, number, require
from skcore_xgboost.configuration import check_configuration, check_objective, check_section
from skcore_xgboost.tree_rules import check_trees
from skcore_xgboost.trees import Trees
from skcore_xgboost.ubjson import Numbers

MOST_FEATURES = 2**21
"""Of a model that nothing in its file grows with: to predict takes 64 floats for each feature and thread."""
MOST_CLASSES = 100_000
_TYPES = {"float", "int", "i", "q", "c", "categorical"}


class Counts(NamedTuple):
    """How many features a booster has, and how many numbers it predicts for each row."""

    features: int
    classes: int
    targets: int

    @property
    def outputs(self) -> int:
        return max(self.classes, self.targets, 1)


def check_snapshot(value: Any) -> Counts:
    """Raise InvalidStateError unless all that a booster serialises holds together; return its counts."""
    check_keys(value, "the booster", {"Config", "Model"})
    model = value["Model"]
    check_keys(model, "Model", {"learner", "version"})
    learner = model["learner"]
    names = {"attributes", "feature_names", "feature_types", "gradient_booster", "learner_model_param", "objective"}
    check_keys(learner, "the learner of Model", names)
    for part in (model, value["Config"]):
        version = part.get("version") if type(part) is dict else None
        known = type(version) is list and len(version) == 3
        require(known and all(type(step) is int and 0 <= step < 1000 for step in version or ()), "version is none")
    check_objective(learner["objective"])
    counts = _check_counts(learner)
    _check_texts(learner, counts)
    booster = learner["gradient_booster"]
    require(type(booster) is dict and booster.get("name") in _BOOSTERS, "the booster is not of a sort that is known")
    _BOOSTERS[booster["name"]](booster, counts)
    wide = counts.features > MOST_FEATURES and not learner["feature_names"] and booster["name"] != "gblinear"
    require(not wide, f"num_feature is over {MOST_FEATURES}, and there is not a name for each")
    check_configuration(value["Config"], learner)
    return counts


def _check_counts(learner: dict[str, Any]) -> Counts:
    check_section(learner, "learner_model_param")
    section = learner["learner_model_param"]
    check_keys(
        section, "learner_model_param", {"base_score", "boost_from_average", "num_class", "num_feature", "num_target"}
    )
    features = number(section["num_feature"], "num_feature", 1, 2**31 - 2)
    classes = number(section["num_class"], "num_class", 0, MOST_CLASSES)
    targets = number(section["num_target"], "num_target", 1, MOST_CLASSES)
    require(classes <= 1 or targets == 1, "num_class and num_target are both of several")
    counts = Counts(features, classes, targets)
    scores = section["base_score"].count(",") + 1
    require(scores in (1, counts.outputs), "base_score has not one number for each output")
    softmax = learner["objective"].get("softmax_multiclass_param")
    if softmax is not None:
        own = number(softmax.get("num_class"), "num_class of the objective", 1, MOST_CLASSES)
        require(own == classes, "the objective has another number of classes than the model")
    return counts


def _check_texts(learner: dict[str, Any], counts: Counts) -> None:
    attributes = learner["attributes"]
    require(type(attributes) is dict, "attributes is no object")
    require(all(type(text) is str for text in attributes.values()), "attributes has a value that is no text")
    if "best_iteration" in attributes:
        # An estimator predicts up to it, and XGBoost looks at the upper end of the range alone.
        number(attributes["best_iteration"], "best_iteration", 0, 2**31 - 2)
    for name in ("feature_names", "feature_types"):
        texts = learner[name]
        require(type(texts) is list and all(type(text) is str for text in texts), f"{name} is no list of texts")
        require(len(texts) in (0, counts.features), f"{name} has not one for each feature")
    require(_TYPES.issuperset(learner["feature_types"]), "feature_types has one that is not known")


def _check_gbtree(value: dict[str, Any], counts: Counts) -> Trees:
    check_keys(value, "gbtree", {"model", "name"})
    model = value["model"]
    names = {"gbtree_model_param", "iteration_indptr", "tree_info", "trees"}
    check_keys(model, "the model of gbtree", names, {"cats"})
    trees: Trees = model["trees"]
    # With no trees at all, XGBoost divides by their number when it is asked for leaves.
    require(type(trees) is Trees and trees.count, "the booster has no trees")
    check_section(model, "gbtree_model_param")
    section = model["gbtree_model_param"]
    check_keys(section, "gbtree_model_param", {"num_parallel_tree", "num_trees"})
    parallel = number(section["num_parallel_tree"], "num_parallel_tree", 1, 2**31 - 1)
    number(section["num_trees"], "num_trees", trees.count, trees.count)
    groups = 1 if trees.vectors else counts.outputs
    _check_rounds(model["iteration_indptr"], trees.count, parallel * groups)
    _check_groups(model["tree_info"], trees.count, groups)
    check_trees(trees, counts.features, counts.outputs)
    if "cats" in model:
        check_categories(model["cats"], counts.features)
    return trees


def _check_rounds(value: Any, count: int, each: int) -> None:
    require(type(value) is list, "iteration_indptr is no list")
    require(value == list(range(0, count + 1, each)), "iteration_indptr does not rise by the trees of a round")
    require(count % each == 0, "the last round has too few trees")


def _check_groups(value: Any, count: int, groups: int) -> None:
    require(type(value) is list and len(value) == count, "tree_info has not one for each tree")
    inside = all(type(group) is int for group in value) and (not value or (min(value) >= 0 and max(value) < groups))
    require(inside, "tree_info is out of range")


def _check_dart(value: dict[str, Any], counts: Counts) -> None:
    check_keys(value, "dart", {"gbtree", "name", "weight_drop"})
    tree_booster = value["gbtree"]
    require(type(tree_booster) is dict and tree_booster.get("name") == "gbtree", "dart has no gbtree")
    trees = _check_gbtree(tree_booster, counts)
    require(not trees.vectors, "dart has trees of vectors")
    weights = value["weight_drop"]
    floats = type(weights) is list and all(type(weight) is float for weight in weights)
    require(floats and len(weights) == trees.count, "weight_drop has not one for each tree")


def _check_gblinear(value: dict[str, Any], counts: Counts) -> None:
    check_keys(value, "gblinear", {"model", "name"})
    model = value["model"]
    check_keys(model, "the model of gblinear", {"boosted_rounds", "weights"})
    rounds, weights = model["boosted_rounds"], model["weights"]
    require(type(rounds) is int and 0 <= rounds < 2**31, "boosted_rounds is no count")
    require(type(weights) is Numbers and weights.marker == b"d", "weights is no array of floats")
    fits = len(weights) == (counts.features + 1) * counts.outputs
    require(fits or (rounds == 0 and not len(weights)), "weights has not one for each feature and output")


_BOOSTERS = {"gbtree": _check_gbtree, "dart": _check_dart, "gblinear": _check_gblinear}
