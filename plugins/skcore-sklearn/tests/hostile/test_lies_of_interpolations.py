"""Rising functions, splines and imputation: thresholds, bases and columns that lie."""

import copy

import numpy as np
import pytest
from scipy.interpolate import BSpline
from skcore_sklearn.isotonic import Isotonic
from skcore_sklearn.named_tuples import NamedTuples
from sklearn import datasets, impute, isotonic, linear_model, preprocessing
from sklearn.experimental import enable_iterative_imputer  # noqa: F401

import skcore

X, y = datasets.load_diabetes(return_X_y=True)
RISING = isotonic.IsotonicRegression().fit(X[:, 0], y)
SPLINES = preprocessing.SplineTransformer().fit(X)
HOLES = X[:, :4].copy()
HOLES[::5, 1] = np.nan
IMPUTER = impute.IterativeImputer(max_iter=1, random_state=0).fit(HOLES)


def step(**items):
    return lambda old: [old[0]._replace(**items), *old[1:]]


LIES = {
    "splines: few": (SPLINES, {"bsplines_": lambda old: old[:1]}),
    "splines: a tuple": (SPLINES, {"bsplines_": tuple}),
    "splines: something else": (SPLINES, {"bsplines_": lambda old: [None, *old[1:]]}),
    "splines: another size": (
        SPLINES,
        {"bsplines_": lambda old: [BSpline(np.arange(9.0), np.eye(5), 3), *old[1:]]},
    ),
    "splines: another degree": (
        SPLINES,
        {"bsplines_": lambda old: [*old[1:], BSpline(np.arange(9.0), np.eye(7), 1)]},
    ),
    "splines: another axis": (
        SPLINES,
        {"bsplines_": lambda old: [*old[1:], BSpline(old[0].t, np.eye(7), 3, axis=1)]},
    ),
    "splines: flat": (SPLINES, {"bsplines_": lambda old: [BSpline(one.t, np.ones(7), 3) for one in old]}),
    "splines: columns": (SPLINES, {"n_features_out_": 10**9}),
    "splines: endless names": (SPLINES, {"include_bias": 2**40}),
    "splines: features": (SPLINES, {"n_features_in_": 3}),
    "imputer: a column far away": (IMPUTER, {"imputation_sequence_": step(feat_idx=9)}),
    "imputer: a negative column": (IMPUTER, {"imputation_sequence_": step(feat_idx=-1)}),
    "imputer: text for a column": (IMPUTER, {"imputation_sequence_": step(feat_idx=1.0)}),
    "imputer: other columns": (IMPUTER, {"imputation_sequence_": step(neighbor_feat_idx=np.array([0, 9]))}),
    "imputer: a tuple": (IMPUTER, {"imputation_sequence_": lambda old: [tuple(old[0])]}),
    "imputer: an estimator": (IMPUTER, {"initial_imputer_": linear_model.Ridge()}),
    "imputer: rounds": (IMPUTER, {"n_iter_": 10**9}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])


@pytest.mark.parametrize(
    "items",
    [("x", np.array([0]), None), (0, [0], None), (0, np.array([0.5]), None)],
    ids=["column", "list", "numbers"],
)
def test_a_step_that_is_none_is_refused(items, monkeypatch):
    model = copy.deepcopy(IMPUTER)
    model.imputation_sequence_[0] = type(model.imputation_sequence_[0])(*items)
    with pytest.raises(skcore.UnsupportedTypeError):
        skcore.dumps(model)
    with monkeypatch.context() as patch:
        patch.setattr(NamedTuples, "save", lambda self, obj: list(obj))
        saved = skcore.dumps(model.imputation_sequence_[0])
    with pytest.raises(skcore.InvalidStateError):
        skcore.loads(saved)


@pytest.mark.parametrize(
    ("lie", "rule"),
    [
        ({"X_thresholds_": lambda old: old[::-1].copy()}, "do not rise"),
        ({"X_thresholds_": lambda old: old[:0]}, "do not rise"),
        ({"X_thresholds_": lambda old: old.tolist()}, "no array"),
        ({"X_thresholds_": lambda old: old.astype(object)}, "no array"),
        ({"X_thresholds_": lambda old: old[:, None]}, "shape"),
        ({"y_thresholds_": lambda old: old[:1]}, "shape"),
        ({"X_min_": lambda old: "x"}, "X_min_"),
        ({"X_max_": lambda old: np.ones(9)}, "X_max_"),
    ],
    ids=lambda value: None if isinstance(value, str) else next(iter(value)),
)
def test_thresholds_that_lie_are_refused(lie, rule, forged):
    forged(Isotonic, RISING, lambda state: [state.update({name: old(state[name])}) for name, old in lie.items()], rule)


def test_a_function_of_the_files_is_refused(forged):
    forged(Isotonic, isotonic.IsotonicRegression(), lambda state: state.update(f_=abs), "f_ is given")
    forged(Isotonic, RISING, lambda state: state.pop("y_thresholds_"))
