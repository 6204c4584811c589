"""Keys of dicts and elements of sets: their order in a file, and what keeps hostile ones from hanging a load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Any

from skcore.errors import InvalidStateError

MAX_SIZE = 10_000
"""How many elements a key may have, those of tuples in it counted each time they occur."""
MAX_DEPTH = 100
"""How deep a key may nest: the hash of a tuple recurses in C, without a bound of its own."""
_CROWD = 64
_SLACK = 100_000
_NESTED = (tuple, frozenset, slice)


def check_keys(keys: Sequence[Any]) -> None:
    """Refuse keys whose hashes or comparisons take long, or overflow the stack.

    Python caches the hash of no tuple, so that one of tuples that share their parts takes exponential time.
    Numbers hash modulo 2**61 - 1 (``sys.hash_info.modulus``), so that colliding ones are easily made.

    Raises
    ------
    InvalidStateError
        If a key is too large or too deep, or if too many collide.
    """
    kinds = set(map(type, keys))
    if len(keys) <= _CROWD and kinds <= {str}:
        return
    largest = _largest(keys, kinds)
    if len(keys) <= _CROWD:
        return
    hashes = list(map(hash, keys))
    if len(set(hashes)) == len(hashes):
        return
    comparisons = sum(count * count for count in Counter(hashes).values())
    if comparisons * largest > _SLACK + _CROWD * largest * len(keys):
        raise InvalidStateError("its keys collide: they were made to take long")


def _largest(keys: Sequence[Any], kinds: set[type]) -> int:
    if not any(issubclass(kind, _NESTED) for kind in kinds):
        return 1
    if kinds == {tuple} and max(map(len, keys)) < MAX_SIZE:
        # Flat tuples are the rule, and are seen all at once.
        kinds = set(map(type, chain.from_iterable(keys)))
        if not any(issubclass(kind, _NESTED) for kind in kinds):
            return 1 + max(map(len, keys))
    return max(map(_size, keys))


def _size(key: Any) -> int:
    size, level = 1, [key]
    for _ in range(MAX_DEPTH):
        level = [value for value in level if issubclass(type(value), _NESTED)]
        if not level:
            return size
        size += sum(3 if type(value) is slice else len(value) for value in level)
        if size > MAX_SIZE:
            raise InvalidStateError(f"a key has over {MAX_SIZE} elements")
        level = [part for value in level for part in _parts(value)]
    raise InvalidStateError(f"a key is nested over {MAX_DEPTH} deep")


def _parts(value: Any) -> Iterable[Any]:
    return (value.start, value.stop, value.step) if type(value) is slice else value


def in_order(items: Collection[Any]) -> list[Any]:
    """Return the elements of a set in an order that does not depend on their hashes."""
    kinds = set(map(type, items))
    if kinds <= {str} or kinds <= {int}:
        return sorted(items)
    check_keys(list(items))
    return sorted(items, key=_order)


def _order(value: Any) -> tuple[str, str, list[Any]]:
    kind = type(value)
    if kind is tuple:
        return kind.__qualname__, "", [_order(part) for part in value]
    if kind is frozenset:
        return kind.__qualname__, "", sorted(map(_order, value))
    # In decimal, Python refuses to write an int of more than 4300 digits.
    return kind.__qualname__, f"{value:x}" if kind is int else repr(value), []
