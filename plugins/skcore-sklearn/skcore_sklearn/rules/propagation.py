"""Labels spread from sample to sample."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import any_of, array, require
from skcore_sklearn.rules.kernels import check_callback


def check_propagation(obj: Any) -> None:
    """Check what finds the neighbours of a sample, and that each point has a share of each label."""
    from sklearn.neighbors import NearestNeighbors

    fields = vars(obj)
    kernel = fields["kernel"]
    if type(kernel) is str:
        require(kernel in ("knn", "rbf"), "kernel is unknown")
    else:
        check_callback(kernel)
    if not any_of(fields, "X_", "label_distributions_", "nn_fit"):
        return
    rows, width = fields["X_"].shape
    # The neighbours of a fit before, with another kernel, may still be there.
    found = fields.get("nn_fit") if kernel == "knn" else None
    if found is not None:
        require(type(found) is NearestNeighbors and "_fit_method" in vars(found), "nn_fit is not fitted")
        require(found.n_samples_fit_ == rows and found.n_features_in_ == width, "nn_fit is for other points")
    classes = array(fields["classes_"], "classes_", "biufUSO", (None,))
    array(fields["label_distributions_"], "label_distributions_", "f", (rows, len(classes)))
