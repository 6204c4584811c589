"""How rules are stated."""

from __future__ import annotations

from typing import Any

from skcore import InvalidStateError


def require(holds: Any, rule: str) -> None:
    """Raise InvalidStateError with the rule, unless it holds."""
    if not holds:
        raise InvalidStateError(rule)
