"""Data sets that scikit-learn ships, in many forms."""

import functools
import warnings

import numpy as np
import scipy.sparse as sp
from sklearn import datasets


@functools.cache
def data(name):
    """Return samples and targets of a data set that scikit-learn ships, in the form that the name says."""
    if name == "text":
        lines = [line for load in LOADERS.values() for line in load().DESCR.splitlines() if line.strip()][::4]
        return lines, np.array([len(line) % 2 for line in lines])
    if name == "dicts":
        return [{"length": len(line), line[:2]: 1.0} for line in data("text")[0]], None
    source, _, form = name.partition(" ")
    X, y = LOADERS[source](return_X_y=True)
    if form == "frame":
        return LOADERS[source](return_X_y=True, as_frame=True)
    step = max(1, len(X) // 200)
    return FORMS[form](X[::step], y[::step])


LOADERS = {
    "iris": datasets.load_iris,
    "digits": datasets.load_digits,
    "diabetes": datasets.load_diabetes,
    "wine": datasets.load_wine,
    "cancer": datasets.load_breast_cancer,
}


def with_gaps(X, y):
    X = X.copy()
    X[::7, 1] = np.nan
    return X, y


FORMS = {
    "": lambda X, y: (X, y),
    "gaps": with_gaps,
    "sparse": lambda X, y: (sp.csr_matrix(X * (X.mean(0) < X)), y),
    "sparse array": lambda X, y: (sp.csr_array(X * (X.mean(0) < X)), y),
    "two outputs": lambda X, y: (X, np.column_stack((y, y[::-1]))),
    "strings": lambda X, y: (X, np.array(["ab", "c", "def"])[y]),
    "objects": lambda X, y: (X, np.array(["ab", "c", "def"], object)[y]),
    "codes": lambda X, y: ((X * 2).astype(int) % 5, y),
    "names": lambda X, y: ((X * 2).astype(int).astype(str).astype(object), y),
    "float32": lambda X, y: (X.astype("f4"), y),
    "fortran": lambda X, y: (np.asfortranarray(X), y),
    "positive": lambda X, y: (np.abs(X), np.abs(y) + 1.0),
    "kernel": lambda X, y: (X @ X.T, y),
    "one": lambda X, y: (X[:1], y[:1]),
    "two classes": lambda X, y: (X[y < 2], y[y < 2]),
    "binary": lambda X, y: ((X.mean(0) < X).astype(float), y),
    "degrees": lambda X, y: (np.radians(X[:, :2]), y),
    "text": lambda X, y: (X, y),
}


def fit(estimator, source):
    X, y = data(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return estimator.fit(X, y)
