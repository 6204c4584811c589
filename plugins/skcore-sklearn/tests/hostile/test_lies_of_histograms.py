"""Histogram gradient boosting: attributes that lie."""

import numpy as np
import pytest
from sklearn import datasets, ensemble, preprocessing, tree

X, y = datasets.load_iris(return_X_y=True)
CODES = (X * 2).astype(int)
SEED = {"random_state": 0}
TREE = tree.DecisionTreeClassifier(**SEED).fit(X, y)
HISTOGRAMS = ensemble.HistGradientBoostingClassifier(max_iter=2, categorical_features=[3]).fit(CODES, y)
PLAIN_HISTOGRAMS = ensemble.HistGradientBoostingRegressor(max_iter=2).fit(X, y)

LIES = {
    "histograms: features": (HISTOGRAMS, {"n_features_in_": 3}),
    "histograms: other features": (HISTOGRAMS, {"_n_features": 3}),
    "histograms: binned data": (HISTOGRAMS, {"_in_fit": True}),
    "histograms: a predictor twice": (PLAIN_HISTOGRAMS, {"_predictors": lambda old: [*old, old[0]]}),
    "histograms: too few predictors": (HISTOGRAMS, {"_predictors": lambda old: [old[0][:1]]}),
    "histograms: another predictor": (PLAIN_HISTOGRAMS, {"_predictors": [[TREE]]}),
    "histograms: categories that are none": (HISTOGRAMS, {"_bin_mapper.is_categorical_[:]": 0}),
    "histograms: baseline": (HISTOGRAMS, {"_baseline_prediction": np.zeros((1, 1))}),
    "histograms: trees in an iteration": (HISTOGRAMS, {"n_trees_per_iteration_": 1}),
    "histograms: another bin mapper": (HISTOGRAMS, {"_bin_mapper": TREE}),
    "histograms: other bins": (PLAIN_HISTOGRAMS, {"_bin_mapper": HISTOGRAMS._bin_mapper, "n_features_in_": 5}),
    "histograms: more bins than it has": (HISTOGRAMS, {"max_bins": 16}),
    "histograms: another preprocessor": (HISTOGRAMS, {"_preprocessor": preprocessing.StandardScaler().fit(X)}),
    "histograms: sparse columns": (HISTOGRAMS, {"_preprocessor.sparse_output_": True}),
    "histograms: frames": (HISTOGRAMS, {"_preprocessor._sklearn_output_config": {"transform": "pandas"}}),
    "histograms: weights of columns": (HISTOGRAMS, {"_preprocessor.transformer_weights": {"encoder": 1}}),
    "histograms: columns dropped": (HISTOGRAMS, {"_preprocessor.transformers_": lambda old: old[:1]}),
    "histograms: no columns": (HISTOGRAMS, {"_preprocessor.transformers_": []}),
    "histograms: columns of names": (HISTOGRAMS, {"_preprocessor._transformer_to_input_indices": {"encoder": [0]}}),
    "histograms: columns twice": (
        HISTOGRAMS,
        {"_preprocessor.transformers_": lambda old: [old[0], (*old[1][:2], np.ones(4, bool)), *old[2:]]},
    ),
    "histograms: another conversion": (
        HISTOGRAMS,
        {
            "_preprocessor.transformers_": lambda old: [
                old[0],
                ("numerical", preprocessing.FunctionTransformer(np.diff), old[1][2]),
                *old[2:],
            ]
        },
    ),
    "bins: too many": (HISTOGRAMS, {"_bin_mapper.n_bins": 1000}),
    "bins: missing": (HISTOGRAMS, {"_bin_mapper.missing_values_bin_idx_": 3}),
    "bins: one feature": (HISTOGRAMS, {"_bin_mapper.bin_thresholds_": lambda old: old[:1]}),
    "bins: no list": (HISTOGRAMS, {"_bin_mapper.bin_thresholds_": 5}),
    "bins: thresholds": (HISTOGRAMS, {"_bin_mapper.bin_thresholds_": lambda old: [*old[:-1], np.arange(300.0)]}),
    "bins: categories": (
        HISTOGRAMS,
        {"_bin_mapper.bin_thresholds_": lambda old: [np.full(len(old[0]), -1000000.0), *old[1:]]},
    ),
    "bins: broken categories": (
        HISTOGRAMS,
        {"_bin_mapper.bin_thresholds_": lambda old: [np.full(len(old[0]), 0.5), *old[1:]]},
    ),
    "bins: filled": (HISTOGRAMS, {"_bin_mapper.n_bins_non_missing_[0]": 2**31}),
    "bins: what is categorical": (HISTOGRAMS, {"_bin_mapper.is_categorical_[0]": 7}),
    "bins: threads": (HISTOGRAMS, {"_bin_mapper.n_threads": 10**6}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])
