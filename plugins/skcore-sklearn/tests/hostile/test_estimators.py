"""What holds of every estimator: attributes, members, functions and versions that a file may not have."""

import numpy as np
import pytest
from scipy import sparse
from skcore_sklearn.estimators import Estimators
from sklearn import datasets, ensemble, linear_model, preprocessing

import skcore

X, y = datasets.load_iris(return_X_y=True)
LOGISTIC = linear_model.LogisticRegression(max_iter=500).fit(X, y)


def nested(model):
    """Make a model of thirty levels, each of which calls the one below twice."""
    for _ in range(30):
        outer = ensemble.VotingRegressor([("a", model), ("b", model)])
        outer.estimators_ = [model, model]
        model = outer
    return model


@pytest.mark.parametrize("name", ["predict", "__class__", "__reduce__", "_parameter_constraints", "densify"])
def test_an_attribute_that_hides_one_of_its_class_is_refused(name, forged):
    forged(Estimators, LOGISTIC, lambda state: state.update({name: "x"}))


def test_a_state_that_is_no_row_of_attributes_is_refused(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Estimators, "save", lambda self, obj: [{"_parameter_constraints": {}}])
        saved = skcore.dumps(LOGISTIC)
    with pytest.raises(skcore.InvalidStateError, match="row of attributes"):
        skcore.loads(saved)


def test_a_model_that_calls_its_members_a_billion_times_is_refused(refused):
    refused(nested(linear_model.LinearRegression().fit(X, y)), "calls its members", saved=True)


def test_levels_that_share_two_members_are_refused(refused):
    pair = [linear_model.Ridge().fit(X, y), linear_model.Ridge().fit(X, y)]
    for _ in range(30):
        upper = [ensemble.VotingRegressor([("a", pair[0]), ("b", pair[1])]) for _ in range(2)]
        for model in upper:
            model.estimators_ = list(pair)
        pair = upper
    refused(pair[0], "calls its members", saved=True)


@pytest.mark.parametrize(
    "kind", [np.save, np.load, np.fromfile, np.memmap, exec, open, print], ids=lambda found: found.__name__
)
def test_functions_with_effects_are_not_trusted(kind):
    model = preprocessing.FunctionTransformer(kind)
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(skcore.dumps(model))


def test_a_version_that_differs_is_told_as_a_pickle_tells_it(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("sklearn.base.__version__", "0.1")
        saved = skcore.dumps(LOGISTIC)
    with pytest.warns(UserWarning, match="LogisticRegression from version 0.1"):
        loaded = skcore.loads(saved)
    assert vars(loaded).keys() == vars(LOGISTIC).keys()


@pytest.mark.parametrize("lie", [["1.0"], None, 1.0, {}], ids=repr)
def test_a_version_that_is_no_str_is_refused_before_it_is_told(lie, forged):
    forged(Estimators, LOGISTIC, lambda state: state.update(_sklearn_version=lie), "_sklearn_version")


@pytest.mark.parametrize(
    "scaler", [preprocessing.StandardScaler(with_mean=False, with_std=False), preprocessing.MinMaxScaler()]
)
def test_what_is_counted_up_in_place_is_nothing_else_s_index(scaler):
    matrix = sparse.csr_array(np.eye(4))
    matrix.indices = matrix.indptr[:4].copy()
    scaler.fit(X)
    scaler.n_samples_seen_ = matrix.indices
    loaded, found = skcore.loads(skcore.dumps([scaler, matrix]))
    assert (loaded.n_samples_seen_ == matrix.indices).all()
    loaded.partial_fit(X)
    assert (found.indices == matrix.indices).all()


@pytest.mark.parametrize("features", [10**30, 2**31, -1, 4.0, "4", True], ids=str)
def test_a_transformer_has_no_endless_number_of_features(features, lie_refused):
    model = preprocessing.RobustScaler().fit(np.eye(4))
    lie_refused(model, {"n_features_in_": features})
