"""Whole diagonals: dia."""

from __future__ import annotations

from typing import Any

from skcore import checked, once
from skcore_scipy import rules
from skcore_scipy.rules import require
from skcore_scipy.sparse import Sparse

_FAR = 2**20
_FARTHEST = 2**30
_REASON = checked("as many diagonals as offsets, each once and none far outside of the shape")


class Dia(Sparse):
    """Diagonals: ``offsets`` says which, and ``data`` has a row for each.

    scipy lets a diagonal lie outside of the shape (``dia_array((data, [5]), shape=(3, 3))``), where it has no elements;
    a product allocates an element for every offset between two diagonals.
    """

    kind = "scipy.sparse.dia"
    types = ("scipy.sparse._dia.dia_matrix", "scipy.sparse._dia.dia_array")
    aliases = {f"scipy.sparse.dia.{name}": f"scipy.sparse._dia.{name}" for name in ("dia_matrix", "dia_array")}
    trusts = dict.fromkeys(types, _REASON)
    parts = ("offsets", "data")
    followed = ("offsets",)

    def check_parts(self, cls: Any, state: dict[str, Any]) -> None:
        offsets, data = rules.indices(state["offsets"], "offsets"), rules.array(state["data"], "data", 2)
        require(len(offsets) == len(data), "offsets and data are of different lengths")
        if len(offsets):
            # The sum of two offsets is computed in their own dtype.
            bound = min(max(_FAR, *state["_shape"]), _FARTHEST)
            require(-bound < int(offsets.min()), "offsets has a diagonal far below the shape")
            require(int(offsets.max()) < bound, "offsets has a diagonal far above the shape")
            require(_are_unique(offsets), "offsets has a diagonal twice")


@once
def _are_unique(offsets: Any) -> bool:
    import numpy as np

    return len(np.unique(offsets)) == len(offsets)


HANDLERS = (Dia,)
