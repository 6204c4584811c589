"""What must hold of fitted estimators whose attributes reach native code, one family a module."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

Check = Callable[[Any], None]


@lru_cache(maxsize=1)
def checks() -> dict[str, Check | None]:
    """Return the check of each rule of the trusted list; None for a rule that asks for none."""
    from skcore_sklearn.rules import boosting, dummies, linear, trees

    return {
        "plain": None,
        "tree": trees.check_tree,
        "forest": trees.check_forest,
        "isolation_forest": trees.check_isolation_forest,
        "gradient_boosting": boosting.check_gradient_boosting,
        "dummy": dummies.check_dummy,
        "linear": linear.check_linear,
    }
