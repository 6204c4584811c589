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
    from sklearn.linear_model._stochastic_gradient import BaseSGD

    fields = vars(obj)
    if "_base_loss" in fields:
        _check_loss(fields["_base_loss"])
    if "coef_" not in fields or fields["coef_"] is None:
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    rows = _check_coefficients(fields["coef_"], "coef_", width)
    if isinstance(obj, BaseSGD):
        _check_descent(fields, rows, width)
    elif fields.get("intercept_") is not None:
        _check_intercept(fields["intercept_"], "intercept_", rows)


def _check_loss(loss: Any) -> None:
    """Check the loss of a generalized linear model, through whose link its predictions go."""
    from sklearn._loss import loss as losses

    known = ("HalfSquaredError", "HalfPoissonLoss", "HalfGammaLoss", "HalfTweedieLoss", "HalfTweedieLossIdentity")
    require(type(loss) in [getattr(losses, name) for name in known], "_base_loss is none of a generalized linear model")


def _check_descent(fields: dict[str, Any], rows: int | None, width: int) -> None:
    """Check the sizes that ``partial_fit`` takes for granted when it goes on, class by class."""
    wanted = None
    if "classes_" in fields:
        classes = len(array(fields["classes_"], "classes_", "biufUSO", (None,)))
        wanted = classes if classes > 2 else 1
    require(rows == wanted, "coef_ has not one row for each class")
    # Of two classes, the averages are the one row itself.
    shapes: list[tuple[int, ...]] = [(width,)] if wanted is None else [(wanted, width)]
    if wanted == 1:
        shapes.append((width,))
    offset = "offset_" if "offset_" in fields else "intercept_"
    for name in (offset, *_AVERAGES["intercept_"]):
        if name == offset or fields.get(name) is not None:
            array(fields[name], name, "f", (wanted or 1,))
    for name in _AVERAGES["coef_"]:
        found = fields.get(name)
        if found is not None:
            array(found, name, "f", shapes[-1] if getattr(found, "ndim", 0) == 1 else shapes[0])


def _check_coefficients(coef: Any, name: str, width: int) -> int | None:
    """Return how many rows of coefficients there are, or None if they are a vector."""
    from scipy.sparse import csr_array, csr_matrix

    if type(coef) in (csr_matrix, csr_array):
        require(coef.ndim == 2 and coef.shape[1] == width, f"{name} has not one column for each feature")
        require(coef.shape[0], f"{name} is empty")
        return int(coef.shape[0])
    if getattr(coef, "ndim", 0) == 1:
        array(coef, name, "f", (width,))
        return None
    rows = len(array(coef, name, "f", (None, width)))
    require(rows, f"{name} is empty")
    return rows


def _check_intercept(intercept: Any, name: str, rows: int | None) -> None:
    import numpy as np

    if isinstance(intercept, (float, np.floating)) or (type(intercept) is int):
        return
    if getattr(intercept, "shape", None) == ():
        array(intercept, name, "f", ())
    else:
        array(intercept, name, "f", (rows or 1,))
