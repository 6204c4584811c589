"""States that no object of their kind has."""

from __future__ import annotations

from typing import Any

from helpers import forged

from attacks import attack

INVALID = "InvalidFileError"
STATE = "InvalidStateError"

# Every built-in kind with a name that it holds, and a state that loads; None where the user has to trust it.
GOOD: dict[str, tuple[str, list[str] | None, list[Any]]] = {
    "python.complex": ("builtins.complex", None, [1.0, 2.0]),
    "python.bytes": ("builtins.bytes", None, [["buffer", 0]]),
    "python.decimal": ("decimal.Decimal", None, ["1.5"]),
    "python.fraction": ("fractions.Fraction", None, [1, 3]),
    "python.uuid": ("uuid.UUID", None, ["0" * 32, "unknown"]),
    "python.path": ("pathlib.PurePosixPath", None, ["a/b"]),
    "python.singleton": ("types.EllipsisType", None, []),
    "python.list": ("builtins.list", None, [1]),
    "python.tuple": ("builtins.tuple", None, [1]),
    "python.set": ("builtins.set", None, [1]),
    "python.frozenset": ("builtins.frozenset", None, [1]),
    "python.deque": ("collections.deque", None, [None, 1]),
    "python.range": ("builtins.range", None, [0, 1, 1]),
    "python.slice": ("builtins.slice", None, [0, 1, 1]),
    "python.dict": ("builtins.dict", None, ["a", 1]),
    "python.ordered_dict": ("collections.OrderedDict", None, ["a", 1]),
    "python.counter": ("collections.Counter", None, ["a", 1]),
    "python.default_dict": ("collections.defaultdict", None, [None, "a", 1]),
    "python.mapping_proxy": ("types.MappingProxyType", ["items"], [[0]]),
    "python.date": ("datetime.date", None, [2024, 1, 1]),
    "python.time": ("datetime.time", None, [1, 2, 3, 4, 0, None]),
    "python.datetime": ("datetime.datetime", None, [2024, 1, 1, 1, 2, 3, 4, 0, None]),
    "python.timedelta": ("datetime.timedelta", None, [1, 2, 3]),
    "python.timezone": ("datetime.timezone", None, [[1]]),
    "python.zoneinfo": ("zoneinfo.ZoneInfo", None, ["UTC"]),
    "python.function": ("builtins.len", [], []),
    "python.class": ("builtins.int", [], []),
    "python.partial": ("functools.partial", None, [[2], 0]),
    "python.itemgetter": ("operator.itemgetter", None, [1]),
    "python.attrgetter": ("operator.attrgetter", None, ["a"]),
    "python.enum": ("samples.Color", ["member"], ["RED"]),
    "python.object": ("samples.Plain", ["a"], [1]),
    "python.reduced": ("samples.Reduced", ["how", "args"], ["call", [3]]),
    "python.empty": ("samples.Listing", ["how", "items"], ["new", [4]]),
    "python.method": ("samples:Plain.method", ["instance"], [[5]]),
}
# What those may refer to: objects 0 to 5, and buffer 0.
PARTS: list[Any] = [
    ("python.dict", "builtins.dict", None, ["a", 1]),
    ("python.timedelta", "datetime.timedelta", None, [0, 3600, 0]),
    ("python.function", "builtins.len", [], []),
    ("python.tuple", "builtins.tuple", None, [1]),
    ("python.list", "builtins.list", None, [1]),
    ("python.object", "samples.Plain", [], []),
]
TRUSTED = [
    "samples.Plain",
    "samples.Color",
    "samples.Reduced",
    "samples.Listing",
    "samples:Plain.method",
    "operator.methodcaller",
]


def of(kind: str, fields: list[str] | None, *values: Any, buffers: list[bytes] | None = None) -> bytes:
    name = GOOD[kind][0]
    return forged([*PARTS, (kind, name, fields, list(values))], [b"12345678"] if buffers is None else buffers)


def items(kind: str, *states: list[Any]) -> dict[str, bytes]:
    return {f"{kind} {state!a}"[:80]: of(kind, None, *state) for state in states}


