"""Gaussian mixtures: the covariances that samples are drawn with."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import array, bounded


def check_mixture(obj: Any) -> None:
    """Check that covariances are finite, and precisions to start from: each is taken apart by LAPACK."""
    fields = vars(obj)
    for name in ("covariances_", "precisions_init"):
        found = fields.get(name)
        if found is not None:
            bounded(array(found, name, "biuf", (None,) * getattr(found, "ndim", 0)), name)
