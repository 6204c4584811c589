from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
import pytest
from scipy.spatial import cKDTree

import skcore


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """Write a file as a handler would that returned another state than the object's."""

    def forge(handler: type[skcore.Handler], obj: Any, **changes: Any) -> bytes:
        honest = handler.save

        def save(self: Any, obj: Any) -> Any:
            found = honest(self, obj)
            if isinstance(found, skcore.Node):
                return skcore.Node(found.kind, found.name, _changed(found.state, changes))
            return _changed(found, changes)

        with monkeypatch.context() as patch:
            patch.setattr(handler, "save", save)
            return skcore.dumps(obj)

    return forge


@pytest.fixture
def refused() -> Callable[..., skcore.SkcoreError]:
    """Load a file that must be refused, by a rule of ours or of a constructor; return the error."""

    def refused(data: bytes, **options: Any) -> skcore.SkcoreError:
        with pytest.raises(skcore.SkcoreError) as error:
            skcore.loads(data, **options)
        assert _is_by_rule(error.value.__cause__), error.value
        return error.value

    return refused


def _is_by_rule(cause: BaseException | None) -> bool:
    """Whether an error is one of our rules, or of a constructor that is given what it does not take."""
    known = isinstance(cause, skcore.SkcoreError | ValueError | None)
    return known or (isinstance(cause, TypeError) and ("argument" in str(cause) or "keywords" in str(cause)))


@pytest.fixture
def round_trip() -> Callable[..., Any]:
    """Save and load an object; return the copy, which has the same types, bytes and shared parts in it."""

    def round_trip(obj: Any, **options: Any) -> Any:
        data = skcore.dumps(obj)
        loaded = skcore.loads(data, **options)
        assert_same(obj, loaded, {})
        assert skcore.dumps(loaded) == data
        return loaded

    return round_trip


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
    if isinstance(value, dict):
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
    names = [name for base in type(value).__mro__ for name in np.atleast_1d(base.__dict__.get("__slots__", ()))]
    found = {str(name): getattr(value, name) for name in names if hasattr(value, name)}
    found.update({name: part for name, part in getattr(value, "__dict__", {}).items() if name not in COMPUTED})
    if isinstance(value, dict):
        return {**found, **{(key,): part for key, part in value.items()}}
    if isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.dtype.hasobject):
        items = value.ravel().tolist() if isinstance(value, np.ndarray) else value
        return {**found, **dict(enumerate(items))}
    return found


def _changed(state: Any, changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**state, **changes}.items() if value is not ...}
