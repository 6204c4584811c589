"""scikit-learn's functions by name: scores, kernels and distances."""

from __future__ import annotations

from skcore import FunctionReferences
from skcore_sklearn import names


class Functions(FunctionReferences):
    """A function of the trusted list, referred to by name."""

    kind = "sklearn.function"
    trusts = names.trusts("functions.txt", "pure")
