"""Decision trees: the native ``Tree`` of a tree estimator."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from skcore import Buffer, Handler, Node, Plain, checked

State = dict[str, Any] | list[Any]


@lru_cache(maxsize=1)
def node_dtype() -> Any:
    """Return the record type of the installed scikit-learn's nodes."""
    from sklearn.tree._tree import NODE_DTYPE

    return NODE_DTYPE


def describe(dtype: Any) -> str:
    """Spell a record type with its field names, formats and padding, so that equal text means equal memory."""
    return ",".join(f"{name}{form}" for name, form, *_ in dtype.descr)


class Trees(Handler):
    """``Tree``: its nodes and values as raw memory, checked for all trees of a file at once."""

    kind = "sklearn.tree"
    types = ("sklearn.tree._tree.Tree",)
    trusts = {types[0]: checked("each node, feature, depth and shape is checked before the tree is built")}

    def save_all(self, objs: Sequence[Any]) -> list[State | Node]:
        import numpy as np

        text = describe(node_dtype())
        states: list[State | Node] = []
        for tree in objs:
            raw = tree.__getstate__()
            states.append(
                {
                    "n_features": tree.n_features,
                    "n_classes": Plain(tree.n_classes.tolist()),
                    "max_depth": raw["max_depth"],
                    "record": text,
                    "nodes": Buffer(raw["nodes"].view(np.uint8).data),
                    "values": Buffer(raw["values"].astype("<f8", copy=False).reshape(-1).view(np.uint8).data),
                }
            )
        return states

    def check_all(self, states: Sequence[Any]) -> None:
        from skcore_sklearn.tree_rules import check_trees

        check_trees(states, node_dtype(), describe(node_dtype()))

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        n_classes = state["n_classes"]
        nodes = np.frombuffer(state["nodes"], node_dtype())
        shape = len(nodes), len(n_classes), max(n_classes)
        tree = cls(state["n_features"], np.array(n_classes, np.intp), len(n_classes))
        tree.__setstate__(
            {
                "max_depth": state["max_depth"],
                "node_count": len(nodes),
                "nodes": nodes,
                "values": np.ndarray(shape, "<f8", state["values"]),
            }
        )
        return tree
