"""Tree estimators, their ensembles and boosting: attributes that lie."""

import numpy as np
import pytest
from sklearn import datasets, dummy, ensemble, linear_model, pipeline, preprocessing, svm, tree

X, y = datasets.load_iris(return_X_y=True)
SEED = {"random_state": 0}
FOREST = ensemble.RandomForestClassifier(3, **SEED).fit(X, y)
TREE = tree.DecisionTreeClassifier(**SEED).fit(X, y)
NARROW = tree.DecisionTreeClassifier(**SEED).fit(X[:, :2], y)
PAIR = tree.DecisionTreeRegressor(max_depth=1).fit(X, np.column_stack((y, y)))
ISOLATION = ensemble.IsolationForest(n_estimators=3, max_features=0.5, **SEED).fit(X)
BOOSTING = ensemble.GradientBoostingClassifier(n_estimators=2).fit(X, y)
BINARY = ensemble.GradientBoostingClassifier(n_estimators=2).fit(X, y > 0)
SVC = svm.SVC().fit(X, y)
LOGISTIC = linear_model.LogisticRegression(max_iter=500).fit(X, y)
GUESS = dummy.DummyClassifier().fit(X, y)
MEAN = dummy.DummyRegressor().fit(X, y)

LIES = {
    "a setting is hidden": (SVC, {"_impl": "one_class"}),
    "too many jobs": (FOREST, {"n_jobs": 10**9}),
    "jobs without a number": (FOREST, {"n_jobs": "many"}),
    "tree: features": (TREE, {"n_features_in_": 1}),
    "tree: no features": (TREE, {"n_features_in_": ...}),
    "tree: another object": (TREE, {"tree_": LOGISTIC}),
    "tree: None": (TREE, {"tree_": None}),
    "tree: outputs": (TREE, {"n_outputs_": 2}),
    "tree: classes": (TREE, {"n_classes_": np.int64(10**9)}),
    "tree: classes of several outputs": (
        tree.DecisionTreeClassifier().fit(X, np.column_stack((y, y))),
        {"n_classes_": [3, 4]},
    ),
    "forest: a tree twice": (FOREST, {"estimators_": lambda old: [*old, old[0]]}),
    "forest: no list": (FOREST, {"estimators_": tuple}),
    "forest: another member": (FOREST, {"estimators_": [LOGISTIC]}),
    "forest: a narrow tree": (FOREST, {"estimators_": [NARROW]}),
    "forest: a tree that is not fitted": (FOREST, {"estimators_": [tree.DecisionTreeClassifier()]}),
    "forest: features": (FOREST, {"n_features_in_": 3}),
    "forest: no features": (FOREST, {"n_features_in_": ...}),
    "forest: classes": (FOREST, {"n_classes_": 10**9}),
    "isolation: columns of another length": (ISOLATION, {"estimators_features_": lambda old: [[0, 1, 2]] * 3}),
    "isolation: a mask": (ISOLATION, {"estimators_features_": lambda old: [np.array([True, False])] * 3}),
    "isolation: fewer columns": (ISOLATION, {"_max_features": 1}),
    "isolation: all columns": (ISOLATION, {"_max_features": 4}),
    "isolation: lengths": (ISOLATION, {"_decision_path_lengths": lambda old: [part[:1] for part in old]}),
    "isolation: one length": (ISOLATION, {"_average_path_length_per_tree": lambda old: old[:1]}),
    "isolation: one list": (ISOLATION, {"estimators_features_": lambda old: old[:1]}),
    "boosting: wide": (BOOSTING, {"estimators_": lambda old: np.repeat(old, 50, axis=1)}),
    "boosting: binary and wide": (BINARY, {"estimators_": lambda old: np.repeat(old, 3, axis=1)}),
    "boosting: a tree twice": (BOOSTING, {"estimators_": lambda old: np.vstack((old, old))}),
    "boosting: a classifier": (BOOSTING, {"estimators_[0, 0]": TREE}),
    "boosting: two outputs": (BOOSTING, {"estimators_[0, 0]": PAIR}),
    "boosting: not fitted": (BOOSTING, {"estimators_[0, 0]": tree.DecisionTreeRegressor()}),
    "boosting: features": (BOOSTING, {"n_features_in_": 5}),
    "boosting: trees in an iteration": (BOOSTING, {"n_trees_per_iteration_": 1}),
    "boosting: classes": (BOOSTING, {"classes_": np.arange(2)}),
    "boosting: a loss for two": (BOOSTING, {"_loss": BINARY._loss}),
    "boosting: a loss for many": (BINARY, {"_loss": BOOSTING._loss}),
    "boosting: no loss": (BOOSTING, {"_loss": TREE}),
    "boosting: a link": (BOOSTING, {"_loss.link": BINARY._loss.link}),
    "boosting: no start": (BOOSTING, {"init_": "one"}),
    "boosting: a start for two": (BOOSTING, {"init_": BINARY.init_}),
    "boosting: a start without classes": (BOOSTING, {"init_": MEAN}),
    "boosting: a start of unknown shape": (
        BOOSTING,
        {"init_": pipeline.make_pipeline(preprocessing.FunctionTransformer(np.diff), LOGISTIC)},
    ),
    "boosting: a narrow start": (BOOSTING, {"init_": NARROW}),
    "loss: link": (BOOSTING, {"_loss.link": TREE}),
    "loss: classes": (BOOSTING, {"_loss.n_classes": -1}),
    "loss: namespace": (BOOSTING, {"_loss.xp": "x"}),
    "guess: classes": (GUESS, {"n_classes_": 10**9}),
    "guess: priors": (GUESS, {"class_prior_": np.ones((5, 3))}),
    "guess: outputs": (GUESS, {"n_outputs_": 2}),
    "guess: a mean of many outputs": (MEAN, {"n_outputs_": 10**9}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])
