"""Gaussian processes: their kernel, and what is known of each sample of the fit."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import MOST_ITERATIONS, any_of, array, count, equal, require
from skcore_sklearn.rules.process_kernels import check_nest

MOST_TARGETS = 2**20


def _check_kernels(fields: dict[str, Any]) -> None:
    for name in ("kernel", "kernel_"):
        if fields.get(name) is not None:
            check_nest(fields[name], fields["optimizer"] is not None)


def _rows(points: Any) -> int:
    """Return the number of samples, which are of any form that a kernel of the user's takes."""
    import numpy as np

    require(type(points) in (np.ndarray, list), "X_train_ is no array")
    rows = len(points) if type(points) is list else points.shape[0]
    return count(rows, "the number of samples", 1)


def check_process_regressor(obj: Any) -> None:
    """Check that there is one target, and one row of each matrix, for each sample."""
    import numpy as np

    fields = vars(obj)
    _check_kernels(fields)
    if fields["n_targets"] is not None:
        count(fields["n_targets"], "n_targets", 1, MOST_TARGETS)
    if not any_of(fields, "X_train_", "y_train_", "alpha_", "L_"):
        return
    require("kernel_" in fields, "kernel_ is missing")
    rows, targets = _rows(fields["X_train_"]), fields["y_train_"]
    columns = targets.shape[1:] if type(targets) is np.ndarray and targets.ndim == 2 else ()
    array(targets, "y_train_", "biuf", (rows, *columns))
    array(fields["alpha_"], "alpha_", "f", (rows, *columns))
    array(fields["L_"], "L_", "f", (rows, rows))
    for name in ("_y_train_mean", "_y_train_std"):
        found = fields[name]
        require(isinstance(found, (np.ndarray, np.floating)), f"{name} is no array")
        require(found.dtype.kind == "f" and found.shape in ((), (1,), columns), f"{name} is for other targets")


def check_process_binary(obj: Any) -> None:
    """Check a classifier of two classes: all that it has is of one length."""
    fields = vars(obj)
    _check_kernels(fields)
    count(fields["max_iter_predict"], "max_iter_predict", 1, MOST_ITERATIONS)
    if not any_of(fields, "X_train_", "y_train_", "pi_", "L_"):
        return
    require("kernel_" in fields, "kernel_ is missing")
    rows = _rows(fields["X_train_"])
    array(fields["y_train_"], "y_train_", "iu", (rows,))
    for name in ("pi_", "W_sr_", "f_cached"):
        array(fields[name], name, "f", (rows,))
    array(fields["L_"], "L_", "f", (rows, rows))
    array(fields["classes_"], "classes_", "biufUSO", (2,))


def check_process_classifier(obj: Any) -> None:
    """Check what a classifier asks: one of two classes, or as many of these as there are classes or pairs."""
    from sklearn.gaussian_process._gpc import _BinaryGaussianProcessClassifierLaplace
    from sklearn.multiclass import OneVsOneClassifier, OneVsRestClassifier

    fields = vars(obj)
    _check_kernels(fields)
    count(fields["max_iter_predict"], "max_iter_predict", 1, MOST_ITERATIONS)
    if not any_of(fields, "base_estimator_", "n_classes_"):
        return
    classes = len(array(fields["classes_"], "classes_", "biufUSO", (None,)))
    equal(fields["n_classes_"], classes, "n_classes_ is not the number of classes_")
    several = (OneVsRestClassifier, OneVsOneClassifier)
    known = (_BinaryGaussianProcessClassifierLaplace,) if classes == 2 else several
    require(type(fields["base_estimator_"]) in known, "base_estimator_ is none for this number of classes")
