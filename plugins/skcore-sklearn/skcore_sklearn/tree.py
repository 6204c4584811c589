"""Decision trees: the native ``Tree`` of a tree estimator."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from skcore import Buffer, Handler, Plain, checked


@lru_cache(maxsize=1)
def node_dtype() -> Any:
    """Return the record type of the installed scikit-learn's nodes."""
    from sklearn.tree._tree import NODE_DTYPE

    return NODE_DTYPE


def describe(dtype: Any) -> str:
    """Spell a record type with its field names, formats and padding, so that equal text means equal memory."""
    return ",".join(f"{name}{form}" for name, form, *_ in dtype.descr)


class Trees(Handler):
    """``Tree``: its sizes. The first of a file has the nodes and values of all, which are checked at once."""

    kind = "sklearn.tree"
    types = ("sklearn.tree._tree.Tree",)
    trusts = {types[0]: checked("each node, feature, depth and shape is checked before the tree is built")}

    def save_all(self, objs: Sequence[Any]) -> list[Any]:
        import numpy as np

        states: list[dict[str, Any]] = []
        nodes, values = [], []
        for tree in objs:
            raw = tree.__getstate__()
            nodes.append(raw["nodes"].view(np.uint8).data)
            values.append(raw["values"].astype("<f8", copy=False).reshape(-1).view(np.uint8).data)
            states.append(
                {
                    "n_features": tree.n_features,
                    "n_classes": Plain(tree.n_classes.tolist()),
                    "max_depth": raw["max_depth"],
                    "node_count": raw["node_count"],
                }
            )
        memory = {"nodes": Buffer(tuple(nodes)), "values": Buffer(tuple(values))}
        states[0].update(record=describe(node_dtype()), **memory)
        return states

    def check_all(self, states: Sequence[Any]) -> None:
        from skcore_sklearn.tree_rules import check_trees

        check_trees(states, node_dtype(), describe(node_dtype()))

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        n_classes = state["n_classes"]
        tree = cls(state["n_features"], np.array(n_classes, np.intp), len(n_classes))
        state["values"] = state["values"].reshape(state["node_count"], len(n_classes), max(n_classes))
        tree.__setstate__(state)
        return tree
