"""Decision trees: the native ``Tree`` of a tree estimator."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from skcore import Buffer, Handler, Node, Plain, Record, checked, spend
from skcore_sklearn import pickled
from skcore_sklearn.checking import array, count, require


@lru_cache(maxsize=1)
def node_dtype() -> Any:
    """Return the record type of the installed scikit-learn's nodes."""
    from sklearn.tree._tree import NODE_DTYPE

    return NODE_DTYPE


def describe(dtype: Any) -> str:
    """Spell a record type with its field names, formats and padding, so that equal text means equal memory."""
    return ",".join(f"{name}{form}" for name, form, *_ in dtype.descr)


_RAW = {"max_depth", "node_count", "nodes", "values"}


def _state(features: Any, classes: Any, raw: dict[str, Any]) -> dict[str, Any]:
    """Return the state of one tree, with its nodes and values as arrays."""
    return {
        "n_features": features,
        "n_classes": Plain(classes.tolist()),
        "max_depth": raw["max_depth"],
        "node_count": raw["node_count"],
        "nodes": raw["nodes"],
        "values": raw["values"].astype("<f8", copy=False).reshape(-1),
    }


def _memory(found: Any) -> Any:
    import numpy as np

    return found.view(np.uint8).data


class Trees(Handler):
    """``Tree``: its sizes. The first of a file has the nodes and values of all, which are checked at once."""

    kind = "sklearn.tree"
    types = ("sklearn.tree._tree.Tree",)
    trusts = {types[0]: checked("each node, feature, depth and shape is checked before the tree is built")}

    def save_all(self, objs: Sequence[Any]) -> list[Any]:
        return self.join_all([_state(tree.n_features, tree.n_classes, tree.__getstate__()) for tree in objs])

    def convert(self, record: Record) -> Any:
        (features, classes, outputs), raw = record.args, record.state
        require(type(raw) is dict and raw.keys() == _RAW, "its state is not that of a tree")
        nodes, values = pickled.records_of(raw["nodes"], "nodes", align=True), raw["values"]
        require(count(raw["node_count"], "node_count", 1) == len(nodes), "nodes has not as many as the tree says")
        array(classes, "n_classes", "iu", (count(outputs, "n_outputs", 1),))
        array(values, "values", "f", (len(nodes), len(classes), int(classes.max())))
        spend(values.nbytes + classes.nbytes)
        raw = {**raw, "nodes": nodes, "node_count": len(nodes), "max_depth": count(raw["max_depth"], "max_depth")}
        return Node(self.kind, record.name, _state(count(features, "n_features", 1), classes, raw))

    def join_all(self, states: Sequence[Any]) -> list[Any]:
        nodes, values = [], []
        dtype = states[0]["nodes"].dtype
        for state in states:
            require(state["nodes"].dtype == dtype, "trees of one file have nodes of two forms")
            nodes.append(_memory(state.pop("nodes")))
            values.append(_memory(state.pop("values")))
        memory = {"nodes": Buffer(tuple(nodes)), "values": Buffer(tuple(values))}
        states[0].update(record=describe(dtype), **memory)
        return list(states)

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
