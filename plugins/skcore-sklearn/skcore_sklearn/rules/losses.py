"""Loss functions in Python: the link between what is predicted and what is meant."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import count, require


def check_loss(obj: Any) -> None:
    """Check the link, which is applied to predictions before native code adds to them."""
    fields = vars(obj)
    module = "sklearn._loss.link"
    require(type(fields["link"]).__module__ == module, "its link is none of scikit-learn's")
    if fields["n_classes"] is not None:
        count(int(fields["n_classes"]), "n_classes", 1)
    for name in ("xp", "device"):
        require(fields.get(name) is None, f"{name} is set")
