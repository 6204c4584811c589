"""Pools: data, and no model."""

from __future__ import annotations

from typing import Any

from skcore import Handler


class Pools(Handler):
    """``Pool``: refused, as its data cannot be taken out of it again."""

    kind = "catboost.pool"
    types = ("catboost.core.Pool",)
    subclasses = True

    def save(self, obj: Any) -> Any:
        raise TypeError("a Pool is data and no model: save what it was made of")

    def load(self, cls: Any, state: Any) -> Any:
        raise NotImplementedError
