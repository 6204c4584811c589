"""Gaussian processes: kernels that are none, nest without end, or call what writes; matrices of other sizes."""

import functools

import numpy as np
import pytest
from sklearn import datasets, gaussian_process, svm
from sklearn.gaussian_process import kernels
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern, Sum, WhiteKernel

import skcore

X, y = datasets.load_iris(return_X_y=True)
X, y = X[::5], y[::5]
SUM = ConstantKernel(1.0) * RBF([1.0, 2.0, 3.0, 4.0]) + WhiteKernel()
PROCESS = gaussian_process.GaussianProcessRegressor(SUM, optimizer=None).fit(X, y)
CLASSES = gaussian_process.GaussianProcessClassifier(RBF(), optimizer=None).fit(X, y)
TWO = gaussian_process.GaussianProcessClassifier(RBF(), optimizer=None).fit(X, y > 0)
PAIRS = gaussian_process.GaussianProcessRegressor(kernels.PairwiseKernel(), optimizer=None, alpha=1.0).fit(X, y)
SVC = svm.SVC(kernel=RBF()).fit(X, y)
BINARY = "base_estimator_"
ONE = "kernel_.k1.k1.constant_value"
SCALES = "kernel_.k1.k2.length_scale"


def few(old):
    return old[:1]


def nest(levels, **bounds):
    kernel = RBF(**bounds)
    for _ in range(levels):
        kernel = Sum(kernel, RBF(**bounds))
    return kernel


LIES = {
    "process: no kernel": (PROCESS, {"kernel_": ...}),
    "process: kernel of text": (PROCESS, {"kernel": "rbf"}),
    "process: function for a kernel": (PROCESS, {"kernel_": np.add}),
    "process: few targets": (PROCESS, {"y_train_": few}),
    "process: weights": (PROCESS, {"alpha_": few}),
    "process: weights of more targets": (PROCESS, {"alpha_": lambda old: old[:, None]}),
    "process: matrix": (PROCESS, {"L_": few}),
    "process: flat matrix": (PROCESS, {"L_": np.ravel}),
    "process: means": (PROCESS, {"_y_train_mean": np.zeros(10**5)}),
    "process: deviations": (PROCESS, {"_y_train_std": np.zeros((10**4, 1))}),
    "process: list of deviations": (PROCESS, {"_y_train_std": [1.0]}),
    "process: no points": (PROCESS, {"X_train_": np.zeros((0, 4))}),
    "process: text for points": (PROCESS, {"X_train_": "x"}),
    "process: memory": (PROCESS, {"n_targets": 10**9}),
    "kernel: text": (PROCESS, {ONE: "1"}),
    "kernel: a large number": (PROCESS, {ONE: 10**400}),
    "kernel: an array": (PROCESS, {ONE: np.ones((9, 9, 9))}),
    "kernel: scales of text": (PROCESS, {SCALES: ["1"]}),
    "kernel: no scales": (PROCESS, {SCALES: []}),
    "kernel: large scales": (PROCESS, {SCALES: [10**400, 1, 1, 1]}),
    "kernel: deep scales": (PROCESS, {SCALES: np.ones((2, 2))}),
    "kernel: bounds": (PROCESS, {"kernel_.k1.k1.constant_value_bounds": "free"}),
    "kernel: number for bounds": (PROCESS, {"kernel_.k1.k1.constant_value_bounds": 3}),
    "kernel: text in bounds": (PROCESS, {"kernel_.k1.k1.constant_value_bounds": ("a", "b")}),
    "kernel: objects for bounds": (PROCESS, {"kernel_.k1.k1.constant_value_bounds": np.array([1, "b"], object)}),
    "kernel: a part that is none": (PROCESS, {"kernel_.k2": np.negative}),
    "kernel: an estimator": (PROCESS, {"kernel_.k2": SVC}),
    "kernel: metric": (PAIRS, {"kernel_.metric": "precomputed"}),
    "kernel: metric that writes": (PAIRS, {"kernel_.metric": lambda old: np.negative}),
    "kernel: metric that writes in part": (PAIRS, {"kernel_.metric": functools.partial(np.add, X)}),
    "kernel: metric that has an out": (PAIRS, {"kernel_.metric": lambda old: np.fix}),
    "kernel: metric that is none": (PAIRS, {"kernel_.metric": 3}),
    "kernel: keywords": (PAIRS, {"kernel_.pairwise_kernels_kwargs": [1]}),
    "kernel: keywords of text": (PAIRS, {"kernel_.pairwise_kernels_kwargs": {"degree": "x"}}),
    "kernel: threads": (PAIRS, {"kernel_.pairwise_kernels_kwargs": {"n_jobs": 10**6}}),
    "classes: endless": (CLASSES, {"max_iter_predict": 10**12}),
    "classes: number": (CLASSES, {"n_classes_": 2}),
    "classes: few": (CLASSES, {"classes_": few}),
    "classes: another estimator": (CLASSES, {BINARY: SVC}),
    "two: several": (TWO, {BINARY: CLASSES.base_estimator_}),
    "two: endless": (TWO, {f"{BINARY}.max_iter_predict": 10**12}),
    "two: no kernel": (TWO, {f"{BINARY}.kernel_": ...}),
    "two: labels": (TWO, {f"{BINARY}.y_train_": few}),
    "two: probabilities": (TWO, {f"{BINARY}.pi_": few}),
    "two: weights": (TWO, {f"{BINARY}.W_sr_": few}),
    "two: matrix": (TWO, {f"{BINARY}.L_": few}),
    "two: a start": (TWO, {f"{BINARY}.f_cached": few}),
    "two: one class": (TWO, {f"{BINARY}.classes_": few}),
    "vectors: several kernels": (SVC, {"kernel": kernels.CompoundKernel([RBF(), RBF()])}),
    "vectors: number of another shape": (SVC, {"kernel": kernels.RationalQuadratic(alpha=np.ones((9, 9, 9)))}),
    "vectors: power of another shape": (SVC, {"kernel": RBF() ** np.ones((9, 9, 9))}),
    "vectors: deep": (SVC, {"kernel": nest(400)}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])


