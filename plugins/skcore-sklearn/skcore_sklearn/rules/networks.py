"""What trains a neural network: the numbers that it goes on with."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import number

_NUMBERS = ("t", "learning_rate", "learning_rate_init", "momentum", "power_t", "beta_1", "beta_2", "epsilon")


def check_optimizer(obj: Any) -> None:
    """Check that its numbers are no arrays: it counts in place, and the array could be the indices of another."""
    fields = vars(obj)
    for name in _NUMBERS:
        if name in fields:
            number(fields[name], name)
