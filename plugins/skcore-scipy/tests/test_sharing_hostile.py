"""What objects of a file share: none writes into what native code follows, and nothing is made of it unpaid."""

import numpy as np
import pytest
import scipy.interpolate as si
import scipy.sparse as sp
import scipy.spatial as ss
import scipy.stats as st
from skcore_scipy.distributions import Distribution

import skcore

ASKS = "ask for far more memory or work than it holds"
POINTS = np.random.default_rng(0).random((20, 2))


@pytest.mark.parametrize("name", ["simplices", "neighbors", "coplanar"])
def test_triangulations_have_their_own_indices(name):
    hull = ss.Delaunay(np.concatenate([POINTS, POINTS[:1]]))
    first, other = skcore.loads(skcore.dumps([hull, getattr(hull, name)]))
    other[:] = 2**30
    np.testing.assert_array_equal(getattr(first, name), getattr(hull, name))


def test_trees_have_their_own_indices():
    tree = ss.cKDTree(POINTS)
    first, other = skcore.loads(skcore.dumps([tree, tree.indices]))
    other[:] = 2**60
    assert first.query(POINTS[3])[1] == 3


def test_a_sequence_draws_into_memory_of_its_own():
    sequence = st.qmc.Sobol(2, rng=1)
    sequence.random(2)
    matrix = sp.csr_array((np.ones(2), sequence._quasi.view(np.int32), np.array([0, 2], np.int32)), shape=(1, 2**31))
    first, second, numbers = skcore.loads(skcore.dumps([sequence, matrix, sequence._quasi]))
    before = numbers.tolist()
    first.random(2)
    assert numbers.tolist() == before == second.indices.tolist()


def shared_splines():
    knots, rows = np.arange(2.0**16), np.ones(2**16 - 4)
    return [si.BSpline.construct_fast(knots, rows, 3) for _ in range(300)]


def shared_triangulations():
    # The points lie on a grid, so that qhull has no work with them.
    hull = ss.Delaunay(np.stack(np.meshgrid(np.arange(20.0), np.arange(20.0)), -1).reshape(-1, 2))
    several = []
    for _ in range(2000):
        other = ss.Delaunay.__new__(ss.Delaunay)
        vars(other).update(vars(hull))
        several.append(other)
    return several


def long_ranges():
    return [st.norm(range(2**19)) for _ in range(9)]


def grids():
    t, c = np.repeat([0.0, 1.0], 2), np.ones((2,) * 13)
    return [si.NdBSpline((t,) * 13, c, 1) for _ in range(100)]


def shared_lists():
    rows, data = np.empty(1, object), np.empty(1, object)
    rows[0], data[0] = [*range(20_000)], [1.0] * 20_000
    several = [sp.lil_array((1, 20_000)) for _ in range(100)]
    for matrix in several:
        matrix.rows, matrix.data = rows, data
    return several


def shared_dicts():
    entries = {(0, column): 1.0 for column in range(20_000)}
    several = [sp.dok_array((1, 20_000)) for _ in range(40)]
    for matrix in several:
        matrix._dict = entries
    return several


def shared_tables():
    values = [*range(20_000)], [1 / 20_000] * 20_000
    return [st.rv_discrete(values=values) for _ in range(22)]


def shared_regions():
    # The points lie on a grid, so that qhull has no work with them.
    diagram = ss.Voronoi(np.stack(np.meshgrid(np.arange(20.0), np.arange(20.0)), -1).reshape(-1, 2))
    several = []
    for _ in range(5000):
        other = ss.Voronoi.__new__(ss.Voronoi)
        vars(other).update(vars(diagram))
        several.append(other)
    return several


@pytest.mark.parametrize(
    "make", [shared_lists, shared_dicts, shared_tables, shared_splines, shared_triangulations, long_ranges, grids]
)
def test_records_of_some_bytes_that_ask_for_much(refused, make):
    assert ASKS in str(refused(skcore.dumps(make())))


def test_distributions_that_are_made_by_the_thousand(refused, monkeypatch):
    monkeypatch.setattr(Distribution, "_build", lambda self, cls, given: st.norm)
    saved = skcore.dumps([type(st.norm)(name="norm") for _ in range(2100)])
    assert ASKS in str(refused(saved))
