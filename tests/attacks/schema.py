"""Headers that are no proper JSON, or not of the form that the format asks for."""

from __future__ import annotations

import struct
from typing import Any

from helpers import header, packed, padded, to_json

from attacks import attack
from attacks.container import BUFFERS, ROWS, SCHEMA

INVALID = "InvalidFileError"
GOOD = header(ROWS, BUFFERS)
DATA = padded(BUFFERS)


def raw(schema: bytes) -> bytes:
    return packed(DATA, schema)


def with_raw(field: str, text: bytes) -> bytes:
    """Put a text of JSON in the place of a field's value."""
    parts = [b'"%s":%s' % (name.encode(), text if name == field else to_json(value)) for name, value in GOOD.items()]
    return raw(b"{" + b",".join(parts) + b"}")


def with_value(**changes: Any) -> bytes:
    return raw(to_json({**GOOD, **changes}))


@attack(INVALID)
def not_json() -> Any:
    """Text that JSON parsers forgive, or take for something else."""
    return {
        "empty": raw(b""),
        "null": raw(b"null"),
        "list": raw(b"[" + SCHEMA + b"]"),
        "string": raw(b'"' + SCHEMA.replace(b'"', b"'") + b'"'),
        "byte order mark": raw(b"\xef\xbb\xbf" + SCHEMA),
        "utf-16": raw(SCHEMA.decode().encode("utf-16")),
        "white space before": raw(b" " + SCHEMA),
        "white space behind": raw(SCHEMA + b"\n"),
        "zero behind": raw(SCHEMA + b"\0"),
        "twice": raw(SCHEMA + SCHEMA),
        "comment": raw(SCHEMA[:-1] + b"/**/}"),
        "trailing comma": raw(SCHEMA[:-1] + b",}"),
        "single quotes": raw(SCHEMA.replace(b'"', b"'")),
        "cut off": raw(SCHEMA[:-1]),
    }


@attack(INVALID)
def keys() -> Any:
    """Keys twice, of which readers take the first or the last; keys too many, too few, in another order."""
    found = {}
    for name, value in GOOD.items():
        again = b'"%s":%s' % (name.encode(), to_json(value))
        found[f"{name} twice"] = raw(SCHEMA[:-1] + b"," + again + b"}")
        found[f"{name} first"] = raw(b"{" + again + b"," + SCHEMA[1:])
        found[f"{name} missing"] = raw(to_json({key: GOOD[key] for key in GOOD if key != name}))
        found[f"{name} escaped"] = raw(
            SCHEMA.replace(b'"%s":' % name.encode(), b'"\\u%04x%s":' % (ord(name[0]), name[1:].encode()))
        )
        found[f"{name} upper"] = raw(SCHEMA.replace(b'"%s":' % name.encode(), b'"%s":' % name.upper().encode()))
    found["unknown"] = raw(SCHEMA[:-1] + b',"extra":1}')
    found["turned round"] = raw(to_json(dict(reversed(GOOD.items()))))
    return found


@attack(INVALID)
def types() -> Any:
    """A value of another type in the place of each field."""
    wrong = [None, True, 1, -1, 1.5, "text", [1], [None], [[1.5]], [[True]], [["a"]], {}, [{}], [[[]]], [[[[1]]]]]
    found = {}
    for name in GOOD:
        for index, value in enumerate(wrong):
            if value != GOOD[name] or type(value) is not type(GOOD[name]):
                found[f"{name} {index}"] = with_value(**{name: value})
    return found


@attack(INVALID)
def numbers() -> Any:
    """Numbers that JSON has not, or that no field holds."""
    found = {}
    for text in (
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"nan",
        b"1e999",
        b"-1e999",
        b"0x10",
        b"01",
        b"+1",
        b"1_0",
        b".5",
        b"9" * 5000,
        b"9" * 2_000_000,
    ):
        for field, value in [("objects", b"[[0,%s]]"), ("root", b"%s"), ("version", b"%s"), ("buffers", b"[%s,6]")]:
            found[f"{field} {text[:12]!r} {len(text)}"] = with_raw(field, value % text)
    return found


@attack(INVALID)
def depth() -> Any:
    """A million brackets, which overflow a recursive parser's stack."""
    found = {}
    for field in GOOD:
        found[f"{field} lists"] = with_raw(field, b"[" * 1_000_000 + b"]" * 1_000_000)
        found[f"{field} open"] = with_raw(field, b"[" * 1_000_000)
        found[f"{field} dicts"] = with_raw(field, b'{"a":' * 500_000 + b"1" + b"}" * 500_000)
    found["whole"] = raw(b"[" * 1_000_000)
    return found


@attack(INVALID)
def text() -> Any:
    """Strings that are not valid UTF-8, or escape what no text has."""
    found = {}
    for name, value in {
        "latin": b'"\xe4"',
        "surrogate": b'"\xed\xa0\x80"',
        "escaped surrogate": b'"\\ud800"',
        "two lower halves": b'"\\udc00\\udc00"',
        "overlong": b'"\xc0\xaf"',
        "beyond": b'"\xf5\x80\x80\x80"',
        "control": b'"\x01"',
        "line": b'"a\nb"',
        "open": b'"abc',
        "escape": b'"\\x41"',
    }.items():
        found[f"object {name}"] = with_raw("objects", b"[[0,%s]]" % value)
        found[f"kind {name}"] = with_raw("kinds", b'[[%s,1,"skcore"]]' % value)
        found[f"pair {name}"] = with_raw("pairs", b"[[0,%s]]" % value)
        found[f"environment {name}"] = with_raw("environment", b'[["python",%s]]' % value)
    return found


