"""Exact comparison of what scipy has."""

from types import FunctionType, ModuleType
from typing import Any

import numpy as np
from scipy.sparse import issparse
from scipy.spatial import cKDTree


def assert_same(value: Any, other: Any, seen: dict[int, Any]) -> None:
    """Compare all that two objects hold, down to dtype and memory order, and which parts are one object."""
    if isinstance(value, type | np.dtype | FunctionType | ModuleType):
        assert value is other or value == other
        return
    assert type(value) is type(other)
    if isinstance(value, np.ndarray) and not value.dtype.hasobject:
        assert (value.dtype, value.shape, value.flags.fnc) == (other.dtype, other.shape, other.flags.fnc)
        assert value.tobytes() == other.tobytes()
    if not isinstance(value, str | int | float | complex | bytes | np.generic | tuple | None):
        if id(value) in seen:
            assert seen[id(value)][1] is other
            return
        # The value is kept, too: the id of an object that is gone can be that of the next.
        seen[id(value)] = value, other
    if isinstance(value, dict) and not issparse(value):
        assert [*value] == [*other]
    parts, others = _parts(value), _parts(other)
    if not parts and not isinstance(value, np.ndarray | tuple | list | dict):
        np.testing.assert_equal(other, value)
    assert parts.keys() == others.keys()
    for key, part in parts.items():
        assert_same(part, others[key], seen)


# What a triangulation computes when it is asked for.
COMPUTED = {"_transform", "_vertex_to_simplex", "_vertex_neighbor_vertices"}


def _parts(value: Any) -> dict[Any, Any]:
    if isinstance(value, cKDTree):
        return {name: getattr(value, name) for name in ("data", "indices", "leafsize", "maxes", "mins", "boxsize")}
    if isinstance(value, np.random.Generator):
        return {"state": value.bit_generator.state}
    names = [name for base in type(value).__mro__ for name in np.atleast_1d(base.__dict__.get("__slots__", ()))]
    found = {str(name): getattr(value, name) for name in names if hasattr(value, name)}
    found.update({name: part for name, part in getattr(value, "__dict__", {}).items() if name not in COMPUTED})
    if isinstance(value, dict):
        return {**found, **{(key,): part for key, part in value.items()}}
    if isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.dtype.hasobject):
        items = value.ravel().tolist() if isinstance(value, np.ndarray) else value
        return {**found, **dict(enumerate(items))}
    return found
