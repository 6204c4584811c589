"""The conformance kit, on forests and on the estimators."""

import contextlib
from itertools import product

import numpy as np
from quantile_forest import RandomForestQuantileRegressor
from quantile_models import DIABETES, answers, fitted, same, same_forest
from skcore_quantile_forest.forests import Forests
from skcore_quantile_forest.regressors import Regressors
from sklearn.tree import DecisionTreeRegressor

from skcore import Buffer, Plain
from skcore.testing import HandlerTests


def changed(buffer, place, number, dtype="<i8"):
    array = np.frombuffer(buffer.memory, dtype).copy()
    array[place] = number
    return Buffer(array.tobytes())


class TestForests(HandlerTests):
    handler = Forests

    def objects(self):
        return {name: fitted(name).forest_ for name in ("default", "all in a leaf", "sparse", "monotonic")}

    def equal(self, saved, loaded):
        same_forest(saved, loaded)

    def use(self, obj):
        trees, nodes, outputs, _ = obj.y_train_leaves.shape
        leaves = np.array([[0] * trees, [nodes - 1] * trees])
        for first, weighted, inverse in product((False, True), repeat=3):
            obj.predict([0.1, 0.9], leaves, None, b"linear", weighted, inverse, first)
        obj.predict([-1], leaves)
        obj.quantile_ranks(np.ones((2, outputs)), leaves)
        obj.proximity_counts(leaves)

    def hostile(self):
        state = self.state("all in a leaf")
        trees, nodes, outputs, most = state["shape"]
        for lie, rule in (
            ({"more": 1}, "other fields"),
            ({"y_train": np.ones(150)}, "other fields"),
            ({"shape": [trees, nodes, outputs, most]}, "shape no tuple"),
            ({"shape": Plain((trees, nodes, outputs))}, "shape is not that of trees"),
            ({"shape": Plain((trees, nodes, outputs, 0))}, "shape is not that of trees"),
            ({"shape": Plain((trees, nodes + 1, outputs, most))}, "leaves is not of the shape"),
            ({"shape": Plain((2**62, 2**62, 1, 1))}, "leaves is not of the shape"),
            ({"shape": Plain((trees, nodes, 7, most))}, "finite numbers for each output"),
            ({"leaves": changed(state["leaves"], -1, 151)}, "a target that there is not"),
            ({"leaves": changed(state["leaves"], -1, -(10**12))}, "a target that there is not"),
            ({"y_train": Buffer(bytes(8 * 10))}, "a target that there is not"),
            ({"y_train": Buffer(b"")}, "y_train is not as many"),
            ({"y_train": changed(state["y_train"], 0, np.nan, "<f8")}, "finite numbers"),
        ):
            yield "all in a leaf", {**state, **lie}, rule
        yield "monotonic", {**self.state("monotonic"), "bounds": Buffer(bytes(16))}, "two numbers for each node"
        yield "sparse", {**self.state("sparse"), "sparse": 1}, "sparse is no bool"


class TestRegressors(HandlerTests):
    handler = Regressors

    def objects(self):
        return {"fitted": fitted(), "fresh": RandomForestQuantileRegressor(n_jobs=2)}

    def equal(self, saved, loaded):
        assert list(vars(saved)) == list(vars(loaded))
        assert str(saved.get_params()) == str(loaded.get_params())
        if hasattr(saved, "forest_"):
            same(answers(saved, *DIABETES), answers(loaded, *DIABETES))

    def use(self, obj):
        X, y = DIABETES[0][:5], DIABETES[1][:5]
        for call in (
            lambda: obj.predict(X),
            lambda: obj.predict(X, [0.2, 0.7], weighted_leaves=True),
            lambda: obj.predict(X, 0.5, weighted_quantile=False),
            lambda: obj.predict(X, 0.5, oob_score=True, indices=list(range(5))),
            lambda: obj.quantile_ranks(X, y),
            lambda: obj.proximity_counts(X),
            lambda: obj.feature_importances_,
            lambda: repr(obj),
        ):
            with contextlib.suppress(Exception):
                call()

    def hostile(self):
        state = self.state("fitted")
        trees = state["estimators_"]
        yield "fitted", {**state, "n_jobs": 10**6}, "n_jobs is no int"
        yield "fitted", {**state, "estimator": fitted()}, "estimator is no tree"
        yield "fitted", {**state, "estimator_": 1}, "estimator_ is no tree"
        yield "fitted", {**state, "default_quantiles": [0.5, float("nan")]}, "default_quantiles has NaN"
        yield "fitted", {**state, "default_quantiles": np.float64("nan")}, "default_quantiles has NaN"
        yield "fitted", {**state, "max_samples": 10**9}, "max_samples is more"
        yield "fitted", {**state, "max_samples": 1e9}, "max_samples is more"
        yield "fitted", {**state, "n_estimators": 10**9}, "n_estimators is more"
        yield "fitted", {**state, "_n_samples": 10**9}, "_n_samples is more"
        yield "fitted", {**state, "_n_samples_bootstrap": 10**9}, "_n_samples_bootstrap is more"
        yield (
            "fitted",
            {**state, "_parameter_constraints": {}},
            "_parameter_constraints hides an attribute of the class",
        )
        yield "fitted", {**state, "forest_": 1}, "forest_ is no QuantileForest"
        yield "fitted", {**state, "n_train_samples_": 10**9}, "n_train_samples_ is not the number"
        yield "fitted", {**state, "estimators_": tuple(trees)}, "no list of distinct trees"
        yield "fitted", {**state, "estimators_": [trees[0]] * 3}, "no list of distinct trees"
        yield "fitted", {**state, "estimators_": [fitted()]}, "something else than trees"
        yield "fitted", {**state, "estimators_": [DecisionTreeRegressor()]}, "not fitted"
        yield "fitted", {**state, "estimators_": [*trees, *fitted("stump").estimators_]}, "more trees"
        yield "fitted", {**state, "forest_": fitted("some in a leaf").forest_}, "more nodes in one"
        yield "fitted", {**state, "sorter_": None}, "sorter_ is no order"
        yield "fitted", {**state, "sorter_": state["sorter_"][:-1]}, "sorter_ is no order"
        yield "fitted", {**state, "sorter_": state["sorter_"] + 1}, "sorter_ is no order"
        yield "fitted", {**state, "sorter_": state["sorter_"].astype(float)}, "sorter_ is no order"
        yield "fitted", {**state, "sorter_": state["sorter_"][:, :0]}, "sorter_ is no order"
        yield "fitted", {**state, "predict": 1}, "predict hides a method"
