from collections.abc import Callable
from typing import Any

import pytest

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
    """Load a file that must be refused; return the error."""

    def refused(data: bytes, **options: Any) -> skcore.SkcoreError:
        with pytest.raises(skcore.SkcoreError) as error:
            skcore.loads(data, **options)
        return error.value

    return refused


def _changed(state: Any, changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**state, **changes}.items() if value is not ...}
