"""Covariances: their matrices, which native distances read with the width of the data."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import any_of, array, bounded, count


def check_covariance(obj: Any) -> None:
    """Check that mean, covariance and precision have one row for each feature."""
    fields = vars(obj)
    if not any_of(fields, "covariance_", "precision_", "location_"):
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    array(fields["location_"], "location_", "f", (width,))
    bounded(array(fields["covariance_"], "covariance_", "f", (width, width)), "covariance_", 1e70)
    if fields["precision_"] is not None:
        array(fields["precision_"], "precision_", "f", (width, width))
