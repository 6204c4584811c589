"""What the parameters of an estimator can be, as scikit-learn itself says it."""

import numbers

import numpy as np
from scipy.spatial import distance
from sklearn import base, metrics, model_selection
from sklearn.gaussian_process import kernels
from sklearn.utils import _param_validation as validation

LEFT_OUT = ("n_jobs", "verbose", "memory", "cache_size", "scoring", "nan_threshold")
"""Parameters that change nothing of what is learned, or are in a table by hand."""
GIVEN = {
    "metric": [distance.correlation, distance.chebyshev, "precomputed"],
    "kernel": [metrics.pairwise.laplacian_kernel, kernels.RBF(0.5)],
    "affinity": [metrics.pairwise.cosine_similarity],
    "weights": [np.abs],
    "class_weight": [{0: 1.0, 1: 2.0, 2: 0.0}],
    "monotonic_cst": [[1, 0, 0, -1], np.array([0, 1, 0, 0])],
    "interaction_cst": [[{0, 1}, {2}]],
    "categorical_features": [[1], [False, False, True, False]],
    "max_depth": [1],
    "max_leaf_nodes": [3],
    "ccp_alpha": [0.02],
    "early_stopping": [True],
    "n_iter_no_change": [2],
    "oob_score": [True],
    "alpha": [0.5],
    "average": [True, 7],
    "priors": [[0.5, 0.25, 0.25]],
    "class_prior": [[0.5, 0.25, 0.25]],
    "feature_range": [(-2, 7)],
    "quantile_range": [(10.0, 60.0)],
    "hidden_layer_sizes": [(), (2, 2, 2), 3],
    "scoring": ["accuracy", "r2", metrics.make_scorer(metrics.f1_score, average="macro")],
    "n_neighbors": [1, 24],
    "n_components": [1, 2, 4],
    "n_clusters": [1, 25],
    "estimator": [],
}


def edges(interval):
    """Return the least and the greatest of the values of an interval, if they are any."""
    whole = interval.type is not numbers.Real and issubclass(interval.type, numbers.Integral)
    found = []
    for end, closed, step in (
        (interval.left, interval.closed in ("left", "both"), 1),
        (interval.right, interval.closed in ("right", "both"), -1),
    ):
        if end is not None and np.isfinite(end):
            found.append(end if closed else end + step * (1 if whole else 0.01))
    return [int(value) for value in found] if whole else [float(value) for value in found]


def values(constraint):
    """Return values that a constraint allows, as far as it says what these are."""
    if isinstance(constraint, validation.Hidden):
        return values(constraint.constraint)
    if isinstance(constraint, (validation.StrOptions, validation.Options)):
        return sorted(constraint.options, key=str)
    if isinstance(constraint, validation.Interval):
        return edges(constraint)
    if isinstance(constraint, validation.MissingValues):
        return [np.nan, None, -1]
    if constraint is None:
        return [None]
    if constraint == "boolean":
        return [True, False]
    if constraint == "random_state":
        return [7, np.random.RandomState(7)]
    if constraint == "cv_object":
        return [2, model_selection.KFold(2)]
    return []


def options(estimator):
    """Yield the estimator with each of its parameters at each value that there is for it."""
    constraints = getattr(estimator, "_parameter_constraints", {})
    for name, allowed in constraints.items():
        if name not in estimator.get_params(deep=False) or (name in LEFT_OUT and name not in GIVEN):
            continue
        known = [] if name in LEFT_OUT else allowed if isinstance(allowed, list) else [allowed]
        for value in [*(value for each in known for value in values(each)), *GIVEN.get(name, [])]:
            yield f"{name}={value!r}", base.clone(estimator).set_params(**{name: value})
