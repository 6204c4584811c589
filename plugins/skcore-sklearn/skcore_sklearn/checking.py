"""Small steps that the rules are made of; each refuses with the name of the field."""

from __future__ import annotations

from numbers import Integral
from typing import Any

from skcore import InvalidStateError, once

MOST = 2**31 - 1
MOST_JOBS = 1024
MOST_ITERATIONS = 10_000_000
"""Rounds of a loop that predicts: more than any honest limit, few enough to end."""


def require(holds: Any, rule: str) -> None:
    """Raise InvalidStateError with the rule, unless it holds."""
    if not holds:
        raise InvalidStateError(rule)


def count(value: Any, name: str, low: int = 0, high: int = MOST) -> int:
    """Return ``value`` if it is an int, of Python or of numpy, between the bounds."""
    number = int(value) if isinstance(value, Integral) and not isinstance(value, bool) else low - 1
    if not low <= number <= high:
        raise InvalidStateError(f"{name} is no int between {low} and {high}")
    return number


def number(value: Any, name: str) -> None:
    """Check that a value is a real number of a fixed size: none that arithmetic makes ever longer."""
    import numpy as np

    if not isinstance(value, (float, np.floating, np.integer)) and not (type(value) is int and abs(value) < 2**63):
        raise InvalidStateError(f"{name} is no number")


def any_of(fields: dict[str, Any], *names: str) -> bool:
    """Whether an object has one of these attributes: then it is held to all that its rule asks for.

    A file can leave out any of them, and the methods that do not read it still run.
    """
    return not fields.keys().isdisjoint(names)


def equal(value: Any, number: int, rule: str) -> None:
    """Check that a value is this int, of Python or of numpy; no other type is asked what it equals."""
    require(isinstance(value, Integral) and int(value) == number, rule)


def bounded(value: Any, name: str, high: float = 1e100) -> None:
    """Check that an array's numbers are finite and not too great: LAPACK's loops do not end on what is infinite."""
    if value.dtype.kind in "fc":
        require((abs(value) <= high).all(), f"{name} has a number over {high}, or that is none")


def array(value: Any, name: str, kinds: str, shape: tuple[int | None, ...]) -> Any:
    """Return ``value`` if it is an array of this shape (None for any length) and of one of these dtype kinds."""
    import numpy as np

    if type(value) is not np.ndarray or value.dtype.kind not in kinds:
        raise InvalidStateError(f"{name} is no array of kind {' or '.join(kinds)}")
    if value.ndim != len(shape) or any(
        want is not None and want != size for want, size in zip(shape, value.shape, strict=True)
    ):
        raise InvalidStateError(f"{name} has not the shape ({', '.join('n' if s is None else str(s) for s in shape)})")
    return value


def within(value: Any, name: str, high: int) -> None:
    """Check that each element of an array of ints lies between 0 and ``high``, exclusive."""
    if value.size:
        least, greatest = _ends(value)
        if least < 0 or greatest >= high:
            raise InvalidStateError(f"{name} has an element that is not between 0 and {high - 1}")


@once
def _ends(value: Any) -> tuple[int, int]:
    return int(value.min()), int(value.max())
