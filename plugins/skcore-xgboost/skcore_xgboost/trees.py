"""The trees of a booster, taken apart.

Fields from ``RegTree::SaveModel`` in ``src/tree/tree_model.cc`` and ``src/tree/multi_target_tree_model.cc``. How a tree
is written follows from how many nodes and categories it has; all bytes that are not values of arrays are compared with
that, so that to write the trees again would give what was read.
"""

from __future__ import annotations

import re
import struct
from typing import Any, NamedTuple

from skcore_xgboost.checking import require
from skcore_xgboost.ubjson import SIZES, Reader, array_of, encoded_int, encoded_text

_COUNT = struct.Struct(">q")
_TYPES = {
    "base_weights": b"d",
    "categories": b"l",
    "categories_nodes": b"l",
    "categories_segments": b"L",
    "categories_sizes": b"L",
    "default_left": b"U",
    "id": b"",
    "leaf_weights": b"d",
    "left_children": b"l",
    "loss_changes": b"d",
    "parents": b"l",
    "right_children": b"l",
    "split_conditions": b"d",
    "split_indices": b"l",
    "split_type": b"U",
    "sum_hessian": b"d",
}
"""The fields of a tree in their order, and the types of those that are arrays of numbers; the last is tree_param."""
_HEADS = {name: encoded_text(name) + (b"[$%b#L" % kind if kind else b"") for name, kind in _TYPES.items()}
_NUMBER = rb"SL\0{7}(.)(0|[1-9]\d{0,9})"
_PARAMETERS = re.compile(
    re.escape(encoded_text("tree_param") + b"{")
    + b"".join(
        re.escape(encoded_text(name)) + _NUMBER
        for name in ("num_deleted", "num_feature", "num_nodes", "size_leaf_vector")
    )
    + rb"\}\}",
    re.DOTALL,
)


def reads_vectors() -> bool:
    """Whether the installed XGBoost reads trees of vectors whole: before 3.2 it had no statistics of them."""
    import xgboost

    return tuple(map(int, xgboost.__version__.split(".")[:2])) >= (3, 2)


class Counts(NamedTuple):
    """How many values the fields of a tree have, and how many bytes its id."""

    weights: int
    categories: int
    segments: int
    nodes: int
    leaf_weights: int
    id: int


_OF = {
    "base_weights": "weights",
    "categories": "categories",
    **dict.fromkeys(("categories_nodes", "categories_segments", "categories_sizes"), "segments"),
    "id": "id",
    "leaf_weights": "leaf_weights",
}
"""Which of the counts is that of a field, if it is not that of nodes."""


