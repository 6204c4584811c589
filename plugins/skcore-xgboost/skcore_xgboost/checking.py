"""How a rule is stated."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Any

from skcore import InvalidStateError

_INT = re.compile(r"0|-?[1-9][0-9]{0,18}")


def require(holds: Any, rule: str) -> None:
    """Raise InvalidStateError with the rule, unless it holds."""
    if not holds:
        raise InvalidStateError(rule)


def check_keys(value: Any, name: str, needed: AbstractSet[str], more: AbstractSet[str] = frozenset()) -> None:
    """Check that a value is an object with these keys, and no other but those of ``more``."""
    require(type(value) is dict, f"{name} is no object")
    require(value.keys() >= needed, f"{name} lacks {', '.join(sorted(needed - value.keys()))}")
    rest = sorted(value.keys() - needed - more)
    require(not rest, f"{name} has {rest[:3]!a:.100}, which is not known")


def number(value: Any, name: str, low: int, high: int) -> int:
    """Return the int that a text says, which is at least ``low`` and at most ``high``."""
    require(type(value) is str and _INT.fullmatch(value), f"{name} is no int")
    found = int(value)
    require(low <= found <= high, f"{name} is out of range")
    return found
