"""Nearest-neighbour trees: their points, and the nodes as columns, from which the tree's own form is made again.

The tree itself keeps its nodes as bytes with pointers in them, and follows whatever they say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skcore import Record, checked
from skcore_scipy import rules
from skcore_scipy.pickled import class_of
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require
from skcore_scipy.sharing import copied

if TYPE_CHECKING:
    from skcore_scipy.rules import Array

MAX_DEPTH = 2**12
MIN_BOX = 2.0**-60
_COLUMNS = ("split_dim", "split", "start_idx", "end_idx", "_greater")


class Trees(Rebuilt):
    """``cKDTree`` and ``KDTree``."""

    kind = "scipy.kdtree"
    types = ("scipy.spatial._ckdtree.cKDTree", "scipy.spatial._kdtree.KDTree")
    trusts = dict.fromkeys(types, checked("its nodes divide the points among them, each is below one other"))
    fields = ("data", "leafsize", "maxes", "mins", "indices", "boxsize", "nodes")

    def parts(self, obj: Any) -> dict[str, Any]:
        # Its state has a copy of the data.
        return {**_parts(obj.__getstate__()), "data": obj.data}

    def convert(self, record: Record) -> Any:
        import numpy as np

        cls, state = class_of(record, self.types), record.state
        require(type(state) is tuple and len(state) == 10, "its state is none that scipy writes")
        tree = state[0]
        plain = type(tree) is np.ndarray and tree.ndim == 1 and tree.dtype == "S1"
        require(plain and len(tree) % _node_dtype().itemsize == 0, "its nodes are none of scipy's")
        return self.counted(cls, _parts(state))

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        import numpy as np

        data, boxsize, leafsize = state["data"], state["boxsize"], state["leafsize"]
        rules.doubles(data, "data", None, None)
        count, width = data.shape
        require(width >= 1 and data.flags.c_contiguous, "data has no columns, or is not in rows")
        require(bool(np.isfinite(data).all()), "data is not finite")
        for name in ("maxes", "mins", "boxsize"):
            if name != "boxsize" or boxsize is not None:
                rules.doubles(state[name], name, width)
                require(bool(np.isfinite(state[name]).all()), f"{name} is not finite")
        _check_box(boxsize, data)
        rules.check_int(leafsize, "leafsize", 1, 2**62)
        indices = _permutation(state["indices"], count)
        tree = _bytes(cls, check_nodes(state["nodes"], count, width))
        maxes, mins = (np.ascontiguousarray(state[name]) for name in ("maxes", "mins"))
        halves = None if boxsize is None else np.concatenate([boxsize, 0.5 * boxsize])
        obj = cls.__new__(cls)
        obj.__setstate__((tree, data, count, width, leafsize, maxes, mins, indices, boxsize, halves))
        return obj


def _parts(state: tuple[Any, ...]) -> dict[str, Any]:
    """Return the parts of a tree, out of its own state."""
    import numpy as np

    tree, data, _, _, leafsize, maxes, mins, indices, boxsize, _ = state
    found = tree.view(_node_dtype())
    nodes = {name: found[name].copy() for name in _COLUMNS}
    inner = np.flatnonzero(nodes["split_dim"] >= 0)
    require(bool((found["_less"][inner] == inner + 1).all()), "the nodes are not in the order of their building")
    bounds = {"maxes": maxes, "mins": mins, "boxsize": boxsize}
    return {"data": data, "leafsize": leafsize, **bounds, "indices": indices, "nodes": nodes}


def _check_box(boxsize: Any, data: Array) -> None:
    """Check that points lie in their periodic box: a search moves others into it, one box width after another."""
    if boxsize is not None:
        periodic = boxsize > 0
        require(bool((boxsize[periodic] >= MIN_BOX).all()), "boxsize is too small")
        inside = (data >= 0) & (data < boxsize)
        require(bool(inside[:, periodic].all()), "data has a point outside of its box")


def _node_dtype() -> Any:
    """Return the layout of a node, as ``ckdtree_decl.h`` declares it."""
    import numpy as np

    counts, pointers = ("split_dim", "children", "start_idx", "end_idx", "_less", "_greater"), ("less", "greater")
    order = ("split_dim", "children", "split", "start_idx", "end_idx", "less", "greater", "_less", "_greater")
    dtypes = {**dict.fromkeys(counts, np.intp), **dict.fromkeys(pointers, np.uintp), "split": np.float64}
    return np.dtype([(name, dtypes[name]) for name in order], align=True)


def _permutation(indices: Any, count: int) -> Array:
    """Return the tree's own copy of its indices, which hold each point once."""
    import numpy as np

    found = copied(rules.array(indices, "indices"), "tree")
    require(found.dtype == np.intp and len(found) == count, "indices has not one index for each point")
    rules.check_within(found, count, "indices")
    seen = np.zeros(count, np.bool_)
    seen[found] = True
    require(bool(seen.all()), "indices has a point twice")
    return found


