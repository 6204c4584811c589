"""The arguments that a file gives to a function beforehand: none that it writes into, or reads without a look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skcore_sklearn.checking import require
from skcore_sklearn.rules.kernels import check_callback

_WRITES = "a callable has an argument that it would write into"
_SIZED = ("V", "VI", "w")


def check_keywords(function: Any, keywords: dict[str, Any]) -> None:
    """Check the keywords that a function is called with, beside the data."""
    import numpy as np

    require(keywords.keys().isdisjoint(("out", "inplace")), _WRITES)
    if isinstance(function, np.ufunc):
        # What it does not compute is what there was in memory.
        require("where" not in keywords, "a ufunc has a where, and would return memory as it finds it")
    check = _CHECKS.get((getattr(function, "__module__", None), getattr(function, "__name__", None)))
    if check is not None:
        check(keywords)


def _check_distances(keywords: dict[str, Any]) -> None:
    """Check what the distances are measured with: scipy reads these with the width of the data."""
    require(keywords.keys().isdisjoint(_SIZED), f"a score is given one of {', '.join(_SIZED)}")
    if callable(keywords.get("metric")):
        check_callback(keywords["metric"])


def _check_classes(keywords: dict[str, Any]) -> None:
    """Check that classes have an order, by which they are found."""
    import numpy as np

    classes = np.asarray(keywords.get("classes", ()))
    if classes.dtype.kind == "O":
        require(all(type(name) is str for name in classes.ravel().tolist()), "classes are neither numbers nor str")


_CHECKS: dict[tuple[Any, Any], Callable[[dict[str, Any]], None]] = {
    ("sklearn.metrics.cluster._unsupervised", "silhouette_score"): _check_distances,
    ("sklearn.metrics.cluster._unsupervised", "silhouette_samples"): _check_distances,
    ("sklearn.preprocessing._label", "label_binarize"): _check_classes,
}
