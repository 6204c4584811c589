"""How many objects of a table are part of no other: such would take memory for next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

MOST_LOOSE = 1000
"""How many records, and how many buffers, a file may have that nothing refers to; writers have none."""


def count_loose(records: Sequence[Sequence[Any]]) -> int:
    """Return how many records, beside the root, no record refers to.

    A reference takes as many bytes as its index has digits, and no two are the same, so that a table of a
    million objects neither is as small nor packs as well as a million times the same four bytes.
    """
    count = len(records)
    loose = bytearray(b"\1") * count
    for value in chain.from_iterable(records):
        if type(value) is list and type(index := value[0]) is int and 0 <= index < count:
            loose[index] = 0
    return loose.count(1, 0, -1)
