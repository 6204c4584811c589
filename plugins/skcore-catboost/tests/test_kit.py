"""The conformance kit, on both kinds."""

from pathlib import Path

import catboost as cb
import numpy as np
from catboost_models import answers, fitted
from skcore_catboost.models import Models, Opaque
from skcore_catboost.native import WORDS
from skcore_catboost.pools import Pools

from skcore import Buffer
from skcore.testing import HandlerTests


def equal(saved, loaded):
    assert not saved.is_fitted() or saved == loaded
    assert saved.get_params() == loaded.get_params()
    kept, found = ({**vars(model), "_object": 0, "_canonized_params": 0} for model in (saved, loaded))
    assert kept == found


class TestModels(HandlerTests):
    handler = Models
    mutants = 900

    def objects(self):
        names = ("combined codes", "by leaf", "watched")
        fresh = {"fresh": cb.CatBoostRegressor(iterations=3, monotone_constraints=[1, 0])}
        return {**{name: fitted(name)[0] for name in names}, **fresh}

    def equal(self, saved, loaded):
        equal(saved, loaded)

    def use(self, obj):
        codes = set(obj.get_cat_feature_indices())
        width = max([*codes, *obj._get_float_feature_indices()]) + 1
        assert width < 100
        X = np.array([["a" if place in codes else 1.5 for place in range(width)]] * 20, dtype=object)
        answers(obj, X)
        obj.get_all_params()

    def hostile(self):
        state = self.state("by leaf")
        yield "by leaf", {**state, "predict": 1}, "no attribute 'predict'"
        yield "by leaf", {**state, "_init_params": {"thread_count": 10**9}}, "number of threads"
        yield "by leaf", {**state, "LeafValues": "x"}, "LeafValues is no buffer"
        yield "by leaf", {**state, "_tree_count": 5}, "_tree_count is not"
        yield "by leaf", {**state, "ModelPartIds": [WORDS]}, "nothing to compute|only CatBoost reads"
        yield "fresh", {**self.state("fresh"), "_random_seed": 1}, "ApproxDimension or Scale is no number"


class TestOpaque(HandlerTests):
    handler = Opaque
    mutants = 0

    def objects(self):
        return {name: fitted(name)[0] for name in ("text", "embedding", "named files")}

    def equal(self, saved, loaded):
        equal(saved, loaded)

    def use(self, obj):
        obj.get_all_params()

    def hostile(self):
        state = self.state("text")
        yield "text", {**state, "TreeSplits": Buffer(b"\xff" * len(state["TreeSplits"].memory))}, "TreeSplits is out"
        yield "text", {**state, "ModelPartIds": []}, "nothing to compute EstimatedFeatures of"

    def test_mutants_are_refused_or_harmless(self):
        """What is left of it is why the kind is vouched for: CatBoost alone reads it."""

    def test_mutants_of_pickles_are_refused_or_harmless(self):
        """The same is left of pickles."""


def test_pools_are_data(tmp_path):
    import pytest

    import skcore

    X, y = np.zeros((3, 2)), [0, 1, 1]
    with pytest.raises(skcore.UnsupportedTypeError, match=r"\['pool'\].*a Pool is data and no model"):
        skcore.dumps({"pool": cb.Pool(X, y)})
    assert Pools.kind in (Path(__file__).parents[1] / "README.md").read_text()
