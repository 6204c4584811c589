"""Keys of dicts and elements of sets: their order in a file, and what keeps hostile ones from hanging a load."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from numbers import Complex, Integral, Number, Rational
from typing import Any

from skcore.budget import spend
from skcore.errors import InvalidStateError
from skcore.once import once

MAX_SIZE = 10_000
"""How many elements a key may have, those of tuples in it counted each time they occur."""
MAX_DEPTH = 100
"""How deep a key may nest: the hash of a tuple recurses in C, without a bound of its own."""
_CROWD = 64
_SLACK = 100_000
_LIGHT = {type(None), bool, int, float, complex, str, bytes}
_SMALL = 64
_WORD = 8
_Measure = tuple[int, int, int]
"""Of a key: its elements, how deep they nest, and how many words of memory its hash reads."""


def check_keys(keys: Sequence[Any]) -> None:
    """Refuse keys whose hashes or comparisons take long, or overflow the stack.

    Python caches the hash of no tuple, so that one of tuples that share their parts takes exponential time, and
    one that is a key of many dicts is read again for each.
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
    if len(keys) <= _CROWD and largest <= _SMALL:
        return
    hashes = list(map(hash, keys))
    if len(set(hashes)) == len(hashes):
        return
    comparisons = sum(count * (count - 1) // 2 for count in Counter(hashes).values())
    if largest > _SMALL:
        spend(_WORD * comparisons * largest)
    if 2 * comparisons * largest > _SLACK + _CROWD * largest * len(keys):
        raise InvalidStateError("its keys collide: they were made to take long")


def _largest(keys: Sequence[Any], kinds: set[type]) -> int:
    """Return how many elements the largest key has, and spend on those that are hashed not for the first time."""
    if not any(map(_is_heavy, kinds)):
        return 1
    if kinds == {tuple} and (longest := max(map(len, keys))) < _SMALL and _are_flat(keys):
        return 1 + longest
    met, largest = _met(), 1
    for key in keys:
        again = id(key) in met
        kind: Any = type(key)
        if _is_heavy(kind):
            size, depth, words = _measure(key, met, 0)
            largest = max(largest, size)
            # What a flat key takes, its record takes as well; but that is one for all its uses.
            if words > _SMALL and (again or depth):
                spend(_WORD * words)
    return largest


def _are_flat(keys: Sequence[tuple[Any, ...]]) -> bool:
    """Whether tuples have only small scalars in them: such are the rule, and are seen all at once."""
    kinds = set(map(type, chain.from_iterable(keys)))
    if any(map(_is_heavy, kinds)):
        return False
    numbers = [part for part in chain.from_iterable(keys) if type(part) is int] if int in kinds else []
    return not numbers or _words(max(max(numbers), -min(numbers))) < _SMALL


@lru_cache(maxsize=4096)
def _is_heavy(kind: Any) -> bool:
    """Whether values of a type have parts, or digits without end, that are read whenever they are hashed."""
    if kind in _LIGHT or issubclass(kind, Integral):
        return False
    # Of the numbers, these are Fraction and Decimal.
    exact = issubclass(kind, Rational) or (issubclass(kind, Number) and not issubclass(kind, Complex))
    return exact or issubclass(kind, (tuple, frozenset, slice, range))


@once
def _met() -> dict[int, _Measure]:
    """Return the measures of the keys that were met in this load, and of their parts, by identity."""
    return {}


def _measure(key: Any, met: dict[int, _Measure], level: int) -> _Measure:
    """Measure a key or a part of one, which is ``level`` deep in it."""
    found = met.get(id(key))
    if found is None and type(key) is tuple and _are_flat((key,)):
        found = met[id(key)] = 1 + len(key), 0, 1 + len(key)
    if found is None:
        size, depth, words = 1, 0, _words(key)
        if level > MAX_DEPTH:
            raise InvalidStateError(f"a key is nested over {MAX_DEPTH} deep")
        for part in _parts(key):
            kind: Any = type(part)
            if _is_heavy(kind):
                inner = _measure(part, met, level + 1)
                size, depth, words = size + inner[0], max(depth, inner[1] + 1), words + inner[2]
            else:
                size, words = size + 1, words + _words(part)
        found = met[id(key)] = size, depth, words
    if found[0] > MAX_SIZE:
        raise InvalidStateError(f"a key has over {MAX_SIZE} elements")
    if level + found[1] > MAX_DEPTH:
        raise InvalidStateError(f"a key is nested over {MAX_DEPTH} deep")
    return found


def _words(value: Any) -> int:
    """Return how many words of memory the hash of a value reads, beside its parts."""
    if isinstance(value, int):
        return 1 + value.bit_length() // 64
    if isinstance(value, range):
        return _words(value.start) + _words(value.stop) + _words(value.step)
    if isinstance(value, Rational) and not isinstance(value, Integral):
        # Of a Fraction, an inverse of the denominator is sought.
        return _words(value.numerator) + 8 * _words(value.denominator)
    # Of a Decimal this is the length of its digits.
    return sys.getsizeof(value) // _WORD if isinstance(value, Number) and not isinstance(value, Complex) else 1


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, slice):
        return (value.start, value.stop, value.step)
    return value if isinstance(value, (tuple, frozenset)) else ()


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
