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
SET_BYTES = 8 * 4


@lru_cache(maxsize=1)
def record_dtype() -> Any:
    """Return the record type of the installed scikit-learn's nodes."""
    from sklearn.ensemble._hist_gradient_boosting.common import PREDICTOR_RECORD_DTYPE

    return PREDICTOR_RECORD_DTYPE


def _size(memory: Any) -> int:
    require(memory is None or type(memory) is memoryview, "nodes or a set of categories is no memory")
    return 0 if memory is None else int(memory.nbytes)


def _sets(memory: memoryview | None) -> Any:
    import numpy as np

    if memory is None:
        return np.zeros((0, 8), np.uint32)
    return np.frombuffer(memory, "<u4").reshape(-1, 8).astype(np.uint32)


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
            if not plain or any(part.dtype != np.uint32 or part.shape[1:] != (8,) for part in sets):
                raise TypeError("a TreePredictor has other nodes or sets of categories than those it was made with")
            binned, raw = (Buffer(part.astype("<u4").tobytes()) if part.size else None for part in sets)
            states.append({"record": text, "nodes": Buffer(nodes.view(np.uint8).data), "binned": binned, "raw": raw})
        return states

    def check_all(self, states: Sequence[Any]) -> None:
        from skcore_sklearn.predictor_rules import check_predictors

        dtype = record_dtype()
        text = describe(dtype)
        for state in states:
            require(type(state) is dict and tuple(state) == _FIELDS, "its fields are not those of a predictor")
            require(state["record"] == text, "its nodes are of another form than the installed scikit-learn's")
            nodes, binned, raw = (_size(state[name]) for name in _FIELDS[1:])
            require(nodes >= dtype.itemsize and nodes % dtype.itemsize == 0, "nodes is empty or cut off")
            require(binned == raw and raw % SET_BYTES == 0, "the sets of categories are cut off")
        check_predictors(states, dtype, SET_BYTES)

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        obj = cls.__new__(cls)
        vars(obj).update(
            nodes=np.frombuffer(state["nodes"], record_dtype()).copy(),
            binned_left_cat_bitsets=_sets(state["binned"]),
            raw_left_cat_bitsets=_sets(state["raw"]),
        )
        return obj