@attack(STATE, INVALID, trusted=TRUSTED)
def fields() -> Any:
    """Fields in the place of items, and items in the place of fields; fields missing, or too many."""
    found = {}
    for kind, (_, names, values) in GOOD.items():
        if names is None:
            found[f"{kind} as fields"] = of(
                kind, [f"f{index}" for index in range(len(values))] or ["f"], *(values or [1])
            )
            found[f"{kind} without fields"] = of(kind, [])
        elif kind != "python.object":
            found[f"{kind} as items"] = of(kind, None, *(values or [1]))
            found[f"{kind} with more"] = of(kind, [*names, "more"], *values, 1)
            if names:
                found[f"{kind} without"] = of(kind, [])
    del found["python.reduced with more"], found["python.empty with more"]
    return found


@attack(STATE, INVALID, trusted=TRUSTED)
def scalars() -> Any:
    """Values out of the range of their type, or of another type."""
    return {
        **items("python.complex", [1, 2], [1.0], [1.0, 2.0, 3.0], ["1", "2"], [True, 1.0], [[0], [0]]),
        **items("python.bytes", [], ["abc"], [1], [10**9], [[0]], [["buffer", 0], ["buffer", 0]], [["buffer", 1]]),
        **items(
            "python.decimal",
            ["x"],
            [1],
            [""],
            ["1_0"],
            [" 1"],
            ["1e5"],
            ["nan"],
            ["+1"],
            ["\u0661"],
            ["1" * 10 + "\x00"],
        ),
        **items("python.decimal", ["1E+99999999999999999999999"], ["0x1"], [[0]]),
        **items("python.fraction", [1, 0], [1, -1], [1.0, 2], [True, 1], [1], ["1", "2"], [[0], [0]]),
        **items("python.uuid", ["0" * 31, "unknown"], ["0" * 32, "other"], ["0" * 32, 1], ["0" * 32], [1, "unknown"]),
        **items("python.uuid", ["{" + "0" * 32 + "}", "unknown"], ["g" * 32, "unknown"], ["0" * 32, "__class__"]),
        **items("python.path", [], [1], ["a", "b"], [[0]], [["plain", "a"]]),
        **items("python.singleton", [1], ["Ellipsis"]),
        **items(
            "python.range", [1], [0, 1], [0, 1, 0], [0.0, 1, 1], [True, 1, 1], [0, 1, 1, 1], [[0], 1, 1], ["0", 1, 1]
        ),
        **items("python.slice", [], [1], [1, 2], [1, 2, 3, 4]),
        **items("python.enum", ["RED"]),
    }


@attack(STATE, INVALID, trusted=TRUSTED)
def moments() -> Any:
    """Dates that no calendar has, zones that are none, zone keys that are paths."""
    keys = [
        "../../../etc/passwd",
        "/etc/passwd",
        "a/../b",
        "..",
        "",
        "/",
        "a//b",
        "a/",
        "/a",
        "a\0b",
        "tzdata.zi",
        "A" * 101,
        "Europe/Berlin\n",
        "C:\\x",
        "\u0430",
        1,
        None,
    ]
    noon: list[Any] = [2024, 1, 1, 12, 0, 0, 0, 0]
    return {
        **items(
            "python.date",
            [0, 1, 1],
            [10000, 1, 1],
            [2023, 2, 29],
            [2024, 1],
            [2**70, 1, 1],
            [True, 1, 1],
            [1.0, 1, 1],
            ["1", 1, 1],
        ),
        **items(
            "python.time",
            [24, 0, 0, 0, 0, None],
            [0, 0, 0, 0, 2, None],
            [0, 0, 0, 0, 0, [0]],
            [0, 0, 0, 0, 0],
            [0, 0, 0, -1, 0, None],
        ),
        **items(
            "python.datetime",
            [*noon, 1],
            [*noon, "UTC"],
            [*noon, [0]],
            [*noon, [2]],
            noon,
            [*noon, None, None],
            [*noon[:-1], 5, None],
        ),
        **items(
            "python.timedelta", [10**10, 0, 0], [2**200, 0, 0], [1.5, 0, 0], [1, 2], [math_nan, 0, 0], [True, 0, 0]
        ),
        **items("python.timezone", [], [1], [[0]], [[1], 1], [[1], "a", "b"], ["UTC"], [[3]]),
        **items("python.zoneinfo", *([key] for key in keys), [], ["UTC", "UTC"]),
    }


