"""What XGBoost's native code takes for granted of trees, held against all of a booster's at once.

``GetNextNode`` in ``src/predictor/predict_fn.h`` goes to the left child or to the node behind it, without a look;
``CalculateContributions`` in ``src/predictor/treeshap.cc`` and ``MaxDepth`` recurse; ``RegTree::LoadCategoricalSplit``
makes a bit for each category up to the largest of a node, and follows what it is told of their segments.
"""

from __future__ import annotations

from typing import Any

from skcore import spend
from skcore_xgboost.checking import require
from skcore_xgboost.trees import Counts, Trees

MOST_DEPTH = 500
"""Of a tree: contributions and dumps are computed by recursion, and with text that grows with the square of it."""
MOST_CATEGORIES = 2**24
"""XGBoost trains with no more: a float holds no larger int exactly."""
_ROOTS = (2**31 - 1, -1)
_DELETED = 2**31 - 1


def check_trees(trees: Trees, features: int, outputs: int) -> None:
    """Raise InvalidStateError unless every tree is one, over features, categories and outputs that there are."""
    import numpy as np

    counts = np.array(trees.counts, np.int64)
    nodes = counts[:, Counts._fields.index("nodes")]
    deleted = _check_parameters(trees, nodes, features, outputs)
    _check_weights(trees, counts, outputs)
    _Nodes(trees, nodes).check(features, outputs, deleted)
    _check_categories(trees, counts, nodes)


def _check_parameters(trees: Trees, nodes: Any, features: int, outputs: int) -> Any:
    """Return how many nodes of each tree are deleted."""
    import numpy as np

    deleted, width, told, vector = np.array(trees.parameters, np.int64).T
    require((nodes >= 1).all() and (told == nodes).all(), "num_nodes is not the count of nodes")
    require((width <= features).all(), "num_feature of a tree is out of range")
    require(
        (vector == outputs if trees.vectors else vector <= 1).all(), "size_leaf_vector is not the number of outputs"
    )
    return deleted


def _check_weights(trees: Trees, counts: Any, outputs: int) -> None:
    weights, nodes = counts[:, Counts._fields.index("weights")], counts[:, Counts._fields.index("nodes")]
    each = weights // nodes
    fits = (each >= 1) & (each <= (outputs if trees.vectors else 1))
    require((fits & (each * nodes == weights)).all(), "base_weights has not one weight for each node")