def check_nodes(nodes: Any, count: int, width: int) -> dict[str, Array]:
    """Check that the nodes are a tree, and divide the points among them; return their columns."""
    import numpy as np

    require(type(nodes) is dict and nodes.keys() == {*_COLUMNS}, "nodes has other columns")
    for name, column in nodes.items():
        rules.array(column, name)
        require(column.dtype == (np.float64 if name == "split" else np.intp), f"{name} is of another dtype")
    dims, split, start, end, greater = (nodes[name] for name in _COLUMNS)
    size = len(dims)
    require(all(len(column) == size for column in nodes.values()), "the columns of nodes are of different lengths")
    require(1 <= size <= max(1, 2 * count - 1), "there are no nodes, or more than the points allow")
    require(bool(((dims >= -1) & (dims < width)).all()), "split_dim is no column of data")
    require(bool(np.isfinite(split).all()), "split is not finite")
    require((int(start[0]), int(end[0])) == (0, count), "the first node has not all points")
    require(bool((start < end).all()) or count == 0, "a node has no points")
    inner = np.flatnonzero(dims >= 0)
    after, less = greater[inner], inner + 1
    require(bool(((after > less) & (after < size)).all()), "a node's second part does not come after its first")
    require(bool((greater[dims < 0] == 0).all()), "a leaf has a second part")
    parents = np.bincount(np.concatenate([less, after]), minlength=size)
    require(
        len(parents) == size and parents[0] == 0 and bool((parents[1:] == 1).all()), "a node is not below one other"
    )
    joined = (start[less] == start[inner]) & (end[less] == start[after]) & (end[after] == end[inner])
    require(bool(joined.all()), "the parts of a node do not divide its points")
    _check_depth(dims, greater)
    return dict(nodes)


def _check_depth(dims: Array, greater: Array) -> None:
    """Check how deep the nodes lie: a search recurses in C."""
    import numpy as np

    level, depth = np.zeros(1, np.intp), 0
    while level.size:
        depth += 1
        require(depth <= MAX_DEPTH, f"the nodes lie more than {MAX_DEPTH} deep")
        level = level[dims[level] >= 0]
        level = np.concatenate([level + 1, greater[level]])


def _bytes(cls: Any, nodes: dict[str, Array]) -> Array:
    """Return the nodes as the tree keeps them, without pointers, which it sets anew."""
    import numpy as np

    found = np.zeros(len(nodes["split"]), _node_dtype())
    for name, column in nodes.items():
        found[name] = column
    inner = np.flatnonzero(nodes["split_dim"] >= 0)
    found["_less"][inner] = inner + 1
    found["children"] = nodes["end_idx"] - nodes["start_idx"]
    return found.view(cls(np.zeros((1, 1))).__getstate__()[0].dtype)


HANDLERS = (Trees,)
