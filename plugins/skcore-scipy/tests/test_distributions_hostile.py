"""No source text out of a file is run, and arguments are bounded."""

import subprocess
import sys

import numpy as np
import pytest
import scipy.stats as st
from skcore_scipy import frozen
from skcore_scipy.distributions import Distribution
from skcore_scipy.frozen import Frozen, FrozenAny

import skcore
from skcore.saver import Saver


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "norm"},
        {"name": "os"},
        {"name": "rv_continuous"},
        {"name": ...},
        {"name": 1},
        {"shapes": "a"},
        {"shapes": "a=__import__('os').system('true')"},
        {"a": -(10**6)},
        {"b": 1},
        {"moment_tol": 1e-300},
        {"inc": 0},
        {"seed": "x"},
        {"seed": -1},
        {"random_state": "x"},
        {"random_state": ...},
        {"longname": "%(x)1000000000s"},
        {"_parse_arg_template": "raise SystemExit"},
        {"values": ([1], [1.0])},
        {"_support": (0, 1)},
    ],
)
def test_hostile_parameters(forge, refused, changes):
    refused(forge(Distribution, st.zipf, **changes), trusted=skcore.plugin_defaults)


@pytest.mark.parametrize(
    "values",
    [
        ([1, 2], [0.5, np.nan]),
        ([1, np.inf], [0.5, 0.5]),
        (range(10**15), [1.0]),
        ([[1] * 9] * 9, [1.0]),
        ([1, 1], [0.5, 0.5]),
        ([1, 2], [1.5, -0.5]),
        ([1, 2], [0.5, 0.2]),
        (np.array([1, None]), [0.5, 0.5]),
        ([], []),
        ([1],),
        ("12", "12"),
        None,
        ...,
    ],
)
def test_hostile_samples(forge, refused, values):
    value = st.rv_discrete(values=([1, 2], [0.5, 0.5]))
    refused(forge(Distribution, value, values=values))


@pytest.mark.parametrize(
    "changes",
    [
        {"histogram": (np.ones(2), np.array([0.0, 0.0, 1.0]))},
        {"histogram": (np.ones(2), np.array([0.0, 1.0]))},
        {"histogram": (np.ones(2), np.array([0.0, np.nan, 1.0]))},
        {"histogram": (np.ones(0), np.array([0.0]))},
        {"histogram": (np.ones((2, 1)), np.ones((3, 1)))},
        {"histogram": 1},
        {"shapes": "a"},
        {"longname": "%(x)1000000000s"},
        {"name": "a" * 10**6},
        {"badvalue": [1]},
    ],
)
def test_hostile_histograms(forge, refused, changes):
    refused(forge(Distribution, st.rv_histogram(np.histogram([1, 2, 3], bins=2), density=True), **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"dist": st.zipf},
        {"dist": st.nbinom},
        {"dist": st.beta},
        {"dist": ["uniform"]},
        {"dist": None},
        {"dist": "uniform"},
        {"args": (np.nan, 1.0)},
        {"args": (0.0, np.inf)},
        {"args": (0, 10**400)},
        {"args": ("0", 1)},
        {"args": (None, 1)},
        {"args": (np.array([0, None]), 1)},
        {"args": (0, 1, 2, 3)},
        {"args": [0, 4]},
        {"args": (np.zeros((2**11, 1)), np.zeros((1, 2**11)))},
        {"kwds": {"size": 10**12}},
        {"kwds": {"loc": 1}},
        {"kwds": {1: 1}},
        {"kwds": None},
    ],
)
def test_hostile_arguments(forge, refused, changes):
    refused(forge(Frozen, st.uniform(0, 4), **changes))


def test_any_frozen_still_has_its_arguments_checked(forge, refused):
    for args in ((np.nan, 0.5), (5, "x")):
        refused(forge(Frozen, st.nbinom(5, 0.5), args=args), trusted=skcore.plugin_defaults)
    refused(forge(Frozen, st.nbinom(5, 0.5), dist=st.norm, args=()), trusted=skcore.plugin_defaults)
    assert FrozenAny().trusts.keys() == Frozen().trusts.keys()


