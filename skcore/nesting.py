"""Bounds how deep objects nest whose destructor recurses in C: a million of them overflow the stack."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

MAX_DEPTH = 1000


def is_too_deep(records: Sequence[Sequence[Any]], shallow: Collection[int]) -> bool:
    """Whether records of the ``shallow`` layouts nest more than ``MAX_DEPTH`` deep.

    Along references to earlier records the depth is exact. A reference to a later record can join two
    such paths, each once, so that the greatest depth is multiplied by the number of those references'
    targets.
    """
    marked = [record[0] in shallow for record in records]
    if sum(marked) <= MAX_DEPTH:
        return False
    depths: list[int] = []
    later = set()
    for here, record in enumerate(records):
        depth = 0
        for value in record:
            if type(value) is list and len(value) == 1 and type(value[0]) is int:
                index = value[0]
                if 0 <= index < here:
                    depth = max(depth, depths[index])
                elif here <= index < len(records) and marked[index]:
                    later.add(index)
        if depth + marked[here] > MAX_DEPTH:
            return True
        depths.append(depth + marked[here])
    return max(depths) * (len(later) + 1) > MAX_DEPTH
