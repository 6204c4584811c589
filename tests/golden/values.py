"""What the files beside this module hold."""

import collections
import datetime
import decimal
import fractions
import functools
import pathlib
import uuid

SHARED = ["one list", "in two places"]
CYCLE = {"itself": None}
CYCLE["itself"] = CYCLE
VALUES = {
    "numbers": [0, -1, 2**62, 2**200, True, None, 0.1, -0.0, 1e308, float("inf"), float("-inf"), 1 + 2j],
    "texts": ["", "é", "\ud800", "a\x00b", b"", b"\x00\xff", bytearray(b"abc")],
    "many": {
        "floats": [index / 7 for index in range(100)],
        "ints": list(range(-50, 50)),
        "words": {f"word {index}": index for index in range(100)},
    },
    "tuples": ((), (1,), (1, (2, ("three",)))),
    "sets": [set(), {1, "a"}, frozenset({(1, 2)})],
    "dicts": {1: "int", "1": "str", (1, 2): "tuple", None: "none", 2.5: "float", b"k": "bytes"},
    "collections": [
        collections.OrderedDict(b=1, a=2),
        collections.defaultdict(list, a=[1]),
        collections.Counter("abca"),
        collections.deque([1, 2], 5),
    ],
    "times": [
        datetime.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
        datetime.date(2026, 1, 2),
        datetime.timedelta(days=-1, microseconds=7),
    ],
    "exact": [decimal.Decimal("1.10"), fractions.Fraction(-1, 3), uuid.UUID(int=7)],
    "ranges": [range(1, 9, 2), slice(None, 3)],
    "paths": [pathlib.PurePosixPath("a/b")],
    "functions": [sorted, functools.partial(sorted, reverse=True)],
    "classes": [int, dict],
    "shared": [SHARED, SHARED],
    "cycle": CYCLE,
}
