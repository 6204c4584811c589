"""scikit-learn's functions by name: scores, kernels and distances."""

from __future__ import annotations

from skcore import FunctionReferences, checked
from skcore_sklearn import names

_RULES, _REASONS = names.read("functions.txt")


class Functions(FunctionReferences):
    """A function of the trusted list, referred to by name."""

    kind = "sklearn.function"
    trusts = {name: checked(_REASONS[rule]) for name, rule in _RULES.items()}
