"""Trees whose nodes are none, or do not divide the points, are refused."""

import numpy as np
import pytest
from scipy.spatial import cKDTree
from skcore_scipy.trees import Trees

import skcore

POINTS = np.random.default_rng(0).random((40, 2))
TREE = cKDTree(POINTS, leafsize=4)
STATE = Trees().save(TREE)
NODES = STATE["nodes"]
INDICES = STATE["indices"]


@pytest.mark.parametrize(
    "changes",
    [
        {"data": POINTS[:9]},
        {"data": np.zeros((1, 2), np.float32)},
        {"data": POINTS[:, :1]},
        {"data": np.zeros((40, 0))},
        {"data": np.asfortranarray(POINTS)},
        {"data": POINTS * np.nan},
        {"data": POINTS[:, 0]},
        {"data": None},
        {"leafsize": 0},
        {"leafsize": 2**63},
        {"leafsize": 1.0},
        {"maxes": np.zeros(0)},
        {"mins": np.zeros(3)},
        {"mins": np.full(2, np.nan)},
        {"maxes": np.zeros(2, np.float32)},
        {"boxsize": np.ones(1)},
        {"boxsize": 1.0},
        {"boxsize": np.full(2, np.inf)},
        {"boxsize": np.full(2, 1e-300)},
        {"boxsize": np.array([2, 0.5])},
        {"boxsize": np.full(2, 1e-300), "data": np.zeros((40, 2))},
        {"indices": np.zeros(1, np.int8)},
        {"indices": np.zeros(40, np.intp)},
        {"indices": INDICES + 1},
        {"indices": INDICES - 1},
        {"indices": INDICES.astype(np.int32)},
        {"indices": INDICES[:39]},
        {"nodes": None},
        {"nodes": {}},
        {"nodes": {**NODES, "_less": NODES["_greater"]}},
        {"nodes": {**NODES, "split": NODES["split"][:3]}},
        {"nodes": {**NODES, "split": NODES["split_dim"]}},
        {"nodes": {**NODES, "split": NODES["split"] * np.nan}},
        {"nodes": {name: column[:0] for name, column in NODES.items()}},
        {"nodes": {name: np.repeat(column, 99) for name, column in NODES.items()}},
        {"more": 1},
    ],
)
def test_parts(forge, refused, changes):
    refused(forge(Trees, TREE, **changes))


@pytest.mark.parametrize("index", [0, 1, 2, -1])
@pytest.mark.parametrize("value", [-1, 0, 1, 2, 7, 40, 2**40, -(2**62)])
@pytest.mark.parametrize("name", ["split_dim", "start_idx", "end_idx", "_greater"])
def test_one_number_of_a_node(forge, name, value, index):
    column = NODES[name].copy()
    column[index] = value
    data = forge(Trees, TREE, nodes={**NODES, name: column})
    harmless = np.array_equal(column, NODES[name]) or (name == "split_dim" and NODES[name][index] >= 0 <= value < 2)
    if harmless:
        skcore.loads(data)
        return
    with pytest.raises(skcore.InvalidStateError):
        skcore.loads(data)


def test_deep_nodes(forge, refused):
    count = 10_000
    inner = np.arange(2 * count - 1) % 2 == 0
    inner[-1] = False
    nodes = {
        "split_dim": np.where(inner, 0, -1),
        "split": np.zeros(2 * count - 1),
        "start_idx": np.repeat(np.arange(count), 2)[1:],
        "end_idx": np.repeat(np.arange(count), 2)[: 2 * count - 1],
        "_greater": np.where(inner, np.arange(2 * count - 1) + 2, 0),
    }
    start, end = np.zeros(2 * count - 1, np.intp), np.zeros(2 * count - 1, np.intp)
    start[0::2], end[0::2] = np.arange(count), count
    start[1::2], end[1::2] = np.arange(count - 1), np.arange(1, count)
    nodes = {**nodes, "start_idx": start, "end_idx": end}
    points = np.arange(float(count))[:, None]
    bounds = {"maxes": np.full(1, float(count)), "mins": np.zeros(1), "indices": np.arange(count)}
    error = refused(forge(Trees, TREE, data=points, **bounds, nodes=nodes))
    assert "deep" in str(error)


def test_a_tree_owns_what_it_follows():
    tree = cKDTree(POINTS)
    loaded, indices = skcore.loads(skcore.dumps([tree, tree.indices]))
    indices[:] = 10**9
    np.testing.assert_array_equal(loaded.query(POINTS[:3]), tree.query(POINTS[:3]))
