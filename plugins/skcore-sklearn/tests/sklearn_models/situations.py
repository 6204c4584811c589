"""Data as it comes: of few samples, of odd types, with gaps, sparse, of one class, in frames."""

import functools
import importlib.util
import warnings

import numpy as np
import scipy.sparse as sp
from sklearn import datasets

X, Y = (values[::6] for values in datasets.load_iris(return_X_y=True))
N = len(X)
ZEROS = X * (X.mean(0) < X)
CODES = X.astype(int)
LEVELS = np.array(["low", "middle", "high"])[CODES % 3]
TURNS = np.arange(N) % 2
SETS = np.column_stack((Y == 0, Y == 1, TURNS)).astype(int)
LINES = ["red green", "green and blue", "", "a blue sky, a red sky"] * 5


def with_gaps(values, rows, column):
    values = values.copy()
    values[rows, column] = np.nan
    return values


def wide(matrix):
    """Return a sparse matrix with indices of 64 bits."""
    matrix = matrix.copy()
    matrix.indices, matrix.indptr = matrix.indices.astype("i8"), matrix.indptr.astype("i8")
    return matrix


def read_only(values):
    values = values.copy()
    values.flags.writeable = False
    return values


def strided(values):
    return np.repeat(np.repeat(values, 2, 0), 2, 1)[::2, ::2]


def distances(values):
    return np.sqrt(((values[:, None] - values[None]) ** 2).sum(-1))


SAMPLES = {
    "": X,
    "one sample": X[:1],
    "two samples": X[[0, -1]],
    "one feature": X[:, :1],
    "constant features": np.ones_like(X),
    "equal samples": np.repeat(X[:1], N, 0),
    "more features than samples": np.tile(X[::5], 8),
    "a gap": with_gaps(X, slice(None, None, 7), 1),
    "a column without values": with_gaps(X, slice(None), 1),
    "gaps alone": np.full_like(X, np.nan),
    "infinite": np.where(X > 6, np.inf, X),
    "great": X * 1e200,
    "tiny": X * 1e-200,
    "negative": -X,
    "centred": X - X.mean(0),
    "counts": CODES,
    "counts of a byte": CODES.astype("u1"),
    "counts of 32 bits": CODES.astype("i4"),
    "truths": X.mean(0) < X,
    "halves": X.astype("f2"),
    "floats": X.astype("f4"),
    "long floats": X.astype(np.longdouble),
    "of the other byte order": X.astype(">f8"),
    "numbers as objects": X.astype(object),
    "words": LEVELS,
    "words as objects": LEVELS.astype(object),
    "words and None": np.where(CODES == 1, None, LEVELS.astype(object)),
    "words and numbers": np.column_stack((LEVELS.astype(object)[:, 0], CODES[:, 1:])),
    "by column": np.asfortranarray(X),
    "strided": strided(X),
    "read-only": read_only(X),
    "lists": X.tolist(),
    "csr": sp.csr_matrix(ZEROS),
    "csc": sp.csc_matrix(ZEROS),
    "coo": sp.coo_matrix(ZEROS),
    "lil": sp.lil_matrix(ZEROS),
    "csr array": sp.csr_array(ZEROS),
    "csc array": sp.csc_array(ZEROS),
    "csr of floats": sp.csr_matrix(ZEROS.astype("f4")),
    "csr of counts": sp.csr_matrix(CODES),
    "csr, wide": wide(sp.csr_matrix(ZEROS)),
    "csr, empty": sp.csr_matrix((N, 4)),
    "square": distances(X),
    "similar": np.exp(-distances(X)),
    "square, sparse": sp.csr_matrix(distances(X)),
    "text": LINES,
    "one text": ["red red"],
    "dicts": [{"red": 1.0, line[:2]: 2} for line in LINES],
    "dicts of words": [{"red": "a", "blue": ["b", "c"]}],
    "sets": [set(line.split()) for line in LINES],
    "images": datasets.load_digits().images[:3],
    "a vector": X[:, 0],
    "words in a row": LEVELS[:, 0],
}

