"""Boosters that lie: each is refused by the rule that it breaks, before XGBoost sees it."""

import re
import subprocess
import sys
from unittest import mock

import numpy as np
import pytest
from skcore_xgboost.booster import Boosters
from skcore_xgboost.trees import reads_vectors
from skcore_xgboost.ubjson import Numbers, decode, encode
from xgboost_models import KNOWS_CATEGORIES, MODELS, booster_of, fitted

import skcore
from skcore import Buffer

TREES = ("Model", "learner", "gradient_booster", "model", "trees")
LEARNER = ("Model", "learner")
CONFIG = ("Config", "learner")
GBTREE = ("Config", "learner", "gradient_booster")
MODEL = TREES[:-1]
NODE_ARRAYS = (
    *("default_left", "left_children", "loss_changes", "parents", "right_children", "split_conditions"),
    *("split_indices", "split_type", "sum_hessian"),
)


def content(name="code"):
    return bytes(booster_of(fitted(name)[0]).__getstate__()["handle"])


def at(snapshot, path):
    for key in path:
        snapshot = snapshot[key]
    return snapshot


def edited(path, value, of="code"):
    """Return a booster in which the value at a path is another, or is gone; a function gets what was there."""
    snapshot = decode(content(of))
    owner, key = at(snapshot, path[:-1]), path[-1]
    value = value(owner.get(key) if isinstance(owner, dict) else owner[key]) if callable(value) else value
    if value is None:
        del owner[key]
    else:
        owner[key] = value
    return encode(_sorted(snapshot))


def _sorted(value):
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=str.encode)}
    return [_sorted(part) for part in value] if isinstance(value, list) else value


def numbers(array, like):
    return Numbers(like.marker, array.astype(array.dtype.newbyteorder(">")).tobytes())


def put(place, value):
    """Return a function that puts another value at a place of an array."""

    def change(old):
        array = old.array()
        array[place] = value
        return numbers(array, old)

    return change


def cut(old):
    return numbers(old.array()[:-1], old)


def longer(old):
    array = old.array()
    return numbers(np.concatenate([array, array[-1:]]), old)


def field(name, change, of="code", tree=0):
    return lambda: edited((*TREES, tree, name), change, of)


def parameter(name, value, tree=0, of="code"):
    return lambda: edited((*TREES, tree, "tree_param", name), value, of)


def setting(section, name, value, of="code"):
    return lambda: edited((*CONFIG, section, name), value, of)


def counted(name, value, of="code"):
    """Change a count of the model, and its twin in the configuration."""

    def make():
        snapshot = decode(content(of))
        for part in ("Model", "Config"):
            snapshot[part]["learner"]["learner_model_param"][name] = value
        return encode(snapshot)

    return make


def replaced(old, new, of="code"):
    def make():
        found = content(of)
        assert old in found
        return found.replace(old, new, 1)

    return make


def nested(depth):
    return b"{L\0\0\0\0\0\0\0\1C" * depth + b"Z" + b"}" * depth


def chain(depth):
    """Return a booster whose first tree is as deep as it has inner nodes."""
    snapshot = decode(content("booster"))
    tree = at(snapshot, (*TREES, 0))
    count = 2 * depth + 1
    left, parents = np.full(count, -1), np.zeros(count, np.int64)
    here = 0
    for low in range(1, count, 2):
        left[here], parents[low], parents[low + 1] = low, here, here
        here = low
    parents[0] = 2**31 - 1
    arrays = {"left_children": left, "right_children": np.where(left < 0, -1, left + 1), "parents": parents}
    for name in ("base_weights", *NODE_ARRAYS):
        kind = {b"d": "f4", b"l": "i4", b"U": "u1"}[tree[name].marker]
        tree[name] = numbers(arrays.get(name, np.zeros(count)).astype(kind), tree[name])
    tree["tree_param"]["num_nodes"] = str(count)
    return encode(snapshot)


