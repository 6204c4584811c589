"""The rows of the conformance kit for distributions, results of functions, and functions."""

import copy

import numpy as np
import scipy.optimize as so
import scipy.special
import scipy.stats as st
from kit_tables import Row
from scipy.spatial import distance
from scipy.stats import qmc
from scipy.stats._distn_infrastructure import rv_frozen
from skcore_scipy import (
    densities,
    distributions,
    frozen,
    multivariate,
    names,
    results,
    sequences,
    trials,
    variables,
)

SPREAD = np.array([[2.0, 0.5], [0.5, 1.0]])
SAMPLE = np.random.default_rng(0).normal(size=(2, 20))
METHODS = {"_parse_args", "_parse_args_stats", "_parse_args_rvs", "_cdfvec", "_ppfvec", "vecentropy", "generic_moment"}


def same_distribution(self, saved, loaded):
    for name in vars(saved).keys() - METHODS - {"dist", "_dist", "_random_state"}:
        np.testing.assert_equal(vars(saved)[name], vars(loaded)[name])
    assert vars(saved).keys() == vars(loaded).keys()
    if isinstance(saved, rv_frozen):
        same_distribution(self, saved.dist, loaded.dist)


def drawn(self, obj):
    obj.rvs(size=2, random_state=0)


def of_arguments(**changes):
    return lambda state: {**state, "arguments": {**state["arguments"], **changes}}


def normal():
    return st.Normal(mu=1, sigma=2)


def same_variable(self, saved, loaded):
    assert repr(saved) == repr(loaded)
    assert vars(saved).keys() == vars(loaded).keys()
    np.testing.assert_array_equal(saved.cdf(0.3), loaded.cdf(0.3))


def same_sequence(self, saved, loaded):
    assert vars(saved).keys() == vars(loaded).keys()
    assert saved.num_generated == loaded.num_generated
    np.testing.assert_equal(saved.rng.bit_generator.state, loaded.rng.bit_generator.state)
    np.testing.assert_array_equal(copy.deepcopy(saved).random(4), copy.deepcopy(loaded).random(4))


