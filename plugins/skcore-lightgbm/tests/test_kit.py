"""The conformance kit, on both kinds."""

import lightgbm as lgb
import numpy as np
from lightgbm_models import answers, fitted
from skcore_lightgbm.booster import Boosters
from skcore_lightgbm.estimators import Estimators

from skcore.testing import HandlerTests


def use(model):
    width = (model if isinstance(model, lgb.Booster) else model.booster_).num_feature()
    answers(model, np.linspace(-1, 1, 3 * width).reshape(3, width))


class TestBoosters(HandlerTests):
    handler = Boosters

    def objects(self):
        return {name: fitted(name)[0] for name in ("booster with a code", "linear booster")}

    def equal(self, saved, loaded):
        assert saved.model_to_string() == loaded.model_to_string()

    def use(self, obj):
        use(obj)

    def hostile(self):
        state = self.state("linear booster")
        yield "linear booster", {**state, "model": "tree"}, "its model is no buffer"
        yield "linear booster", {**state, "params": {"num_threads": 10**9}}, "number of threads"


class TestEstimators(HandlerTests):
    handler = Estimators

    def objects(self):
        return {"three": fitted("three classes")[0], "fresh": lgb.LGBMRegressor(n_jobs=1, max_bin=63)}

    def equal(self, saved, loaded):
        assert saved.get_params() == loaded.get_params()
        assert vars(saved).keys() == vars(loaded).keys()

    def use(self, obj):
        use(obj)

    def hostile(self):
        state = self.state("three")
        yield "three", {**state, "_Booster": 1}, "its booster is none"
        yield "three", {**state, "_n_features": 3}, "_n_features is not the number"
        yield "three", {**state, "_n_features_in": 5}, "_n_features_in is not the number"
        yield "three", {**state, "_n_classes": 10**9}, "_n_classes is no count"
        yield "three", {**state, "n_jobs": 10**6}, "n_jobs is no number of threads"
        yield "three", {**state, "objective": "binary fs=x"}, "white space"
        yield "three", {**state, "_objective": "binary fs=x"}, "white space"
        yield "three", {**state, "_other_params": {"fs": "x"}}, "names a file"
        yield "three", {**state, "_other_params": {"max_bin": 3}}, "max_bin has two values"
        yield "three", {**state, "predict": 1}, "predict hides a method"
