"""Loss functions in C: a class and the few numbers that it is made with."""

from __future__ import annotations

import math
from typing import Any

from skcore import Handler, Node, Record
from skcore_sklearn import names, pickled
from skcore_sklearn.checking import require

_HERE = "sklearn._loss."
_UNPICKLE = "__pyx_unpickle_"
"""What Cython calls the functions that make the objects of its classes."""


def _unpickler(name: str) -> str:
    module, _, cls = name.rpartition(".")
    return f"{module}.{_UNPICKLE}{cls}"


class Losses(Handler):
    """A native loss function: its parameters, finite numbers."""

    kind = "sklearn.loss"
    trusts = names.trusts("native.txt", "loss")
    makers = tuple(map(_unpickler, trusts))
    # Before scikit-learn 1.8, these classes took their own module for a top-level one.
    aliases = {name.removeprefix(_HERE): name for name in (*trusts, *makers) if name.startswith(_HERE)}
    types = (*trusts, *(name for name in aliases if _UNPICKLE not in name))

    def qualify(self, target: Any) -> str:
        name = super().qualify(target)
        return self.aliases.get(name, name)

    def save(self, obj: Any) -> list[Any]:
        function, args, *_ = obj.__reduce__()
        # What Cython gives a class by itself is (class, checksum, the values of its fields).
        return list(args if function is type(obj) else args[2] or ())

    def convert(self, record: Record) -> Any:
        require(record.how == "call" and not record.state, "it is not made of its parameters")
        name, args = record.name, record.args
        if record.maker in self.makers:
            reference, _, args = args
            name = pickled.class_among(reference, self.trusts)
        require(name in self.trusts and type(args or ()) is tuple, "its parameters are no tuple")
        return Node(self.kind, name, list(args or ()))

    def load(self, cls: Any, state: Any) -> Any:
        require(type(state) is list, "its parameters are no list")
        for number in state:
            require(type(number) in (int, float) and math.isfinite(number), "a parameter is no finite number")
        return cls(*state)
