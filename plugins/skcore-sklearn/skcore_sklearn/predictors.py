"""The trees of histogram gradient boosting."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from skcore import Buffer, Handler, Node, Record, checked, spend
from skcore_sklearn import pickled
from skcore_sklearn.checking import array, require
from skcore_sklearn.tree import describe

_SETS = ("binned_left_cat_bitsets", "raw_left_cat_bitsets")


@lru_cache(maxsize=1)
def record_dtype() -> Any:
    """Return the record type of the installed scikit-learn's nodes."""
    from sklearn.ensemble._hist_gradient_boosting.common import PREDICTOR_RECORD_DTYPE

    return PREDICTOR_RECORD_DTYPE


class Predictors(Handler):
    """``TreePredictor``: its sizes. The first of a file has the memory of all, which is checked at once."""

    kind = "sklearn.tree_predictor"
    types = ("sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",)
    trusts = {types[0]: checked("each node, category set and shape is checked before it is built")}

    def save_all(self, objs: Sequence[Any]) -> list[Any]:
        import numpy as np

        dtype = record_dtype()
        states: list[dict[str, Any]] = []
        for obj in objs:
            fields = vars(obj)
            own, sets = fields["nodes"], [fields[name] for name in _SETS]
            plain = own.dtype == dtype and own.ndim == 1 and own.flags.c_contiguous and len(fields) == 3
            if not plain or any(part.dtype != np.uint32 or part.shape != (len(sets[0]), 8) for part in sets):
                raise TypeError("a TreePredictor has other nodes or sets of categories than those it was made with")
            states.append({"nodes": own, "sets": sets})
        return self.join_all(states)

    def convert(self, record: Record) -> Any:
        state = record.state
        require(type(state) is dict and state.keys() == {"nodes", *_SETS}, "its state is not that of a predictor")
        sets = [array(state[name], name, "u", (None, 8)) for name in _SETS]
        require(len(sets[0]) == len(sets[1]), "the sets of categories are not as many in both forms")
        spend(2 * sets[0].nbytes)
        nodes = pickled.records_of(state["nodes"], "nodes", align=False)
        return Node(self.kind, record.name, {"nodes": nodes, "sets": sets})

    def join_all(self, states: Sequence[Any]) -> list[Any]:
        import numpy as np

        nodes, binned, raw = [], [], []
        dtype = states[0]["nodes"].dtype
        for state in states:
            own, sets = state["nodes"], state["sets"]
            require(own.dtype == dtype, "predictors of one file have nodes of two forms")
            nodes.append(own.view(np.uint8).data)
            binned.append(sets[0].astype("<u4").tobytes())
            raw.append(sets[1].astype("<u4").tobytes())
        memory = {"nodes": Buffer(tuple(nodes)), "binned": Buffer(tuple(binned)), "raw": Buffer(tuple(raw))}
        sizes = [{"node_count": len(state["nodes"]), "set_count": len(state["sets"][0])} for state in states]
        return [{**sizes[0], "record": describe(dtype), **memory}, *sizes[1:]]

    def check_all(self, states: Sequence[Any]) -> None:
        from skcore_sklearn.predictor_rules import check_predictors

        check_predictors(states, record_dtype(), describe(record_dtype()))

    def load(self, cls: Any, state: Any) -> Any:
        obj = cls.__new__(cls)
        del state["node_count"], state["set_count"]
        vars(obj).update(state)
        return obj
