"""Naive Bayes: what it has counted, and goes on counting in place."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import any_of, array, count, require

_OF_CLASSES = ("class_count_", "class_log_prior_")
_OF_FEATURES = ("theta_", "var_", "feature_count_", "feature_log_prob_")
_OF_CATEGORIES = ("category_count_", "feature_log_prob_")


def check_naive_bayes(obj: Any) -> None:
    """Check that there are numbers for each class and feature.

    They are floats: ``partial_fit`` writes into them, and no memory is floats to one object and indices to another.
    """
    fields = vars(obj)
    if not any_of(fields, *_OF_CLASSES, *_OF_FEATURES, *_OF_CATEGORIES, "class_prior_", "feature_all_"):
        return
    classes = len(array(fields["classes_"], "classes_", "biufUSO", (None,)))
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    for name in _OF_CLASSES:
        if name in fields:
            array(fields[name], name, "f", (classes,))
    if "class_prior_" in fields:
        array(fields["class_prior_"], "class_prior_", "biuf", (classes,))
    if "feature_all_" in fields:
        array(fields["feature_all_"], "feature_all_", "f", (width,))
    if "category_count_" in fields:
        _check_categories(fields, classes, width)
    else:
        for name in _OF_FEATURES:
            if name in fields:
                array(fields[name], name, "f", (classes, width))


def _check_categories(fields: dict[str, Any], classes: int, width: int) -> None:
    for name in _OF_CATEGORIES:
        found = fields[name]
        require(type(found) is list and len(found) == width, f"{name} has not one array for each feature")
        for numbers in found:
            array(numbers, name, "f", (classes, None))
