"""Private functions of scikit-learn's, which hand their arguments to native code without a look at them."""

import numpy as np
import pytest
from skcore_sklearn.bisecting import BisectingKMeans
from skcore_sklearn.functions import Functions
from sklearn import cluster, datasets, preprocessing
from sklearn.cluster import _kmeans

import skcore

X, y = datasets.load_iris(return_X_y=True)
MODEL = cluster.BisectingKMeans(3, random_state=0).fit(X)


def test_no_private_function_is_trusted():
    assert not [name for name in Functions.trusts if name.rpartition(".")[2].startswith("_")]


@pytest.mark.parametrize("function", [_kmeans._kmeans_single_lloyd, _kmeans._kmeans_single_elkan])
def test_no_estimator_calls_one(function):
    arguments = {"sample_weight": np.ones(1), "centers_init": np.zeros((3, 1))}
    saved = skcore.dumps(preprocessing.FunctionTransformer(function, kw_args=arguments))
    with pytest.raises(skcore.UntrustedTypesError, match="_kmeans_single"):
        skcore.loads(saved)


@pytest.mark.parametrize("lie", ["fit", "", None, ["lloyd"], np.add, 0], ids=repr)
def test_bisecting_kmeans_has_no_other_function(lie, forged):
    forged(BisectingKMeans, MODEL, lambda state: state.update(_kmeans_single=lie), "_kmeans_single is unknown")


def test_another_function_is_refused_at_dump():
    model = cluster.BisectingKMeans(3, random_state=0).fit(X)
    model._kmeans_single = np.sum
    with pytest.raises(skcore.UnsupportedTypeError, match="_kmeans_single"):
        skcore.dumps(model)


@pytest.mark.parametrize("algorithm", ["lloyd", "elkan"])
def test_bisecting_kmeans_gets_its_function_back(algorithm):
    model = cluster.BisectingKMeans(3, algorithm=algorithm, random_state=0).fit(X)
    loaded = skcore.loads(skcore.dumps(model))
    assert loaded._kmeans_single is model._kmeans_single
    assert list(vars(loaded)) == list(vars(model))
    np.testing.assert_array_equal(loaded.fit_predict(X), model.fit_predict(X))