class _Steps:
    """How trees are written that have the same fields."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        places = [Counts._fields.index(_OF.get(name, "nodes")) for name in fields]
        heads = [b"{" * (name == fields[0]) + _HEADS[name] for name in fields]
        sizes = [SIZES.get(_TYPES[name], 1) for name in fields]
        self.steps = list(zip(heads, places, sizes, strict=True))
        lengths = [len(head) + 8 * bool(_TYPES[name]) for head, name in zip(heads, fields, strict=True)]
        self.layout = ">" + "".join(f"{length}s%ds" for length in lengths)


class _Form:
    """How a tree is written that has so many values."""

    def __init__(self, steps: _Steps, counts: Counts) -> None:
        written = [*map(_COUNT.pack, counts[:-1]), b""]
        self.heads = tuple([head + written[place] for head, place, _ in steps.steps])
        self.layout = struct.Struct(steps.layout % tuple([counts[place] * size for _, place, size in steps.steps]))


class Trees:
    """The trees of one booster.

    Attributes
    ----------
    count : int
    vectors : bool
        Whether leaves are vectors, with a number for each output.
    fields : tuple of str
        What each tree has.
    counts : list of Counts
        How many values each tree has.
    parameters : list of tuple of int
        Of each tree: ``num_deleted``, ``num_feature``, ``num_nodes``, ``size_leaf_vector``.
    """

    def __init__(self, reader: Reader) -> None:
        """Take an array of trees."""
        start = reader.place
        reader.expect(b"[#L")
        self.count = reader.count()
        self.vectors = False
        self.fields: tuple[str, ...] = ()
        self.counts: list[Counts] = []
        self.parameters: list[tuple[int, ...]] = []
        self._columns: dict[str, tuple[bytes, ...]] = {}
        if self.count:
            self._find_fields(reader)
            self._take(reader)
        self._written = reader.data[start : reader.place]

    def _find_fields(self, reader: Reader) -> None:
        """Look at the first tree, by which the others have to go."""
        start = reader.place
        first = reader.value()
        reader.place = start
        require(type(first) is dict and type(first.get("tree_param")) is dict, "a tree has no tree_param")
        self.vectors = first["tree_param"].get("size_leaf_vector") not in ("0", "1")
        require(not self.vectors or reads_vectors(), "a tree of vectors needs XGBoost 3.2")
        self.fields = tuple(name for name in _TYPES if self.vectors or name != "leaf_weights")

    def _take(self, reader: Reader) -> None:
        data, rows = reader.data, []
        forms: dict[Counts, _Form] = {}
        known: dict[bytes, tuple[int, ...]] = {}
        steps, place_of_id = _Steps(self.fields), self.fields.index("id")
        for place in range(self.count):
            number = encoded_int(place)
            counts = self._count(data, reader.place, len(number))
            form = forms.get(counts)
            if form is None:
                forms[counts] = form = _Form(steps, counts)
            require(reader.place + form.layout.size <= len(data), "the model ends too early")
            parts = form.layout.unpack_from(data, reader.place)
            if parts[::2] != form.heads:
                self._refuse(parts[::2], form.heads)
            values = parts[1::2]
            require(values[place_of_id] == number, "the trees are not in the order of their ids")
            rows.append(values)
            self.counts.append(counts)
            reader.place += form.layout.size
            self._take_parameters(reader, known)
        self._columns = dict(zip(self.fields, zip(*rows, strict=True), strict=True))

    def _count(self, data: bytes, here: int, size_of_id: int) -> Counts:
        """Return what a tree says of how many values it has, by which of its fields the others have to go."""
        take, most, leaf_weights = _COUNT.unpack_from, len(data), 0
        try:
            place = here + _TO_WEIGHTS
            (weights,) = take(data, place)
            place += 4 * weights + _TO_CATEGORIES
            (categories,) = take(data, place)
            place += 4 * categories + _TO_SEGMENTS
            (segments,) = take(data, place)
            place += 20 * segments + _TO_NODES
            (nodes,) = take(data, place)
            if self.vectors:
                (leaf_weights,) = take(data, place + nodes + _TO_LEAVES + size_of_id)
        except (struct.error, OverflowError):
            weights = categories = segments = nodes = -1
        found = Counts(weights, categories, segments, nodes, leaf_weights, size_of_id)
        require(min(found) >= 0 and max(found) <= most, "the model ends too early")
        return found

    def _refuse(self, found: tuple[bytes, ...], wanted: tuple[bytes, ...]) -> None:
        for name, left, right in zip(self.fields, found, wanted, strict=True):
            require(left == right, f"{name} is not where it should be, or has not one value for each node")

    def _take_parameters(self, reader: Reader, known: dict[bytes, tuple[int, ...]]) -> None:
        match = _PARAMETERS.match(reader.data, reader.place)
        require(match is not None, "tree_param is not written as XGBoost writes it")
        assert match is not None
        found = known.get(match[0])
        if found is None:
            sizes, texts = match.groups()[::2], match.groups()[1::2]
            require([size[0] for size in sizes] == [*map(len, texts)], "tree_param has a text of another length")
            known[match[0]] = found = tuple(map(int, texts))
        self.parameters.append(found)
        reader.place = match.end()

    def encoded(self) -> bytes:
        """Return the trees as XGBoost writes them."""
        return self._written

    def joined(self, name: str) -> Any:
        """Return the values of a field, of all trees one behind the other."""
        return array_of(_TYPES[name], b"".join(self._columns[name]))


def _distance(*names: str) -> int:
    """Return how many bytes of the names, types and counts stand in front of the count of the last of fields."""
    return sum(len(_HEADS[name]) + 8 * bool(_TYPES[name]) for name in names) - 8


_TO_WEIGHTS = 1 + _distance("base_weights")
_TO_CATEGORIES = 8 + _distance("categories")
_TO_SEGMENTS = 8 + _distance("categories_nodes")
_TO_NODES = 8 + _distance("categories_segments", "categories_sizes", "default_left")
_TO_LEAVES = 8 + _distance("id", "leaf_weights")