def lost(snapshot):
    """Give a child of the root its own pair of nodes as children, and the root those that it had."""
    tree = at(snapshot, (*TREES, 0))
    names = ("left_children", "right_children", "parents")
    left, right, parents = (tree[name].array() for name in names)
    here = next(child for child in (left[0], right[0]) if left[child] > 0)
    for side in (left, right):
        side[0], side[here] = side[here], side[0]
        parents[side[0]], parents[side[here]] = 0, here
    for name, array in zip(names, (left, right, parents), strict=True):
        tree[name] = numbers(array, tree[name])
    return encode(snapshot)


NAMES = "booster with names"
WHERE = "is not where it should be, or has not one value for each node"
BOOSTERS = {
    # -- the encoding
    "cut": (lambda: content()[:-100], "ends too early|not written as XGBoost"),
    "cut in the trees": (lambda: content()[: content().index(b"loss_changes") + 40], "ends too early"),
    "cut in the config": (lambda: content()[:100], "ends too early"),
    "empty": (lambda: b"", "ends too early"),
    "more behind": (lambda: content() + b"Z", "something behind its end"),
    "json": (lambda: b'{"Config":{},"Model":{}}', "not written as XGBoost"),
    "deep": (lambda: nested(30), "nests more than 24 deep"),
    "very deep": (lambda: nested(10**5), "nests more than 24 deep"),
    "deep lists": (lambda: b"[#L\0\0\0\0\0\0\0\1" * 10**5, "nests more than 24 deep"),
    "many values": (lambda: b"[#L" + (2**40).to_bytes(8, "big") + b"Z", "ends too early"),
    "negative count": (lambda: b"[#L" + b"\xff" * 8, "ends too early"),
    "list without a count": (lambda: b"[ZZ]", "not written as XGBoost"),
    "unknown type": (lambda: b"H", "a type that XGBoost does not write"),
    "unknown array": (lambda: b"[$C#L\0\0\0\0\0\0\0\1a", "an array of a type"),
    "double": (lambda: b"D" + bytes(8), "a type that XGBoost does not write"),
    "int of a larger size": (
        replaced(b"L\0\0\0\0\0\0\0\2idi\0", b"L\0\0\0\0\0\0\0\2idI\0\0"),
        "not of the least size",
    ),
    "int of a larger size elsewhere": (lambda: b"I\0\1", "not of the least size"),
    "key twice": (lambda: b"{" + b"L\0\0\0\0\0\0\0\1aZ" * 2 + b"}", "not in order, or there twice"),
    "no text": (replaced(b"grow_quantile_histmaker", b"grow_quantile_histmake\xff"), "not UTF-8"),
    # -- trees
    **{f"{name} too long": (field(name, longer), "is not where it should be|ends too early") for name in NODE_ARRAYS},
    **{f"{name} too short": (field(name, cut), "is not where it should be|ends too early") for name in NODE_ARRAYS},
    **{f"{name} is gone": (field(name, None), "is not where it should be|ends too early") for name in NODE_ARRAYS},
    "weights too short": (field("base_weights", cut), "base_weights has not one weight for each node"),
    "weights too long": (field("base_weights", longer), "base_weights has not one weight for each node"),
    "ints of eight bytes": (
        field("split_indices", lambda old: Numbers(b"L", old.array().astype(">i8").tobytes())),
        f"split_indices {WHERE}",
    ),
    "array of values": (field("left_children", lambda old: old.array().tolist()), f"left_children {WHERE}"),
    "array with a huge count": (
        replaced(b"left_children[$l#L\0\0\0\0\0\0", b"left_children[$l#L\0\0\1\0\0\0"),
        "ends too early",
    ),
    "array with a huge count in front": (
        replaced(b"base_weights[$d#L\0\0", b"base_weights[$d#L\x7f\xff"),
        "ends too early",
    ),
    "array with a negative count": (
        replaced(b"base_weights[$d#L\0\0", b"base_weights[$d#L\xff\xff"),
        "ends too early",
    ),
    "further field": (
        field("colour", "red", tree=1),
        "tree_param is not written|is not where it should be|ends too early",
    ),
    "no tree": (lambda: edited((*TREES, 0), 1), "a tree has no tree_param"),
    "no tree later": (lambda: edited((*TREES, 1), 1), "is not where it should be|ends too early"),
    "trees are no list": (lambda: edited(TREES, 1), "not written as XGBoost"),
    "no trees": (lambda: edited(TREES, []), "the booster has no trees"),
    "trees twice": (lambda: edited(TREES, lambda old: old * 2), "order of their ids"),
    "id negative": (lambda: edited((*TREES, 0, "id"), -5), "order of their ids"),
    "id of another": (lambda: edited((*TREES, 1, "id"), 0), "order of their ids"),
    "left out of range": (field("left_children", put(0, 10**6)), "left_children is out of range"),
    "left at the end": (field("left_children", lambda old: put(0, len(old) - 1)(old)), "left_children is out of range"),
    "left negative": (field("left_children", put(0, -2)), "left_children is out of range"),
    "left is the root": (field("left_children", put(0, 0)), "left_children is out of range"),
    "right elsewhere": (field("right_children", put(0, 3)), "right_children is not behind left_children"),
    "right out of range": (field("right_children", put(0, 10**6)), "right_children is not behind left_children"),
    "leaf with a child": (field("right_children", put(-1, 1)), "a leaf has a right child"),
    "leaf where there was none": (field("left_children", put(0, -1)), "a leaf has a right child"),
    "cycle": (lambda: lost(decode(content())), "a node does not hang from its root"),
    "shared child": (
        lambda: encode(_shared(decode(content()))),
        "a node has not one parent",
    ),
    "parents out of range": (field("parents", put(1, 10**6)), "parents do not agree"),
    "parents of another": (field("parents", put(-1, 0)), "parents do not agree"),
    "parent of the root": (field("parents", put(0, 1)), "the parent of a root is not none"),
    "deep tree": (lambda: chain(501), "deeper than 500"),
    "feature out of range": (field("split_indices", put(0, 10)), "split_indices is out of range"),
    "feature huge": (field("split_indices", put(0, 2**31 - 5)), "split_indices is out of range"),
    "feature negative": (field("split_indices", put(0, -1)), "split_indices is out of range"),
    "feature of a leaf": (field("split_indices", put(-1, 10)), "split_indices is out of range"),
    "deleted": (field("split_indices", put(0, 2**31 - 1)), "a deleted node is not marked as such"),
    "direction": (field("default_left", put(0, 2)), "default_left is neither 0 nor 1"),
    "type of a split": (field("split_type", put(0, 2)), "split_type is neither 0 nor 1"),
    "number of nodes": (parameter("num_nodes", "0"), "num_nodes is not the count of nodes"),
    "number of nodes negative": (parameter("num_nodes", "-1"), "tree_param is not written"),
    "number of nodes with a zero": (parameter("num_nodes", "07"), "tree_param is not written"),
    "number of nodes huge": (parameter("num_nodes", "99999999999"), "tree_param is not written"),
    "number of deleted": (parameter("num_deleted", "1"), "num_deleted is not the count"),
    "number of features of a tree": (parameter("num_feature", "11"), "num_feature of a tree is out of range"),
    "vector": (parameter("size_leaf_vector", "3"), "a tree of vectors needs|ends too early"),
    "vector of one": (parameter("size_leaf_vector", "3", tree=1), "size_leaf_vector is not the number of outputs"),
    "parameter more": (parameter("colour", "1"), "tree_param is not written"),
    "length of a parameter": (
        replaced(b"num_deletedSL\0\0\0\0\0\0\0\x01", b"num_deletedSL\0\0\0\0\0\0\0\x02"),
        "tree_param has a text of another length|ends too early|not written",
    ),
    # -- deleted nodes
    "deleted are not counted": (parameter("num_deleted", "0", of="pruned"), "num_deleted is not the count"),
    "deleted is one more": (
        lambda: edited((*TREES, 0, "split_indices"), lambda old: put(_leaf(), 2**31 - 1)(old), "pruned"),
        "a deleted node is not marked as such|num_deleted is not the count",
    ),
    "parent of a deleted": (
        lambda: edited((*TREES, 0, "parents"), lambda old: put(_deleted(), -7)(old), "pruned"),
        "parents is out of range",
    ),
    # -- categories of splits
    "categories of no node": (
        field("split_type", lambda old: numbers(old.array() * 0, old)),
        "categories_nodes are not",
    ),
    "categories of another node": (field("categories_nodes", put(0, 1)), "categories_nodes are not"),
    "categories of a node out of range": (field("categories_nodes", put(0, 10**6)), "categories_nodes are not"),
    "categories of a negative node": (field("categories_nodes", put(0, -1)), "categories_nodes are not"),
    "segments too short": (
        field("categories_segments", cut),
        "is not where it should be|ends too early",
    ),
    "sizes too long": (field("categories_sizes", longer), "is not where it should be|ends too early"),
    "categories too short": (field("categories", cut), "categories_sizes are not those"),
    "segment elsewhere": (field("categories_segments", put(0, 1)), "categories_segments do not follow"),
    "segment huge": (field("categories_segments", put(0, 2**62)), "categories_segments do not follow"),
    "size none": (field("categories_sizes", put(0, 0)), "categories_sizes is out of range"),
    "size huge": (field("categories_sizes", put(0, 2**62)), "categories_sizes is out of range"),
    "size negative": (field("categories_sizes", put(0, -1)), "categories_sizes is out of range"),
    "category negative": (field("categories", put(0, -1)), "categories is out of range"),
    "category huge": (field("categories", put(-1, 2**31 - 1)), "categories is out of range"),
    "categories do not rise": (field("categories", put(0, 2**24 - 1)), "categories of a node do not rise"),
    # -- rounds and groups
    "group out of range": (
        lambda: edited((*MODEL, "tree_info"), lambda old: [1, *old[1:]]),
        "tree_info is out of range",
    ),
    "group negative": (lambda: edited((*MODEL, "tree_info"), lambda old: [-1, *old[1:]]), "tree_info is out of range"),
    "groups too few": (lambda: edited((*MODEL, "tree_info"), lambda old: old[1:]), "tree_info has not one for each"),
    "groups are numbers": (lambda: edited((*MODEL, "tree_info"), Numbers(b"l", bytes(20))), "tree_info has not one"),
    "rounds too few": (
        lambda: edited((*MODEL, "iteration_indptr"), lambda old: old[:-1]),
        "iteration_indptr does not rise",
    ),
    "rounds out of range": (
        lambda: edited((*MODEL, "iteration_indptr"), lambda old: [*old[:-1], 10**6]),
        "does not rise",
    ),
    "rounds negative": (lambda: edited((*MODEL, "iteration_indptr"), lambda old: [-1, *old[1:]]), "does not rise"),
    "rounds gone": (lambda: edited((*MODEL, "iteration_indptr"), None), "lacks iteration_indptr"),
    "parallel none": (
        lambda: edited((*MODEL, "gbtree_model_param", "num_parallel_tree"), "0"),
        "num_parallel_tree is out",
    ),
    "parallel": (
        lambda: edited((*MODEL, "gbtree_model_param", "num_parallel_tree"), "2"),
        "does not rise|too few trees",
    ),
    "number of trees": (lambda: edited((*MODEL, "gbtree_model_param", "num_trees"), "6"), "num_trees is out of range"),
    # -- the learner
    "features fewer": (counted("num_feature", "1"), "num_feature of a tree is out|feature_types has not|split_indices"),
    "features huge": (counted("num_feature", "1000000000", "booster"), "num_feature is over"),
    "features none": (counted("num_feature", "0", "booster"), "num_feature is out of range"),
    "features in fractions": (counted("num_feature", "3.5", "booster"), "num_feature is no int"),
    "classes": (counted("num_class", "3", "booster"), "does not rise|too few trees"),
    "classes huge": (counted("num_class", "1000000000", "booster"), "num_class is out of range"),
    "classes negative": (counted("num_class", "-1", "booster"), "num_class is out of range"),
    "targets": (counted("num_target", "5", "booster"), "tree_info|does not rise|too few trees|base_score"),
    "targets none": (counted("num_target", "0", "booster"), "num_target is out of range"),
    "classes and targets": (counted("num_target", "3", "three classes"), "both of several"),
    "base scores": (counted("base_score", "[5E-1,5E-1]", "booster"), "base_score has not one number"),
    "base score no number": (counted("base_score", "[x]", "booster"), "base_score is of a form"),
    "base score nan": (counted("base_score", "[nan]", "booster"), "base_score is of a form"),
    "attribute no text": (lambda: edited((*LEARNER, "attributes"), {"a": 1}), "attributes has a value that is no text"),
    "best iteration negative": (
        lambda: edited((*LEARNER, "attributes", "best_iteration"), "-100000000", NAMES),
        "best_iteration is out of range",
    ),
    "best iteration no number": (
        lambda: edited((*LEARNER, "attributes", "best_iteration"), "x", NAMES),
        "best_iteration is no int",
    ),
    "attributes no object": (lambda: edited((*LEARNER, "attributes"), []), "attributes is no object"),
    "names fewer": (lambda: edited((*LEARNER, "feature_names"), ["a"], NAMES), "feature_names has not one for each"),
    "names no texts": (
        lambda: edited((*LEARNER, "feature_names"), [1] * 30, NAMES),
        "feature_names is no list of texts",
    ),
    "types more": (
        lambda: edited((*LEARNER, "feature_types"), lambda old: old * 9),
        "feature_types has not one for each",
    ),
    "types unknown": (
        lambda: edited((*LEARNER, "feature_types"), ["x"] * 10),
        "feature_types has one that is not known",
    ),
    "no learner": (lambda: edited(LEARNER, None), "Model lacks learner"),
    "no model": (lambda: edited(("Model",), None), "the booster lacks Model"),
    "further part": (lambda: edited(("More",), 1), "the booster has .*which is not known"),
    "version": (lambda: edited(("Model", "version"), [3]), "version is none"),
    "version of the config": (lambda: edited(("Config", "version"), [3, -1, 0]), "version is none"),
    "objective unknown": (lambda: edited((*LEARNER, "objective", "name"), "reg:cubederror"), "objective is not one"),
    "objective of no classes": (
        lambda: edited(
            (*LEARNER, "objective"), {"name": "multi:softprob", "softmax_multiclass_param": {"num_class": "0"}}
        ),
        "num_class of the objective is out of range",
    ),
    "objective of other classes": (
        lambda: edited((*LEARNER, "objective", "softmax_multiclass_param", "num_class"), "9", "three classes"),
        "the objective has another number of classes",
    ),
    "objective without parameters": (
        lambda: edited((*LEARNER, "objective", "reg_loss_param"), None),
        "lacks reg_loss_param",
    ),
    "bias of ranks": (
        lambda: edited((*LEARNER, "objective", "ti+"), cut, "ranker without bias"),
        "ti. and tj- are not of one length",
    ),
    "booster unknown": (
        lambda: edited((*LEARNER, "gradient_booster", "name"), "gbforest"),
        "not of a sort that is known",
    ),
    "booster is another": (
        lambda: edited((*LEARNER, "gradient_booster", "name"), "gblinear"),
        "gblinear lacks|model of gblinear",
    ),
    # -- dart and lines
    "weights of dart": (
        lambda: edited((*LEARNER, "gradient_booster", "weight_drop"), [1.0], "dart"),
        "weight_drop has not one for each tree",
    ),
    "weights of dart no numbers": (
        lambda: edited((*LEARNER, "gradient_booster", "weight_drop"), lambda old: [1] * len(old), "dart"),
        "weight_drop has not one for each tree",
    ),
    "dart in dart": (
        lambda: edited((*LEARNER, "gradient_booster", "gbtree", "name"), "dart", "dart"),
        "dart has no gbtree",
    ),
    "weights of lines": (lambda: edited((*MODEL, "weights"), cut, "linear"), "weights has not one for each feature"),
    "weights of lines gone": (lambda: edited((*MODEL, "weights"), Numbers(b"d", b""), "linear"), "weights has not one"),
    "rounds of lines": (lambda: edited((*MODEL, "boosted_rounds"), -1, "linear"), "boosted_rounds is no count"),
    # -- the configuration
    "threads": (setting("generic_param", "nthread", "1000000"), "nthread is out of range"),
    "jobs": (setting("generic_param", "n_jobs", "-1000000"), "n_jobs is out of range"),
    "device": (setting("generic_param", "device", "/dev/null"), "device is of a form"),
    "generic parameter": (setting("generic_param", "model_in", "x"), "generic_param has .*which is not known"),
    "parameter no text": (setting("generic_param", "seed", 1), "seed is of a form"),
    "objectives": (setting("learner_train_param", "objective", "binary:hinge"), "Config has two objectives"),
    "boosters": (setting("learner_train_param", "booster", "dart"), "Config has two boosters"),
    "another model": (setting("learner_model_param", "num_feature", "9"), "Config is that of another model"),
    "metric": (lambda: edited((*CONFIG, "metrics"), [{"name": "luck"}]), "metrics has one that is not known"),
    "metric with an odd number": (lambda: edited((*CONFIG, "metrics"), [{"name": "error@x"}]), "metrics has one"),
    "metric is a text": (lambda: edited((*CONFIG, "metrics"), ["rmse"]), "metrics has one that is not known"),
    "metrics no list": (lambda: edited((*CONFIG, "metrics"), {}), "metrics is no list"),
    "updater": (lambda: edited((*GBTREE, "updater", 0, "name"), "grow_money"), "updater has one that is not known"),
    "updaters": (lambda: edited((*GBTREE, "updater"), {}), "updater is no list"),
    "names of updaters": (
        lambda: edited((*GBTREE, "gbtree_train_param", "updater_seq"), "a b"),
        "updater_seq is of a form",
    ),
    "interactions": (
        lambda: edited((*GBTREE, "tree_train_param", "interaction_constraints"), "[" * 10**5),
        "interaction_constraints is of a form",
    ),
    "monotone": (
        lambda: edited((*GBTREE, "tree_train_param", "monotone_constraints"), "(x)"),
        "monotone_constraints is of a form",
    ),
    "bins": (lambda: edited((*GBTREE, "tree_train_param", "max_bin"), "1000000000"), "max_bin is out of range"),
    "specified": (lambda: edited((*GBTREE, "specified_updater"), 1), "specified_updater is neither"),
}
VECTORS = {
    "leaf's vector out of range": (field("right_children", put(-1, 10**6), "vectors"), "a vector that is not there"),
    "leaf's vector negative": (field("right_children", put(-1, -1), "vectors"), "a vector that is not there"),
    "leaf's vector shared": (field("right_children", put(-1, 0), "vectors"), "two leaves have the same vector"),
    "vectors too few": (field("leaf_weights", cut, "vectors"), "leaf_weights has not a vector for each leaf"),
    "vectors gone": (field("leaf_weights", None, "vectors"), "is not where it should be|ends too early"),
    "weights of vectors": (field("base_weights", cut, "vectors"), "base_weights has not one weight for each node"),
    "vectors of more outputs": (
        lambda: _everywhere("size_leaf_vector", "4"),
        "size_leaf_vector is not the number of outputs",
    ),
    "outputs of vectors": (counted("num_target", "2", "vectors"), "base_score has not|size_leaf_vector is not"),
}
CATS = (*MODEL, "cats")
WORDS = "pandas' categories"
TOWN = 4
OF_COLUMNS = {
    "columns fewer": (lambda: edited((*CATS, "enc"), lambda old: old[1:], WORDS), "enc has not the categories of each"),
    "columns none": (lambda: edited((*CATS, "enc"), [], WORDS), "is of no feature"),
    "segments of features": (
        lambda: edited((*CATS, "feature_segments"), put(-1, 10**6), WORDS),
        "feature_segments are not those",
    ),
    "segments of features fewer": (
        lambda: edited((*CATS, "feature_segments"), cut, WORDS),
        "feature_segments has not one",
    ),
    "order out of range": (lambda: edited((*CATS, "sorted_idx"), put(0, 10**6), WORDS), "sorted_idx is out of range"),
    "order negative": (lambda: edited((*CATS, "sorted_idx"), put(0, -1), WORDS), "sorted_idx is out of range"),
    "order twice": (
        lambda: edited((*CATS, "sorted_idx"), lambda old: put(0, old.array()[1])(old), WORDS),
        "sorted_idx has a category twice",
    ),
    "order fewer": (lambda: edited((*CATS, "sorted_idx"), cut, WORDS), "sorted_idx has not one for each category"),
    "order of another type": (
        lambda: edited((*CATS, "sorted_idx"), lambda old: Numbers(b"L", old.content), WORDS),
        "sorted_idx is no array of its type",
    ),
    "offsets out of range": (
        lambda: edited((*CATS, "enc", TOWN, "offsets"), put(-1, 10**6), WORDS),
        "offsets do not rise",
    ),
    "offsets falling": (lambda: edited((*CATS, "enc", TOWN, "offsets"), put(1, 10**6), WORDS), "offsets do not rise"),
    "offsets negative": (lambda: edited((*CATS, "enc", TOWN, "offsets"), put(0, -5), WORDS), "offsets do not rise"),
    "offsets gone": (
        lambda: edited((*CATS, "enc", TOWN, "offsets"), Numbers(b"l", b""), WORDS),
        "names of categories have no offsets",
    ),
    "names no text": (
        lambda: edited((*CATS, "enc", TOWN, "values"), put(0, -1), WORDS),
        "names of categories are not UTF-8",
    ),
    "names cut in a letter": (
        lambda: edited((*CATS, "enc", TOWN + 1, "offsets"), _within_a_letter, WORDS),
        "names of categories are not UTF-8",
    ),
    "type of categories": (
        lambda: edited((*CATS, "enc", TOWN + 2, "type"), 7, WORDS),
        "categories are of a type that is not known",
    ),
    "type of categories is another": (
        lambda: edited((*CATS, "enc", TOWN + 2, "type"), 9, WORDS),
        "values is no array of its type",
    ),
    "column of another sort": (lambda: edited((*CATS, "enc", TOWN), 1, WORDS), "a column of enc is no object"),
}

