"""One index for each axis of each entry: coo, of any number of dimensions."""

from __future__ import annotations

from typing import Any

from skcore import checked
from skcore_scipy import rules
from skcore_scipy.rules import require
from skcore_scipy.sparse import Sparse

_REASON = checked("every entry has an index for each axis, which lies in the shape")


class Coo(Sparse):
    """Coordinates: ``coords`` has an array for each axis, and ``data`` the entries."""

    kind = "scipy.sparse.coo"
    types = ("scipy.sparse._coo.coo_matrix", "scipy.sparse._coo.coo_array")
    aliases = {f"scipy.sparse.coo.{name}": f"scipy.sparse._coo.{name}" for name in ("coo_matrix", "coo_array")}
    trusts = dict.fromkeys(types, _REASON)
    parts = ("coords", "data", "has_canonical_format")
    followed = ("coords",)

    def modern(self, state: dict[str, Any]) -> dict[str, Any]:
        if "row" in state and "col" in state:
            # Before scipy 1.13 it had always two dimensions.
            state["coords"] = (state.pop("row"), state.pop("col"))
        return state

    def check_parts(self, cls: Any, state: dict[str, Any]) -> None:
        shape, coords, data = state["_shape"], state["coords"], rules.array(state["data"], "data")
        require(type(coords) is tuple and len(coords) == len(shape), "coords has not one array for each axis")
        require(type(state["has_canonical_format"]) is bool, "has_canonical_format is no bool")
        for axis, length in enumerate(shape):
            name = f"coords[{axis}]"
            found = rules.indices(coords[axis], name)
            require(len(found) == len(data), f"{name} and data are of different lengths")
            rules.check_within(found, length, name)


HANDLERS = (Coo,)
