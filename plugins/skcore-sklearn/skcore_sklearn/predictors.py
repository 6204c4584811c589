"""The trees of histogram gradient boosting."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from skcore import Buffer, Handler, checked
from skcore_sklearn.checking import require
from skcore_sklearn.tree import describe

_FIELDS = ("record", "nodes", "binned", "raw")
_SETS = ("binned_left_cat_bitsets", "raw_left_cat_bitsets")
_SET_BYTES = 8 * 4


@lru_cache(maxsize=1)
def record_dtype() -> Any:
    """Return the record type of the installed scikit-learn's nodes."""
    from sklearn.ensemble._hist_gradient_boosting.common import PREDICTOR_RECORD_DTYPE

    return PREDICTOR_RECORD_DTYPE


class Predictors(Handler):
    """``TreePredictor``: its nodes and sets of categories as raw memory, checked for all of a file at once."""

    kind = "sklearn.tree_predictor"
    types = ("sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",)
    trusts = {types[0]: checked("each node, category set and shape is checked before it is built")}

    def save_all(self, objs: Sequence[Any]) -> list[Any]:
        import numpy as np

        dtype = record_dtype()
        text = describe(dtype)
        states = []
        for obj in objs:
            fields = vars(obj)
            nodes, sets = fields["nodes"], [fields[name] for name in _SETS]
            plain = nodes.dtype == dtype and nodes.ndim == 1 and nodes.flags.c_contiguous and len(fields) == 3
            if not plain or not all(
                part.dtype == np.uint32 and part.shape[1:] == (8,) and part.flags.c_contiguous for part in sets
            ):
                raise TypeError("a TreePredictor has other nodes or sets of categories than those it was made with")
            binned, raw = (Buffer(part.astype("<u4", copy=False).reshape(-1).view(np.uint8).data) for part in sets)
            states.append({"record": text, "nodes": Buffer(nodes.view(np.uint8).data), "binned": binned, "raw": raw})
        return states

    def check_all(self, states: Sequence[Any]) -> None:
        from skcore_sklearn.predictor_rules import check_predictors

        dtype = record_dtype()
        text = describe(dtype)
        for state in states:
            require(type(state) is dict and tuple(state) == _FIELDS, "its fields are not those of a predictor")
            require(state["record"] == text, "its nodes are of another form than the installed scikit-learn's")
            for name in _FIELDS[1:]:
                require(type(state[name]) is memoryview, f"{name} is no memory")
            nodes, binned, raw = (state[name].nbytes for name in _FIELDS[1:])
            require(nodes >= dtype.itemsize and nodes % dtype.itemsize == 0, "nodes is empty or cut off")
            require(binned == raw and raw % _SET_BYTES == 0, "the sets of categories are cut off")
        check_predictors(states, dtype)

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        obj = cls.__new__(cls)
        vars(obj).update(
            nodes=np.frombuffer(state["nodes"], record_dtype()).copy(),
            binned_left_cat_bitsets=np.frombuffer(state["binned"], "<u4").reshape(-1, 8).copy(),
            raw_left_cat_bitsets=np.frombuffer(state["raw"], "<u4").reshape(-1, 8).copy(),
        )
        return obj
