"""Isotonic regression: the thresholds that it interpolates between."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import any_of, array, require


def check_thresholds(fields: dict[str, Any]) -> None:
    """Check that thresholds rise, and each has its value."""
    if any_of(fields, "X_thresholds_", "y_thresholds_"):
        found = array(fields["X_thresholds_"], "X_thresholds_", "f", (None,))
        require(len(found) and (found[:-1] < found[1:]).all(), "X_thresholds_ do not rise")
        array(fields["y_thresholds_"], "y_thresholds_", "f", (len(found),))


def check_isotonic(obj: Any) -> None:
    """Check a regression: its thresholds, and the least and greatest of them."""
    import numpy as np

    fields = vars(obj)
    check_thresholds(fields)
    if "X_thresholds_" in fields:
        for name in ("X_min_", "X_max_"):
            require(isinstance(fields[name], np.floating), f"{name} is no number")
