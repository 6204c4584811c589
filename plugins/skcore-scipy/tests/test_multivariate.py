"""Distributions of vectors, densities and newer random variables come back, and draw the same."""

import numpy as np
import pytest
import scipy.stats as st
from scipy.stats._multivariate import multi_rv_generic

import skcore

ALL = skcore.plugin_defaults
C = np.array([[2.0, 0.5], [0.5, 1.0]])
FAMILIES = sorted(name for name, value in vars(st).items() if isinstance(value, multi_rv_generic))

FROZEN = {
    "multivariate_normal": lambda: st.multivariate_normal([0, 1], C),
    "multivariate_normal number": lambda: st.multivariate_normal(),
    "multivariate_normal singular": lambda: st.multivariate_normal([0, 1], np.ones((2, 2)), allow_singular=True),
    "multivariate_normal diagonal": lambda: st.multivariate_normal([0, 1], st.Covariance.from_diagonal([1, 2])),
    "multivariate_normal precision": lambda: st.multivariate_normal([0, 1], st.Covariance.from_precision(C)),
    "multivariate_normal cholesky": lambda: st.multivariate_normal([0, 1], st.Covariance.from_cholesky(np.eye(2))),
    "multivariate_normal eigen": lambda: st.multivariate_normal(
        [0, 1], st.Covariance.from_eigendecomposition(np.linalg.eigh(C))
    ),
    "matrix_normal": lambda: st.matrix_normal(np.zeros((2, 2)), C, C),
    "dirichlet": lambda: st.dirichlet([1, 2.0]),
    "wishart": lambda: st.wishart(4, C),
    "invwishart": lambda: st.invwishart(4, C),
    "special_ortho_group": lambda: st.special_ortho_group(3),
    "ortho_group": lambda: st.ortho_group(3),
    "unitary_group": lambda: st.unitary_group(3),
    "uniform_direction": lambda: st.uniform_direction(3),
    "multivariate_t": lambda: st.multivariate_t([0, 1], C, 3),
    "normal_inverse_gamma": lambda: st.normal_inverse_gamma(0, 1, 2, 3),
}
BUSY = {
    "multinomial": lambda: st.multinomial(4, [0.2, 0.8]),
    "random_correlation": lambda: st.random_correlation([0.5, 1.5]),
    "multivariate_hypergeom": lambda: st.multivariate_hypergeom([3, 4], 2),
    "random_table": lambda: st.random_table([3, 4], [5, 2]),
    "vonmises_fisher": lambda: st.vonmises_fisher([0, 1.0], 2),
}
if hasattr(st, "matrix_t"):
    FROZEN["matrix_t"] = lambda: st.matrix_t(np.zeros((2, 2)), C, C, 4)


@pytest.mark.parametrize("name", FAMILIES)
def test_families(name):
    value = getattr(st, name)
    loaded = skcore.loads(skcore.dumps(value))
    assert type(loaded) is type(value)
    assert vars(loaded) == vars(value)
    seeded = type(value)(seed=np.random.default_rng(0))
    assert type(skcore.loads(skcore.dumps(seeded)).random_state) is np.random.Generator


@pytest.mark.parametrize("name", [*FROZEN, *BUSY])
def test_members(refused, name):
    value = {**FROZEN, **BUSY}[name]()
    data = skcore.dumps(value)
    if name in BUSY:
        assert isinstance(refused(data), skcore.UntrustedTypesError)
    loaded = skcore.loads(data, trusted=ALL if name in BUSY else [])
    assert vars(loaded).keys() == vars(value).keys()
    assert skcore.dumps(loaded) == data
    draws, others = (np.asarray(found.rvs(random_state=3)) for found in (value, loaded))
    np.testing.assert_array_equal(draws, others)
    if hasattr(value, "logpdf") and name != "normal_inverse_gamma":
        np.testing.assert_array_equal(value.logpdf(draws), loaded.logpdf(draws))
        skcore.dumps(value)


