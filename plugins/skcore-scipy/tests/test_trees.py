"""Trees come back with every node, and answer the same."""

import numpy as np
import pytest
from scipy.spatial import KDTree, cKDTree

import skcore

POINTS = np.random.default_rng(0).random((300, 3))

TREES = {
    "plain": lambda cls: cls(POINTS),
    "leaves": lambda cls: cls(POINTS, leafsize=1),
    "sliding": lambda cls: cls(POINTS**9, leafsize=2, balanced_tree=False, compact_nodes=False),
    "box": lambda cls: cls(POINTS, boxsize=[1.5, 0, 2]),
    "one": lambda cls: cls(POINTS[:1]),
    "none": lambda cls: cls(POINTS[:0]),
    "equal": lambda cls: cls(np.ones((40, 2))),
    "doubles": lambda cls: cls(np.repeat(POINTS[:20], 9, axis=0), leafsize=3),
    "column": lambda cls: cls(2.0 ** -np.arange(900)[:, None], leafsize=1, balanced_tree=False),
    "strided": lambda cls: cls(POINTS[::2, ::-1]),
}


def state(tree):
    found = tree.__getstate__()
    nodes = np.frombuffer(found[0].tobytes(), np.intp).reshape(-1, 9).copy()
    # These two are addresses.
    nodes[:, 5:7] = 0
    return [nodes, *found[1:]]


@pytest.mark.parametrize("cls", [cKDTree, KDTree])
@pytest.mark.parametrize("name", TREES)
def test_trees(cls, name):
    tree = TREES[name](cls)
    data = skcore.dumps(tree)
    loaded = skcore.loads(data)
    assert type(loaded) is cls
    assert skcore.dumps(loaded) == data
    np.testing.assert_equal(state(loaded), state(tree))
    new = np.random.default_rng(1).random((9, tree.m))
    np.testing.assert_array_equal(loaded.query(new, k=3), tree.query(new, k=3))
    assert loaded.query_ball_point(new, 0.4).tolist() == tree.query_ball_point(new, 0.4).tolist()
    assert loaded.count_neighbors(tree, 0.3) == tree.count_neighbors(loaded, 0.3)
    assert loaded.query_pairs(0.1) == tree.query_pairs(0.1)
    assert loaded.sparse_distance_matrix(tree, 0.2).nnz == tree.sparse_distance_matrix(tree, 0.2).nnz


def test_a_tree_shares_its_points():
    points = POINTS.copy()
    loaded, tree = skcore.loads(skcore.dumps([points, KDTree(points)]))
    assert tree.data is loaded
    assert tree.tree.children == 300


def test_a_tree_with_attributes_of_its_own_is_refused_where_it_is_saved():
    tree = KDTree(POINTS)
    tree.note = 1
    with pytest.raises(skcore.UnsupportedTypeError, match="was changed"):
        skcore.dumps(tree)
