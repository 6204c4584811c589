"""Estimators of a library without a plugin: asked for by name, and loaded as soon as the names are trusted."""

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn import datasets, linear_model, model_selection, pipeline, preprocessing

import skcore

LIBRARY = '''
"""A library that knows scikit-learn, and nothing of skcore."""

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.ensemble import RandomForestClassifier


class Clip(TransformerMixin, BaseEstimator):
    def __init__(self, low=0.0, inner=None):
        self.low = low
        self.inner = inner

    def fit(self, X, y=None):
        self.low_ = np.full(X.shape[1], self.low)
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X):
        return np.maximum(X, self.low_)


class Forest(RandomForestClassifier):
    def predict(self, X):
        return super().predict(X)[::-1]


class Families:
    class Majority(ClassifierMixin, BaseEstimator):
        def fit(self, X, y):
            self.classes_, counts = np.unique(y, return_counts=True)
            self.most_ = self.classes_[counts.argmax()]
            return self

        def predict(self, X):
            return np.full(len(X), self.most_)

        def __getstate__(self):
            return {**super().__getstate__(), "told": True}


def double(X):
    return X * 2
'''


@pytest.fixture
def library(tmp_path, monkeypatch):
    (tmp_path / "shelf.py").write_text(LIBRARY)
    monkeypatch.syspath_prepend(tmp_path)
    sys.modules.pop("shelf", None)
    import shelf

    yield shelf
    sys.modules.pop("shelf", None)


def asked_for(data):
    """Return what the error says has to be typed."""
    with pytest.raises(skcore.UntrustedTypesError) as caught:
        skcore.loads(data)
    return ast.literal_eval(str(caught.value).partition("trusted=")[2])


def test_what_the_error_says_is_what_has_to_be_trusted(library, assert_same, tmp_path):
    X, y = datasets.load_iris(return_X_y=True)
    steps = [
        library.Clip(0.5, inner=preprocessing.StandardScaler()),
        preprocessing.FunctionTransformer(library.double),
        library.Forest(5, random_state=0),
    ]
    model = pipeline.make_pipeline(*steps).fit(X, y)
    data = skcore.dumps(model)
    names = asked_for(data)
    assert names == ["shelf.Clip", "shelf.Forest", "shelf.double"] == skcore.get_untrusted_types(data=data)
    loaded = skcore.loads(data, trusted=names)
    assert_same(model, loaded)
    np.testing.assert_array_equal(loaded.predict(X), model.predict(X))

    (tmp_path / "model.skc").write_bytes(data)
    code = (
        f"import skcore; model = skcore.load('model.skc', trusted={names!r}); print(model.predict(model[0].low_[None]))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == str(model.predict(model[0].low_[None]))


def test_a_nested_class_in_a_search(library, assert_same):
    search = model_selection.GridSearchCV(linear_model.LogisticRegression(), {"C": [0.1, 1.0]})
    members = {"own": library.Families.Majority(), "search": search}
    X, y = datasets.load_iris(return_X_y=True)
    model = {name: member.fit(X[:, :2], y) for name, member in members.items()}
    data = skcore.dumps(model)
    assert asked_for(data) == ["shelf:Families.Majority"]
    loaded = skcore.loads(data, trusted=[library.Families.Majority])
    assert loaded["own"].told
    del loaded["own"].told
    assert_same(model, loaded)


def test_a_library_that_is_not_installed(library, monkeypatch):
    data = skcore.dumps(library.Clip())
    folder = str(Path(library.__file__).parent)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path != folder])
    monkeypatch.delitem(sys.modules, "shelf")
    with pytest.raises(skcore.InvalidFileError, match=r"cannot import shelf\.Clip"):
        skcore.loads(data, trusted=["shelf.Clip"])
