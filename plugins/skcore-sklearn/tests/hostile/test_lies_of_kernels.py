"""Support vector machines: functions that are no kernels, and classes where there are none."""

import copy
import functools
import importlib
import math
import operator
import sys

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn import datasets, metrics, svm
from sklearn.metrics import pairwise
from sklearn.utils import Bunch, check_array

import skcore

X, y = datasets.load_iris(return_X_y=True)
SVC = svm.SVC().fit(X, y)
NUSVC = svm.NuSVC(kernel="precomputed").fit(X @ X.T, y)
SVR = svm.SVR().fit(X, y)
NUSVR = svm.NuSVR().fit(X, y)
OUTLIERS = svm.OneClassSVM().fit(X)
TWO = svm.SVC(kernel="precomputed").fit(X @ X.T, y > 0)
KERNEL = svm.SVC(kernel=pairwise.linear_kernel).fit(X, y)
POINTS = "_BaseLibSVM__Xfit"
RETURNS_ITS_INPUT = functools.partial(check_array, dtype=None)


OWN = """
import numpy as np

def own_kernel(left, right, power=1):
    return (np.asarray(left) @ np.asarray(right).T) ** power
"""


LIES = {
    "svc: no classes": (SVC, {"classes_": ...}),
    "svc: counts of a regression": (
        TWO,
        {"classes_": ..., "_n_support": lambda old: np.array([old.sum(), 2**30], "i4")},
    ),
    "nusvc: no classes": (NUSVC, {"classes_": ...}),
    "svr: classes": (SVR, {"classes_": np.arange(2)}),
    "nusvr: classes": (NUSVR, {"classes_": np.arange(2)}),
    "outliers: classes": (OUTLIERS, {"classes_": np.arange(2)}),
    "kernel: returns its input": (KERNEL, {"kernel": lambda old: check_array}),
    "kernel: partial": (KERNEL, {"kernel": RETURNS_ITS_INPUT}),
    "kernel: shifted": (KERNEL, {"kernel": functools.partial(pairwise.linear_kernel, X)}),
    "kernel: broadcasts": (KERNEL, {"kernel": functools.partial(pairwise.laplacian_kernel, gamma=np.ones((9, 9, 9)))}),
    "kernel: score": (KERNEL, {"kernel": lambda old: metrics.accuracy_score}),
    "kernel: distance": (KERNEL, {"kernel": lambda old: pairwise.euclidean_distances}),
    "kernel: numpy": (KERNEL, {"kernel": np.matmul}),
    "kernel: numpy's function": (KERNEL, {"kernel": np.dot}),
    "kernel: math": (KERNEL, {"kernel": math.sqrt}),
    "kernel: builtin": (KERNEL, {"kernel": max}),
    "kernel: class": (KERNEL, {"kernel": list}),
    "kernel: getter": (KERNEL, {"kernel": operator.itemgetter(0)}),
    "points: a number of their own": (KERNEL, {POINTS: sp.coo_matrix((2**31 - 1, 4)), "shape_fit_": (2**31 - 1, 4)}),
    "points: a bunch": (KERNEL, {POINTS: Bunch(shape=(150, 4), T=np.ones((4, 1)))}),
    "points: none": (KERNEL, {POINTS: None}),
    "points: few": (KERNEL, {POINTS: [[0.0] * 4] * 3}),
    "points: no shape": (KERNEL, {"shape_fit_": ()}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])


def test_a_function_of_a_library_is_no_kernel_because_a_user_trusts_it():
    model = copy.copy(KERNEL)
    model.kernel = np.linalg.norm
    with pytest.raises(skcore.UnsupportedTypeError, match="no kernel"):
        skcore.dumps(model)


@pytest.mark.parametrize(
    "kernel",
    [
        *dict.fromkeys(pairwise.PAIRWISE_KERNEL_FUNCTIONS.values()),
        functools.partial(pairwise.rbf_kernel, gamma=0.5),
        functools.partial(pairwise.polynomial_kernel, degree=2, coef0=np.float32(1)),
    ],
    ids=lambda kernel: getattr(kernel, "__name__", "partial"),
)
@pytest.mark.parametrize("form", [np.asarray, np.ndarray.tolist, sp.csr_matrix, sp.csc_array])
def test_kernels_of_scikit_learn_come_back(kernel, form, assert_same):
    samples = form(X)
    try:
        kernel(samples, samples)
    except (TypeError, ValueError):
        samples = X
    model = svm.SVC(kernel=kernel, max_iter=100).fit(samples, y)
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(model, loaded)
    samples = copy.copy(samples)  # Some kernels are exact for samples that are those of the fit, by identity.
    assert_same(model.decision_function(samples), loaded.decision_function(samples))
    assert_same(model.predict(samples), loaded.predict(samples))


@pytest.fixture
def own_kernel(tmp_path, monkeypatch):
    (tmp_path / "kernels_of_a_user.py").write_text(OWN)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("kernels_of_a_user").own_kernel
    del sys.modules["kernels_of_a_user"]


@pytest.mark.parametrize("given", [{}, {"power": 2}], ids=str)
@pytest.mark.parametrize("kind", [svm.SVC, svm.NuSVC, svm.SVR, svm.NuSVR, svm.OneClassSVM])
def test_kernels_that_the_user_trusts_come_back(given, kind, own_kernel, assert_same):
    kernel = functools.partial(own_kernel, **given) if given else own_kernel
    model = kind(kernel=kernel, max_iter=100).fit(X, y)
    saved = skcore.dumps(model)
    with pytest.raises(skcore.UntrustedTypesError, match="own_kernel"):
        skcore.loads(saved)
    loaded = skcore.loads(saved, trusted=[own_kernel])
    assert_same(model, loaded)
    samples = X.copy()  # Of a product with itself, BLAS computes one half, and rounds otherwise.
    assert_same(model.predict(samples), loaded.predict(samples))
