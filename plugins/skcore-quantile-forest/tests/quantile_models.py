"""Fitted models of every variant, and all that they say."""

import numpy as np
from quantile_forest import ExtraTreesQuantileRegressor, RandomForestQuantileRegressor
from sklearn.datasets import load_diabetes, load_linnerud

DIABETES = tuple(part[:150] for part in load_diabetes(return_X_y=True))
LINNERUD = load_linnerud(return_X_y=True)
BOTH = (RandomForestQuantileRegressor, ExtraTreesQuantileRegressor)

VARIANTS = {
    "default": ({}, {}),
    "all in a leaf": ({"max_samples_leaf": None}, {}),
    "some in a leaf": ({"max_samples_leaf": 5, "min_samples_leaf": 4}, {}),
    "a share in a leaf": ({"max_samples_leaf": 0.02, "max_depth": 4, "criterion": "absolute_error"}, {}),
    "sparse": ({"max_samples_leaf": None}, {"sparse_pickle": True}),
    "sparse single": ({"max_features": "sqrt"}, {"sparse_pickle": True}),
    "monotonic": ({"monotonic_cst": [1, -1] + [0] * 8}, {}),
    "monotonic sparse": ({"monotonic_cst": [0] * 9 + [1]}, {"sparse_pickle": True}),
    "out of bag": ({"bootstrap": True, "oob_score": True, "max_samples": 0.5, "max_samples_leaf": None}, {}),
    "drawn": ({"bootstrap": True, "max_samples": 50, "random_state": np.random.RandomState(3)}, {}),
    "weights": ({"max_samples_leaf": None}, {"sample_weight": np.arange(150) % 3}),
    "quantiles": ({"default_quantiles": [0.1, 0.5, 0.9], "n_jobs": 2}, {}),
    "mean": ({"default_quantiles": "mean", "max_samples_leaf": None}, {}),
    "stump": ({"max_depth": 1, "n_estimators": 2}, {}),
}
"""Parameters, and arguments of ``fit``."""


def fitted(variant="all in a leaf", cls=RandomForestQuantileRegressor, data=DIABETES):
    parameters, arguments = VARIANTS[variant]
    model = cls(**{"n_estimators": 3, "random_state": 0, **parameters})
    return model.fit(*data, **arguments)


def answers(model, X, y):
    """Return all that a model says of the samples that it was fitted to."""
    found = [model.predict(X), model.apply(X), model.decision_path(X)[0].toarray(), model.feature_importances_]
    bags = [False, True] if model.bootstrap else [False]
    for bag in bags:
        for first in (False, True):
            kinds = ("rank", "weak", "strict", "mean")
            found += [model.quantile_ranks(X, y, kind, first, oob_score=bag) for kind in kinds]
            for weighted in (False, True):
                found += [
                    model.predict(X, [0.05, 0.5, 1.0], how, weighted, leaves, first, oob_score=bag)
                    for how in ("linear", "lower", "higher", "midpoint", "nearest")
                    for leaves in (False, True)
                ]
                found.append(model.predict(X, "mean", weighted_quantile=weighted, oob_score=bag))
        counts = model.proximity_counts(X, oob_score=bag)
        found += [np.array([number for row in counts for pair in row for number in pair], int)]
        fewer = model.proximity_counts(X, 3, return_sorted=False, oob_score=bag)
        found += [np.array([number for row in fewer for pair in row for number in pair], int)]
    if model.bootstrap:
        found.append(model.predict(X[:5], 0.5, oob_score=True, indices=[0, 1, -1, 3, 4], duplicates=[{0, 1}]))
    found.append(np.array(model.score(X, y)))
    return found


def same(left, right):
    """Assert that two lists of arrays are equal to the bit."""
    assert [(a.dtype, a.shape, a.tobytes()) for a in left] == [(b.dtype, b.shape, b.tobytes()) for b in right]


def same_forest(left, right):
    """Assert that two native forests hold the same."""
    assert left.sparse_pickle == right.sparse_pickle
    for name in ("y_train", "y_train_leaves", "y_bound_leaves"):
        same([np.asarray(getattr(left, name))], [np.asarray(getattr(right, name))])
