"""LightGBM's model text, taken apart line by line: what is not understood is refused.

The format is that of ``GBDT::SaveModelToString`` (``src/boosting/gbdt_model_text.cpp``) and ``Tree::ToString``
(``src/io/tree.cpp``) of LightGBM 4.6. Its own reader believes counts and reads beyond the end of lists, so that
here a text is read whole: each line is one that the writer writes, in its order, and each list has its length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from skcore import InvalidStateError
from skcore_lightgbm.columns import Column, integers, require

VERSIONS = (b"v2", b"v3", b"v4")
_CONTROL = bytes([*range(10), *range(11, 32), 127])
_PARAMETER = re.compile(rb"\[([a-z0-9_]+): ([^\n\"\\]*)\]")

INTERNAL = -1
"""Of a list: one value for each internal node, of which there are one fewer than leaves."""
LEAVES = 0
_LISTS: dict[str, tuple[type, int]] = {
    "split_feature": (int, INTERNAL),
    "split_gain": (float, INTERNAL),
    "threshold": (float, INTERNAL),
    "decision_type": (int, INTERNAL),
    "left_child": (int, INTERNAL),
    "right_child": (int, INTERNAL),
    "leaf_value": (float, LEAVES),
    "leaf_weight": (float, LEAVES),
    "leaf_count": (float, LEAVES),
    "internal_value": (float, INTERNAL),
    "internal_weight": (float, INTERNAL),
    "internal_count": (float, INTERNAL),
}


_MISSING = ("leaf_weight", "leaf_count")
"""What a tree of one leaf that was read before may lack."""
_COUNTS = ("num_leaves", "num_cat")
_HEAD = ("Tree", *_COUNTS, *_LISTS)
_BITSETS = ("cat_boundaries", "cat_threshold")
_LINEAR = ("leaf_const", "num_features", "leaf_features", "leaf_coeff")


class Model(msgspec.Struct):
    """A model text as data: single values by key, and the lists of all trees joined.

    Attributes
    ----------
    header : dict of str to bytes
        The lines in front of the trees.
    leaves, categories : ndarray of shape (n_trees,)
        ``num_leaves`` and ``num_cat`` of each tree.
    lists : dict of str to ndarray
        The values of each list, of all trees one behind the other.
        Those of floats are not parsed, but for the text of the thresholds.
    parameters : dict of str to bytes
        What the model was trained with.
    """

    header: dict[str, bytes]
    leaves: Any
    categories: Any
    lists: dict[str, Any]
    parameters: dict[str, bytes]


class _Lines:
    """The lines of a text, each taken once."""

    def __init__(self, text: bytes) -> None:
        self._lines = text.split(b"\n")
        require(not self._lines.pop(), "the model ends too early")
        self.place = 0

    def peek(self) -> bytes:
        return self._lines[self.place] if self.place < len(self._lines) else b""

    def take(self) -> bytes:
        (line,) = self.take_all(1)
        require(len(line.translate(None, _CONTROL)) == len(line), "the model has a control character")
        return line

    def take_all(self, count: int) -> list[bytes]:
        found = self._lines[self.place : self.place + count]
        require(len(found) == count, "the model ends too early")
        self.place += count
        return found

    def expect(self, line: bytes) -> None:
        require(self.take() == line, f"the model has no line {line.decode()!r} where it should have one")

    def value(self, key: bytes) -> bytes:
        require(self.has(key), f"the model has no {key.decode()} where it should have one")
        return self.take()[len(key) + 1 :]

    def has(self, key: bytes) -> bool:
        return self.peek().startswith(key + b"=")

    def size_since(self, place: int) -> int:
        """Return how many bytes the lines taken since then have, with their ends."""
        return sum(map(len, self._lines[place : self.place])) + self.place - place

    def at_end(self) -> bool:
        return self.place == len(self._lines)


def parse(text: bytes) -> Model:
    """Take a model text apart.

    Raises
    ------
    InvalidStateError
        If a line is not what LightGBM writes there.
    """
    lines = _Lines(text)
    header = _header(lines)
    found = _Trees()
    for size in integers(header["tree_sizes"], "tree_sizes").tolist():
        require(found.take(lines) == size, "a tree has not the size that tree_sizes says")
    lines.expect(b"end of trees")
    lines.expect(b"")
    _importances(lines, header["feature_names"])
    parameters = _parameters(lines) if lines.peek() == b"parameters:" else {}
    _categories(lines)
    leaves, categories, lists = found.lists()
    return Model(header, leaves, categories, {**lists, "leaf_features": found.linear(leaves)}, parameters)


def _header(lines: _Lines) -> dict[str, bytes]:
    lines.expect(b"tree")
    found = {"version": lines.value(b"version")}
    require(found["version"] in VERSIONS, "the version of the model is not one that is known")
    for key in (b"num_class", b"num_tree_per_iteration", b"label_index", b"max_feature_idx"):
        found[key.decode()] = lines.value(key)
    if lines.has(b"objective"):
        found["objective"] = lines.value(b"objective")
    if lines.peek() == b"average_output":
        found["average_output"] = lines.take()
    found["feature_names"] = lines.value(b"feature_names")
    if lines.has(b"monotone_constraints"):
        found["monotone_constraints"] = lines.value(b"monotone_constraints")
    found["feature_infos"] = lines.value(b"feature_infos")
    found["tree_sizes"] = lines.value(b"tree_sizes")
    lines.expect(b"")
    return found


class _Trees:
    """The lines of the trees, collected by key."""

    def __init__(self) -> None:
        self._rows: list[list[bytes]] = []
        self._bitsets: list[list[bytes]] = []
        self._linear: list[list[bytes]] = []
        self._linear_trees: list[int] = []
        self._shrinkage: list[bytes] = []

    def take(self, lines: _Lines) -> int:
        """Take the lines of one tree, and return how many bytes they have."""
        start = lines.place
        row = lines.take_all(len(_HEAD))
        self._rows.append(row)
        if row[2] != b"num_cat=0":
            self._bitsets.append(lines.take_all(len(_BITSETS)))
        if lines.has(b"is_linear"):
            (flag,) = lines.take_all(1)
            if flag != b"is_linear=0":
                require(flag == b"is_linear=1", "is_linear is neither 0 nor 1")
                self._linear.append(lines.take_all(len(_LINEAR)))
                self._linear_trees.append(len(self._rows) - 1)
        shrinkage, *blank = lines.take_all(3)
        self._shrinkage.append(shrinkage)
        require(blank == [b"", b""], "a tree has further lines")
        return lines.size_since(start)

    def lists(self) -> tuple[Any, Any, dict[str, Any]]:
        """Return the leaves and the categories of each tree, and the lists of all, as long as these say."""
        columns = _columns(self._rows, _HEAD)
        numbers = [b"%d" % index for index in range(len(self._rows))]
        require(columns["Tree"].values() == numbers, "the trees are not in order")
        for name in _COUNTS:
            columns[name].check_lengths(1)
        leaves, categories = (columns[name].integers() for name in _COUNTS)
        require((leaves > 0).all() and (categories >= 0).all(), "num_leaves or num_cat is too small")
        found: dict[str, Any] = {}
        for name, (kind, less) in _LISTS.items():
            column, sizes = columns[name], leaves + less
            if name in _MISSING:
                sizes = sizes - ((leaves == 1) & (column.lengths == 0))
            column.check_lengths(sizes)
            if kind is int:
                found[name] = column.integers()
            else:
                column.check_numbers()
        found["threshold"] = columns["threshold"]
        bounds, bitsets = _columns(self._bitsets, _BITSETS).values()
        bounds.check_lengths(categories[categories > 0] + 1)
        found |= {"cat_boundaries": bounds.integers(), "cat_threshold": bitsets.integers()}
        found["cat_sizes"] = bitsets.lengths
        shrinkage = Column(self._shrinkage, "shrinkage")
        shrinkage.check_lengths(1)
        shrinkage.check_numbers()
        return leaves, categories, found

    def linear(self, leaves: Any) -> Any:
        """Return the features of the leaves of linear trees."""
        import numpy as np

        sizes = leaves[self._linear_trees]
        consts, numbers = _columns([row[:2] for row in self._linear], _LINEAR[:2]).values()
        consts.check_lengths(sizes)
        consts.check_numbers()
        numbers.check_lengths(sizes)
        counts = numbers.integers()
        require((counts >= 0).all(), "num_features is negative")
        own = [part.tolist() for part in np.split(counts, np.cumsum(sizes)[:-1])] if len(sizes) else []
        found = []
        for place, name in enumerate(_LINEAR[2:], 2):
            values = [_groups(row[place], part, name) for row, part in zip(self._linear, own, strict=True)]
            found.append(Column([b"%s=%s" % (name.encode(), value) for value in values], name))
            found[-1].check_lengths(np.array(list(map(sum, own)), np.int64))
        found[1].check_numbers()
        return found[0].integers()


def _columns(rows: list[list[bytes]], keys: Sequence[str]) -> dict[str, Column]:
    """Return the values of each key, of all rows of lines."""
    columns = zip(*rows, strict=True) if rows else [()] * len(keys)
    return {key: Column(column, key) for column, key in zip(columns, keys, strict=True)}


def _groups(line: bytes, counts: list[int], name: str) -> bytes:
    """Return the numbers of a list with a space behind those of each leaf, and another if it has any."""
    key, _, value = line.partition(b"=")
    require(key == name.encode(), f"the model has no {name} where it should have one")
    tokens = value.split(b" ")
    filled = list(filter(None, tokens))
    require(len(filled) == sum(counts), f"{name} has not as many values as num_features says")
    position, groups = 0, []
    for count in counts:
        groups.append(b" ".join(filled[position : position + count]) + b" " * (1 + (count > 0)))
        position += count
    require(b"".join(groups) == value, f"{name} is not grouped by leaf")
    return b" ".join(filled)


def _importances(lines: _Lines, names: bytes) -> None:
    lines.expect(b"feature_importances:")
    known = set(names.split(b" "))
    while line := lines.take():
        name, _, count = line.rpartition(b"=")
        require(name in known and count.isdigit(), "feature_importances has something else than counts of features")


def _parameters(lines: _Lines) -> dict[str, bytes]:
    lines.expect(b"parameters:")
    found: dict[str, bytes] = {}
    while line := lines.take():
        match = _PARAMETER.fullmatch(line)
        require(match is not None, "a parameter is not of the form [name: value]")
        assert match is not None
        key = match[1].decode()
        require(key not in found, "a parameter is there twice")
        found[key] = match[2]
    lines.expect(b"end of parameters")
    return found


def _categories(lines: _Lines) -> None:
    """Take what LightGBM's Python package adds: the categories of pandas' columns, in JSON."""
    if not lines.at_end():
        lines.expect(b"")
        line = lines.take()
        require(line.startswith(b"pandas_categorical:"), "the model has something behind its end")
        try:
            msgspec.json.decode(line.partition(b":")[2], type=list[list[Any]] | None)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise InvalidStateError("pandas_categorical is no list of lists") from error
    require(lines.at_end(), "the model has something behind its end")
