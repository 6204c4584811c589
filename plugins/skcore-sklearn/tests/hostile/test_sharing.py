"""What many objects of a file share is looked at once, however small the file makes each of them."""

import copy

import numpy as np
import pytest
from skcore_sklearn import checking
from skcore_sklearn.rules import birch, trees, vocabularies
from skcore_sklearn.rules import neighbors as neighbor_rules
from sklearn import cluster, datasets, ensemble, feature_extraction, neighbors

import skcore

X, y = datasets.load_iris(return_X_y=True)
SHARED = {
    "labels": (neighbors.KNeighborsClassifier().fit(X, y), checking, "_ends"),
    "labels of several outputs": (
        neighbors.KNeighborsClassifier().fit(X, np.column_stack((y, y))),
        neighbor_rules,
        "_greatest",
    ),
    "trees": (ensemble.RandomForestClassifier(5).fit(X, y), trees, "_check_members"),
    "words": (feature_extraction.text.CountVectorizer().fit(["a text"]), vocabularies, "_check_columns"),
    "nodes": (cluster.Birch().fit(X), birch, "_leaves"),
    "leaves": (cluster.Birch().fit(X), birch, "_check_leaves"),
}


@pytest.mark.parametrize("name", SHARED)
def test_what_models_share_is_looked_at_once(name, monkeypatch):
    model, module, function = SHARED[name]
    seen = []
    original = getattr(module, function).__wrapped__
    monkeypatch.setattr(module, function, skcore.once(lambda *given: seen.append(given) or original(*given)))
    data = skcore.dumps([model, *(copy.copy(model) for _ in range(9))])
    seen.clear()
    assert len(skcore.loads(data)) == 10
    assert len(seen) == 1
