"""Random variables of scipy's newer sort: ``Normal(mu=1)``, and what is made of them."""

from __future__ import annotations

import math
from typing import Any

from skcore import Record, checked, spend, vouched
from skcore_scipy.parameters import MAX_BROADCAST, check_numbers
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require

_NEW = "scipy.stats._new_distributions"
_MADE = "scipy.stats._distribution_infrastructure"
_FORMULAS = checked("numbers for a distribution all of whose methods are formulas")
_SEARCHES = vouched("what has no formula is found by integrating and searching, as long as the arguments make it")
MAX_COMPONENTS = 1000
BYTES_EACH = 200
"""What a variable keeps for each of its parameters."""
MAX_LAYERS = 6
_CACHES = (
    "_moment_methods",
    "_moment_raw_cache",
    "_moment_central_cache",
    "_moment_standardized_cache",
    "_support_cache",
    "_method_cache",
    "_constant_cache",
    "_variable",
    "_parameterization",
    "_parameterizations",
)
_SENTINELS = "scipy compares what it has with objects of its own, which no pickle brings back"


class Variables(Rebuilt):
    """A random variable: the parameters of its constructor."""

    kind = "scipy.stats.variable"
    types = tuple(f"{_NEW}.{name}" for name in ("Normal", "StandardNormal", "Uniform", "Logistic", "Binomial"))
    trusts = {**dict.fromkeys(types[:-1], _FORMULAS), types[-1]: _SEARCHES}
    fields = ("parameters",)
    computed = _CACHES

    def convert(self, record: Record) -> Any:
        raise TypeError(_SENTINELS)

    def parts(self, obj: Any) -> dict[str, Any]:
        return {"parameters": dict(obj._original_parameters)}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        _check_parameters(state["parameters"])
        obj = cls(**state["parameters"])
        require(type(obj) is cls, "the parameters are those of another class")
        return obj


class Made(Rebuilt):
    """A random variable made of another, by cutting, moving, folding, ordering, or ``exp`` and ``log``."""

    kind = "scipy.stats.made_variable"
    names = (
        "TruncatedDistribution",
        "ShiftedScaledDistribution",
        "OrderStatisticDistribution",
        "FoldedDistribution",
        "MonotonicTransformedDistribution",
    )
    types = tuple(f"{_MADE}.{name}" for name in names)
    trusts = dict.fromkeys(types, _SEARCHES)
    fields = ("dist", "parameters", "function")
    shallow = True
    methods = ("xdf", "cxdf", "ixdf", "icxdf", "logxdf", "logcxdf", "ilogxdf", "ilogcxdf")
    computed = (*_CACHES, "_dh", "_logdh", *(f"_{name}" for name in methods))

    def convert(self, record: Record) -> Any:
        raise TypeError(_SENTINELS)

    def parts(self, obj: Any) -> dict[str, Any]:
        inner = obj._dist._original_parameters
        own = {name: value for name, value in obj._original_parameters.items() if name not in inner}
        function = getattr(getattr(obj, "_g", None), "__name__", None)
        return {"dist": obj._dist, "parameters": own, "function": function}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        from scipy import stats

        dist, parameters, function = state["dist"], state["parameters"], state["function"]
        _check_variable(dist)
        inner, layers = dist, 1
        while hasattr(inner, "_dist"):
            inner, layers = inner._dist, layers + 1
        require(layers <= MAX_LAYERS, f"it is made of another more than {MAX_LAYERS} times over")
        _check_parameters({**dist._original_parameters, **parameters})
        if cls.__name__ == "MonotonicTransformedDistribution":
            require(function in ("exp", "log") and not parameters, "function is neither exp nor log")
            obj = getattr(stats, function)(dist)
        else:
            require(function is None, "function is given for another class")
            obj = cls(dist, **parameters)
        require(type(obj) is cls, "the parts are those of another class")
        return obj


class Mixtures(Rebuilt):
    """``Mixture``: random variables and their weights."""

    kind = "scipy.stats.mixture"
    types = (f"{_MADE}.Mixture",)
    trusts = dict.fromkeys(types, _SEARCHES)
    fields = ("components", "weights")
    shallow = True

    def convert(self, record: Record) -> Any:
        raise TypeError(_SENTINELS)

    def parts(self, obj: Any) -> dict[str, Any]:
        return {"components": obj._components, "weights": obj._weights}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        components, weights = state["components"], state["weights"]
        require(type(components) in (list, tuple), "components is no list")
        require(1 <= len(components) <= MAX_COMPONENTS, f"components are not 1 to {MAX_COMPONENTS}")
        for component in components:
            _check_variable(component)
        check_numbers(weights, "weights")
        obj = cls(components, weights=weights)
        obj._weights = weights
        return obj


def _check_variable(value: Any) -> None:
    name = f"{type(value).__module__}.{type(value).__qualname__}"
    require(name in (*Variables.types, *Made.types), "a part is no random variable")


def _check_parameters(parameters: Any) -> None:
    import numpy as np

    require(type(parameters) is dict, "parameters is no dict")
    given = {name: value for name, value in parameters.items() if value is not None}
    for name, value in given.items():
        require(type(name) is str and not name.endswith("policy") and name != "tol", "a parameter is no number's name")
        require(_count(value, name) <= MAX_BROADCAST, f"{name} has too many numbers")
    size = math.prod(np.broadcast_shapes(*map(np.shape, given.values())))
    require(size <= MAX_BROADCAST, "the parameters are too many together")
    spend(BYTES_EACH * size)


def _count(value: Any, name: str) -> int:
    """Check that a parameter is a number or more, of which some may be infinite; return their count."""
    import numpy as np

    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return int(value.size)
    return 1 if type(value) is float or isinstance(value, np.floating) else check_numbers(value, name)


HANDLERS = (Variables, Made, Mixtures)
