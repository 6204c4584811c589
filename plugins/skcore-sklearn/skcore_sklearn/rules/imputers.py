"""Imputation column by column: which columns each estimator reads and fills."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import any_of, count, require, within


def check_imputer(obj: Any) -> None:
    """Check that each step fills a column that there is, from columns that there are."""
    from sklearn.impute import SimpleImputer
    from sklearn.impute._iterative import _ImputerTriplet

    fields = vars(obj)
    if not any_of(fields, "imputation_sequence_", "initial_imputer_"):
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    require(type(fields["initial_imputer_"]) is SimpleImputer, "initial_imputer_ is no SimpleImputer")
    steps = fields["imputation_sequence_"]
    require(type(steps) is list and all(type(step) is _ImputerTriplet for step in steps), "a step is no triplet")
    for step in steps:
        count(step.feat_idx, "feat_idx", 0, width - 1)
        within(step.neighbor_feat_idx, "neighbor_feat_idx", width)
    if steps:
        count(fields["n_iter_"], "n_iter_", 1, len(steps))
