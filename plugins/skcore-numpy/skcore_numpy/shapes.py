"""The shape of an array."""

from __future__ import annotations

import math
from typing import Any

from skcore import InvalidStateError

MAX_DIMENSIONS = 64
MAX_EMPTY = 2**28
"""How many elements an empty array may seem to have when its zero lengths are left out."""


def check_shape(shape: Any) -> None:
    """Refuse what is no shape of an array, before any arithmetic with it."""
    if type(shape) is not tuple or len(shape) > MAX_DIMENSIONS:
        raise InvalidStateError(f"shape is no tuple of at most {MAX_DIMENSIONS} lengths")
    for size in shape:
        if type(size) is not int or not 0 <= size < 2**63:
            raise InvalidStateError("shape has a length that is no int, negative or too large")
    if 0 in shape and math.prod(size for size in shape if size) > MAX_EMPTY:
        raise InvalidStateError("shape is that of an empty array of too many elements")
