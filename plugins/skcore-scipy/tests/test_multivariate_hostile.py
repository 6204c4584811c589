"""Distributions of vectors and densities whose parts do not fit each other are refused."""

import numpy as np
import pytest
import scipy.stats as st
from scipy import linalg
from skcore_scipy.densities import Densities
from skcore_scipy.multivariate import Covariances, Families, Members
from skcore_scipy.variables import Made, Mixtures, Variables

import skcore

ALL = skcore.plugin_defaults
C = np.eye(2)
NORMAL = st.multivariate_normal([0, 1], C)
ARGUMENTS = Members().save(NORMAL)["arguments"]


@pytest.mark.parametrize(
    "changes",
    [
        {"arguments": {}},
        {"arguments": None},
        {"arguments": {**ARGUMENTS, "seed": 1}},
        {"arguments": {**ARGUMENTS, "mean": np.zeros(9)}},
        {"arguments": {**ARGUMENTS, "mean": np.full(2, np.nan)}},
        {"arguments": {**ARGUMENTS, "mean": "x"}},
        {"arguments": {**ARGUMENTS, "cov": np.ones((2, 3))}},
        {"arguments": {**ARGUMENTS, "cov": st.Covariance.from_diagonal([1, 2, 3])}},
        {"arguments": {**ARGUMENTS, "maxpts": 10**30}},
        {"arguments": {**ARGUMENTS, "maxpts": "1"}},
        {"arguments": {**ARGUMENTS, "allow_singular": C}},
        {"random_state": 1},
        {"random_state": "x"},
        {"more": 1},
    ],
)
def test_normal(forge, refused, changes):
    refused(forge(Members, NORMAL, **changes))


@pytest.mark.parametrize(
    ("value", "arguments"),
    [
        (st.wishart(4, C), {"df": 4, "scale": np.ones((2, 3))}),
        (st.ortho_group(3), {"dim": 10**9}),
        (st.ortho_group(3), {"dim": "3"}),
        (st.matrix_normal(C, C, C), {"mean": C, "rowcov": C, "colcov": np.eye(3000)}),
        (st.random_table([3, 4], [5, 2]), {"row": np.array([3, 4]), "col": np.array([5, 9])}),
        (st.random_table([3, 4], [5, 2]), {"row": np.array([-3, 10]), "col": np.array([5, 2])}),
        (st.multinomial(4, [0.2, 0.8]), {"n": [[None]], "p": [0.2, 0.8]}),
    ],
)
def test_arguments(forge, refused, value, arguments):
    refused(forge(Members, value, arguments=arguments), trusted=ALL)


@pytest.mark.parametrize("decomposed", [(), [C], (C,), (C, C), ([[1]], 0.0), (C, "x"), (C[0], 0.0), None])
def test_decompositions(forge, refused, decomposed):
    refused(forge(Members, st.wishart(4, C), decomposed=decomposed))
    refused(forge(Members, st.matrix_normal(C, C, C), decomposed=decomposed))


def test_a_matrix_that_many_share_is_not_taken_apart_for_each(monkeypatch):
    matrix = np.eye(500) + 0.1
    values = [st.multivariate_t(np.zeros(500), matrix, 3), st.matrix_normal(np.zeros((500, 500)), matrix, matrix)]
    data = skcore.dumps([*values, st.wishart(500, matrix), st.invwishart(500, matrix)])
    taken = []
    for name in ("eigh", "cholesky"):
        honest = getattr(linalg, name)
        monkeypatch.setattr(
            linalg,
            name,
            lambda found, *args, honest=honest, **options: taken.append(len(found)) or honest(found, *args, **options),
        )
    skcore.loads(data)
    assert set(taken) == {1}


def test_families(forge, refused):
    for generator in ("x", -1, [1]):
        refused(forge(Families, st.dirichlet, random_state=generator))
    value = type(st.dirichlet)()
    value.note = 1
    with pytest.raises(skcore.UnsupportedTypeError, match="was changed"):
        skcore.dumps(value)


def test_covariances(forge, refused):
    covariance = st.Covariance.from_diagonal([1, 2])
    for changes in ({"_shape": (2.0, 2)}, {"_LP": [1, 2]}, {"_LP": np.array([None, None])}, {"whiten": 1}):
        refused(forge(Covariances, covariance, **changes))


KDE = st.gaussian_kde(np.arange(20.0).reshape(2, 10) ** [[1], [2]])


@pytest.mark.parametrize(
    "changes",
    [
        {"dataset": np.zeros((3, 10))},
        {"dataset": np.zeros((2, 9))},
        {"dataset": np.zeros(10)},
        {"dataset": np.zeros((2, 10), complex)},
        {"dataset": None},
        {"_weights": np.zeros(1)},
        {"_weights": np.zeros(10, int)},
        {"_neff": None},
        {"_data_covariance": np.eye(3)},
        {"_data_cho_cov": np.eye(1)},
        {"_data_cho_cov": np.eye(2, dtype=np.float32)},
        {"bandwidth": "other"},
        {"bandwidth": print},
        {"bandwidth": np.ones(2)},
        {"more": 1},
    ],
)
def test_densities(forge, refused, changes):
    refused(forge(Densities, KDE, **changes), trusted=ALL)


N = st.Normal(mu=1, sigma=2)


@pytest.mark.parametrize(
    "parameters",
    [
        {"mu": "1", "sigma": 2},
        {"mu": [None], "sigma": 2},
        {"nu": 1},
        {},
        None,
        {"mu": 1, "sigma": 2, "validation_policy": "skip_all"},
        {"mu": 1, "sigma": 2, "tol": 1e-300},
        {"mu": np.zeros((2**11, 1)), "sigma": np.ones((1, 2**11))},
    ],
)
def test_variables(forge, refused, parameters):
    refused(forge(Variables, N, parameters=parameters))


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (st.exp(N), {"function": "system"}),
        (st.exp(N), {"function": None}),
        (st.exp(N), {"dist": st.norm}),
        (st.exp(N), {"dist": 1}),
        (st.truncate(N, 0, 1), {"function": "exp"}),
        (st.truncate(N, 0, 1), {"parameters": {"lb": "0"}}),
        (st.truncate(N, 0, 1), {"parameters": {"other": 0}}),
        (st.order_statistic(N, r=2, n=4), {"parameters": {}}),
    ],
)
def test_made(forge, refused, value, changes):
    refused(forge(Made, value, **changes), trusted=ALL)


def test_layers(refused):
    value = N
    for _ in range(3):
        value = st.exp(abs(value))
    data = skcore.dumps(value)
    assert skcore.loads(data, trusted=ALL).cdf(2) == value.cdf(2)
    with pytest.raises(skcore.UnsupportedTypeError, match="6 times"):
        skcore.dumps(abs(value))


@pytest.mark.parametrize(
    "changes",
    [
        {"components": []},
        {"components": [1]},
        {"components": (N,) * 1001},
        {"components": None},
        {"weights": [0.5]},
        {"weights": np.array([-1.0, 2.0])},
        {"weights": "12"},
    ],
)
def test_mixtures(forge, refused, changes):
    refused(forge(Mixtures, st.Mixture([N, N]), **changes), trusted=ALL)
