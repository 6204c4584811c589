"""``gaussian_kde``: a density around points."""

from __future__ import annotations

from typing import Any

from skcore import checked
from skcore_scipy import rules
from skcore_scipy.parameters import is_number
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require

_KEPT = ("dataset", "_weights", "_neff", "_data_covariance", "_data_cho_cov")


class Densities(Rebuilt):
    """Points, weights and covariance; what follows from the bandwidth is computed anew."""

    kind = "scipy.gaussian_kde"
    types = ("scipy.stats._kde.gaussian_kde",)
    trusts = {types[0]: checked("one weight for each point, and a covariance of as many rows as a point has")}
    fields = (*_KEPT, "bandwidth")
    computed = ("covariance_factor",)

    def parts(self, obj: Any) -> dict[str, Any]:
        # Both are computed when they are first asked for.
        kept = {"_weights": obj.weights, "_neff": obj.neff}
        kept.update({name: vars(obj)[name] for name in _KEPT})
        return {**kept, "bandwidth": _bandwidth(obj)}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        dataset, bandwidth = rules.array(state["dataset"], "dataset", 2), state["bandwidth"]
        width, count = dataset.shape
        require(dataset.dtype.kind in "biuf" and 1 <= width <= count >= 2, "dataset has no real points, or too few")
        rules.doubles(state["_weights"], "_weights", count)
        for name in ("_data_covariance", "_data_cho_cov"):
            rules.doubles(state[name], name, width, width)
        require(is_number(state["_neff"]), "_neff is no number")
        known = bandwidth is None or (type(bandwidth) is str and bandwidth in ("scott", "silverman"))
        require(known or is_number(bandwidth), "bandwidth is unknown")
        obj = cls.__new__(cls)
        obj.d, obj.n = width, count
        vars(obj).update({name: state[name] for name in _KEPT})
        obj.set_bandwidth(bandwidth)
        return obj


def _bandwidth(obj: Any) -> Any:
    """Return how the bandwidth was given."""
    own = vars(obj).get("covariance_factor")
    if own is None:
        return None
    if "_bw_method" in vars(obj):
        require(obj._bw_method == "use constant", "its bandwidth is a function")
        return obj.factor
    return {obj.scotts_factor: "scott", obj.silverman_factor: "silverman"}.get(own)


HANDLERS = (Densities,)
