"""Plain Python objects whose attributes are held against a rule, when they are saved as when they are loaded."""

from __future__ import annotations

from typing import Any

from skcore import ObjectHandler


class Verified(ObjectHandler):
    """Base of handlers that give ``verify``."""

    def save(self, obj: Any) -> Any:
        self.verify(obj)
        return super().save(obj)

    def verify(self, obj: Any) -> None:
        raise NotImplementedError(f"{type(self).__name__}.verify")
