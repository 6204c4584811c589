"""The conformance kit, on each kind."""

import numpy as np
import xgboost as xgb
from skcore_xgboost.booster import Boosters
from skcore_xgboost.callbacks import Callbacks, Functions
from skcore_xgboost.estimators import Estimators
from xgboost_models import answers, booster_of, fitted, same

from skcore import Buffer
from skcore.testing import HandlerTests


def use(model):
    """Predict, and predict again after a parameter was set."""
    width = booster_of(model).num_features()
    X = np.linspace(-1, 1, 3 * width).reshape(3, width)
    if isinstance(model, xgb.Booster):
        answers(model, X)
    else:
        model.predict(X)
        model.set_params(verbosity=0)
        model.predict(X)
        model.get_booster().predict(xgb.DMatrix(X), pred_leaf=True, strict_shape=True)


class TestBoosters(HandlerTests):
    handler = Boosters

    def objects(self):
        return {name: fitted(name)[0] for name in ("booster with names", "code", "linear")}

    def equal(self, saved, loaded):
        same(saved, loaded)

    def use(self, obj):
        use(obj)

    def hostile(self):
        content = self.state("linear")["handle"].memory
        yield "linear", {}, "something else than its handle"
        yield "linear", {"handle": Buffer(content), "colour": "red"}, "something else than its handle"
        yield "linear", {"handle": "{}"}, "its handle is no buffer"
        yield "linear", {"handle": None}, "its handle is no buffer"
        yield "linear", {"handle": Buffer(content[:-1])}, "not written as XGBoost writes it"


class TestEstimators(HandlerTests):
    handler = Estimators

    def objects(self):
        return {"three": fitted("three classes")[0], "fresh": xgb.XGBRegressor(n_jobs=1, rate_drop=0.5)}

    def equal(self, saved, loaded):
        same(vars(saved), vars(loaded))

    def use(self, obj):
        use(obj)

    def hostile(self):
        state = self.state("three")
        yield "three", {**state, "_Booster": 1}, "its booster is none"
        yield "three", {**state, "_Booster": None}, "its booster is none"
        yield "three", {**state, "n_classes_": 10**9}, "n_classes_ is out of range"
        yield "three", {**state, "n_jobs": 10**6}, "n_jobs is out of range"
        yield "three", {**state, "n_jobs": "1"}, "n_jobs is out of range"
        yield "three", {**state, "max_bin": 10**9}, "max_bin is out of range"
        yield "three", {**state, "num_parallel_tree": 10**9}, "num_parallel_tree is out of range"
        yield "three", {**state, "missing": "nan"}, "missing is no number"
        yield "three", {**state, "objective": "reg:cubederror"}, "the objective is not one that is known"
        yield "three", {**state, "objective": ["multi:softprob"]}, "the objective is not one that is known"
        yield "three", {**state, "_Booster": fitted("booster")[0]}, "the booster has none"
        yield "three", {**state, "kwargs": []}, "kwargs is no dict"
        yield "three", {**state, "kwargs": {"num_class": 10**9}}, "num_class is not that of the booster"
        yield "three", {**state, "kwargs": {"num_feature": 1}}, "num_feature is not that of the booster"
        yield "three", {**state, "kwargs": {"num_target": 2}}, "num_target is not that of the booster"
        yield "three", {**state, "kwargs": {"nthread": 10**9}}, "nthread is out of range"
        yield "three", {**state, "kwargs": {"eta ": 1}}, "no identifier"
        yield "three", {**state, "booster": "dart"}, "booster is not the sort that the booster is of"
        yield "three", {**state, "kwargs": {"process_type": "update"}}, "process_type takes the trees"
        yield "three", {**state, "predict": 1}, "predict hides a method"
        yield "fresh", {**self.state("fresh"), "kwargs": {"num_class": 10**9}}, "num_class is not that"


class TestCallbacks(HandlerTests):
    handler = Callbacks

    def objects(self):
        callback = xgb.callback
        return {
            "stop": callback.EarlyStopping(rounds=3, metric_name="auc", maximize=True),
            "print": callback.EvaluationMonitor(period=2),
        }

    def equal(self, saved, loaded):
        same(vars(saved), vars(loaded))

    def use(self, obj):
        obj.after_iteration(None, 0, {"train": {"auc": [0.5]}})

    def hostile(self):
        yield "stop", {**self.state("stop"), "after_iteration": 1}, "after_iteration hides a method"


class TestFunctions(HandlerTests):
    handler = Functions

    def objects(self):
        return {"print": xgb.collective.communicator_print}

    def equal(self, saved, loaded):
        assert saved is loaded

    def hostile(self):
        return ()