DISTRIBUTION = {"equal": same_distribution}
DRAWN = {**DISTRIBUTION, "use": drawn, "seconds": 5.0}
VARIABLE = {"equal": same_variable, "use": lambda self, obj: obj.pdf(0.5)}
ONE = [
    Row(
        distributions.Distribution,
        {
            "declared": lambda: st.zipf,
            "table": lambda: st.rv_discrete(values=([1, 2], [0.5, 0.5])),
            "histogram": lambda: st.rv_histogram(np.histogram([1, 2, 3], bins=2), density=True),
        },
        [
            ("declared", {"name": "norm"}, "a distribution of another class"),
            ("declared", {"name": "os"}, "that of no distribution"),
            ("declared", {"inc": 0}, "not those that scipy declares"),
            ("declared", {"random_state": "x"}, "random_state is no random generator"),
            ("table", {"values": ([1, 2], [0.5, np.nan])}, "is not finite"),
            ("table", {"values": ([1],)}, "values has not two parts"),
            ("histogram", {"histogram": (np.ones(2), np.array([0.0, 0.0, 1.0]))}, "do not increase"),
            ("histogram", {"longname": "%(x)1000000000s"}, "a percent sign"),
        ],
        DISTRIBUTION,
    ),
    Row(
        frozen.Frozen,
        {"uniform": lambda: st.uniform(0, 4), "arrays": lambda: st.norm(np.array([0.0, 1.0]), scale=[1, 2])},
        [
            ("uniform", {"dist": None}, "dist is no distribution"),
            ("uniform", {"dist": st.zipf}, "dist is of the other sort"),
            ("uniform", {"dist": st.beta}, "arguments can keep it busy"),
            ("uniform", {"args": [0, 4]}, "args or kwds are of the wrong type"),
            ("uniform", {"args": (0.0, np.inf)}, "is not finite"),
        ],
        DRAWN,
    ),
    Row(
        frozen.FrozenAny,
        {"binomial": lambda: st.nbinom(5, 0.5)},
        [("binomial", {"dist": 1}, "dist is no distribution"), ("binomial", {"args": (np.nan, 0.5)}, "is not finite")],
        # What is vouched for may keep a draw busy.
        DISTRIBUTION,
    ),
    Row(trials.Trials, {"trials": lambda: st.poisson_binom}, [("trials", {"more": 1}, "it has a state")], DISTRIBUTION),
    Row(
        trials.FrozenTrials,
        {"two": lambda: st.poisson_binom([0.1, 0.6])},
        [
            ("two", {"kwds": {"size": 3}}, "args or kwds are unknown"),
            ("two", {"args": ([np.nan],)}, "is not finite"),
            ("two", {"random_state": "x"}, "random_state is no random generator"),
        ],
        DRAWN,
    ),
    Row(
        variables.Variables,
        {"normal": normal, "uniform": lambda: st.Uniform(a=0, b=1), "standard": st.Normal},
        [
            ("normal", {"parameters": []}, "parameters is no dict"),
            ("normal", {"parameters": {"tol": 1.0}}, "a parameter is no number's name"),
            ("normal", {"parameters": {"mu": "x", "sigma": 1}}, "mu is no array of numbers"),
        ],
        VARIABLE,
    ),
    Row(
        variables.Made,
        {"truncated": lambda: st.truncate(normal(), 0, np.inf), "exp": lambda: st.exp(normal())},
        [
            ("exp", {"dist": 1}, "a part is no random variable"),
            ("exp", {"function": "abs"}, "neither exp nor log"),
            ("truncated", {"function": "exp"}, "given for another class"),
        ],
        {"equal": same_variable},
    ),
    Row(
        variables.Mixtures,
        {"two": lambda: st.Mixture([normal(), st.Uniform(a=0, b=1)], weights=[0.25, 0.75])},
        [
            ("two", {"components": 1}, "components is no list"),
            ("two", {"components": []}, "components are not 1 to"),
            ("two", {"components": [1, 2]}, "a part is no random variable"),
        ],
        {"equal": same_variable},
    ),
]
SEVERAL = [
    Row(
        multivariate.Families,
        {"normal": lambda: st.multivariate_normal, "dirichlet": lambda: st.dirichlet},
        [("normal", {"random_state": "x"}, "random_state is no random generator")],
        DISTRIBUTION,
    ),
    Row(
        multivariate.Members,
        {
            "normal": lambda: st.multivariate_normal([0, 1], SPREAD),
            "wishart": lambda: st.wishart(4, SPREAD),
            "directions": lambda: st.uniform_direction(3),
        },
        [
            ("normal", {"arguments": {}}, "arguments"),
            ("normal", of_arguments(allow_singular=1), "allow_singular is no bool"),
            ("normal", {"random_state": 1}, "random_state is no generator"),
            ("wishart", {"decomposed": ()}, "not one for each matrix"),
        ],
        {
            "equal": lambda self, saved, loaded: np.testing.assert_array_equal(
                saved.rvs(2, random_state=3), loaded.rvs(2, random_state=3)
            ),
            "use": drawn,
        },
    ),
    Row(
        multivariate.Covariances,
        {
            "diagonal": lambda: st.Covariance.from_diagonal([1, 2]),
            "precision": lambda: st.Covariance.from_precision(SPREAD),
        },
        [("diagonal", {"_LP": "x"}, "_LP is no array of numbers")],
        {
            "equal": lambda self, saved, loaded: np.testing.assert_array_equal(saved.covariance, loaded.covariance),
            "use": lambda self, obj: obj.whiten(np.ones((3, 2))),
        },
    ),
    Row(
        densities.Densities,
        {"plain": lambda: st.gaussian_kde(SAMPLE), "weights": lambda: st.gaussian_kde(SAMPLE[0], 0.3, np.arange(20))},
        [
            ("plain", {"dataset": SAMPLE[:, :1]}, "no real points, or too few"),
            ("plain", {"_weights": np.ones(3)}, "_weights has not the shape"),
            ("plain", {"_data_cho_cov": np.ones((3, 3))}, "_data_cho_cov has not the shape"),
            ("plain", {"bandwidth": "other"}, "bandwidth is unknown"),
        ],
        {
            "equal": lambda self, saved, loaded: (
                np.testing.assert_array_equal(saved(SAMPLE[:1]), loaded(SAMPLE[:1]))
                if saved.d == 1
                else np.testing.assert_array_equal(saved(SAMPLE), loaded(SAMPLE))
            ),
            "use": lambda self, obj: obj(np.ones((obj.d, 2))),
        },
    ),
    *(
        Row(
            handler,
            {f"{scramble}": lambda cls=cls, scramble=scramble: made(cls, scramble) for scramble in (True, False)},
            [
                ("True", {"d": 10**9}, "d is no int from"),
                ("True", {"scramble": 1}, "scramble is no bool"),
                ("True", {"num_generated": -1}, "num_generated is no int from 0"),
                ("True", {"rng": 1}, "rng is no generator"),
                *lies,
            ],
            {"equal": same_sequence, "use": lambda self, obj: obj.random(4)},
        )
        for handler, cls, lies in (
            (
                sequences.Sobol,
                qmc.Sobol,
                [
                    ("True", {"_sv": np.zeros((3, 29), np.uint32)}, "_sv is of another shape"),
                    ("True", {"bits": 65}, "bits is no int from"),
                ],
            ),
            (
                sequences.Halton,
                qmc.Halton,
                [
                    ("True", {"_permutations": []}, "not one table a dimension"),
                    ("True", {"_permutations": [np.zeros((1, 1), int)] * 3}, "a table of another shape"),
                ],
            ),
            (
                sequences.LatinHypercube,
                qmc.LatinHypercube,
                [("True", {"strength": 3}, "strength is no int from 1 to 2")],
            ),
        )
    ),
]