TARGETS = {
    "": Y,
    "none": None,
    "constant": np.zeros(N),
    "one class": np.ones(N, int),
    "two classes": TURNS,
    "a class for each": np.arange(N),
    "negative classes": Y - 5,
    "two classes, signed": 2 * TURNS - 1,
    "great classes": Y + 2**40,
    "classes of a byte": Y.astype("i1"),
    "classes without sign": Y.astype("u2"),
    "classes as floats": Y.astype(float),
    "classes as floats of 32 bits": Y.astype("f4"),
    "classes as objects": Y.astype(object),
    "truths": TURNS == 1,
    "words": np.array(["ab", "c", "def"])[Y],
    "words as objects": np.array(["ab", "c", "def"], object)[Y],
    "words in a list": np.array(["ab", "c", "def"])[Y].tolist(),
    "two words": np.array(["no", "yes"])[TURNS],
    "a column": Y[:, None],
    "two outputs": np.column_stack((Y, TURNS)),
    "two outputs of words": np.array(["ab", "c", "def"], object)[np.column_stack((Y, TURNS))],
    "sets": SETS,
    "sets, sparse": sp.csr_matrix(SETS),
    "sets of one": np.ones((N, 1), int),
    "numbers": X[:, 0] ** 2,
    "numbers of 32 bits": X[:, 0].astype("f4"),
    "positive numbers": X[:, 0] + 0.5,
    "great numbers": X[:, 0] * 1e100,
    "two outputs of numbers": X[:, :2] * 1.5,
    "unlabelled": np.where(np.arange(N) % 3, Y, -1),
}

WEIGHTS = {
    "weights": np.linspace(0.5, 2.0, N),
    "weights of 0": np.where(np.arange(N) % 3, 1.0, 0.0),
    "weights of 0 for a class": np.where(Y == 2, 0.0, 1.0),
    "whole weights": np.arange(1, N + 1),
}


def frame(library):
    """Return a frame with columns of several types."""
    module = importlib.import_module(library)
    columns = {"length": X[:, 0], "width": X[:, 1].astype("f4"), "count": CODES[:, 2], "level": LEVELS[:, 3].tolist()}
    if library == "pandas":
        return module.DataFrame(columns).astype({"level": "category"})
    return module.DataFrame(columns, schema_overrides={"level": module.Categorical})


def numbers(library):
    """Return a frame of numbers, and the column that the targets are."""
    module = importlib.import_module(library)
    return module.DataFrame({f"x{index}": X[:, index] for index in range(4)}), module.Series("y", Y.tolist())


def of_pandas():
    """Return frames as only pandas has them."""
    import pandas as pd

    names = ["ab", "c", "def"]
    yield "numbered columns", pd.DataFrame(X), Y
    yield "values that can be missing", pd.DataFrame(CODES, columns=list("abcd")).astype("Int64"), Y
    yield "sparse columns", pd.DataFrame(ZEROS, columns=list("abcd")).astype(pd.SparseDtype(float, 0.0)), Y
    yield "numbers and a series", pd.DataFrame(X, columns=list("abcd")), pd.Series(Y, name="y")
    yield "classes as categories", X, pd.Series(pd.Categorical.from_codes(Y, names))
    yield "classes as texts", X, pd.Series(np.array(names)[Y])


@functools.cache
def situations():
    """Return samples, targets and arguments of fit by name."""
    found = {f"samples: {name}": (samples, Y[: rows(samples)], {}) for name, samples in SAMPLES.items()}
    found.update({f"targets: {name}": (X, targets, {}) for name, targets in TARGETS.items()})
    found.update({f"targets alone: {name}": (targets, None, {}) for name, targets in TARGETS.items()})
    found.update({f"weights: {name}": (X, Y, {"sample_weight": weights}) for name, weights in WEIGHTS.items()})
    for library in ("pandas", "polars"):
        if importlib.util.find_spec(library):
            found[f"{library}: frame of all"] = frame(library), Y, {}
            if library == "polars":
                found["polars: numbers"] = *numbers(library), {}
    if importlib.util.find_spec("pandas"):
        found.update({f"pandas: {name}": (samples, targets, {}) for name, samples, targets in of_pandas()})
    return found


def rows(samples):
    return samples.shape[0] if hasattr(samples, "shape") else len(samples)


def learn(estimator, situation):
    """Fit an estimator to a situation, and return it; or None if scikit-learn does not fit it to such data."""
    samples, targets, given = situation
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.random.seed(0)
        try:
            return estimator.fit(samples, **given) if targets is None else estimator.fit(samples, targets, **given)
        except Exception:
            return None
