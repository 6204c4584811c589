from collections.abc import Callable
from typing import Any

import pytest
from scipy_comparison import assert_same

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


def _changed(state: Any, changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**state, **changes}.items() if value is not ...}