@attack(INVALID)
def format_and_version() -> Any:
    """Another format, or a version that this reader does not know."""
    versions = {value: with_value(version=value) for value in (0, 2, -1, 10**30, 1.0, "1", None)}
    return {
        **versions,
        "format": with_value(format="skops"),
        "case": with_value(format="SKCORE"),
        "true": with_value(version=True),
    }


@attack(INVALID)
def kinds() -> Any:
    """Kinds twice, with versions below 1 or too new, or with more to say than they should."""
    found = {}
    kind = GOOD["kinds"]
    for name, row in {
        "version 0": ["python.list", 0, "skcore"],
        "version -1": ["python.list", -1, "skcore"],
        "version too new": ["python.list", 2, "skcore"],
        "version huge": ["python.list", 2**62, "skcore"],
        "version true": ["python.list", True, "skcore"],
        "version float": ["python.list", 1.0, "skcore"],
        "no distribution": ["python.list", 1],
        "too long": ["python.list", 1, "skcore", 1],
        "the same": kind[0],
        "name null": [None, 1, "skcore"],
        "dict": {"name": "python.list", "version": 1, "distribution": "skcore"},
    }.items():
        found[name] = with_value(kinds=[kind[0], row])
    found["none"] = with_value(kinds=[])
    return found


@attack("MissingPluginError", INVALID, "PluginError")
def unknown_kinds() -> Any:
    """Kinds that nobody provides, and names that only look like a kind."""
    names = [
        "python.nothing",
        "nobody.kind",
        "",
        ".",
        "python",
        "python.list ",
        "Python.list",
        "python.List",
        "python..list",
        "a" * 100_000,
        "os.system",
        "\x1b[2Jpython.list",
        "python.\u0142ist",
        "../python.list",
        "python/list",
    ]
    return {name[:30]: with_value(kinds=[[name, 1, "the\x1b[31mdistribution"], *GOOD["kinds"][1:]]) for name in names}


@attack(INVALID)
def indices() -> Any:
    """Indices out of range, negative, or of another type, from each table into the one before."""
    found = {}
    for index in (2, -1, 2**31, 2**63, 2**64, -(2**63), True, 1.0, "0", None, [0]):
        found[f"pair to kind {index}"] = with_value(pairs=[[index, "builtins.bytes"], [1, "builtins.list"]])
        found[f"layout to pair {index}"] = with_value(layouts=[[index, None], [1, None]])
        found[f"root {index}"] = with_value(root=[index] if index != 2 or index is True else [3])
    found["pairs twice"] = with_value(pairs=[*GOOD["pairs"], GOOD["pairs"][0]])
    found["field twice"] = with_value(layouts=[[0, ["a", "a"]], [1, None]])
    found["fields no list"] = with_value(layouts=[[0, "fields"], [1, None]])
    found["field no text"] = with_value(layouts=[[0, [1]], [1, None]])
    found["layout too long"] = with_value(layouts=[[0, None, 1], [1, None]])
    found["pair too long"] = with_value(pairs=[[0, "builtins.bytes", 1], [1, "builtins.list"]])
    return found


@attack(INVALID)
def roots() -> Any:
    """A root that is not the last object, or no object at all."""
    values = [
        [0],
        [1],
        [3],
        [-1],
        None,
        1,
        "text",
        True,
        ["buffer", 0],
        ["plain"],
        ["plain", 1],
        [],
        [True],
        [2.0],
        ["2"],
        [2, 0],
        ["int", "ff"],
        {},
    ]
    found = {f"{index}": with_value(root=value) for index, value in enumerate(values)}
    for index, value in enumerate(
        [["buffer", 0], ["plain"], ["plain", 1], [0], [], ["int", "1"], [None], ["nothing", "1"]]
    ):
        found[f"alone {index}"] = with_value(objects=[], root=value)
    return found


@attack(INVALID)
def buffer_table() -> Any:
    """Sizes that are too large, too small, negative, or add up by overflow."""
    sizes = [
        [150],
        [150, 6, 6],
        [],
        [128, 6],
        [150, 64, 0, 64],
        [151, 70],
        [150, 2**63],
        [150, 2**64],
        [-64, 256],
        [2**63 - 1, 2**63 - 1],
        [2**62] * 4,
        [150.0, 6],
        [True, 6],
        ["150", 6],
        [None, 6],
        [256, 6, -64],
        [150, 6] * 1000,
    ]
    return {index: with_value(buffers=value) for index, value in enumerate(sizes)}


@attack(INVALID)
def bytes_outside_of_buffers() -> Any:
    """Data that no buffer describes."""
    return {
        "behind": packed(DATA + bytes(64), SCHEMA),
        "one byte": packed(DATA + b"x", SCHEMA),
        "cut off": packed(DATA[:-1], SCHEMA),
        "none": packed(b"", SCHEMA),
        "code": packed(DATA + struct.pack("<64s", b"\x7fELF"), SCHEMA),
    }
