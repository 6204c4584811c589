"""Birch and HDBSCAN: trees that are none, and lists of leaves that go astray."""

import copy

import numpy as np
import pytest
from sklearn import cluster, datasets
from sklearn.cluster._birch import _CFNode, _CFSubcluster

X = datasets.load_iris().data
BIRCH = cluster.Birch(threshold=0.2, branching_factor=3).fit(X)
FLAT = cluster.Birch(threshold=0.5).fit(X)
HIERARCHY = cluster.HDBSCAN(copy=True).fit(X)
TREE = "_single_linkage_tree_"


def first(model):
    return model.dummy_leaf_.next_leaf_


def last(model):
    leaf = model.dummy_leaf_
    while leaf.next_leaf_ is not None:
        leaf = leaf.next_leaf_
    return leaf


def part(model, **changes):
    vars(model.root_.subclusters_[0]).update(changes)


def node(width=4, leaf=True):
    return _CFNode(threshold=0.5, branching_factor=3, is_leaf=leaf, n_features=width, dtype=np.dtype(float))


def chain(model):
    """Put each root below another, deeper than ``partial_fit`` can descend."""
    for _ in range(600):
        member = _CFSubcluster(linear_sum=np.ones(4))
        member.child_ = model.root_
        model.root_ = node(leaf=False)
        model.root_.append_subcluster(member)


def insert(model, leaf):
    """Put another node at the end of the list of leaves."""
    end = last(model)
    end.next_leaf_, leaf.prev_leaf_ = leaf, end


def shift(model):
    """Leave the first leaf out of the list."""
    second = first(model).next_leaf_
    model.dummy_leaf_.next_leaf_, second.prev_leaf_ = second, model.dummy_leaf_


LIES = {
    "leaves in a circle": lambda model: setattr(last(model), "next_leaf_", first(model)),
    "a leaf that follows itself": lambda model: setattr(last(model), "next_leaf_", last(model)),
    "leaves that lead elsewhere": lambda model: setattr(first(model), "prev_leaf_", last(model)),
    "a leaf too few": shift,
    "a leaf too many": lambda model: insert(model, node()),
    "the root among the leaves": lambda model: insert(model, model.root_),
    "no start": lambda model: vars(model).pop("dummy_leaf_"),
    "a start that is no node": lambda model: setattr(model, "dummy_leaf_", "x"),
    "a start with subclusters": lambda model: setattr(model, "dummy_leaf_", first(model)),
    "no root": lambda model: setattr(model, "root_", None),
    "another root": lambda model: setattr(model, "root_", node()),
    "a child of two": lambda model: part(model, child_=model.root_.subclusters_[1].child_),
    "a child of itself": lambda model: part(model, child_=model.root_),
    "a child in a leaf": lambda model: setattr(first(model).subclusters_[0], "child_", node()),
    "no child": lambda model: part(model, child_=None),
    "a child that is no node": lambda model: part(model, child_="x"),
    "a deep tree": chain,
    "a node of other features": lambda model: setattr(first(model), "n_features", 3),
    "a narrow node": lambda model: setattr(first(model), "init_centroids_", np.zeros((4, 1))),
    "a node without room": lambda model: setattr(first(model), "branching_factor", 1),
    "a node with little room": lambda model: setattr(first(model), "init_sq_norm_", np.zeros(1)),
    "a node of objects": lambda model: setattr(first(model), "init_centroids_", np.zeros((4, 4), object)),
    "a node with no subclusters": lambda model: first(model).subclusters_.clear(),
    "a node with something else": lambda model: first(model).subclusters_.__setitem__(0, "x"),
    "a node with a tuple": lambda model: setattr(first(model), "subclusters_", ()),
    "centres of another number": lambda model: setattr(first(model), "centroids_", np.zeros((9, 4))),
    "norms of another number": lambda model: setattr(first(model), "squared_norm_", np.zeros(9)),
    "a leaf by name": lambda model: setattr(first(model), "is_leaf", "yes"),
    "a threshold": lambda model: setattr(first(model), "threshold", 10**400),
    "another attribute": lambda model: setattr(first(model), "other", BIRCH),
    "a subcluster's attribute": lambda model: part(model, other=BIRCH),
    "a subcluster's size": lambda model: part(model, n_samples_=0),
    "a subcluster's width": lambda model: part(model, centroid_=np.ones(1), linear_sum_=np.ones(1)),
    "a subcluster's sum": lambda model: part(model, linear_sum_=np.ones(1)),
    "a subcluster's list": lambda model: part(model, centroid_=[1.0] * 4),
    "a subcluster's objects": lambda model: part(model, linear_sum_=np.ones(4, object)),
    "a subcluster's norm": lambda model: part(model, sq_norm_="x"),
    "narrow centres": lambda model: setattr(model, "subcluster_centers_", model.subcluster_centers_[:, :1]),
    "no centres": lambda model: setattr(model, "subcluster_centers_", np.zeros((0, 4))),
    "few norms": lambda model: setattr(model, "_subcluster_norms", model._subcluster_norms[:1]),
    "few labels": lambda model: setattr(model, "subcluster_labels_", model.subcluster_labels_[:1]),
}


@pytest.mark.parametrize("name", LIES)
def test_a_tree_that_is_none_is_refused(name, refused):
    model = copy.deepcopy(BIRCH)
    LIES[name](model)
    refused(model)


def test_views_that_are_longer_than_the_whole_are_refused(forged):
    from skcore_sklearn.birch import BirchNodes

    forged(BirchNodes, FLAT, lambda state: state.update(centroids_=10**6), "centroids_")
    forged(BirchNodes, FLAT, lambda state: state.update(squared_norm_=-1), "squared_norm_")
    forged(BirchNodes, FLAT, lambda state: state.update(init_centroids_="text"), "init_centroids_")
    forged(BirchNodes, FLAT, lambda state: state.pop("init_centroids_"))


def joins(row, **nodes):
    def change(old):
        tree = old.copy()
        for name, value in nodes.items():
            tree[name][row] = value
        return tree

    return change


HIERARCHIES = {
    "a cluster far away": {TREE: joins(0, left_node=10**12)},
    "a negative cluster": {TREE: joins(0, right_node=-1)},
    "a cluster that is not made yet": {TREE: joins(0, left_node=150)},
    "the last cluster in itself": {TREE: joins(-1, right_node=298)},
    "no tree": {TREE: None},
    "a list": {TREE: lambda old: old.tolist()},
    "a plain array": {TREE: np.zeros(149)},
    "another record": {TREE: np.zeros(149, [("left_node", "i8"), ("right_node", "i8")])},
    "a record of other sizes": {TREE: lambda old: old.astype([(name, "f4") for name in old.dtype.names])},
    "every other row": {TREE: lambda old: old[:9]},
    "few labels": {"labels_": lambda old: old[:9]},
    "few probabilities": {"probabilities_": lambda old: old[:9]},
}


@pytest.mark.parametrize("name", HIERARCHIES)
def test_a_hierarchy_that_joins_nothing_is_refused(name, lie_refused):
    lie_refused(HIERARCHY, HIERARCHIES[name])