def test_kernels_that_share_their_parts_are_refused(refused):
    kernel = RBF()
    for _ in range(30):
        kernel = Sum(kernel, kernel)
    refused(kernel, "calls its members", saved=True)
    refused(gaussian_process.GaussianProcessRegressor(kernel), saved=True)


def test_a_kernel_that_is_a_part_of_itself_is_refused(refused):
    kernel = Sum(RBF(), RBF())
    kernel.k2 = kernel
    refused(kernel, "part of itself")
    refused(gaussian_process.GaussianProcessRegressor(kernel), "part of itself")
    refused(svm.SVC(kernel=kernel), "part of itself")


def test_a_search_that_asks_for_bounds_without_end_is_refused(refused):
    refused(gaussian_process.GaussianProcessRegressor(nest(40)), "asked for their bounds")
    refused(gaussian_process.GaussianProcessClassifier(nest(40)), "asked for their bounds")


@pytest.mark.parametrize(
    "model",
    [
        gaussian_process.GaussianProcessRegressor(nest(12)),
        gaussian_process.GaussianProcessRegressor(nest(40), optimizer=None),
        gaussian_process.GaussianProcessRegressor(nest(40, length_scale_bounds="fixed")),
        gaussian_process.GaussianProcessRegressor(nest(40, length_scale_bounds="fixed") * Matern()),
    ],
    ids=["few", "no search", "fixed", "one free"],
)
def test_a_nest_that_is_searched_in_time_comes_back(model, assert_same):
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(model.kernel, loaded.kernel)


def test_a_deep_nest_is_refused(refused):
    refused(gaussian_process.GaussianProcessRegressor(nest(400), optimizer=None), "nest over")


def test_an_optimizer_is_trusted_on_its_own():
    model = gaussian_process.GaussianProcessRegressor(optimizer=exec)
    with pytest.raises(skcore.UntrustedTypesError, match=r"builtins\.exec"):
        skcore.loads(skcore.dumps(model))


@pytest.mark.parametrize(
    "items",
    [
        ("a", "numeric", np.array(["x"]), 1, False),
        ("a", "numeric", "free", 1, False),
        (1, "numeric", "fixed", 1, True),
        ("a", 3, "fixed", 1, True),
        ("a", "numeric", "fixed", 10**12, True),
        ("a", "numeric", "fixed", 1, "yes"),
    ],
    ids=str,
)
def test_a_hyperparameter_that_is_none_is_refused(items, monkeypatch):
    from skcore_sklearn.named_tuples import NamedTuples

    hyperparameter = tuple.__new__(kernels.Hyperparameter, items)
    with pytest.raises(skcore.UnsupportedTypeError):
        skcore.dumps(hyperparameter)
    with monkeypatch.context() as patch:
        patch.setattr(NamedTuples, "save", lambda self, obj: list(obj))
        saved = skcore.dumps(hyperparameter)
    with pytest.raises(skcore.InvalidStateError):
        skcore.loads(saved)


def test_a_hyperparameter_of_other_items_is_refused(forged):
    from skcore_sklearn.named_tuples import NamedTuples

    forged(NamedTuples, RBF().hyperparameter_length_scale, list.pop, "one item for each name")
