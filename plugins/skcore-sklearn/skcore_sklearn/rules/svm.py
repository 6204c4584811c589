"""Support vector machines, whose state libsvm reads through pointers without a length."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import MOST, any_of, array, count, require, within
from skcore_sklearn.names import includes
from skcore_sklearn.rules.kernels import check_kernel, check_points

_CLASSIFIERS = ("SVC", "NuSVC")
_KERNELS = ("linear", "poly", "rbf", "sigmoid", "precomputed")
_FITTED = ("support_", "support_vectors_", "_n_support", "_dual_coef_", "_intercept_", "_probA", "_probB")
"""What libsvm reads, of which a model on sparse data does without ``support_``."""


def check_svm(obj: Any) -> None:
    """Hold the sizes of support vectors, coefficients and intercepts against each other."""
    fields = vars(obj)
    if not any_of(fields, *_FITTED):
        return
    kernel = fields["kernel"]
    if callable(kernel):
        check_kernel(kernel)
    else:
        require(type(kernel) is str and kernel in _KERNELS, "kernel is unknown")
    classifies = type(obj).__name__ in _CLASSIFIERS
    require(("classes_" in fields) == classifies, "only a classifier has classes_, and each has them")
    require(type(fields["_sparse"]) is bool, "_sparse is no bool")
    number = _check_support(fields)
    classes = len(fields["classes_"]) if "classes_" in fields else 2
    pairs = classes * (classes - 1) // 2
    _check_coefficients(fields, classes, number)
    for name in ("_intercept_", "intercept_"):
        array(fields[name], name, "f", (pairs,))
    _check_probabilities(fields, pairs)
    _check_vectors(fields, number)


def _check_support(fields: dict[str, Any]) -> int:
    """Return the number of support vectors, which ``support_`` and ``_n_support`` must agree on."""
    import numpy as np

    support, counts = fields["support_"], fields["_n_support"]
    shape = fields["shape_fit_"]
    require(type(shape) is tuple and len(shape) >= 1, "shape_fit_ is no shape")
    rows = count(shape[0], "shape_fit_", 1, MOST)
    array(support, "support_", "i", (None,))
    require(support.dtype == np.int32, "support_ is not int32")
    within(support, "support_", rows)
    number = len(support)
    if "classes_" in fields:
        names = array(fields["classes_"], "classes_", "biufUSO", (None,))
        array(counts, "_n_support", "i", (len(names),))
        require(len(names) >= 2 and number == int(counts.sum(dtype=np.int64)), "_n_support does not add up to support_")
        require((counts >= 0).all(), "_n_support has a negative number")
    else:
        array(counts, "_n_support", "i", (2,))
        # libsvm leaves this as it found it in memory for regressions on sparse data, and never reads it.
        require(fields["_sparse"] or int(counts[0]) == number, "_n_support is not the number of support_")
    require(counts.dtype == np.int32, "_n_support is not int32")
    return number


def _check_coefficients(fields: dict[str, Any], classes: int, number: int) -> None:
    for name in ("_dual_coef_", "dual_coef_"):
        coef = fields[name]
        if fields["_sparse"]:
            _check_csr(coef, name)
            require(coef.shape == (classes - 1, number), f"{name} has not one column for each support vector")
            require(len(coef.data) == (classes - 1) * number, f"{name} has not all its coefficients")
        else:
            array(coef, name, "f", (classes - 1, number))


def _check_probabilities(fields: dict[str, Any], pairs: int) -> None:
    """Check that the probabilities' parameters are there if libsvm copies them: all or none."""
    import numpy as np
    import sklearn

    for name in ("_probA", "_probB"):
        require(len(array(fields[name], name, "f", (None,))) in (0, pairs), f"{name} has not one number for each pair")
    require(len(fields["_probA"]) == len(fields["_probB"]), "_probA and _probB differ in length")
    # On dense data they are copied for probabilities alone, which ask for them first.
    if fields["_sparse"] and not len(fields["_probA"]):
        name = "_effective_probability" if includes(">=1.9", sklearn.__version__) else "probability"
        found = fields.get(name, False)
        # A text is none of C's ints.
        require(type(found) is str or (isinstance(found, (bool, np.bool_)) and not found), f"{name} asks for _probA")


def _check_vectors(fields: dict[str, Any], number: int) -> None:
    vectors, kernel = fields["support_vectors_"], fields["kernel"]
    if kernel == "precomputed" or callable(kernel):
        require(not fields["_sparse"], "a kernel that is computed beforehand is never sparse")
        array(vectors, "support_vectors_", "f", (0, 0))
        if callable(kernel):
            check_points(fields["_BaseLibSVM__Xfit"], fields["shape_fit_"])
        else:
            require(fields["n_features_in_"] == fields["shape_fit_"][0], "n_features_in_ is not that of the kernel")
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    if fields["_sparse"]:
        _check_csr(vectors, "support_vectors_")
        require(vectors.shape == (number, width), "support_vectors_ has not one row for each of support_")
    else:
        array(vectors, "support_vectors_", "f", (number, width))


def _check_csr(found: Any, name: str) -> None:
    from scipy.sparse import csr_array, csr_matrix

    require(type(found) in (csr_matrix, csr_array), f"{name} is no CSR matrix")