@attack(STATE, trusted=TRUSTED, may="import|open|exec|marshal|compile|os.listdir|os.scandir")
def zones_that_do_not_exist() -> Any:
    """Keys of the right form, which are looked up in the time zone database."""
    return items("python.zoneinfo", ["Europe"], ["No/Such/Zone"], ["os"], ["zoneinfo"])


math_nan = ["float", "nan"]


@attack(STATE, INVALID, trusted=TRUSTED)
def containers() -> Any:
    """Keys twice, keys that have no hash, odd numbers of items, lengths that lie."""
    found = {}
    for kind in ("python.dict", "python.ordered_dict", "python.counter"):
        found |= items(
            kind,
            ["a"],
            ["a", 1, "b"],
            ["a", 1, "a", 2],
            [1, 1, True, 2],
            [1, 1, 1.0, 2],
            [[0], 1],
            [[4], 1],
            [[3], 1, [3], 2],
        )
    found |= items(
        "python.default_dict",
        [],
        [1, "a", 1],
        ["list", "a", 1],
        [[0], "a", 1],
        [None, "a"],
        [None, "a", 1, "a", 1],
        [None, [0], 1],
    )
    for kind in ("python.set", "python.frozenset"):
        found |= items(kind, [1, 1], [1, True], [0.0, 0], [[0]], [[4]], [[3], [3]])
    lengths = [[-1], [0, 1], [1, 1, 2], [True, 1], [2**62, 1], [2**70], [1.0, 1], ["1", 1], [[0], 1], []]
    found |= items("python.deque", *lengths)
    proxy = ["items"]
    for index, part in enumerate([1, None, "a", [1], [2], [3], [4], [5]]):
        found[f"proxy of {index}"] = of("python.mapping_proxy", proxy, part)
    return found


@attack(STATE, INVALID, trusted=TRUSTED)
def bulk() -> Any:
    """Bulk forms with an unknown format, bytes that are cut off, or text that is no list of text."""
    found = {}
    texts = [
        b"",
        b"[",
        b"null",
        b"{}",
        b'"a"',
        b"[1]",
        b'["a",1]',
        b'[["a"]]',
        b'["a"',
        b'["\xff"]',
        b'["\\ud800"]',
        b"[null]",
        b'["a"],',
        b"[" * 100_000,
    ]
    for kind in ("python.list", "python.tuple", "python.set", "python.frozenset"):
        for index, text in enumerate(texts):
            found[f"{kind} text {index}"] = of(kind, ["format", "data"], "text", ["buffer", 0], buffers=[text])
        for index, state in enumerate(
            [
                ["int64", None],
                ["int64", "abc"],
                ["int64", [0]],
                [1, ["buffer", 0]],
                ["o", ["buffer", 0]],
                ["O", ["buffer", 0]],
                [None, ["buffer", 0]],
                ["msgpack", ["buffer", 0]],
                ["u", ["buffer", 0]],
                ["Q", ["buffer", 0]],
            ]
        ):
            found[f"{kind} {index}"] = of(kind, ["format", "data"], *state)
        for index, packed in enumerate(
            [
                b"",
                b"\xdd\xff\xff\xff\xff",
                b"\x91\xc0",
                b"\x91\xa1a",
                b"\x90x",
                b"\xc0",
                b"\x91" * 100_000,
                b"\x80",
                b"\xdc\x03\xe8" + b"\1" * 1000,  # ints of one byte, which take 24 as floats
                b"\xdc\x00\x01\xcb" + bytes(9),
            ]
        ):
            found[f"{kind} msgpack {index}"] = of(kind, ["format", "data"], "msgpack", ["buffer", 0], buffers=[packed])
        found[f"{kind} cut off"] = of(kind, ["format", "data"], "int64", ["buffer", 0], buffers=[b"1234567"])
        found[f"{kind} more"] = of(kind, ["format", "data", "more"], "int64", ["buffer", 0], 1)
        found[f"{kind} column of a dict"] = of(kind, ["column"], [0])
        found[f"{kind} column of a tuple"] = of(kind, ["column"], [3])
        found[f"{kind} column and more"] = of(kind, ["column", "data"], [4], ["buffer", 0])
    both = ["key_format", "key_data", "value_format", "value_data"]
    pair = bytes(16)
    for kind in ("python.dict", "python.ordered_dict", "python.counter"):
        found[f"{kind} shorter values"] = of(
            kind, both, "int64", ["buffer", 0], "int64", ["buffer", 1], buffers=[b"12345678", b""]
        )
        found[f"{kind} keys twice"] = of(
            kind, both, "int64", ["buffer", 0], "int64", ["buffer", 1], buffers=[pair, pair]
        )
        found[f"{kind} one buffer"] = of(kind, both, "int64", ["buffer", 0], "text", ["buffer", 0])
        found[f"{kind} keys alone"] = of(kind, both[:2], "int64", ["buffer", 0])
        found[f"{kind} column"] = of(kind, ["key_column", "value_column"], [4], [0])
        found[f"{kind} columns of lists"] = of(kind, ["key_column", "value_column"], [0], [4])
    return found


