"""Distributions with arguments: ``scipy.stats.uniform(0, 4)``, as randomised searches take them."""

from __future__ import annotations

from typing import Any

from skcore import Handler, Node, checked, vouched
from skcore_scipy.parameters import check_numbers
from skcore_scipy.rules import require

MAX_BROADCAST = 2**20

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
        kind = Frozen.kind if is_calm(obj.dist) else FrozenAny.kind
        return Node(kind, self.qualify(type(obj)), state)

    def load(self, cls: Any, state: Any) -> Any:
        from scipy.stats import rv_continuous
        from scipy.stats._distn_infrastructure import rv_frozen, rv_generic

        dist, args, kwds = (state[name] for name in ("dist", "args", "kwds"))
        require(issubclass(cls, rv_frozen) and isinstance(dist, rv_generic), "dist is no distribution")
        require(isinstance(dist, rv_continuous) == ("continuous" in cls.__name__), "dist is of the other sort")
        require(not self.calm or is_calm(dist), "dist is one whose arguments can keep it busy")
        require(type(args) is tuple and type(kwds) is dict, "args or kwds are of the wrong type")
        size = 1
        for index, value in enumerate((*args, *kwds.values())):
            size *= max(1, check_numbers(value, f"argument {index}"))
            require(size <= MAX_BROADCAST, "the arguments are too many together")
        obj = cls.__new__(cls)
        obj.args, obj.kwds, obj.dist = args, kwds, dist
        shapes, _, _ = dist._parse_args(*args, **kwds)
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


HANDLERS = (Frozen, FrozenAny)
