"""Small files that become large, or that have the same work done again and again."""

from __future__ import annotations

import zlib
from typing import Any

from helpers import Member, archive, header, packed, padded, to_json

from attacks import attack
from attacks.resources import DICT, LIST, PRIME, SET, TUPLE, row, table

INVALID = "InvalidFileError"
STATE = "InvalidStateError"
LIMIT = "LimitExceededError"
MIB = 2**20


NOISE = "".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))


def small(schema: bytes) -> bytes:
    """Write a file whose header is packed, with text in it that does not pack and makes room for what does."""
    members = []
    schema = schema.replace(b'"skcore","0.1.0"', f'"skcore","{NOISE}"'.encode())
    for name, content in ((b"data", b""), (b"schema.json", schema)):
        members.append(Member(name, content, 8, zlib.compress(content, 9, -15)))
    return archive(members)


def objects(rows: list[Any], records: str, root: int, **changes: Any) -> bytes:
    """Return a header whose records are given as text."""
    made = {**header(rows), "objects": "OBJECTS", "root": [root], **changes}
    return to_json(made).replace(b'"OBJECTS"', b"[" + records.encode() + b"]")


@attack(LIMIT)
def tables_of_names() -> Any:
    """Tables of hundreds of thousands of entries, each of which an audit judges, or a report prints."""
    count = 300_000
    made = header([row(LIST)])
    many = {
        "environment": [["a", "b"]] * count,
        "environment, different": [[f"{index:x}", ""] for index in range(count)],
        "kinds": [["python.list", 1, "skcore"], *([f"{index:x}.a", 1, ""] for index in range(count))],
        "pairs": [[0, "builtins.list"], *([0, f"a.a{index:x}"] for index in range(count))],
        "layouts": [[0, None]] * count,
        "fields": [[0, None], [0, [f"{index:x}" for index in range(count)]]],
        "layouts of fields": [[0, ["a", "b", "c"]]] * count,
    }
    found = {}
    for name, entries in many.items():
        table = "layouts" if "fields" in name else name.partition(",")[0]
        schema = to_json({**made, table: entries})
        found[name] = packed(b"", schema)
        found[f"{name}, packed"] = small(schema)
    return found


@attack(LIMIT, "UntrustedTypesError", "MissingPluginError")
def names_in_messages() -> Any:
    """As many and as long names as a file may list, all of which an error could repeat."""
    long = "\U00020000" * 900
    made = header([row(LIST)])
    kinds = [["python.list", 1, "skcore"], ["python.object", 1, "skcore"]]
    found = {}
    for count in (500, 9_000):
        pairs = [[0, "builtins.list"], *([1, f"{long}.a{index}"] for index in range(count))]
        found[f"names {count}"] = packed(b"", to_json({**made, "kinds": kinds, "pairs": pairs}))
        missing = [[f"a{index}.a", 1, long + str(index)] for index in range(count)]
        pairs = [[0, "builtins.list"], *([index, "a.b"] for index in range(1, count + 1))]
        found[f"distributions {count}"] = packed(
            b"", to_json({**made, "kinds": [*kinds[:1], *missing], "pairs": pairs})
        )
    return found


EMPTY = {
    "deque": ("python.deque", "collections.deque", None, []),
    "set": ("python.set", "builtins.set", None, []),
    "ordered": ("python.ordered_dict", "collections.OrderedDict", None, []),
    "frozenset": ("python.frozenset", "builtins.frozenset", None, []),
    "path": ("python.path", "pathlib.PurePosixPath", None, []),
}
CONTENT = {"deque": ",null", "frozenset": ",1", "path": ',""'}


@attack(INVALID, LIMIT)
def objects_that_nothing_refers_to() -> Any:
    """Records of four bytes for objects of hundreds, as many as a file may pack."""
    found = {}
    for name, kind in EMPTY.items():
        for count in (50_000, 200_000, 1_000_000):
            record = f"[0{CONTENT.get(name, '')}]"
            found[f"{name} {count}"] = small(objects([kind], ",".join([record] * count), count - 1))
    return found


@attack(INVALID)
def buffers_that_nothing_refers_to() -> Any:
    """Sizes of two bytes for objects of two hundred."""
    made = header([row(LIST)])
    none = to_json({**made, "buffers": [0] * 1_000_000})
    return {
        "a million": packed(b"", none),
        "many, packed": small(to_json({**made, "buffers": [0] * 700_000})),
    }