@attack(STATE, INVALID, trusted=TRUSTED[:-1])
def callables() -> Any:
    """Partials of what cannot be called, getters of what is private, a caller of any method."""
    found = {
        **items(
            "python.partial",
            [],
            [[2]],
            [1, 0],
            [[0], 0],
            [[2], 1],
            [[2], -1],
            [[2], 2**62],
            [[2], True],
            [[2], 0, "a"],
            [[2], 0, 1, 1],
        ),
        **items("python.partial", [[2], 0, "a", 1, "a", 2], [None, 0], ["len", 0], [["buffer", 0], 0], [[2], "0"]),
        **items("python.itemgetter", []),
        **items(
            "python.attrgetter",
            [],
            [1],
            ["_a"],
            ["a._b"],
            ["__class__"],
            ["a.__class__.b"],
            ["a", "__globals__"],
            [""],
            ["."],
            ["a."],
            [None],
            [[0]],
        ),
    }
    found.pop("python.attrgetter ['']"), found.pop("python.attrgetter ['.']"), found.pop("python.attrgetter ['a.']")
    return found


@attack(STATE, INVALID, trusted=TRUSTED)
def objects() -> Any:
    """Attributes that hide methods or special names, by whatever way; states for those that take none."""
    found = {}
    for name in (
        "method",
        "build",
        "__class__",
        "__dict__",
        "__init__",
        "__reduce__",
        "__getstate__",
        "__x__",
        "Inner",
    ):
        if name != "Inner":
            found[f"attribute {name}"] = of("python.object", [name], 1)
    boxed = [
        ("python.dict", "builtins.dict", None, ["method", [2]]),
        ("python.tuple", "builtins.tuple", None, [None, [6]]),
    ]
    for index, box in enumerate([[6], [7], [0], [3], [4], 1, "a", ["buffer", 0]]):
        found[f"box {index}"] = forged([*PARTS, *boxed, ("python.object", "samples.Plain", None, [box])], [b"12345678"])
    found["two boxes"] = of("python.object", None, [0], [0])
    found["reduced how"] = of("python.reduced", ["how", "args"], "exec", [3])
    found["reduced args"] = of("python.reduced", ["how", "args"], "call", [4])
    found["reduced keywords"] = of("python.reduced", ["how", "args", "keywords"], "call", [3], [4])
    found["reduced items"] = of("python.reduced", ["how", "args", "items"], "call", [3], [3])
    found["reduced pairs"] = of("python.reduced", ["how", "args", "pairs"], "call", [3], [4])
    found["empty how"] = of("python.empty", ["items"], [4])
    found["enum no member"] = of("python.enum", ["member"], "BLUE")
    found["enum dunder"] = of("python.enum", ["member"], "__class__")
    found["enum method"] = of("python.enum", ["member"], "mro")
    found["enum no text"] = of("python.enum", ["member"], [3])
    found["enum value"] = of("python.enum", ["value"], 1)
    found["enum value text"] = of("python.enum", ["value"], "green")
    found["enum both"] = of("python.enum", ["member", "value"], "RED", 1)
    found["method of a list"] = of("python.method", ["instance"], [4])
    found["method of a number"] = of("python.method", ["instance"], 1)
    found["method of a class"] = of("python.method", ["instance"], [2])
    return found
