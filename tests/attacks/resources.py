"""Small files that ask for much time, memory or stack."""

from __future__ import annotations

from typing import Any

from helpers import forged, header, packed, padded, to_json

from attacks import attack

INVALID = "InvalidFileError"
STATE = "InvalidStateError"
LIMIT = "LimitExceededError"
PRIME = 2**61 - 1
LIST: Any = ("python.list", "builtins.list", None)
TUPLE: Any = ("python.tuple", "builtins.tuple", None)
SET: Any = ("python.set", "builtins.set", None)
DICT: Any = ("python.dict", "builtins.dict", None)
DEEP = 200_000
MANY = 20_000


def row(kind: Any, *values: Any) -> Any:
    return (*kind, list(values))


def table(rows: list[Any], objects: list[Any], buffers: list[bytes] | None = None) -> bytes:
    """Write a file whose many objects are given as records of the rows' layouts."""
    made = header(rows, buffers or [])
    return packed(padded(buffers or []), to_json({**made, "objects": objects, "root": [len(objects) - 1]}))


def chain(kind: Any, values: Any) -> bytes:
    return table([row(kind)], [[0, *values(index)] for index in range(DEEP)])


@attack(INVALID)
def depth_that_overflows_a_destructor() -> Any:
    """Hundreds of thousands of levels of objects whose destructor recurses in C."""
    return {
        "deque": chain(("python.deque", "collections.deque", None), lambda i: [None, [i - 1]] if i else [None]),
        "slice": chain(("python.slice", "builtins.slice", None), lambda i: [None, [i - 1] if i else 1, None]),
        "itemgetter": chain(("python.itemgetter", "operator.itemgetter", None), lambda i: [[i - 1]] if i else [1]),
        "default dict": chain(
            ("python.default_dict", "collections.defaultdict", None), lambda i: [None, 1, [i - 1] if i else 1]
        ),
        "default dict, later": chain(
            ("python.default_dict", "collections.defaultdict", None),
            lambda i: [None, 1, [i + 1] if i < DEEP - 1 else 1],
        ),
        "partial": table(
            [("python.function", "builtins.len", [], []), ("python.partial", "functools.partial", None, [])],
            [[0], *([1, [0], 1, [i] if i else 1] for i in range(DEEP))],
        ),
    }


@attack(INVALID, STATE)
def keys_that_overflow_the_stack() -> Any:
    """A tuple of hundreds of thousands of levels as a key: the hash of a tuple recurses in C."""
    tuples = [[0, [i - 1]] if i else [0] for i in range(DEEP)]
    return {
        "dict": table([row(TUPLE), row(DICT)], [*tuples, [1, [DEEP - 1], 1]]),
        "set": table([row(TUPLE), row(SET)], [*tuples, [1, [DEEP - 1]]]),
        "column": table(
            [row(TUPLE), row(LIST), ("python.set", "builtins.set", ["column"], [[0]])],
            [*tuples, [1, [DEEP - 1]], [2, [DEEP]]],
        ),
    }


@attack(STATE)
def keys_of_exponential_size() -> Any:
    """Tuples that hold the one before twice: forty of them hash a million million elements."""
    tuples = [[0, [i - 1], [i - 1]] if i else [0, 1] for i in range(60)]
    frozen = ("python.frozenset", "builtins.frozenset", None)
    sets = [[0, 1], [1, 1, 2]] + [
        [1, [2 * i - 1], [2 * i - 2]] if k else [0, [2 * i - 1], 1] for i in range(1, 40) for k in (0, 1)
    ]
    return {
        "dict": table([row(TUPLE), row(DICT)], [*tuples, [1, [59], 1]]),
        "set": table([row(TUPLE), row(SET)], [*tuples, [1, [59]]]),
        "frozenset": table([row(TUPLE), row(frozen)], [*tuples, [1, [59]]]),
        "frozensets in tuples": table([row(TUPLE), row(frozen)], sets),
    }


@attack(STATE)
def keys_that_collide() -> Any:
    """Tens of thousands of keys of one hash, or of two."""
    numbers = [i * PRIME for i in range(4)] + [["int", f"{i * PRIME:x}"] for i in range(5, 30_000)]
    pairs = [part for number in numbers for part in (number, 1)]
    mixed = [*numbers[:20_000], *range(1, 20_000)]
    tuples = [[0, ["int", f"{i * PRIME:x}"]] for i in range(5, 20_000)]
    return {
        "set": table([row(SET)], [[0, *numbers]]),
        "dict": table([row(DICT)], [[0, *pairs]]),
        "half of them": table([row(SET)], [[0, *mixed]]),
        "counter": table([("python.counter", "collections.Counter", None, [])], [[0, *pairs]]),
        "tuples": table([row(TUPLE), row(SET)], [*tuples, [1, *([i] for i in range(len(tuples)))]]),
    }


@attack(INVALID, STATE)
def copies() -> Any:
    """Thousands of objects that each copy the same megabyte."""
    mebibyte = [bytes(2**20)]
    text = [b"[" + b",".join([b'"a"'] * 200_000) + b"]"]
    items = ("python.list", "builtins.list", ["format", "data"], ["int64", ["buffer", 0]])
    function = ("python.function", "builtins.len", [], [])
    partial = ("python.partial", "functools.partial", None, [])
    return {
        "bytes": table([("python.bytes", "builtins.bytes", None, [])], [[0, ["buffer", 0]]] * MANY, mebibyte),
        "lists": table([items], [[0, "int64", ["buffer", 0]]] * MANY, mebibyte),
        "texts": table([items], [[0, "text", ["buffer", 0]]] * MANY, text),
        "sets": table(
            [("python.set", "builtins.set", ["format", "data"], [])], [[0, "text", ["buffer", 0]]] * MANY, [b'["a"]']
        ),
        "deques": table(
            [("python.deque", "collections.deque", ["maxlen", "format", "data"], [])],
            [[0, None, "int64", ["buffer", 0]]] * MANY,
            mebibyte,
        ),
        "partials": table([function, partial], [[0], *([1, [i], 1, i] for i in range(MANY))]),
    }


@attack(STATE)
def numbers_that_take_long() -> Any:
    """Ints of millions of bits, of which a common divisor or a length is sought."""
    large = [["int", "f" * 1_000_000], ["int", "1" + "7" * 900_000]]
    return {
        "fraction": forged([("python.fraction", "fractions.Fraction", None, large)]),
        "range": forged([("python.range", "builtins.range", None, [0, large[0], ["int", "3" * 500_000]])]),
        "timedelta": forged([("python.timedelta", "datetime.timedelta", None, [large[0], 0, 0])]),
        "deque": forged([("python.deque", "collections.deque", None, [large[0]])]),
    }


@attack(LIMIT)
def tables() -> Any:
    """Tables of millions of entries."""
    made = header([row(LIST)])

    def with_raw(field: str, text: bytes) -> bytes:
        parts = [
            b'"%s":%s' % (name.encode(), text if name == field else to_json(value)) for name, value in made.items()
        ]
        return packed(b"", b"{" + b",".join(parts) + b"}")

    count = 5_100_000
    return {
        "buffers": with_raw("buffers", b"[" + b"0," * count + b"0]"),
        "layouts": with_raw("layouts", b"[" + b"[0,null]," * count + b"[0,null]]"),
        "fields": with_raw("layouts", b'[[0,[""' + b',""' * count + b"]]]"),
        "objects": with_raw("objects", b"[" + b"[0]," * count + b"[0]]"),
        "references": with_raw("objects", b"[[0" + b",[0]" * count + b"]]"),
    }