@attack(STATE, LIMIT)
def keys_that_are_hashed_again_and_again() -> Any:
    """Keys that take long to hash, each in a hundred thousand dicts: Python keeps the hash of no tuple."""
    long = [0, *range(9_000)]
    wide = [0, *(["int", "f" * 40_000] for _ in range(20))]
    number = ("python.decimal", "decimal.Decimal", None, [])
    ratio = ("python.fraction", "fractions.Fraction", None, [])
    steps = ("python.range", "builtins.range", None, [])
    large = ["int", "7" * 32_000]

    def uses(first: list[Any], count: int) -> list[Any]:
        many = [[1, [first[-1]], 1] for _ in range(count)]
        return [*many, [2, *([first[-1] + 1 + index] for index in range(count))]]

    rows = [row(TUPLE), row(DICT), row(LIST)]
    return {
        "many elements": table(rows, [long, *uses([0], 50_000)]),
        "large ints": table(rows, [wide, *uses([0], 50_000)]),
        "in a tuple": table(rows, [long, [0, [0]], *uses([1], 50_000)]),
        "decimal": table([number, *rows[1:]], [[0, "9" * 2_000_000], *uses([0], 50_000)]),
        "fraction": table([ratio, *rows[1:]], [[0, large, ["int", "1" + "3" * 32_000]], *uses([0], 50_000)]),
        "range": table([steps, *rows[1:]], [[0, 0, large, 1], *uses([0], 50_000)]),
        "fraction in a tuple": table(
            [*rows, ratio], [[3, large, ["int", "1" + "3" * 32_000]], [0, [0]], *uses([1], 50_000)]
        ),
        "frozenset of a tuple": table(
            [*rows, ("python.frozenset", "builtins.frozenset", None, [])],
            [long, *([3, [0], index] for index in range(50_000)), [2, *([index] for index in range(1, 50_001))]],
        ),
    }


@attack(STATE, LIMIT)
def keys_that_are_compared_again_and_again() -> Any:
    """A few dozen large keys of one hash, in hundreds of sets."""
    keys = [[0, *([0] * 9_000), index * PRIME if index < 5 else ["int", f"{index * PRIME:x}"]] for index in range(60)]
    sets = [[1, *([index] for index in range(60))] for _ in range(300)]
    schema = header([row(TUPLE), row(SET), row(LIST)])
    records = [*keys, *sets, [2, *([60 + index] for index in range(300))]]
    return small(to_json({**schema, "objects": records, "root": [len(records) - 1]}))


@attack(LIMIT)
def bulk_that_packs_to_nothing() -> Any:
    """Kilobytes that become a list of millions of texts or numbers, each an object of its own."""
    bulk = ("python.list", "builtins.list", ["format", "data"], ["int64", ["buffer", 0]])
    text = ("python.list", "builtins.list", ["format", "data"], ["text", ["buffer", 0]])
    floats = ("python.list", "builtins.list", ["format", "data"], ["msgpack", ["buffer", 0]])
    count = 60 * MIB // 9
    contents = {
        "texts": (text, b"[" + b",".join([b'"ab"'] * (60 * MIB // 5)) + b"]"),
        "ints": (bulk, b"\x01\x02\x03\x04\x05\x06\x07\x08" * (60 * MIB // 8)),
        "floats": (floats, b"\xdd" + count.to_bytes(4, "big") + b"\xcb?\xf1\x99\x99\x99\x99\x99\x9a" * count),
    }
    found = {}
    for name, (kind, content) in contents.items():
        data = padded([content])
        member = Member(b"data", data, 8, zlib.compress(data, 9, -15))
        found[name] = archive([member, Member(b"schema.json", to_json(header([kind], [content])))])
    return found


@attack("loaded", STATE)
def sharing() -> Any:
    """Lists, dicts and tuples that hold the one before twice: unfolded they would be 2**1000 objects."""
    found = {}
    for name, kind in {"list": LIST, "tuple": TUPLE}.items():
        found[name] = table([row(kind)], [[0, [index - 1], [index - 1]] if index else [0, 1] for index in range(900)])
    found["dict"] = table(
        [row(DICT)], [[0, "a", [index - 1], "b", [index - 1]] if index else [0] for index in range(900)]
    )
    found["backward and forward"] = table(
        [row(LIST)], [[0, [max(index - 1, 0)], [min(index + 1, 899)]] for index in range(900)]
    )
    return found


@attack("loaded", INVALID)
def depth_of_hundreds_of_thousands() -> Any:
    """Lists or tuples, each in the next; the lists are all right, but for what is the root."""

    def nested(kind: Any, count: int, root: int) -> bytes:
        records = "[0]," + ",".join(f"[0,[{index}]]" for index in range(count - 1))
        return packed(b"", objects([row(kind)], records, root))

    return {
        "lists": nested(LIST, 300_000, 0),
        "lists, sound": nested(LIST, 150_000, 149_999),
        "tuples": nested(TUPLE, 300_000, 299_999),
    }


@attack(INVALID, LIMIT)
def a_hundred_million_objects() -> Any:
    """Records, references, buffers and elements of a count that nothing in the file stands for."""
    count, found = 10**8, {}
    for name, (before, each) in {"records": (b"", b"[0],"), "references": (b"[0", b",[0]")}.items():
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        start = objects([row(LIST)], "", 0).partition(b'"objects":[')
        content = packer.compress(start[0] + start[1] + before)
        block = each * 10_000
        content += b"".join(packer.compress(block) for _ in range(count // 10_000)) + packer.flush()
        for told in (True, False):
            size = {"size": 4 * count, "crc": 1} if told else {"size": 2**18, "crc": 1}
            member = Member(b"schema.json", b"", 8, content, local=dict(size), central=dict(size))
            found[f"{name}, {'told' if told else 'hidden'}"] = archive([Member(b"data", b""), member])
    bulk = ("python.list", "builtins.list", ["format", "data"], ["int64", ["buffer", 0]])
    for size in (8 * count, 2**63 - 64):
        made = {**header([bulk], [b""]), "buffers": [size], "objects": [[0, "int64", ["buffer", 0]]]}
        found[f"elements {size}"] = packed(b"", to_json(made))
    return found
