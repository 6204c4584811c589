"""Estimators made of estimators, and what holds of every estimator: attributes that lie."""

import collections
import functools

import numpy as np
import pytest
from sklearn import (
    cluster,
    compose,
    datasets,
    ensemble,
    linear_model,
    metrics,
    model_selection,
    pipeline,
    preprocessing,
)
from sklearn.utils import validation

X, y = datasets.load_iris(return_X_y=True)
LOGISTIC = linear_model.LogisticRegression(max_iter=500).fit(X, y)
STACK = ensemble.StackingClassifier([("a", linear_model.LogisticRegression(max_iter=900))]).fit(X, y)
GRID = model_selection.GridSearchCV(
    linear_model.Ridge(), {"alpha": [1.0]}, scoring=metrics.make_scorer(metrics.r2_score)
).fit(X, y)
NEGATIVE = preprocessing.FunctionTransformer(np.negative)
OUT = np.zeros(4)
CHECKED = preprocessing.FunctionTransformer(validation.check_array)
SELECTOR = compose.make_column_selector("x", dtype_include=["category"], dtype_exclude="datetime64[ns, UTC]")
ZONE = "datetime64[ns, dateutil//etc/passwd]"

LIES = {
    "stack: method": (STACK, {"stack_method_": ["fit"]}),
    "stack: no list": (STACK, {"stack_method_": "predict"}),
    "scorer: method": (GRID, {"scorer_._response_method": "fit"}),
    "function: a place for the result": (NEGATIVE, {"kw_args": {"out": OUT}}),
    "function: a place for the inverse": (NEGATIVE, {"inv_kw_args": {"out": None}}),
    "function: arguments": (NEGATIVE, {"kw_args": [("out", OUT)]}),
    "function: names": (NEGATIVE, {"kw_args": {1: OUT}}),
    "function: a partial": (NEGATIVE, {"func": functools.partial(np.negative, out=OUT)}),
    "function: a partial before the data": (NEGATIVE, {"func": functools.partial(np.negative, OUT)}),
    "function: a partial with places": (NEGATIVE, {"func": functools.partial(np.sum, OUT, None, None)}),
    "function: a dtype that opens a file": (CHECKED, {"kw_args": {"dtype": ZONE}}),
    "function: dtypes of columns": (CHECKED, {"kw_args": {"dtype": {"a": [ZONE]}}}),
    "function: a text of numpy's": (CHECKED, {"kw_args": {"dtype": np.str_(ZONE)}}),
    "function: a partial with a dtype": (CHECKED, {"func": functools.partial(validation.check_array, dtype=ZONE)}),
    "selector: a dtype that opens a file": (SELECTOR, {"dtype_include": ZONE}),
    "selector: dtypes in a list": (SELECTOR, {"dtype_exclude": [ZONE]}),
    "selector: dtypes in an array": (SELECTOR, {"dtype_exclude": np.array(["int", ZONE])}),
    "scorer: a place for the result": (GRID, {"scorer_._kwargs": {"out": OUT}}),
    "pipeline: folder": (pipeline.make_pipeline(LOGISTIC), {"memory": "folder"}),
    "clusters: folder": (cluster.AgglomerativeClustering(), {"memory": "folder"}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])


def in_a_deque(transformer):
    return pipeline.FeatureUnion(collections.deque([("a", transformer), ("b", transformer)]))


def in_a_dict(transformer):
    return pipeline.FeatureUnion({("a", transformer): 1, ("b", transformer): 2})


def in_an_array(transformer):
    names = np.empty(2, object)
    names[:] = [("a", transformer), ("b", transformer)]
    return pipeline.FeatureUnion(names)


def in_a_scaler(transformer):
    power = preprocessing.PowerTransformer()
    power._scaler = pipeline.FeatureUnion([("a", transformer), ("b", transformer)])
    return power


def in_a_partial(transformer):
    score = functools.partial(metrics.make_scorer(metrics.r2_score), transformer, y_true=y)
    return preprocessing.FunctionTransformer(functools.partial(sum, start=[score, score]))


def in_shared_lists(transformer):
    shared = [("a", transformer)]
    union = pipeline.FeatureUnion([("a", "drop")])
    union.extra = [shared, shared]
    return union


WAYS = [in_a_deque, in_a_dict, in_an_array, in_a_scaler, in_a_partial, in_shared_lists]


@pytest.mark.parametrize("wrap", WAYS)
def test_calls_are_counted_through_whatever_holds_an_estimator(wrap, refused):
    model = preprocessing.FunctionTransformer()
    for _ in range(40):
        model = wrap(model)
    refused(model, "calls its members")


def test_an_estimator_that_is_a_part_of_itself_is_refused(refused):
    model = pipeline.FeatureUnion([])
    model.transformer_list.append(("itself", pipeline.Pipeline([("union", model)])))
    refused(model, "part of itself")


def test_lists_of_lists_of_lists_are_walked_once(refused):
    model = pipeline.Pipeline([])
    inner = pipeline.FeatureUnion([])
    model.steps = [[[inner] * 1000] * 1000] * 1000
    refused(model, "calls its members")