if reads_vectors():
    BOOSTERS |= VECTORS
if KNOWS_CATEGORIES:
    BOOSTERS |= OF_COLUMNS


def _shared(snapshot):
    """Make the children of a node those of another as well, which no one else has."""
    tree = at(snapshot, (*TREES, 0))
    left, right = tree["left_children"].array(), tree["right_children"].array()
    first, other = np.flatnonzero(left > 0)[-2:]
    left[other], right[other] = left[first], right[first]
    tree["left_children"] = numbers(left, tree["left_children"])
    tree["right_children"] = numbers(right, tree["right_children"])
    return snapshot


def _leaf():
    tree = at(decode(content("pruned")), (*TREES, 0))
    left, split = tree["left_children"].array(), tree["split_indices"].array()
    return int(np.flatnonzero((left == -1) & (split != 2**31 - 1))[0])


def _deleted():
    split = at(decode(content("pruned")), (*TREES, 0, "split_indices")).array()
    return int(np.flatnonzero(split == 2**31 - 1)[0])


def _within_a_letter(old):
    array = old.array()
    array[1] += len("sch") + 1
    return numbers(array, old)


def _everywhere(name, value):
    snapshot = decode(content("vectors"))
    for tree in at(snapshot, TREES):
        tree["tree_param"][name] = value
    return encode(snapshot)


