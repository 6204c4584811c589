"""Loss functions in C: a class and the few numbers that it is made with."""

from __future__ import annotations

import math
from typing import Any

from skcore import Handler
from skcore_sklearn import names
from skcore_sklearn.checking import require


class Losses(Handler):
    """A native loss function: its parameters, finite numbers."""

    kind = "sklearn.loss"
    trusts = names.trusts("native.txt", "loss")
    types = (*trusts, *(name.removeprefix("sklearn._loss.") for name in trusts if name.startswith("sklearn._loss.")))

    def qualify(self, target: Any) -> str:
        # Before scikit-learn 1.8, these classes took their own module for a top-level one.
        name = super().qualify(target)
        return f"sklearn._loss.{name}" if name.startswith("_loss.") else name

    def save(self, obj: Any) -> list[Any]:
        function, args, *_ = obj.__reduce__()
        # What Cython gives a class by itself is (class, checksum, the values of its fields).
        return list(args if function is type(obj) else args[2] or ())

    def load(self, cls: Any, state: Any) -> Any:
        require(type(state) is list, "its parameters are no list")
        for number in state:
            require(type(number) in (int, float) and math.isfinite(number), "a parameter is no finite number")
        return cls(*state)
