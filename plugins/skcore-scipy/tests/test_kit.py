"""The conformance kit on every kind."""

import math

import kit_of_chances
import kit_of_curves
import kit_of_places
import kit_tables
import numpy as np
import scipy
import scipy.spatial.transform
from conversions import Converts
from scipy_comparison import assert_same

ROWS = [*kit_of_places.ROWS, *kit_of_curves.ROWS, *kit_of_chances.ROWS]
OTHERS = (
    {} if hasattr(scipy.spatial.transform, "RigidTransform") else {"scipy.rigid_transform": "scipy has it since 1.16"}
)


COPIES = "no pickle brings back"
COPIED = (
    "scipy.stats.trials",
    "scipy.stats.frozen_trials",
    "scipy.stats.variable",
    "scipy.stats.made_variable",
    "scipy.stats.mixture",
)
UNPICKLABLE = {
    "scipy.stats.made_variable": {"exp": AttributeError},
    "scipy.gaussian_kde": {"weights": AttributeError},
    "scipy.result_tuple": {"t": TypeError},
}


class Kit(Converts, kit_tables.Tabled):
    @property
    def refused(self):
        return {"*": COPIES} if self.handler.kind in COPIED else {}

    @property
    def unpicklable(self):
        return UNPICKLABLE.get(self.handler.kind, {})

    def equal(self, saved, loaded):
        assert_same(saved, loaded, {})

    def use(self, obj):
        repr(obj)
        if scipy.sparse.issparse(obj):
            # No row takes memory in a file, and each of them in a sum.
            small = math.prod(obj.shape) < 10**6
            obj.nnz, obj.copy(), (obj.sum(), obj @ np.ones(obj.shape[-1]), obj.toarray()) if small else None


globals().update(kit_tables.classes(__name__, ROWS, Kit, newest=scipy.__version__ >= "1.17"))


def test_every_kind_has_its_tests():
    assert not kit_tables.kinds_without_tests("scipy", ROWS, OTHERS)
