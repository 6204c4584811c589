"""Linear models: their coefficients, which ``partial_fit`` and a warm start hand to native code."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import array, count, require

_AVERAGES = {
    "coef_": ("_standard_coef", "_average_coef"),
    "intercept_": ("_standard_intercept", "_average_intercept"),
}


def check_linear(obj: Any) -> None:
    """Check that there is one coefficient for each feature, and one intercept for each row of them."""
    fields = vars(obj)
    if "coef_" not in fields or fields["coef_"] is None:
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    coef = fields["coef_"]
    rows = _check_coefficients(coef, "coef_", width)
    intercept = fields.get("intercept_")
    if intercept is not None:
        _check_intercept(intercept, "intercept_", rows)
    for name in _AVERAGES["coef_"]:
        if fields.get(name) is not None:
            array(fields[name], name, "f", coef.shape)
    for name in _AVERAGES["intercept_"]:
        if fields.get(name) is not None:
            array(fields[name], name, "f", intercept.shape)


def _check_coefficients(coef: Any, name: str, width: int) -> int | None:
    """Return how many rows of coefficients there are, or None if they are a vector."""
    from scipy.sparse import csr_array, csr_matrix

    if type(coef) in (csr_matrix, csr_array):
        require(coef.shape[-1] == width, f"{name} has not one column for each feature")
        return int(coef.shape[0])
    if getattr(coef, "ndim", 0) == 1:
        array(coef, name, "f", (width,))
        return None
    return int(array(coef, name, "f", (None, width)).shape[0])


def _check_intercept(intercept: Any, name: str, rows: int | None) -> None:
    import numpy as np

    if isinstance(intercept, (float, np.floating)) or (type(intercept) is int):
        return
    if getattr(intercept, "shape", None) == ():
        array(intercept, name, "f", ())
    else:
        array(intercept, name, "f", (rows or 1,))
