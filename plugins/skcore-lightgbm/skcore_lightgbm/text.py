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

VERSIONS = (b"v2", b"v3", b"v4")
_CONTROL = bytes([*range(10), *range(11, 32), 127])
_OF_INTS, _OF_FLOATS = b"0123456789- ", b"0123456789-+.e "
_WORDS = re.compile(rb"(?<![^ ])-?(?:nan|inf)(?![^ ])")
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
    "leaf_count": (int, LEAVES),
    "internal_value": (float, INTERNAL),
    "internal_weight": (float, INTERNAL),
    "internal_count": (int, INTERNAL),
}


_COUNTS = ("num_leaves", "num_cat")
_HEAD = tuple(name.encode() for name in ("Tree", *_COUNTS, *_LISTS))
_BITSETS = (b"cat_boundaries", b"cat_threshold")
_LINEAR = (b"leaf_const", b"num_features", b"leaf_features", b"leaf_coeff")


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
        Those of floats are not parsed: the values of each tree as they stand in the text.
    parameters : dict of str to bytes
        What the model was trained with.
    """

    header: dict[str, bytes]
    leaves: Any
    categories: Any
    lists: dict[str, Any]
    parameters: dict[str, bytes]


def require(holds: Any, rule: str) -> None:
    """Raise InvalidStateError with the rule, unless it holds."""
    if not holds:
        raise InvalidStateError(rule)


class _Lines:
    """The lines of a text, each taken once."""

    def __init__(self, text: bytes) -> None:
        require(len(text.translate(None, _CONTROL)) == len(text), "the model has a control character")
        self._lines = text.split(b"\n")
        require(not self._lines.pop(), "the model ends too early")
        self._next = 0

    def peek(self) -> bytes:
        return self._lines[self._next] if self._next < len(self._lines) else b""

    def take(self) -> bytes:
        return self.take_all(1)[0]

    def take_all(self, count: int) -> list[bytes]:
        found = self._lines[self._next : self._next + count]
        require(len(found) == count, "the model ends too early")
        self._next += count
        return found

    def expect(self, line: bytes) -> None:
        require(self.take() == line, f"the model has no line {line.decode()!r} where it should have one")

    def value(self, key: bytes) -> bytes:
        (found,) = values_of([self.take()], key)
        return found

    def has(self, key: bytes) -> bool:
        return self.peek().startswith(key + b"=")

    def at_end(self) -> bool:
        return self._next == len(self._lines)


def values_of(lines: Sequence[bytes], key: bytes) -> list[bytes]:
    """Return what stands behind the key in each line."""
    start, size = key + b"=", len(key) + 1
    found = [line[size:] for line in lines if line.startswith(start)]
    require(len(found) == len(lines), f"the model has no {key.decode()} where it should have one")
    return found


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
    for size in integers([header["tree_sizes"]], "tree_sizes").tolist():
        require(found.take(lines) == size, "a tree has not the size that tree_sizes says")
    lines.expect(b"end of trees")
    lines.expect(b"")
    _importances(lines, header["feature_names"])
    parameters = _parameters(lines) if lines.peek() == b"parameters:" else {}
    _categories(lines)
    leaves, categories, lists = found.lists()
    return Model(header, leaves, categories, {**lists, **found.linear(leaves)}, parameters)


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
        taken = row = lines.take_all(len(_HEAD))
        self._rows.append(row)
        if row[2] != b"num_cat=0":
            self._bitsets.append(lines.take_all(len(_BITSETS)))
            taken = taken + self._bitsets[-1]
        last = lines.take()
        if last.startswith(b"is_linear="):
            taken = [*taken, last]
            if last != b"is_linear=0":
                require(last == b"is_linear=1", "is_linear is neither 0 nor 1")
                self._linear.append(lines.take_all(len(_LINEAR)))
                self._linear_trees.append(len(self._rows) - 1)
                taken += self._linear[-1]
            last = lines.take()
        self._shrinkage.append(last)
        require(lines.take_all(2) == [b"", b""], "a tree has further lines")
        return sum(map(len, taken)) + len(taken) + len(last) + 3

    def lists(self) -> tuple[Any, Any, dict[str, Any]]:
        """Return the leaves and the categories of each tree, and the lists of all, as long as these say."""
        columns = _columns(self._rows, _HEAD)
        require(columns[0] == [b"%d" % index for index in range(len(self._rows))], "the trees are not in order")
        leaves, categories = (integers(*pair, 1) for pair in zip(columns[1:3], _COUNTS, strict=True))
        require((leaves > 0).all() and (categories >= 0).all(), "num_leaves or num_cat is too small")
        found = {}
        for (name, (kind, less)), values in zip(_LISTS.items(), columns[3:], strict=True):
            sizes = leaves + less
            if name in ("leaf_weight", "leaf_count"):
                # A tree of one leaf that was read before may have none.
                sizes = sizes - ((leaves == 1) & (_lengths(values) == 0))
            if kind is int:
                found[name] = integers(values, name, sizes)
            else:
                check_floats(values, name, sizes)
                found[name] = values
        bounds, bitsets = _columns(self._bitsets, _BITSETS)
        found["cat_boundaries"] = integers(bounds, "cat_boundaries", categories[categories > 0] + 1)
        found["cat_threshold"] = integers(bitsets, "cat_threshold")
        found["cat_sizes"] = _lengths(bitsets)
        check_floats(values_of(self._shrinkage, b"shrinkage"), "shrinkage", 1)
        return leaves, categories, found

    def linear(self, leaves: Any) -> dict[str, Any]:
        """Return the features of the leaves of linear trees."""
        import numpy as np

        sizes = leaves[self._linear_trees]
        consts, numbers, features, coefficients = _columns(self._linear, _LINEAR)
        check_floats(consts, "leaf_const", sizes)
        counts = integers(numbers, "num_features", sizes)
        require((counts >= 0).all(), "num_features is negative")
        own = [part.tolist() for part in np.split(counts, np.cumsum(sizes)[:-1])] if len(sizes) else []
        totals = np.array(list(map(sum, own)), np.int64)
        features = [_groups(value, part, "leaf_features") for value, part in zip(features, own, strict=True)]
        coefficients = [_groups(value, part, "leaf_coeff") for value, part in zip(coefficients, own, strict=True)]
        check_floats(coefficients, "leaf_coeff", totals)
        return {"leaf_features": integers(features, "leaf_features", totals)}


def _columns(rows: list[list[bytes]], keys: Sequence[bytes]) -> list[list[bytes]]:
    """Return the values of each key, of all rows of lines."""
    columns = zip(*rows, strict=True) if rows else [()] * len(keys)
    return [values_of(column, key) for column, key in zip(columns, keys, strict=True)]


def _groups(value: bytes, counts: list[int], name: str) -> bytes:
    """Return the numbers of a list with a space behind those of each leaf, and another if it has any."""
    tokens = value.split()
    require(len(tokens) == sum(counts), f"{name} has not as many values as num_features says")
    position, groups = 0, []
    for count in counts:
        groups.append(b" ".join(tokens[position : position + count]) + b" " * (1 + (count > 0)))
        position += count
    require(b"".join(groups) == value, f"{name} is not grouped by leaf")
    return b" ".join(tokens)


def _lengths(values: Sequence[bytes]) -> Any:
    """Return how many numbers each list has: one more than spaces, if it has anything."""
    import numpy as np

    codes = np.frombuffer(b"\n".join([*values, b""]), np.uint8)
    spaces, ends = np.flatnonzero(codes == ord(" ")), np.flatnonzero(codes == ord("\n"))
    filled = np.diff(ends, prepend=-1) > 1
    return np.diff(np.searchsorted(spaces, ends), prepend=0) + filled


def integers(values: Sequence[bytes], name: str, sizes: Any = None) -> Any:
    """Return the ints of lists with single spaces between them, one list behind the other."""
    import numpy as np

    joined = _joined(values, name, sizes)
    signs = joined.count(b"-")
    numbers = not joined.translate(None, _OF_INTS) and signs == joined.count(b" -") + joined.startswith(b"-")
    require(numbers and b"- " not in joined and joined[-1:] != b"-", f"{name} has something else than ints")
    found = np.fromstring(joined.decode(), np.int64, sep=" ")
    require(len(found) == (joined.count(b" ") + 1 if joined else 0), f"{name} has something else than ints")
    return found


def check_floats(values: Sequence[bytes], name: str, sizes: Any) -> None:
    """Check that lists hold what can be numbers: what is written badly is read as another number, or refused."""
    joined = _joined(values, name, sizes)
    rest = joined.translate(None, _OF_FLOATS)
    require(not rest or not _WORDS.sub(b"", joined).translate(None, _OF_FLOATS), f"{name} has no numbers")


def _joined(values: Sequence[bytes], name: str, sizes: Any) -> bytes:
    if sizes is not None:
        require((_lengths(values) == sizes).all(), f"{name} has not as many values as the tree asks for")
    joined = b" ".join([value for value in values if value])
    odd = b"  " in joined or joined[:1] == b" " or joined[-1:] == b" "
    require(not odd, f"{name} has spaces where it should have values")
    return joined


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