class _Nodes:
    """The nodes of all trees, one behind the other."""

    def __init__(self, trees: Trees, nodes: Any) -> None:
        import numpy as np

        self.trees, self.nodes = trees, nodes
        self.starts = np.cumsum(nodes) - nodes
        self.base, self.size = np.repeat(self.starts, nodes), np.repeat(nodes, nodes)
        self.tree = np.repeat(np.arange(len(nodes)), nodes)
        self.left, self.right = trees.joined("left_children"), trees.joined("right_children")
        self.leaf = self.left == -1
        split = trees.joined("split_indices")
        self.deleted = np.zeros(len(split), bool) if trees.vectors else split == _DELETED
        self.split = split[~self.deleted]

    def count_in_trees(self, chosen: Any) -> Any:
        import numpy as np

        return np.bincount(self.tree[chosen], minlength=len(self.nodes))

    def check(self, features: int, outputs: int, gone: Any) -> None:
        left_by_default = self.trees.joined("default_left")
        require((left_by_default <= 1).all(), "default_left is neither 0 nor 1")
        require((self.trees.joined("split_type") <= 1).all(), "split_type is neither 0 nor 1")
        if self.trees.vectors:
            self._check_leaves(outputs)
        else:
            require((self.right[self.leaf] == -1).all(), "a leaf has a right child")
        deleted = self.deleted
        require((self.leaf[deleted] & (left_by_default[deleted] == 1)).all(), "a deleted node is not marked as such")
        require((self.count_in_trees(deleted) == gone).all(), "num_deleted is not the count of deleted nodes")
        require(((self.split >= 0) & (self.split < features)).all(), "split_indices is out of range")
        inner = ~self.leaf
        low = self.left[inner]
        require(((low >= 1) & (low < self.size[inner] - 1)).all(), "left_children is out of range")
        require((self.right[inner] == low + 1).all(), "right_children is not behind left_children")
        low = low + self.base[inner]
        self._check_parents(inner, low)
        self._check_depth(inner, low)

    def _check_leaves(self, outputs: int) -> None:
        """Check that each leaf has a vector of its own."""
        import numpy as np

        counts = self.count_in_trees(self.leaf)
        vectors = np.array([each.leaf_weights for each in self.trees.counts], np.int64)
        require((vectors == counts * outputs).all(), "leaf_weights has not a vector for each leaf")
        place, of = self.right[self.leaf], self.tree[self.leaf]
        require(((place >= 0) & (place < counts[of])).all(), "a leaf has a vector that is not there")
        own = np.bincount(place + (np.cumsum(counts) - counts)[of], minlength=len(place))
        require((own == 1).all(), "two leaves have the same vector")

    def _check_parents(self, inner: Any, low: Any) -> None:
        """Check that each node has one parent, and knows it."""
        import numpy as np

        seen = np.bincount(np.concatenate([low, low + 1]), minlength=len(inner))
        wanted = np.where(self.deleted, 0, 1)
        wanted[self.starts] = 0
        require((seen == wanted).all(), "a node has not one parent")
        parents = self.trees.joined("parents")
        require(np.isin(parents[self.starts], _ROOTS).all(), "the parent of a root is not none")
        above = np.flatnonzero(inner)
        agree = [(parents[child] + self.base[child] == above).all() for child in (low, low + 1)]
        require(all(agree), "parents do not agree with the children")
        lost = parents[self.deleted]
        require(((lost >= 0) & (lost < self.size[self.deleted])).all(), "parents is out of range")

    def _check_depth(self, inner: Any, low: Any) -> None:
        """Walk down all trees at once, a level at a time; no node is met twice, as each has one parent."""
        import numpy as np

        children = np.zeros(len(inner), np.int64)
        children[inner] = low
        level = self.starts
        reached = len(level)
        for _ in range(MOST_DEPTH + 1):
            level = children[level[inner[level]]]
            if not len(level):
                break
            level = np.concatenate([level, level + 1])
            reached += len(level)
        else:
            require(False, f"a tree is deeper than {MOST_DEPTH}")
        require(reached == len(inner) - int(self.deleted.sum()), "a node does not hang from its root")


def _check_categories(trees: Trees, counts: Any, nodes: Any) -> None:
    """Check that each categorical node has categories, in order, which take not too much memory as bits."""
    import numpy as np

    places, segments, sizes, categories = map(
        trees.joined, ("categories_nodes", "categories_segments", "categories_sizes", "categories")
    )
    totals, counts = (counts[:, Counts._fields.index(name)] for name in ("categories", "segments"))
    inside = (places >= 0) & (places < np.repeat(nodes, counts))
    places = places + np.repeat(np.cumsum(nodes) - nodes, counts)
    found = np.flatnonzero(trees.joined("split_type"))
    require(inside.all() and np.array_equal(places, found), "categories_nodes are not those of split_type")
    require(((sizes >= 1) & (sizes <= len(categories))).all(), "categories_sizes is out of range")
    of_nodes = np.repeat(np.arange(len(nodes)), counts)
    whole = np.bincount(of_nodes, sizes, minlength=len(nodes))
    require((whole == totals).all(), "categories_sizes are not those of categories")
    if not len(found):
        return
    ends = np.cumsum(sizes)
    before = (np.cumsum(totals) - totals)[of_nodes]
    require((segments == ends - sizes - before).all(), "categories_segments do not follow from categories_sizes")
    require(((categories >= 0) & (categories < MOST_CATEGORIES)).all(), "categories is out of range")
    rising = np.diff(categories) > 0
    rising[ends[:-1] - 1] = True
    require(rising.all(), "the categories of a node do not rise")
    spend(4 * int((categories[ends - 1] // 32 + 1).sum()))