def test_members_keep_their_generator():
    value = st.multivariate_normal([0, 1], C, seed=np.random.default_rng(0))
    loaded = skcore.loads(skcore.dumps(value))
    np.testing.assert_array_equal(loaded.rvs(3), value.rvs(3))
    assert skcore.loads(skcore.dumps(st.dirichlet([1, 2]))).random_state is st.dirichlet.random_state


POINTS = np.random.default_rng(0).normal(size=(2, 40))


@pytest.mark.parametrize("bandwidth", [None, "scott", "silverman", 0.3, np.float32(0.5), 1])
@pytest.mark.parametrize("weights", [None, np.arange(40)])
def test_densities(bandwidth, weights):
    for points in (POINTS, POINTS[0], (POINTS * 9).astype(int)):
        value = st.gaussian_kde(points, bandwidth, weights=weights)
        data = skcore.dumps(value)
        loaded = skcore.loads(data)
        assert skcore.dumps(loaded) == data
        own, others = ({k: v for k, v in vars(found).items() if k != "covariance_factor"} for found in (value, loaded))
        assert own.keys() == others.keys()
        for name, held in own.items():
            assert type(held) is type(others[name])
            np.testing.assert_array_equal(held, others[name])
        np.testing.assert_array_equal(loaded(points[..., :5]), value(points[..., :5]))
        np.testing.assert_array_equal(loaded.resample(4, seed=1), value.resample(4, seed=1))
        assert loaded.covariance_factor() == value.covariance_factor()


def test_a_density_whose_bandwidth_is_a_function_is_refused_where_it_is_saved():
    with pytest.raises(skcore.UnsupportedTypeError, match="bandwidth is a function"):
        skcore.dumps(st.gaussian_kde(POINTS, lambda kde: 0.3))


def normal():
    return st.Normal(mu=1, sigma=2)


VARIABLES = {
    "normal": normal,
    "arrays": lambda: st.Normal(mu=np.arange(3.0), sigma=[1, 2, 3]),
    "standard": st.Normal,
    "uniform": lambda: st.Uniform(a=0, b=1),
    "absolute": lambda: abs(normal()),
    "exp": lambda: st.exp(normal()),
    "log": lambda: st.log(st.Uniform(a=1, b=2)),
    "truncated": lambda: st.truncate(normal(), 0, np.inf),
    "ordered": lambda: st.order_statistic(normal(), r=2, n=4),
    "moved": lambda: normal() * 2 + 1,
    "mixture": lambda: st.Mixture([normal(), st.Uniform(a=0, b=1)], weights=[0.25, 0.75]),
    "even mixture": lambda: st.Mixture([normal()] * 2),
}
if hasattr(st, "Logistic"):
    VARIABLES["logistic"] = st.Logistic
if hasattr(st, "Binomial"):
    VARIABLES["binomial"] = lambda: st.Binomial(n=3, p=0.5)


@pytest.mark.parametrize("name", VARIABLES)
def test_variables(name):
    value = VARIABLES[name]()
    data = skcore.dumps(value)
    loaded = skcore.loads(data, trusted=ALL)
    assert type(loaded) is type(value)
    assert repr(loaded) == repr(value)
    assert vars(loaded).keys() == vars(value).keys()
    np.testing.assert_array_equal(loaded.cdf(0.3), value.cdf(0.3))
    np.testing.assert_array_equal(
        loaded.sample(3, rng=np.random.default_rng(1)), value.sample(3, rng=np.random.default_rng(1))
    )
    value.mean()
    assert skcore.dumps(value) == data


def test_a_normal_needs_no_trust():
    assert skcore.loads(skcore.dumps(normal())).mean() == 1


def test_a_class_that_was_made_at_run_time_is_refused_where_it_is_saved():
    with pytest.raises(skcore.UnsupportedTypeError):
        skcore.dumps(st.make_distribution(st.norm)())
