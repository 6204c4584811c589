"""Functions as kernels: libsvm reads a number for each sample of the fit from what they return."""

from __future__ import annotations

from functools import partial
from inspect import signature
from numbers import Real
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from skcore_sklearn.checking import count, require
from skcore_sklearn.rules.process_kernels import check_nest, is_kernel

MOST_ROWS = 2**17
"""Far more samples than a kernel of all pairs of them fits any memory for."""

_WRITES = "kernel or metric is no function, or would write into its second argument"
_ROOTS = frozenset(("builtins", "functools", "math", "numpy", "operator", "scipy", "sklearn", "statistics"))


def check_kernel(kernel: Any) -> None:
    """Check that a function is a kernel of scikit-learn's, or one that only a user can have trusted.

    What else a file may refer to without being asked about returns any shape, or what it is given.
    """
    from sklearn.metrics.pairwise import PAIRWISE_KERNEL_FUNCTIONS

    if is_kernel(kernel):
        require(type(kernel).__name__ != "CompoundKernel", "kernel is several kernels")
        check_nest(kernel, searched=False)
        return
    keywords: dict[str, Any] = {}
    if type(kernel) is partial:
        require(not kernel.args, "kernel is a partial with positional arguments")
        kernel, keywords = kernel.func, kernel.keywords
    if any(kernel is known for known in PAIRWISE_KERNEL_FUNCTIONS.values()):
        require(all(isinstance(value, Real) for value in keywords.values()), "kernel has a parameter that is no number")
    else:
        require(not is_default(kernel), "kernel is a function of a library that is no kernel")


def check_callback(function: Any) -> None:
    """Check that what is called with two samples, or two sets of them, does not write into the second."""
    import numpy as np

    require(callable(function), _WRITES)
    given = 0
    while type(function) is partial:
        given += len(function.args)
        function = function.func
    if isinstance(function, np.ufunc):
        require(function.nin >= 2 + given, _WRITES)
        return
    try:
        names = list(signature(function).parameters)
    except (TypeError, ValueError):
        # What is written in C does not always say what it takes.
        return
    require("out" not in names[: 2 + given], _WRITES)


def is_default(obj: Any) -> bool:
    """Whether an object is of the libraries of which there are objects that no user is asked about."""
    function = obj.__func__ if type(obj) is MethodType else obj
    home = function if type(function) in (FunctionType, BuiltinFunctionType) else type(function)
    return str(home.__module__ or "builtins").partition(".")[0] in _ROOTS


def check_points(points: Any, shape: tuple[Any, ...]) -> None:
    """Check that the samples of the fit, for which a kernel is computed, have their number."""
    import numpy as np
    from scipy.sparse import issparse

    known = type(points) in (list, tuple) or isinstance(points, np.ndarray) or issparse(points)
    require(known or not is_default(points), "the points of the fit are no array")
    rows = points.shape[:1] if hasattr(points, "shape") else (len(points),)
    require(rows == shape[:1], "the points of the fit are missing")
    count(rows[0], "shape_fit_", 1, MOST_ROWS)
