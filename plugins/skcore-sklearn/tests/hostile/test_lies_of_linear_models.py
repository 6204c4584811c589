"""Linear models: what a descent goes on with, and what was computed before it, of other sizes than the data."""

import numpy as np
import pytest
from sklearn import datasets, linear_model

X, y = datasets.load_iris(return_X_y=True)
WIDE, MANY = np.zeros(1000), np.zeros((1000, 4))
SEED = {"random_state": 0, "max_iter": 5, "tol": None}
AVERAGED = linear_model.SGDRegressor(average=True, **SEED).fit(X, X[:, 0])
CLASSES = linear_model.SGDClassifier(average=3, **SEED).fit(X, y)
ONE_CLASS = linear_model.SGDOneClassSVM(average=True, **SEED).fit(X)
LOGISTIC = linear_model.LogisticRegression(max_iter=500).fit(X, y)
TWO = linear_model.LogisticRegression(max_iter=500).fit(X, y > 0)
TOPICS = linear_model.LinearRegression().fit(X, X)
LASSO = linear_model.Lasso(precompute=X.T @ X, fit_intercept=False).fit(X, X[:, 0])
UNFITTED = linear_model.ElasticNet(precompute=X.T @ X)
SIZE = "has not the shape"

LIES = {
    "descent: a negative average": (AVERAGED, {"average": -1, "coef_": None}, "average is no int"),
    "descent: a negative average of one class": (ONE_CLASS, {"average": -1, "coef_": ...}, "average is no int"),
    "descent: an average of classes": (CLASSES, {"average": -1}, "average is no int"),
    "descent: no whole average": (AVERAGED, {"average": -0.5}, "average is no int"),
    "descent: an array for an average": (AVERAGED, {"average": np.array(-1)}, "average is no int"),
    "descent: long averages": (AVERAGED, {"_average_coef": WIDE}, SIZE),
    "descent: long weights": (AVERAGED, {"_standard_coef": WIDE}, SIZE),
    "descent: several averages": (AVERAGED, {"_average_intercept": WIDE}, SIZE),
    "descent: no offset": (ONE_CLASS, {"offset_": np.zeros(0)}, SIZE),
    "descent: rows": (CLASSES, {"coef_": lambda old: old[:1]}, "one row for each class"),
    "descent: integers": (AVERAGED, {"coef_": lambda old: old.astype(int)}, "coef_ is no array of kind f"),
    "classes: fewer rows": (LOGISTIC, {"coef_": lambda old: old[:1], "intercept_": np.zeros(1)}, "one row for each"),
    "classes: more rows": (TWO, {"coef_": LOGISTIC.coef_, "intercept_": np.zeros(3)}, "one row for each class"),
    "classes: names": (TWO, {"classes_": [False, True]}, "classes_ is no array"),
    "targets: intercepts": (TOPICS, {"intercept_": np.zeros(9)}, "intercept_ has not the shape"),
    "gram: rows": (LASSO, {"precompute": MANY}, "precompute is not square"),
    "gram: rows before a fit": (UNFITTED, {"precompute": MANY}, "precompute is not square"),
    "gram: of other features": (LASSO, {"precompute": np.eye(3)}, "precompute has not one row"),
    "gram: objects": (LASSO, {"precompute": np.eye(4).astype(object)}, "precompute is no array"),
    "gram: deep": (UNFITTED, {"precompute": np.zeros((4, 4, 4))}, "precompute has not the shape"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])