def forged(data):
    """Return a file with a booster of these bytes."""
    model = fitted("booster")[0]
    with mock.patch.object(Boosters, "save", return_value={"handle": Buffer(data)}):
        return skcore.dumps(model)


@pytest.mark.parametrize("name", BOOSTERS)
def test_a_booster_that_lies(name):
    make, rule = BOOSTERS[name]
    with pytest.raises(skcore.InvalidStateError) as caught:
        skcore.loads(forged(make()))
    assert re.search(rule, str(caught.value)), caught.value


@pytest.mark.parametrize("name", ["code", "dart", "linear", "pruned", "pandas' categories", NAMES])
def test_the_edits_alone_change_nothing(name):
    assert encode(_sorted(decode(content(name)))) == content(name)


def test_categories_that_take_much_memory_as_bits_are_paid_for():
    snapshot = decode(content())
    trees = at(snapshot, TREES)
    for tree in trees:
        last = np.cumsum(tree["categories_sizes"].array()) - 1
        categories = tree["categories"].array()
        categories[last] = 2**24 - 1
        tree["categories"] = numbers(categories, tree["categories"])
    one = encode(snapshot)
    assert type(skcore.loads(forged(one))).__name__ == "Booster"
    spent = mock.patch("skcore_xgboost.tree_rules.spend", side_effect=skcore.InvalidStateError("spent"))
    with spent as spend, pytest.raises(skcore.InvalidStateError, match="spent"):
        skcore.loads(forged(one))
    assert spend.call_args[0][0] >= 2 * 2**20