def made(cls, scramble):
    return cls(3, scramble=scramble, rng=np.random.default_rng(0))


def further(**changes):
    return lambda state: {**state, "further": {**state["further"], **changes}}


RESULTS = [
    Row(
        results.Results,
        {"minimum": lambda: so.OptimizeResult(x=np.ones(2), success=True), "empty": so.OptimizeResult},
        [
            ("minimum", {"__array_interface__": 1}, "the name of a protocol"),
            ("minimum", {"_order_keys": 1}, "no list of names"),
            ("minimum", [1], "no named items"),
        ],
    ),
    Row(
        results.Tuples,
        {"t": lambda: st.ttest_1samp(SAMPLE[0], 0), "shapiro": lambda: st.shapiro(SAMPLE[0])},
        [
            ("t", {"items": [1.0]}, "not one item for each name"),
            ("t", {"items": (1.0, 2.0)}, "items is no list"),
            ("t", {"further": {}}, "an attribute is missing"),
            ("t", further(__array_interface__={}), "the name of a protocol"),
            ("t", further(confidence_interval=1), "hides one of the class"),
            ("shapiro", {"further": {"note": 1}}, "no further attributes|hides one"),
        ],
        {"absent": ("scipy.stats._stats_py.RepeatedResults",)},
    ),
    Row(
        results.Records,
        {
            "binomial": lambda: st.binomtest(3, 9),
            "tukey": lambda: st.tukey_hsd(SAMPLE[0], SAMPLE[1]),
        },
        [
            ("tukey", {"_ntreatments": np.ones(9)}, "_ntreatments is not one number"),
            ("binomial", {"proportion_ci": 1}, "hides a method"),
        ],
    ),
    Row(
        results.Limits,
        {
            "bounds": lambda: so.Bounds([0, 1], [2, 3]),
            "lines": lambda: so.LinearConstraint(np.ones((2, 3)), [0, 0], [1, 1]),
        },
        [
            ("bounds", {"lb": np.zeros(3)}, "is of another shape"),
            ("bounds", {"lb": 1}, "lb is no plain array"),
            ("lines", {"A": np.ones(3)}, "A has not 2 dimensions"),
            ("bounds", {"more": 1}, "it has other fields"),
        ],
    ),
]
FUNCTIONS = [
    Row(
        names.Functions,
        {"distance": lambda: distance.cosine, "entropy": lambda: st.entropy},
        [],
        {"absent": ("scipy.spatial.distance.kulczynski1", "scipy.spatial.distance.sokalmichener")},
    ),
    Row(names.Ufuncs, {"expit": lambda: scipy.special.expit}, []),
]
ROWS = [*ONE, *SEVERAL, *RESULTS, *FUNCTIONS]
