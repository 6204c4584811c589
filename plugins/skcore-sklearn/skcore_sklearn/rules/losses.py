"""Loss functions in Python: the link between what is predicted and what is meant."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import count, require


def check_loss(obj: Any) -> None:
    """Check the link, which is applied to predictions before native code adds to them."""
    from sklearn._loss import link
    from sklearn._loss.loss import HalfMultinomialLoss

    fields = vars(obj)
    # All but the multinomial one keep the shape of what they are given.
    known = [link.IdentityLink, link.LogLink, link.LogitLink, link.HalfLogitLink]
    if type(obj) is HalfMultinomialLoss:
        known = [link.MultinomialLogit]
    require(type(fields["link"]) in known, "its link is none that scikit-learn gives it")
    if fields["n_classes"] is not None:
        count(fields["n_classes"], "n_classes", 1)
    for name in ("xp", "device"):
        require(fields.get(name) is None, f"{name} is set")
