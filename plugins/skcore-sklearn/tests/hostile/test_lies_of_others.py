"""Hostile files of displays, progress bars, monitors, requests, routes and classes."""

import copy
import pickle

import numpy as np
import pytest
import scipy.sparse as sp
from conversions import converted
from skcore_sklearn import monitors, named_tuples
from skcore_sklearn.distances import Metrics
from skcore_sklearn.estimators import Estimators
from sklearn import datasets, linear_model, metrics, model_selection, neighbors, svm
from sklearn.utils import metadata_routing
from sklearn.utils._metadata_requests import RouterMappingPair

import skcore

X, _ = datasets.load_iris(return_X_y=True)


def test_a_display_that_was_plotted_is_refused(forged):
    forged(Estimators, metrics.ConfusionMatrixDisplay(np.eye(2)), lambda state: state.update(ax_=0), "plotted")


@pytest.mark.parametrize("lie", [("run",), "predict now", "", None, 1], ids=repr)
def test_a_pair_of_methods_has_names_alone(lie, forged):
    mapping = metadata_routing.MethodMapping().add(caller="fit", callee="fit")
    forged(named_tuples.NamedTuples, mapping, lambda state: state.__setitem__(1, lie), "name of a method")


@pytest.mark.parametrize("place", [0, 1])
def test_a_route_has_a_mapping_and_a_router(place, forged):
    router = metadata_routing.MetadataRouter(owner="x").add(
        step=linear_model.Ridge(), method_mapping=metadata_routing.MethodMapping().add(caller="fit", callee="fit")
    )

    def lie(state):
        if len(state) == 2 and type(state[0]) is not str:
            state[place] = {}

    forged(named_tuples.NamedTuples, router, lie, "mapping is none|neither a router")


def test_routers_that_share_two_routers_are_refused(refused):
    mapping = metadata_routing.MethodMapping().add(caller="fit", callee="fit")
    router = metadata_routing.MetadataRouter(owner="x")
    for _ in range(30):
        outer = metadata_routing.MetadataRouter(owner="x")
        outer._route_mappings = {"a": RouterMappingPair(mapping, router), "b": RouterMappingPair(mapping, router)}
        router = outer
    refused(router, "calls its members", saved=True)


@pytest.mark.parametrize("lie", [svm.SVC, print, metrics.make_scorer])
def test_no_other_class_is_referred_to(lie):
    model = model_selection.RepeatedKFold()
    model.cv = lie
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(skcore.dumps(model))


@pytest.mark.parametrize("order", [np.inf, -1.0, 0.0, np.nan, 2, None])
def test_the_order_of_a_distance_is_finite(order, forged):
    tree = neighbors.KDTree(np.eye(9), metric="minkowski", p=3)
    forged(Metrics, tree, lambda state: state.update(p=order), "p is not positive")


@pytest.mark.parametrize("left", [-1, 0, 2**31 - 1])
@pytest.mark.parametrize("kind", [svm.SVR, svm.NuSVR, svm.OneClassSVM])
def test_what_libsvm_left_uninitialized_is_let_in(kind, left):
    points = sp.csr_matrix(X * (X.mean(0) < X))
    model = kind().fit(points, X[:, 0])
    model._n_support = np.array([left, left], np.int32)
    loaded = skcore.loads(skcore.dumps(model))
    np.testing.assert_array_equal(loaded.predict(points), model.predict(points))
    np.testing.assert_array_equal(loaded.fit(points, X[:, 0]).predict(points), model.predict(points))


try:
    from sklearn import callback as callbacks
except ImportError:
    # Callbacks are new in 1.9.
    pass
else:

    @pytest.mark.parametrize("lie", [{1: ("address", b"key")}, None, [], {"x": 1}], ids=repr)
    def test_a_progress_bar_has_no_address(lie, forged):
        bar = callbacks.ProgressBar.__new__(callbacks.ProgressBar)
        bar.max_propagation_depth, bar._listener_handles = 1, {}
        model = linear_model.LogisticRegression().set_callbacks(copy.copy(bar))

        def change(state):
            if "_listener_handles" in state:
                state["_listener_handles"] = lie

        forged(Estimators, model, change, "has addresses")

    def test_a_progress_bar_has_a_depth(forged):
        bar = callbacks.ProgressBar.__new__(callbacks.ProgressBar)
        bar.max_propagation_depth, bar._listener_handles = 1, {}
        forged(Estimators, bar, lambda state: state.update(max_propagation_depth="x"), "max_propagation_depth")

    @pytest.mark.parametrize("lie", [{"listener": ("address", b"key")}, {"log": {}}, {"log": None}], ids=repr)
    def test_a_monitor_has_no_address_and_a_log(lie, monkeypatch):
        monitor = callbacks.ScoringMonitor(scoring="r2")
        honest = monitors.Monitors.save
        with monkeypatch.context() as patch:
            patch.setattr(monitors.Monitors, "save", lambda self, obj: honest(self, obj) | lie)
            saved = skcore.dumps(monitor)
        with pytest.raises(skcore.InvalidStateError):
            skcore.loads(saved, trusted=skcore.plugin_defaults)

    def test_a_pickled_monitor_leaves_its_address_behind():
        monitor = callbacks.ScoringMonitor(scoring="r2")
        saved = converted(pickle.dumps(monitor))
        assert monitor._listener_handle.authkey not in saved
        assert b"listener" not in saved
        assert skcore.get_untrusted_types(data=saved) == ["sklearn.callback._scoring_monitor.ScoringMonitor"]
        loaded = skcore.loads(saved, trusted=skcore.plugin_defaults)
        assert loaded._scoring == monitor._scoring
        assert loaded._listener_handle.address != monitor._listener_handle.address
        monitor._estimator_scorers["x"] = 1
        with pytest.raises(skcore.UnsupportedTypeError, match="midst of a fit"):
            converted(pickle.dumps(monitor))
        monitor.more = 1
        with pytest.raises(skcore.UnsupportedTypeError, match="not those of a monitor"):
            converted(pickle.dumps(monitor))

    def test_a_monitor_in_the_midst_of_a_fit_is_refused():
        monitor = callbacks.ScoringMonitor(scoring="r2")
        monitor._estimator_scorers["x"] = 1
        with pytest.raises(skcore.UnsupportedTypeError, match="midst of a fit"):
            skcore.dumps(monitor)


def test_a_method_of_another_object_is_refused_at_dump():
    model = linear_model.LinearRegression().fit(X, X[:, 0])
    for other in (linear_model.LinearRegression().fit(X, X[:, 1]).predict, model.score):
        model.predict = other
        with pytest.raises(skcore.UnsupportedTypeError, match="predict hides"):
            skcore.dumps(model)
