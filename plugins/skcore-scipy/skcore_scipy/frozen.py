"""Distributions with arguments: ``scipy.stats.uniform(0, 4)``, as randomised searches take them."""

from __future__ import annotations

from typing import Any

from skcore import Handler, Node, Record, checked, vouched
from skcore_scipy.parameters import check_together
from skcore_scipy.pickled import attributes_of, class_of
from skcore_scipy.rules import require

FARTHEST = 2.0**50
"""Up to where the next float is less than one away: scipy's sums over ints go on for ever where it is not."""

_CLASSES = (
    "scipy.stats._distn_infrastructure.rv_continuous_frozen",
    "scipy.stats._distn_infrastructure.rv_discrete_frozen",
)
_CALM = """
arcsine bernoulli cauchy chi2 expon gamma geom gumbel_l gumbel_r halfcauchy halfnorm laplace logistic lognorm
loguniform lomax maxwell norm pareto powerlaw randint rayleigh reciprocal triang truncexpon truncnorm uniform
weibull_max weibull_min
"""
_CLOSED = checked("finite numbers for a distribution that none of them keeps busy")
_OPEN = vouched("arguments can be chosen for which drawing or inverting does not end, or aborts in compiled code")


class Frozen(Handler):
    """A distribution whose methods end for any finite arguments, and such arguments."""

    kind = "scipy.stats.frozen"
    types = _CLASSES
    trusts = dict.fromkeys(_CLASSES, _CLOSED)
    calm = True

    def save(self, obj: Any) -> Node:
        state = dict(vars(obj))
        state.pop("a"), state.pop("b")
        if state.keys() != {"dist", "args", "kwds"}:
            raise TypeError("a frozen distribution with attributes of its own cannot be saved")
        calm = is_calm(obj.dist) and is_near(obj.dist, *_shapes(obj.dist, obj.args, obj.kwds))
        kind = Frozen.kind if calm else FrozenAny.kind
        return Node(kind, self.qualify(type(obj)), state)

    def convert(self, record: Record) -> Any:
        from scipy.stats._distn_infrastructure import rv_generic

        cls, held = class_of(record, _CLASSES), attributes_of(record)
        require(held.keys() == {"dist", "args", "kwds", "a", "b"}, "it has attributes of its own")
        require(isinstance(held["dist"], rv_generic), "dist is no distribution")
        return FrozenAny().load(cls, held)

    def load(self, cls: Any, state: Any) -> Any:
        from scipy.stats import rv_continuous
        from scipy.stats._distn_infrastructure import rv_frozen, rv_generic

        dist, args, kwds = (state[name] for name in ("dist", "args", "kwds"))
        require(issubclass(cls, rv_frozen) and isinstance(dist, rv_generic), "dist is no distribution")
        require(isinstance(dist, rv_continuous) == ("continuous" in cls.__name__), "dist is of the other sort")
        require(not self.calm or is_calm(dist), "dist is one whose arguments can keep it busy")
        require(type(args) is tuple and type(kwds) is dict, "args or kwds are of the wrong type")
        check_together({f"argument {index}": value for index, value in enumerate((*args, *kwds.values()))})
        obj = cls.__new__(cls)
        obj.args, obj.kwds, obj.dist = args, kwds, dist
        shapes = _shapes(dist, args, kwds)
        require(not self.calm or is_near(dist, *shapes), "its values lie where floats are more than one apart")
        obj.a, obj.b = dist._get_support(*shapes)
        return obj


class FrozenAny(Frozen):
    """Any other distribution and its arguments."""

    kind = "scipy.stats.frozen_any"
    types = ()  # type: ignore[assignment]
    trusts = dict.fromkeys(_CLASSES, _OPEN)
    calm = False


def is_calm(dist: Any) -> bool:
    """Whether a distribution is one of scipy's that no finite argument keeps busy."""
    import scipy.stats

    return dist.name in _CALM.split() and type(dist) is type(getattr(scipy.stats, dist.name))


def is_near(dist: Any, *shapes: Any) -> bool:
    """Whether scipy can count from one value of a distribution to the next."""
    import numpy as np

    if dist.name == "geom":
        return all(bool((np.asarray(shape) >= 1 / FARTHEST).all()) for shape in shapes)
    if dist.name == "randint":
        return all(bool((abs(np.asarray(shape, float)) <= FARTHEST).all()) for shape in shapes)
    return True


def _shapes(dist: Any, args: Any, kwds: Any) -> Any:
    return dist._parse_args(*args, **kwds)[0]


HANDLERS = (Frozen, FrozenAny)
