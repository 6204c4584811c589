"""What native code follows in an estimator: the estimator's own, which nothing else in the file can change.

A file can give the same array to a model that counts in it, and the same member to a pipeline that fits it again.
"""

from __future__ import annotations

from typing import Any

from skcore import once

FOLLOWED = {
    "svm": ("support_", "_n_support"),
    "neighbors": ("_y",),
    # The start is often the setting itself, and stays it.
    "gradient_boosting": ("estimators_", "init_", "init"),
    "histogram_boosting": ("_bin_mapper", "_preprocessor"),
    "bin_mapper": ("is_categorical_",),
    "hierarchy": ("_single_linkage_tree_",),
}
"""The attributes that are indices, or whose own are, by the rule of their class."""


@once
def own(value: Any) -> Any:
    """Return a copy of an array or an estimator, and of the estimators in an array; anything else as it is.

    In one load there is one copy of each, for all that follow it: none of them writes into it.
    """
    import numpy as np

    if type(value) is not np.ndarray:
        return _copied(value)
    if not value.dtype.hasobject:
        return value.copy("K") if value.dtype.kind in "iuV" else value
    members = value.ravel().tolist()
    # What is there twice stays what it is, for the rule to refuse.
    copies = {id(member): _copied(member) for member in members}
    found = np.empty(len(members), object)
    found[:] = [copies[id(member)] for member in members]
    return found.reshape(value.shape)


def _copied(value: Any) -> Any:
    """Return an estimator with the same attributes, which another's ``fit`` does not set."""
    from sklearn.base import BaseEstimator

    cls: Any = type(value)
    if not isinstance(value, BaseEstimator):
        return value
    obj = cls.__new__(cls)
    vars(obj).update(vars(value))
    return obj
