"""Lists of columns and values for each row: lil."""

from __future__ import annotations

import operator
from itertools import chain, islice
from typing import Any

from skcore import checked
from skcore_scipy import scalars
from skcore_scipy.rules import require
from skcore_scipy.sharing import count_shared
from skcore_scipy.sparse import Sparse

_REASON = checked("for each row increasing columns inside the shape, and a number for each")


class Lil(Sparse):
    """Lists of lists: ``rows`` has the columns of each row's entries, ``data`` their values."""

    kind = "scipy.sparse.lil"
    types = ("scipy.sparse._lil.lil_matrix", "scipy.sparse._lil.lil_array")
    aliases = {f"scipy.sparse.lil.{name}": f"scipy.sparse._lil.{name}" for name in ("lil_matrix", "lil_array")}
    trusts = dict.fromkeys(types, _REASON)
    parts = ("rows", "data", "dtype")

    def check_parts(self, cls: Any, state: dict[str, Any]) -> None:
        height, width = state["_shape"]
        scalars.check_dtype(state["dtype"])
        rows, data = (_lists(state[name], name, height) for name in ("rows", "data"))
        # An insertion writes to the two lists of a row: one list in two places would be both.
        require(len(set(map(id, chain(rows, data)))) == 2 * height, "a list stands for two rows")
        for found in chain(rows, data):
            count_shared(found)
        require(list(map(len, rows)) == list(map(len, data)), "rows and data have rows of different lengths")
        scalars.check_integers(chain.from_iterable(rows), "rows")
        scalars.check_numbers(chain.from_iterable(data), "data")
        for row in rows:
            if row:
                require(row[0] >= 0 and row[-1] < width, "rows has a column outside of the shape")
                require(all(map(operator.lt, row, islice(row, 1, None))), "rows has columns that do not increase")


def _lists(value: Any, name: str, height: int) -> list[list[Any]]:
    import numpy as np

    require(type(value) is np.ndarray and value.dtype == object, f"{name} is no array of objects")
    require(value.shape == (height,), f"{name} has not one list for each row")
    found: list[list[Any]] = value.tolist()
    require(set(map(type, found)) <= {list}, f"{name} has a row that is no list")
    return found


HANDLERS = (Lil,)
