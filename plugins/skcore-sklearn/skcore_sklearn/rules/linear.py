"""Linear models: their coefficients, which ``partial_fit`` and a warm start hand to native code."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import array, count, equal, require

_AVERAGES = {
    "coef_": ("_standard_coef", "_average_coef"),
    "intercept_": ("_standard_intercept", "_average_intercept"),
}


def check_linear(obj: Any) -> None:
    """Check that there is one coefficient for each feature, and one intercept for each row of them."""
    from sklearn.linear_model._stochastic_gradient import BaseSGD

    fields = vars(obj)
    descends = isinstance(obj, BaseSGD)
    if "_base_loss" in fields:
        _check_loss(fields["_base_loss"])
    if "precompute" in fields:
        _check_gram(fields)
    if descends and type(fields["average"]) is not bool:
        # Below zero, it would go on with averages of a fit before, whatever the width of the data.
        count(fields["average"], "average")
    if fields.get("coef_") is None:
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    rows = _check_coefficients(fields["coef_"], "coef_", width)
    if descends:
        _check_descent(fields, rows, width)
        return
    if fields.get("intercept_") is not None:
        _check_intercept(fields["intercept_"], "intercept_", rows)
    # With a binarizer, it may tell labels from each other, of which a sample has several.
    if "classes_" in fields and "_label_binarizer" not in fields:
        classes = len(array(fields["classes_"], "classes_", "biufUSO", (None,)))
        require(rows == (classes if classes > 2 else 1), "coef_ has not one row for each class")


def _check_gram(fields: dict[str, Any]) -> None:
    """Check a Gram matrix that was computed beforehand: coordinate descent has as many weights as this has rows."""
    gram = fields["precompute"]
    if hasattr(gram, "__array__"):
        array(gram, "precompute", "biuf", (None, None))
        require(gram.shape[0] == gram.shape[1], "precompute is not square")
        if "n_features_in_" in fields:
            equal(fields["n_features_in_"], len(gram), "precompute has not one row for each feature")


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
