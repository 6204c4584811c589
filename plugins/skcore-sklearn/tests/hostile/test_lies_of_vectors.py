"""Support vectors and linear models: attributes that lie."""

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn import datasets, linear_model, metrics, svm

X, y = datasets.load_iris(return_X_y=True)
SPARSE = sp.csr_matrix(X)
SEED = {"random_state": 0}
SVC = svm.SVC().fit(X, y)
SPARSE_SVC = svm.SVC(kernel="linear").fit(SPARSE, y)
KERNEL_SVC = svm.SVC(kernel="precomputed").fit(X @ X.T, y)
FUNCTION_SVC = svm.SVC(kernel=metrics.pairwise.linear_kernel).fit(X, y)
SVR = svm.SVR().fit(X, y)
LOGISTIC = linear_model.LogisticRegression(max_iter=500).fit(X, y)
BINARY = linear_model.SGDClassifier(average=True, **SEED).fit(X[y < 2], y[y < 2])
ONE_CLASS = linear_model.SGDOneClassSVM(**SEED).fit(X)
SLOPE = linear_model.SGDRegressor(**SEED).fit(X, y)
POISSON = linear_model.PoissonRegressor().fit(X, y)
DESCENT = linear_model.SGDClassifier(average=True, **SEED).fit(X, y)

LIES = {
    "svc: kernel": (SVC, {"kernel": "cosine"}),
    "svc: sparse": (SVC, {"_sparse": True}),
    "svc: dense": (SPARSE_SVC, {"_sparse": False}),
    "svc: no flag": (SVC, {"_sparse": 1}),
    "svc: more classes in the counts": (SVC, {"_n_support": lambda old: np.append(old, np.zeros(99, np.int32))}),
    "svc: negative counts": (SVC, {"_n_support": lambda old: np.array([-5, 5, old.sum()], np.int32)}),
    "svc: int64 counts": (SVC, {"_n_support": lambda old: old.astype("i8")}),
    "svc: counts that overflow": (SVC, {"_n_support": np.array([2**31 - 1] * 3, np.int32)}),
    "svc: one class": (SVC, {"classes_": np.array([0])}),
    "svc: more classes": (SVC, {"classes_": np.arange(50)}),
    "svc: long support": (SVC, {"support_": lambda old: np.zeros(10**5, np.int32)}),
    "svc: support beyond the samples": (KERNEL_SVC, {"support_[0]": 10**6}),
    "svc: negative support": (KERNEL_SVC, {"support_[0]": -1}),
    "svc: int64 support": (SVC, {"support_": lambda old: old.astype("i8")}),
    "svc: few vectors": (SVC, {"support_vectors_": lambda old: old[:1]}),
    "svc: no vectors": (SVC, {"support_vectors_": np.zeros((0, 0))}),
    "svc: narrow vectors": (SVC, {"support_vectors_": lambda old: old[:, :1]}),
    "svc: features": (SVC, {"n_features_in_": 100}),
    "svc: short coefficients": (SVC, {"_dual_coef_": np.ones((1, 1))}),
    "svc: other coefficients": (SVC, {"dual_coef_": np.ones((1, 1))}),
    "svc: short intercept": (SVC, {"_intercept_": np.zeros(1)}),
    "svc: other intercept": (SVC, {"intercept_": np.zeros(1)}),
    "svc: probabilities": (SVC, {"_probA": np.zeros(2)}),
    "svc: probabilities that differ": (SVC, {"_probA": np.zeros(3)}),
    "svc: shape": (SVC, {"shape_fit_": (0, 4)}),
    "svc: no shape": (SVC, {"shape_fit_": 4}),
    "svc: kernel with vectors": (SVC, {"kernel": "precomputed"}),
    "svc: kernel of other data": (KERNEL_SVC, {"n_features_in_": 3}),
    "svc: sparse kernel": (SPARSE_SVC, {"kernel": "precomputed"}),
    "svc: points of the fit": (FUNCTION_SVC, {"_BaseLibSVM__Xfit": X[:3]}),
    "svc: sparse vectors": (SPARSE_SVC, {"support_vectors_": SPARSE[:3]}),
    "svc: sparse coefficients": (SPARSE_SVC, {"_dual_coef_": lambda old: sp.csr_matrix(old.shape)}),
    "svc: coefficients by column": (SPARSE_SVC, {"dual_coef_": lambda old: old.tocsc()}),
    "svr: no counts": (SVR, {"_n_support": np.zeros(0, np.int32)}),
    "svr: other counts": (SVR, {"_n_support": np.array([1, 1], np.int32)}),
    "linear: narrow": (LOGISTIC, {"coef_": lambda old: old[:, :1]}),
    "linear: features": (LOGISTIC, {"n_features_in_": 9}),
    "linear: intercept": (LOGISTIC, {"intercept_": np.zeros(1)}),
    "linear: of objects": (LOGISTIC, {"coef_": lambda old: old.astype(object)}),
    "linear: sparse and narrow": (LOGISTIC, {"coef_": sp.csr_matrix((3, 2))}),
    "linear: average": (DESCENT, {"_average_coef": np.zeros((3, 1))}),
    "linear: average of intercepts": (DESCENT, {"_average_intercept": np.zeros(1)}),
    "linear: no rows": (LOGISTIC, {"coef_": np.zeros((0, 4)), "intercept_": np.zeros(0)}),
    "linear: a loss": (POISSON, {"_base_loss": linear_model.Ridge()}),
    "linear: a link": (POISSON, {"_base_loss.link": POISSON._base_loss.interval_y_true}),
    "descent: no rows": (BINARY, {"coef_": np.zeros((0, 4))}),
    "descent: more classes than rows": (DESCENT, {"classes_": np.arange(9)}),
    "descent: a vector": (BINARY, {"coef_": np.zeros(4)}),
    "descent: no intercept": (BINARY, {"intercept_": np.zeros(0)}),
    "descent: a scalar for an intercept": (SLOPE, {"intercept_": 0.0}),
    "descent: coefficients of an average": (BINARY, {"_average_coef": np.zeros(3)}),
    "descent: rows for a vector": (SLOPE, {"coef_": np.zeros((1, 4))}),
    "descent: no offset": (ONE_CLASS, {"offset_": np.zeros((0, 1))}),
    "linear: a vector for a matrix": (linear_model.Ridge().fit(X, y), {"coef_": np.zeros(2)}),
    "linear: a scalar": (linear_model.Ridge().fit(X, y), {"intercept_": np.zeros(3)}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])
