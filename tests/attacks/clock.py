"""Seconds of a processor of one speed, whatever else the machine does meanwhile."""

from __future__ import annotations

import time

ROUNDS = 200_000
USUAL = 0.012
"""Seconds that so many rounds take on a processor of 2024 with nothing else to do."""


def slowness() -> float:
    """Return how many times as long as usual the processor takes now; at least 1."""
    start, total = time.process_time(), 0
    for number in range(ROUNDS):
        total += number
    return max(1.0, (time.process_time() - start) / USUAL)