def test_the_deepest_tree_that_is_allowed():
    import xgboost

    loaded = skcore.loads(forged(chain(500)))
    matrix = xgboost.DMatrix(np.zeros((3, 30)))
    for options in ({}, {"pred_leaf": True}, {"pred_contribs": True}, {"pred_interactions": True}):
        loaded.predict(matrix, **options)
    assert loaded.get_dump()[0].count("leaf") == 501


def test_what_xgboost_itself_refuses_is_an_error_of_ours():
    data = edited((*CONFIG, "learner_train_param", "multi_strategy"), "x")
    with pytest.raises(skcore.InvalidStateError, match="XGBoost does not take it"):
        skcore.loads(forged(data))


USE = """
import sys
sys.path[:] = {path!r}
import warnings
warnings.simplefilter("ignore")
import skcore
from xgboost_models import answers, fitted
for number, name in enumerate({names!r}):
    with open(f"{{number}}.skc", "rb") as file:
        data = file.read()
    try:
        answers(skcore.loads(data), fitted(name)[1])
    except skcore.SkcoreError:
        pass
"""


def test_random_damage_is_refused_or_harmless(tmp_path):
    random = np.random.default_rng(0)
    names = []
    for name in {"booster", "vectors", "code"} & MODELS.keys():
        found = np.frombuffer(content(name), np.uint8)
        for _ in range(60):
            damaged = found.copy()
            places = random.integers(len(found), size=random.integers(1, 4))
            damaged[places] = random.integers(256, size=len(places))
            (tmp_path / f"{len(names)}.skc").write_bytes(forged(damaged.tobytes()))
            names.append(name)
    code = USE.format(path=sys.path, names=names)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
