"""Distributions come back with every attribute and the same draws."""

import numpy as np
import pytest
import scipy.stats as st
from scipy.stats._distn_infrastructure import rv_frozen, rv_generic

import skcore

DECLARED = sorted(name for name, value in vars(st).items() if isinstance(value, rv_generic))
METHODS = {"_parse_args", "_parse_args_stats", "_parse_args_rvs", "_cdfvec", "_ppfvec", "vecentropy", "generic_moment"}


def assert_same(value, other):
    assert type(value) is type(other)
    assert vars(value).keys() == vars(other).keys()
    for name in vars(value).keys() - METHODS - {"dist"}:
        np.testing.assert_equal(vars(value)[name], vars(other)[name])
    if isinstance(value, rv_frozen):
        assert_same(value.dist, other.dist)
        assert [*map(type, (value.a, value.b))] == [*map(type, (other.a, other.b))]


def round_trip(value, **options):
    data = skcore.dumps(value)
    assert skcore.dumps(value) == data
    loaded = skcore.loads(data, **options)
    assert_same(value, loaded)
    return loaded


# scipy puts functions of its own into the first; the second warns that it has another name now.
@pytest.mark.parametrize("name", sorted({*DECLARED} - {"poisson_binom", "trapz"}))
def test_every_distribution_that_scipy_declares(name):
    round_trip(getattr(st, name))


def test_zipf_draws_the_same():
    loaded = round_trip(st.zipf)
    np.testing.assert_array_equal(loaded.rvs(2.5, size=9, random_state=3), st.zipf.rvs(2.5, size=9, random_state=3))
    np.testing.assert_array_equal(loaded.pmf([1, 2, 3], 2.5), st.zipf.pmf([1, 2, 3], 2.5))


def test_trials_of_different_probabilities(refused):
    assert skcore.loads(skcore.dumps(st.poisson_binom)) is st.poisson_binom
    for value in (st.poisson_binom([0.1, 0.6]), st.poisson_binom(p=np.full((3, 2), 0.5), loc=1)):
        data = skcore.dumps(value)
        assert isinstance(refused(data), skcore.UntrustedTypesError)
        loaded = skcore.loads(data, trusted=skcore.plugin_defaults)
        assert skcore.dumps(loaded) == data
        assert type(loaded) is type(value)
        np.testing.assert_array_equal(loaded.pmf([0, 1, 2]), value.pmf([0, 1, 2]))


@pytest.mark.parametrize(
    "value",
    [
        st.uniform(0, 4),
        st.uniform(loc=-1, scale=2.5),
        st.loguniform(1e-4, 1e2),
        st.reciprocal(1, np.float32(10)),
        st.randint(1, 11),
        st.randint(low=np.int64(1), high=5),
        st.norm(),
        st.norm(np.array([0.0, 1.0]), scale=[1, 2]),
        st.expon(scale=100),
        st.truncnorm(a=-1, b=2),
        st.lognorm(0.5),
        st.bernoulli(0.3),
    ],
    ids=lambda value: value.dist.name,
)
def test_frozen(value):
    loaded = round_trip(value)
    np.testing.assert_array_equal(loaded.rvs((3, 2), random_state=1), value.rvs((3, 2), random_state=1))
    np.testing.assert_array_equal(loaded.ppf(0.3), value.ppf(0.3))


@pytest.mark.parametrize("value", [st.zipf(2.0), st.nbinom(5, 0.5), st.beta(2, 3), st.skewnorm(4)])
def test_frozen_that_arguments_can_keep_busy_are_vouched_for(refused, value):
    assert isinstance(refused(skcore.dumps(value)), skcore.UntrustedTypesError)
    loaded = round_trip(value, trusted=skcore.plugin_defaults)
    np.testing.assert_array_equal(loaded.rvs(5, random_state=1), value.rvs(5, random_state=1))


@pytest.mark.parametrize("seed", [7, np.random.RandomState(7), np.random.default_rng(7)])
def test_random_state(seed):
    value = st.uniform(0, 4)
    value.random_state = seed
    value.rvs(3)
    loaded = skcore.loads(skcore.dumps(value))
    assert type(loaded.random_state) is type(value.random_state)
    np.testing.assert_array_equal(loaded.rvs(5), value.rvs(5))


def test_the_shared_generator_stays_the_shared_one():
    assert round_trip(st.norm()).random_state is st.norm.random_state


def test_tables():
    sample = st.rv_discrete(name="mine", values=([1, 2, 5], [0.2, 0.3, 0.5]))
    loaded = round_trip(sample)
    np.testing.assert_array_equal(loaded.rvs(size=9, random_state=1), sample.rvs(size=9, random_state=1))
    round_trip(st.rv_discrete(values=(range(3), (0.25, 0.25, 0.5))))
    histogram = st.rv_histogram(np.histogram(np.arange(20.0) ** 2, bins=5), density=False)
    loaded = round_trip(histogram)
    np.testing.assert_array_equal(loaded.cdf([1, 100, 300]), histogram.cdf([1, 100, 300]))
    with pytest.warns(RuntimeWarning, match="not constant"):
        uneven = st.rv_histogram((np.array([1, 2]), np.array([0, 1, 4])))
    round_trip(uneven)


RAMP = """
import scipy.stats

class Ramp(scipy.stats.rv_continuous):
    def _pdf(self, x, slope):
        return slope * x
"""


def test_a_class_of_the_users_own_is_rebuilt_by_its_constructor(tmp_path, monkeypatch):
    (tmp_path / "ramps.py").write_text(RAMP)
    monkeypatch.syspath_prepend(tmp_path)
    import ramps

    value = ramps.Ramp(a=0, b=1, name="ramp")
    data = skcore.dumps(value)
    assert skcore.get_untrusted_types(data=data) == ["ramps.Ramp"]
    loaded = skcore.loads(data, trusted=["ramps.Ramp"])
    assert_same(value, loaded)
    assert loaded.pdf(0.5, 2) == value.pdf(0.5, 2)
    frozen = value.freeze(2)
    trusted = skcore.plugin_defaults | ["ramps.Ramp"]
    assert skcore.loads(skcore.dumps(frozen), trusted=trusted).pdf(0.5) == frozen.pdf(0.5)


def test_a_changed_distribution_is_refused_where_it_is_saved():
    value = type(st.norm)(name="norm")
    value.note = 1
    with pytest.raises(skcore.UnsupportedTypeError, match="was changed"):
        skcore.dumps(value)
    with pytest.raises(skcore.UnsupportedTypeError, match="declare"):
        skcore.dumps(type(st.norm)(a=-1, name="norm"))
