"""What mutations choose from: the numbers, names, layouts and places that a file has."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

from files import Parts, Whole

Step = list[Any]
"""A change as plain data: its name, then where and what. A list of them can be kept, replayed and made shorter."""


class Place(NamedTuple):
    """An array: its record, and where in it are dtype, shape and buffer."""

    record: int
    dtype: int
    shape: int
    buffer: int


class Outline:
    """A file taken apart, for reading only, and what is to be known of it."""

    def __init__(self, name: str, whole: Whole) -> None:
        self.name = name
        self.whole = whole
        self.parts: Parts = whole.parts()
        header = self.parts.header
        self.records: list[list[Any]] = header["objects"]
        self.layouts: list[list[Any]] = header["layouts"]
        self.filled = [i for i, record in enumerate(self.records) if len(record) > 1]
        self.fielded = [i for i, (_, fields) in enumerate(self.layouts) if fields]
        self.fields = sorted({name for _, fields in self.layouts for name in fields or ()})
        self.named = [i for i in self.filled if self.layouts[self.records[i][0]][1]]
        self.listed = [i for i in self.filled if not self.layouts[self.records[i][0]][1]]
        self.buffers = [i for i, buffer in enumerate(self.parts.buffers) if buffer]
        self.arrays = [place for i in self.named if (place := self._array(i)) is not None]
        self.numbers = sorted({abs(number) for number in self._numbers()})[:1000]

    def _array(self, index: int) -> Place | None:
        record = self.records[index]
        fields = self.layouts[record[0]][1]
        if not {"dtype", "shape", "data"} <= set(fields):
            return None
        places = [fields.index(name) + 1 for name in ("dtype", "shape", "data")]
        if _tag(record[places[1]]) != "plain" or _tag(record[places[2]]) != "buffer":
            return None
        return Place(index, *places)

    def _numbers(self) -> list[int]:
        found = [len(self.records), *map(len, self.parts.buffers)]
        for record in self.records[-2000:]:
            for value in record[1:]:
                if type(value) is int:
                    found.append(value)
                elif _tag(value) == "plain":
                    found += [size for size in value[1:] if type(size) is int]
        return found

    def record(self, rng: random.Random) -> int | None:
        """Choose a record that has values: of those with fields, and the last, more often."""
        if not self.filled:
            return None
        if self.named and rng.random() < 0.5:
            return self.named[-1] if rng.random() < 0.3 else rng.choice(self.named)
        return rng.choice(self.filled)


def _tag(value: Any) -> Any:
    return value[0] if type(value) is list and value else None


def references(record: list[Any]) -> list[int]:
    """Return the places of a record that refer to objects."""
    return [i for i, value in enumerate(record) if i and is_reference(value)]


def is_reference(value: Any) -> bool:
    """Whether a value stands for an object."""
    return type(value) is list and len(value) == 1 and type(value[0]) is int
