"""What is called with what: arguments that a function writes into, or that compiled code reads without a look."""

import functools

import numpy as np
import pytest
from skcore_sklearn.estimators import Estimators
from sklearn import datasets, linear_model, metrics, model_selection, multiclass, multioutput, preprocessing

X, y = datasets.load_iris(return_X_y=True)
X, y = X[::5], y[::5]
LABELS = np.column_stack((y == 0, y > 0, y == 2)).astype(int)
LOGISTIC = linear_model.LogisticRegression(max_iter=500).fit(X, y)
TWO = linear_model.LogisticRegression(max_iter=500)
NEGATIVE = preprocessing.FunctionTransformer(np.negative)
SUM = preprocessing.FunctionTransformer(np.add, inverse_func=np.negative)
BINARY = preprocessing.FunctionTransformer(preprocessing.label_binarize, kw_args={"classes": [0, 1, 2]})
GRID = model_selection.GridSearchCV(
    linear_model.Ridge(), {"alpha": [1.0]}, scoring=metrics.make_scorer(metrics.r2_score)
).fit(X, y)
SEVERAL = multiclass.OneVsRestClassifier(TWO).fit(X, LABELS)
CONSTANT = multiclass.OneVsRestClassifier(TWO).fit(X, np.column_stack((LABELS, np.ones(len(X), int))))
CHAIN = multioutput.ClassifierChain(TWO).fit(X, LABELS)
PLACE = np.zeros(4)
MIXED = np.array([5.0, np.nan, 1.0, 1.0], object)
WRITES = "an argument that it would write into"
VI = np.zeros((1, 1))
LATE = functools.partial(metrics.silhouette_score, metric="mahalanobis", VI=VI)

LIES = {
    "function: in place": (NEGATIVE, {"kw_args": {"inplace": True}}, WRITES),
    "function: out": (NEGATIVE, {"kw_args": {"out": PLACE}}, WRITES),
    "function: out of the inverse": (SUM, {"inv_kw_args": {"out": None}}, WRITES),
    "function: a part": (NEGATIVE, {"kw_args": {"where": False}}, "memory as it finds it"),
    "function: a part of a partial": (NEGATIVE, {"func": functools.partial(np.log, where=False)}, "memory as it finds"),
    "function: in place in a partial": (NEGATIVE, {"func": functools.partial(np.sum, inplace=True)}, WRITES),
    "function: classes without an order": (BINARY, {"kw_args": {"classes": MIXED}}, "neither numbers nor str"),
    "function: classes of a partial": (
        NEGATIVE,
        {"func": functools.partial(preprocessing.label_binarize, classes=MIXED)},
        "neither numbers nor str",
    ),
    "function: distances": (NEGATIVE, {"func": LATE}, "a score is given one of V, VI, w"),
    "scorer: distances": (
        GRID,
        {"scorer_._score_func": lambda old: metrics.silhouette_score, "scorer_._kwargs": {"VI": VI}},
        "a score is given one of V, VI, w",
    ),
    "scorer: a distance that writes": (
        GRID,
        {"scorer_._score_func": lambda old: metrics.silhouette_samples, "scorer_._kwargs": {"metric": np.negative}},
        "write into its second argument",
    ),
    "scorer: keywords": (GRID, {"scorer_._kwargs": [("out", PLACE)]}, "_kwargs is no dict of names"),
    "scorer: a place": (GRID, {"scorer_._kwargs": {"out": 1}}, WRITES),
    "chain: method": (CHAIN, {"chain_method": "fit"}, "chain_method is unknown"),
    "chain: method of a fit": (CHAIN, {"chain_method_": "set_params"}, "chain_method_ is unknown"),
    "chain: methods": (CHAIN, {"chain_method": ["predict", "fit"]}, "chain_method is unknown"),
    "one against the rest: three classes": (SEVERAL, {"estimators_": [LOGISTIC] * 3}, "more than two classes"),
    "one against the rest: no list": (SEVERAL, {"estimators_": tuple}, "no list of members"),
    "one against the rest: none": (SEVERAL, {"estimators_": []}, "no list of members"),
    "constant: several": (CONSTANT, {"estimators_": lambda old: [several(old[-1])] * 4}, "y_ has not the shape"),
}


def several(member):
    found = multiclass._ConstantPredictor()
    vars(found).update(vars(member), y_=np.ones(1000))
    return found


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])


@pytest.mark.parametrize("name", ["transform", "sample", "score_samples", "kneighbors"])
def test_an_attribute_that_answers_for_a_method_is_refused(name, forged):
    forged(Estimators, LOGISTIC, lambda state: state.update({name: np.negative}), f"the attribute {name} hides")
