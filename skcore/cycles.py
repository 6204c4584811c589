"""Which objects of a table have parts that are not complete yet when they are built."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any


def first_refused(records: Sequence[Sequence[Any]], lenient: Collection[int]) -> int | None:
    """Return the first record that a load would refuse: of no lenient layout, and within a cycle's parts."""
    open_until: dict[int, int] = {}
    for here, record in enumerate(records):
        until = -1
        for value in record:
            if type(value) is list and len(value) == 1 and type(value[0]) is int:
                index = value[0]
                until = max(until, index if index >= here else open_until.get(index, -1))
        if until >= here:
            open_until[here] = until
            if record[0] not in lenient:
                return here
    return None
