"""Data sets that scikit-learn ships, in many forms."""

import functools
import warnings

import numpy as np
import scipy.sparse as sp
from sklearn import datasets


@functools.cache
def data(name):
    """Return samples and targets of a data set that scikit-learn ships, in the form that the name says."""
    if name in OTHERS:
        return OTHERS[name]()
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
    "weighted": lambda X, y: (X, y),
    "label sets": lambda X, y: (X, np.column_stack((y % 2, y // 2 % 2, y // 4 % 2))),
    "truths": lambda X, y: (X, y == 1),
    "column": lambda X, y: (X[:, :1], y),
    "float32 column": lambda X, y: (X[:, :1].astype("f4"), y),
    "distances": lambda X, y: (np.sqrt(((X[:, None] - X[None]) ** 2).sum(-1)), y),
    "unlabelled": lambda X, y: (X, np.where(np.arange(len(y)) % 4, y, -1)),
}


def text():
    lines = [line for load in LOADERS.values() for line in load().DESCR.splitlines() if line.strip()][::4]
    return lines, np.array([len(line) % 2 for line in lines])


def dicts():
    return [{"length": len(line), line[:2]: 1.0} for line in text()[0]], None


def people(form="name age text"):
    """Return a frame with columns of several types, and a target."""
    import pandas as pd

    columns = {
        "name": ["Ada", "Bob", "Cyd", "Dan"] * 10,
        "age": [31.0, 42.5, np.nan, 27.0] * 10,
        "text": ["red green", "green", "blue sky", "red sky"] * 10,
        "group": pd.Categorical(["x", "y", "x", "z"] * 10),
    }
    return pd.DataFrame({name: columns[name] for name in form.split()}), np.arange(40) % 2


OTHERS = {
    "text": text,
    "dicts": dicts,
    "images": lambda: (datasets.load_digits().images[:9], None),
    "names of iris": lambda: (np.array(["ab", "c", "def"])[datasets.load_iris().target % 2], None),
    "sets": lambda: ([{"a"}, {"b", "a"}, set(), {"c"}], None),
    "people": people,
    "people names": lambda: people("name text"),
    "people categories": lambda: people("group age"),
}


def fit(estimator, source):
    """Fit an estimator to the data of a name, with weights where the name says so."""
    X, y = data(source)
    given = {"sample_weight": np.linspace(0.5, 2.0, len(X))} if source.endswith("weighted") else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.random.seed(0)
        return estimator.fit(X, **given) if y is None else estimator.fit(X, y, **given)
