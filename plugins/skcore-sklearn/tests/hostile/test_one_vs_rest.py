"""One against the rest: members that might score their samples twice are not trusted by default."""

from unittest import mock

import numpy as np
import pytest
from skcore_sklearn import estimators
from sklearn import datasets, ensemble, linear_model, multiclass, naive_bayes, neighbors, pipeline, preprocessing, svm

import skcore

X, y = datasets.load_iris(return_X_y=True)
X, y = X[::3], y[::3]
LABELS = np.column_stack((y == 0, y > 0, y == 2)).astype(int)
NAME = "sklearn.multiclass.OneVsRestClassifier"
MEMBERS = {
    "logistic": linear_model.LogisticRegression(),
    "SGD": linear_model.SGDClassifier(),
    "SVC": svm.SVC(),
    "linear SVC": svm.LinearSVC(),
    "bayes": naive_bayes.GaussianNB(),
    "neighbours": neighbors.KNeighborsClassifier(),
    "forest": ensemble.RandomForestClassifier(3),
    "boosting": ensemble.GradientBoostingClassifier(n_estimators=3),
    "histograms": ensemble.HistGradientBoostingClassifier(max_iter=3),
}
SCALED = pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.LogisticRegression())


@pytest.mark.parametrize("labels", [LABELS, y, y == 0], ids=["labels", "classes", "binary"])
@pytest.mark.parametrize("name", MEMBERS)
def test_members_that_score_each_sample_once_load_by_default(name, labels):
    model = multiclass.OneVsRestClassifier(MEMBERS[name]).fit(X, labels)
    assert np.array_equal(skcore.loads(skcore.dumps(model)).predict(X), model.predict(X))


def test_any_member_loads_by_default_where_no_matrix_is_made():
    model = multiclass.OneVsRestClassifier(SCALED).fit(X, y)
    assert np.array_equal(skcore.loads(skcore.dumps(model)).predict(X), model.predict(X))
    skcore.loads(skcore.dumps(multiclass.OneVsRestClassifier(SCALED)))


@pytest.mark.parametrize("labels", [LABELS, y == 0], ids=["labels", "binary"])
def test_other_members_are_vouched_for(labels):
    model = multiclass.OneVsRestClassifier(SCALED).fit(X, labels)
    data = skcore.dumps(model)
    assert skcore.get_untrusted_types(data=data) == [NAME]
    with pytest.raises(skcore.UntrustedTypesError, match="rows that scipy writes to"):
        skcore.loads(data)
    loaded = skcore.loads(data, trusted=skcore.plugin_defaults)
    assert np.array_equal(loaded.predict(X), model.predict(X))
    assert skcore.dumps(loaded) == data


def test_a_file_that_says_otherwise_is_refused():
    model = multiclass.OneVsRestClassifier(SCALED).fit(X, LABELS)
    with mock.patch.object(estimators, "_is_of_any", return_value=False):
        data = skcore.dumps(model)
    with pytest.raises(skcore.InvalidStateError, match="might score its samples more than once"):
        skcore.loads(data, trusted=skcore.plugin_defaults)


def test_members_that_turn_their_samples_around_are_refused():
    turned = pipeline.make_pipeline(preprocessing.FunctionTransformer(np.transpose), linear_model.LogisticRegression())
    turned.steps[1][1].__dict__.update(vars(linear_model.LogisticRegression().fit(X, y == 0)))
    model = multiclass.OneVsRestClassifier(linear_model.LogisticRegression()).fit(X, LABELS)
    model.estimators_ = [turned] * 3
    assert skcore.get_untrusted_types(data=skcore.dumps(model)) == [NAME]


@pytest.mark.parametrize("sort", [None, 1, "other", np.array("multiclass"), "multilabel-indicator"], ids=str)
def test_only_several_classes_need_no_matrix(sort):
    model = multiclass.OneVsRestClassifier(SCALED).fit(X, y)
    model.label_binarizer_.y_type_ = sort
    assert skcore.get_untrusted_types(data=skcore.dumps(model)) == [NAME]
