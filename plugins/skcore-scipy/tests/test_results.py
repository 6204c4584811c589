"""Results come back with every attribute, and print the same."""

import numpy as np
import pytest
import scipy.integrate as integrate
import scipy.optimize as so
import scipy.sparse as sp
import scipy.stats as st

import skcore

X = np.random.default_rng(0).normal(size=30)


def parabola(x):
    return float(np.sum(x**2))


DICTS = {
    "minimize": lambda: so.minimize(parabola, [1.0, 2.0]),
    "linprog": lambda: so.linprog([1, 1], A_ub=[[-1, -1]], b_ub=[-1]),
    "root": lambda: so.root_scalar(lambda x: x - 1, bracket=[0, 3]),
    "least squares": lambda: so.least_squares(lambda x: x - 1, [3.0]),
    "integral": lambda: integrate.tanhsinh(np.exp, 0, 1),
    "equation": lambda: integrate.solve_ivp(lambda t, y: -y, (0, 1), [1.0]),
    "empty": so.OptimizeResult,
}


@pytest.mark.parametrize("name", DICTS)
def test_dicts(round_trip, name):
    value = DICTS[name]()
    assert repr(round_trip(value)) == repr(value)


def test_a_result_that_contains_itself():
    value = so.OptimizeResult(x=1)
    value.self = value
    loaded = skcore.loads(skcore.dumps(value))
    assert loaded.self is loaded


TUPLES = {
    "t": lambda: st.ttest_1samp(X, 0),
    "t of two": lambda: st.ttest_ind(X, X + 1),
    "pearson": lambda: st.pearsonr(X, X**2),
    "line": lambda: st.linregress(X, X**2),
    "kolmogorov": lambda: st.kstest(X, "norm"),
    "variance": lambda: st.f_oneway(X, X + 1),
    "shapiro": lambda: st.shapiro(X),
    "describe": lambda: st.describe(X),
    "mode": lambda: st.mode(X.round()),
    "contingency": lambda: st.chi2_contingency([[3, 4], [5, 6]]),
    "wilcoxon": lambda: st.wilcoxon(X),
    "mann-whitney": lambda: st.mannwhitneyu(X, X + 1),
    "spearman": lambda: st.spearmanr(X, X**2),
    "kendall": lambda: st.kendalltau(X, X**2),
    "fisher": lambda: st.fisher_exact([[3, 4], [5, 6]]),
    "bayes": lambda: st.bayes_mvs(X),
    "slopes": lambda: st.theilslopes(X, X**2),
    "frequencies": lambda: st.relfreq(X),
    "bins": lambda: st.binned_statistic(X, X),
    "table": lambda: st.contingency.crosstab([1, 2, 1], [1, 1, 2]),
    "levene": lambda: st.levene(X, X + 1),
    "clip": lambda: st.sigmaclip(X),
    "kurtosis": lambda: st.kurtosistest(X),
}


@pytest.mark.parametrize("name", TUPLES)
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_tuples(round_trip, name):
    value = TUPLES[name]()
    loaded = round_trip(value)
    assert repr(loaded) == repr(value)
    if hasattr(value, "confidence_interval"):
        assert loaded.confidence_interval() == value.confidence_interval()


RECORDS = {
    "bootstrap": lambda: st.bootstrap((X,), np.mean, n_resamples=20, rng=np.random.default_rng(0)),
    "tukey": lambda: st.tukey_hsd(X, X + 1),
    "binomial": lambda: st.binomtest(3, 9),
    "distribution": lambda: st.ecdf(X),
    "permutation": lambda: st.permutation_test((X, X + 1), lambda a, b: a.mean() - b.mean(), n_resamples=9),
    "page": lambda: st.page_trend_test([[1, 2, 3], [1, 3, 2], [3, 2, 4]]),
    "risk": lambda: st.contingency.relative_risk(1, 9, 2, 9),
    "odds": lambda: st.contingency.odds_ratio([[1, 2], [3, 4]]),
    "quantile": lambda: st.quantile_test(X),
    "govern": lambda: st.alexandergovern(X, X + 1),
}


@pytest.mark.parametrize("name", RECORDS)
def test_records(round_trip, name):
    value = RECORDS[name]()
    # Only this one needs plugin_defaults.
    loaded = round_trip(value, **({"trusted": skcore.plugin_defaults} if name == "odds" else {}))
    if name == "distribution":
        assert (loaded.cdf.evaluate(X) == value.cdf.evaluate(X)).all()
    elif name in ("binomial", "risk"):
        method = "proportion_ci" if name == "binomial" else "confidence_interval"
        assert getattr(loaded, method)() == getattr(value, method)()


@pytest.mark.parametrize(
    "value",
    [
        so.Bounds([0, 1], [2, 3]),
        so.Bounds(0, np.ones((2, 2)), keep_feasible=True),
        so.LinearConstraint(np.eye(2), 0, 1),
        so.LinearConstraint(sp.eye_array(2, format="csr"), [0, 1], 1),
    ],
)
def test_limits(value):
    loaded = skcore.loads(skcore.dumps(value))
    assert type(loaded) is type(value)
    for name in ("lb", "ub", "keep_feasible"):
        np.testing.assert_array_equal(getattr(loaded, name), getattr(value, name))
        assert getattr(loaded, name).dtype == getattr(value, name).dtype
    assert len(loaded.residual(np.ones(2))) == 2


def test_every_name_that_scipy_has_is_found():
    from importlib import import_module

    from skcore_scipy.results import Limits, Records, Results, Tuples

    for handler in (Results, Tuples, Records, Limits):
        found = [
            getattr(import_module(module), cls, None)
            for module, _, cls in (name.rpartition(".") for name in handler.types)
        ]
        assert found.count(None) <= 1
        assert all(f"{cls.__module__}.{cls.__qualname__}" in handler.types for cls in found if cls)
