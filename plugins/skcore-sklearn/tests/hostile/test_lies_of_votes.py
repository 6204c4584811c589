"""Members that vote for what cannot be counted, and an estimator without the one that it answers by."""

import numpy as np
import pytest
from skcore_sklearn.estimators import Estimators
from sklearn import datasets, ensemble, linear_model, model_selection, pipeline, preprocessing

import skcore

X, y = datasets.load_iris(return_X_y=True)
LOGISTIC = linear_model.LogisticRegression(max_iter=500)
SCALED = pipeline.make_pipeline(preprocessing.StandardScaler(), LOGISTIC)
SEARCH = model_selection.GridSearchCV(LOGISTIC, {"C": [1.0]}, cv=2)
LARGE = np.array([0, 1, 10_000_001])
VOTES = {
    name: ensemble.VotingClassifier([("a", LOGISTIC), ("b", member)]).fit(X, y)
    for name, member in {"alone": LOGISTIC, "in a pipeline": SCALED, "in a search": SEARCH}.items()
}


def with_large_classes(members):
    """Return the members, of which the last predicts a large class."""
    last = members[-1]
    last = last.steps[-1][1] if hasattr(last, "steps") else getattr(last, "best_estimator_", last)
    last.classes_ = LARGE
    return members


@pytest.mark.parametrize("name", VOTES)
def test_votes_for_classes_that_cannot_be_counted(name, lie_refused):
    lie_refused(VOTES[name], {"estimators_": with_large_classes}, "a class too large to be counted")


def test_members_that_are_no_list(lie_refused):
    lie_refused(VOTES["alone"], {"estimators_": tuple}, "estimators_ is no list of members")


def test_classes_are_counted_up_to_ten_million():
    labels = np.array([0, 5, 10_000_000])[y]
    members = [("a", LOGISTIC), ("b", SCALED)]
    model = ensemble.VotingClassifier(members).fit(X, labels)
    assert np.array_equal(skcore.loads(skcore.dumps(model)).predict(X), model.predict(X))
    model.estimators_ = [member.fit(X, labels) for _, member in members]
    assert np.array_equal(skcore.loads(skcore.dumps(model)).estimators_[0].classes_, np.unique(labels))


def test_a_frozen_estimator_without_the_one_that_it_freezes(forged):
    frozen = pytest.importorskip("sklearn.frozen", reason="scikit-learn has frozen estimators since 1.6")
    model = frozen.FrozenEstimator(LOGISTIC)
    forged(Estimators, model, lambda state: state.pop("estimator", None), "lacks the attribute 'estimator'")
