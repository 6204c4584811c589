"""Covariances: their matrices, which native distances read with the width of the data."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import array, count


def check_covariance(obj: Any) -> None:
    """Check that mean, covariance and precision have one row for each feature."""
    fields = vars(obj)
    if not {"covariance_", "precision_", "location_"} & fields.keys():
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    array(fields["location_"], "location_", "f", (width,))
    array(fields["covariance_"], "covariance_", "f", (width, width))
    if fields["precision_"] is not None:
        array(fields["precision_"], "precision_", "f", (width, width))
