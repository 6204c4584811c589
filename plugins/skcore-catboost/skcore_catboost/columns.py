"""Tables of one sort as columns: an array of their numbers, and all their lists joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from skcore_catboost.requiring import require


class Sort(msgspec.Struct, frozen=True):
    """What the tables of a sort have: numbers, and lists of numbers, each by name and dtype."""

    numbers: dict[str, str]
    lists: dict[str, Any]

    @property
    def dtype(self) -> Any:
        import numpy as np

        return np.dtype([*self.numbers.items(), *((name, "<u4") for name in self.lists)])


class Columns(msgspec.Struct):
    """The tables of one sort.

    Attributes
    ----------
    rows : ndarray
        A row for each table: its numbers, and how many values each of its lists has.
    lists : dict of str to ndarray
        The values of each list, of all tables one after another.
    """

    rows: Any
    lists: dict[str, Any]

    def __len__(self) -> int:
        return len(self.rows)

    def chunks(self, name: str) -> list[bytes]:
        """Return the bytes of a list, for each table."""
        import numpy as np

        data, size = self.lists[name].tobytes(), self.lists[name].itemsize
        sizes = (self.rows[name].astype(np.int64) * size).tolist()
        ends = np.cumsum(sizes, dtype=np.int64).tolist()
        return [data[end - size : end] for end, size in zip(ends, sizes, strict=True)]

    def of_row(self, name: str) -> Any:
        """Return the table that each value of a list belongs to."""
        import numpy as np

        return np.repeat(np.arange(len(self.rows)), self.rows[name])

    def tables(self) -> list[dict[str, Any]]:
        """Return each table: its numbers, and the bytes of its lists."""
        columns = {name: self.rows[name].tolist() for name in self.rows.dtype.names}
        columns |= {name: self.chunks(name) for name in self.lists}
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def join(sort: Sort, tables: Sequence[Mapping[str, Any]]) -> tuple[Any, dict[str, bytes]]:
    """Return the rows of some tables, and the bytes of each of their lists, joined."""
    import numpy as np

    rows = np.zeros(len(tables), sort.dtype)
    joined = {}
    for name in sort.numbers:
        rows[name] = [table[name] for table in tables]
    for name, dtype in sort.lists.items():
        parts = [table[name] or b"" for table in tables]
        rows[name] = [len(part) // np.dtype(dtype).itemsize for part in parts]
        joined[name] = b"".join(parts)
    return rows, joined


def split(sort: Sort, name: str, state: Mapping[str, Any]) -> Columns:
    """Return the tables that a state has: of each list, as many values as the rows say."""
    import numpy as np

    rows = array(state, name, sort.dtype)
    lists = {key: array(state, f"{name}.{key}", dtype) for key, dtype in sort.lists.items()}
    for key, values in lists.items():
        require(
            int(rows[key].sum(dtype=np.int64)) == len(values), f"{name}.{key} has not as many values as its rows say"
        )
    return Columns(rows, lists)


def array(state: Mapping[str, Any], name: str, dtype: Any) -> Any:
    """Return a copy of a buffer of a state as an array; an empty one if it is not there."""
    import numpy as np

    memory = state.get(name, b"")
    require(type(memory) is memoryview or memory == b"", f"{name} is no buffer")
    dtype = np.dtype(dtype)
    require(len(memory) % dtype.itemsize == 0, f"{name} is not a whole number of items")
    return np.frombuffer(bytes(memory), dtype)
