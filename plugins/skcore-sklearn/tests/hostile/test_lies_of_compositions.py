"""Estimators made of estimators, and what holds of every estimator: attributes that lie."""

import pytest
from sklearn import cluster, datasets, ensemble, linear_model, metrics, model_selection, pipeline

X, y = datasets.load_iris(return_X_y=True)
LOGISTIC = linear_model.LogisticRegression(max_iter=500).fit(X, y)
STACK = ensemble.StackingClassifier([("a", linear_model.LogisticRegression(max_iter=900))]).fit(X, y)
GRID = model_selection.GridSearchCV(
    linear_model.Ridge(), {"alpha": [1.0]}, scoring=metrics.make_scorer(metrics.r2_score)
).fit(X, y)

LIES = {
    "stack: method": (STACK, {"stack_method_": ["fit"]}),
    "stack: no list": (STACK, {"stack_method_": "predict"}),
    "scorer: method": (GRID, {"scorer_._response_method": "fit"}),
    "pipeline: folder": (pipeline.make_pipeline(LOGISTIC), {"memory": "folder"}),
    "clusters: folder": (cluster.AgglomerativeClustering(), {"memory": "folder"}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])
