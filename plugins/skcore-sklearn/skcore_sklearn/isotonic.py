"""``IsotonicRegression``, whose ``__setstate__`` builds a function from its thresholds."""

from __future__ import annotations

from typing import Any

from skcore_sklearn import names
from skcore_sklearn.checking import require
from skcore_sklearn.estimators import Estimators
from skcore_sklearn.rules.isotonic import check_thresholds


class Isotonic(Estimators):
    """An isotonic regression, whose thresholds are checked before the function is built, which is not saved."""

    kind = "sklearn.isotonic"
    trusts = names.trusts("trusted.txt", "isotonic")
    types = tuple(trusts)

    def fill(self, obj: Any, state: Any) -> None:
        if type(state) is dict:
            require("f_" not in state, "f_ is given, which is built from the thresholds")
            check_thresholds(state)
        super().fill(obj, state)
