"""Numbers that stand one by one in a sparse matrix."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from skcore_scipy.rules import NUMBERS, require


def check_numbers(values: Iterable[Any], name: str) -> None:
    """Check that all values are numbers of Python or numpy."""
    import numpy as np

    for cls in set(map(type, values)):
        plain = cls in (bool, int, float, complex)
        require(plain or (issubclass(cls, np.generic) and np.dtype(cls).kind in NUMBERS), f"{name} has no numbers")


def check_integers(values: Iterable[Any], name: str) -> None:
    """Check that all values are integers of Python or numpy."""
    import numpy as np

    for cls in set(map(type, values)):
        require(cls is int or issubclass(cls, np.integer), f"{name} has no integers")


def check_dtype(dtype: Any) -> None:
    """Check that a dtype is one of numbers."""
    import numpy as np

    require(isinstance(dtype, np.dtype) and dtype.kind in NUMBERS, "dtype is none of numbers")