FAR = [st.randint(2**60, 2**62), st.randint(-(2**60), 0), st.geom(1e-17), st.geom([0.5, 1e-300])]


@pytest.mark.parametrize("value", FAR)
def test_values_between_which_scipy_cannot_count(forge, monkeypatch, value):
    """The float after 2**60 is 256 away: ``expect`` adds up numbers that it does not get away from."""
    data = skcore.dumps(value)
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(data)
    assert skcore.loads(data, trusted=skcore.plugin_defaults).dist.name == value.dist.name
    monkeypatch.setattr(frozen, "is_near", lambda dist, *shapes: True)
    lie = skcore.dumps(value)
    monkeypatch.undo()
    with pytest.raises(skcore.InvalidStateError, match="more than one apart"):
        skcore.loads(lie)


@pytest.mark.parametrize("seed", ["text", -1, [1]], ids=str)
def test_seeds(forge, seed):
    for name in ("seed", "random_state"):
        with pytest.raises(skcore.InvalidStateError, match=f"{name} is no random generator"):
            skcore.loads(forge(Distribution, st.norm, **{name: seed}))


def test_arguments_of_one_shape_are_as_many_as_each():
    rows = np.arange(3000.0)
    loaded = skcore.loads(skcore.dumps(st.norm(rows, rows + 1)))
    np.testing.assert_array_equal(loaded.mean(), rows)


def test_another_kind_cannot_build_a_distribution(refused, monkeypatch):
    def save(self, obj):
        return skcore.Node("python.object", self.qualify(type(obj)), {"_parse_arg_template": "raise SystemExit"})

    monkeypatch.setattr(Distribution, "save", save)
    with pytest.raises(skcore.UnsupportedTypeError, match="cannot be of kind"):
        skcore.dumps(st.zipf)
    monkeypatch.setattr(Saver, "_check_pair", lambda self, handler, name: None)
    refused(skcore.dumps(st.zipf), trusted=True)


@pytest.mark.parametrize(
    "changes",
    [{"args": ("x",)}, {"args": [[0.5]]}, {"args": ()}, {"kwds": {"size": 1}}, {"random_state": "x"}],
)
def test_hostile_trials(forge, refused, changes):
    from skcore_scipy.trials import FrozenTrials

    refused(forge(FrozenTrials, st.poisson_binom([0.1, 0.6]), **changes), trusted=skcore.plugin_defaults)


EXTREME = """
import itertools, warnings
import numpy as np, scipy.stats as st
from skcore_scipy.frozen import _CALM
warnings.simplefilter("ignore")
np.seterr(all="ignore")
for name in _CALM.split():
    dist = getattr(st, name)
    count = dist.numargs + 2 - isinstance(dist, st.rv_discrete)
    for args in itertools.islice(itertools.product([1e300, 0, 5e-324, 1 + 2**-52, -1e300], repeat=count), 0, None, 3):
        for use in (lambda f: f.rvs(3, random_state=0), lambda f: f.ppf([0, .5, 1]), lambda f: f.cdf([-1, 0, 1e300])):
            try:
                use(dist(*args))
            except (ValueError, OverflowError, ZeroDivisionError):
                pass
"""


def test_extreme_arguments_of_checked_distributions_end():
    subprocess.run([sys.executable, "-c", EXTREME], check=True, timeout=120)


def test_distributions_that_are_not_what_their_class_holds(forge):
    from skcore_scipy.trials import FrozenTrials, Trials

    many = np.full(2**20 + 1, 0.5)
    for handler, value, changes, rule in (
        (Frozen, st.nbinom(5, 0.5), {"dist": st.norm, "args": ()}, "other sort"),
        (Frozen, st.uniform(0, 4), {"dist": "uniform"}, "dist is no distribution"),
        (Trials, st.poisson_binom, {"name": "another"}, "it has a state"),
        (FrozenTrials, st.poisson_binom([0.1, 0.6]), {"args": (many,)}, "too many probabilities"),
    ):
        with pytest.raises(skcore.InvalidStateError, match=rule):
            skcore.loads(forge(handler, value, **changes), trusted=skcore.plugin_defaults)
