"""The named tuples of scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skcore import Handler, InvalidStateError, Node, Record, checked
from skcore_sklearn.checking import count, number, require

_HYPERPARAMETER = "sklearn.gaussian_process.kernels.Hyperparameter"
_TRIPLET = "sklearn.impute._iterative._ImputerTriplet"
_PAIR = "sklearn.utils._metadata_requests.MethodPair"
_ROUTE = "sklearn.utils._metadata_requests.RouterMappingPair"


class NamedTuples(Handler):
    """A named tuple: its items, in the order of their names."""

    kind = "sklearn.named_tuple"
    types = (_HYPERPARAMETER, _TRIPLET, _PAIR, _ROUTE)
    trusts = {
        _HYPERPARAMETER: checked("a name, bounds and numbers"),
        _TRIPLET: checked("indices of columns, and an estimator that is checked on its own"),
        _PAIR: checked("two names of methods"),
        _ROUTE: checked("its parts are of known types, and checked on their own"),
    }
    lenient = True
    raw = "none"
    shallow = True

    def save(self, obj: Any) -> list[Any]:
        try:
            self.verify(obj)
        except InvalidStateError as error:
            raise TypeError(f"the {type(obj).__name__} could not be loaded again: {error.rule}") from error
        return list(obj)

    def convert(self, record: Record) -> Any:
        require(record.how == "new" and record.state is None and not record.keywords, "it is not made of its items")
        return Node(self.kind, record.name, list(record.args))

    def load(self, cls: Any, state: Any) -> Any:
        require(type(state) is list and len(state) == len(cls._fields), "it has not one item for each name")
        return tuple.__new__(cls, state)

    def verify(self, obj: Any) -> None:
        _CHECKS[type(obj).__name__](obj)


def _check_hyperparameter(obj: Any) -> None:
    import numpy as np

    require(type(obj.name) is str and type(obj.value_type) is str, "name or value_type is no text")
    require(type(obj.fixed) is bool, "fixed is no bool")
    count(obj.n_elements, "n_elements", 1)
    fixed = type(obj.bounds) is str and obj.bounds == "fixed"
    require(fixed or (type(obj.bounds) is np.ndarray and obj.bounds.dtype.kind in "fiu"), "bounds has no numbers")


def _check_triplet(obj: Any) -> None:
    import numpy as np

    number(obj.feat_idx, "feat_idx")
    require(type(obj.neighbor_feat_idx) is np.ndarray, "neighbor_feat_idx is no array")
    require(obj.neighbor_feat_idx.dtype.kind in "iu", "neighbor_feat_idx has something else than indices")


def _check_pair(obj: Any) -> None:
    require(all(type(name) is str and name.isidentifier() for name in obj), "caller or callee is no name of a method")


def _check_route(obj: Any) -> None:
    from sklearn.utils import metadata_routing

    require(type(obj.mapping) is metadata_routing.MethodMapping, "mapping is none of methods")
    known = (metadata_routing.MetadataRouter, metadata_routing.MetadataRequest)
    require(type(obj.router) in known, "router is neither a router nor a request")


_CHECKS: dict[str, Callable[[Any], None]] = {
    "Hyperparameter": _check_hyperparameter,
    "_ImputerTriplet": _check_triplet,
    "MethodPair": _check_pair,
    "RouterMappingPair": _check_route,
}
