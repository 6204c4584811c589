"""Records that refer to what is not there, or hold what no record holds."""

from __future__ import annotations

from typing import Any

from helpers import forged

from attacks import attack

INVALID = "InvalidFileError"
STATE = "InvalidStateError"
LIST = ("python.list", "builtins.list", None)
TUPLE = ("python.tuple", "builtins.tuple", None)
DICT = ("python.dict", "builtins.dict", None)


def row(kind: Any, *values: Any) -> Any:
    return (*kind, list(values))


@attack(INVALID)
def layouts() -> Any:
    """Records of a layout that is not listed."""
    wrong: list[Any] = [[], [1], [-1], [2**62], [True], [0.0], ["0"], [None], [[0]], [["buffer", 0]], [["int", "0"]]]
    return {index: forged([row(LIST)], objects=[value]) for index, value in enumerate(wrong)}


@attack(INVALID, STATE)
def lengths() -> Any:
    """Records with more or fewer values than their layout has fields."""
    fields = ("python.mapping_proxy", "types.MappingProxyType", ["items"])
    return {count: forged([row(DICT), (*fields, [[0]] * count)]) for count in (0, 2, 100)}


@attack(INVALID, STATE)
def references() -> Any:
    """References to objects that are not there, or that come later and cannot be waited for."""
    wrong: list[Any] = [[1], [2], [100], [-1], [2**62], [-(2**63)], [True], [False], [0.0], [None], ["0"], [0, 0], []]
    return {
        **{f"list {index}": forged([row(LIST, value)]) for index, value in enumerate(wrong)},
        **{f"tuple {index}": forged([row(TUPLE, value)]) for index, value in enumerate([*wrong, [0]])},
        **{f"dict {index}": forged([row(DICT, "k", value)]) for index, value in enumerate(wrong)},
    }


@attack(INVALID, STATE)
def cycles() -> Any:
    """Cycles through objects that are built at once, and so cannot be part of one."""
    frozen = ("python.frozenset", "builtins.frozenset", None)
    bare = ("python.slice", "builtins.slice", None)
    proxy = ("python.mapping_proxy", "types.MappingProxyType", ["items"])
    partial = ("python.partial", "functools.partial", None)
    moment = ("python.datetime", "datetime.datetime", None)
    return {
        "tuple in itself": forged([row(TUPLE, [0])]),
        "two tuples": forged([row(TUPLE, [1]), row(TUPLE, [0])]),
        "list in tuple in list": forged([row(TUPLE, [1]), row(TUPLE, [0]), row(LIST, [1])]),
        "frozenset": forged([row(frozen, [0])]),
        "slice": forged([row(bare, None, [0], None)]),
        "proxy": forged([row(proxy, [1]), row(DICT, 1, [0]), row(LIST, [0])][:1]),
        "proxy of a later tuple": forged([row(proxy, [1]), row(TUPLE)]),
        "partial": forged([row(partial, [0], 0)]),
        "a later function": forged([row(partial, [1], 0), ("python.function", "builtins.len", [], [])]),
        "later parts of a date": forged([row(moment, 1, 1, 1, 0, 0, 0, 0, 0, [1]), row(TUPLE)]),
        "an open zone": forged([row(LIST, [1]), row(moment, 1, 1, 1, 0, 0, 0, 0, 0, [0]), row(LIST, [0], [1])]),
        "bytes": forged([row(("python.bytes", "builtins.bytes", None), [0])]),
    }


@attack(STATE, INVALID)
def keys_that_are_not_complete() -> Any:
    """A list that is not filled yet as a key, or an element."""
    return {
        "dict": forged([row(DICT, [1], 1), row(LIST, [0])]),
        "set": forged([("python.set", "builtins.set", None, [[1]]), row(LIST, [0])]),
        "itself": forged([row(DICT, [0], 1)]),
    }


@attack(INVALID, STATE)
def values() -> Any:
    """Tagged values in another than their one form, or with unknown tags."""
    wrong: list[Any] = [
        ["int"],
        ["int", "5"],
        ["int", "-5"],
        ["int", "7fffffffffffffff"],
        ["int", "-8000000000000000"],
        ["int", "0x10000000000000000"],
        ["int", "FFFFFFFFFFFFFFFFFF"],
        ["int", "00fffffffffffffffff"],
        ["int", "ffff_ffff_ffff_ffff_ffff"],
        ["int", " fffffffffffffffffff"],
        ["int", "+fffffffffffffffff"],
        ["int", ""],
        ["int", "-"],
        ["int", "zz"],
        ["int", 5],
        ["int", None],
        ["int", "f" * 20, 1],
        ["int", "\u0661" * 30],
        ["float", "1.5"],
        ["float", "NaN"],
        ["float", "infinity"],
        ["float", "+inf"],
        ["float", "7ff8000000000000"],
        ["float", "7ff0000000000000"],
        ["float", "3ff0000000000000"],
        ["float", "7FF8000000000001"],
        ["float", "7ff8 0000 0000 0001"],
        ["float", "7ff8"],
        ["float", ""],
        ["float", 1.5],
        ["float"],
        ["text", "61"],
        ["text", ""],
        ["text", "eda080f"],
        ["text", "EDA080"],
        ["text", "ed a0 80"],
        ["text", "ff"],
        ["text", "zz"],
        ["text", 5],
        ["text"],
        ["bytes", "00"],
        ["ref", 0],
        ["", ""],
        [None],
        [None, None],
        [1.5, 2],
        [True, True],
        ["buffer"],
        ["buffer", 0],
        ["buffer", -1],
        ["buffer", True],
        ["buffer", 0.0],
        ["buffer", "0"],
        ["buffer", None],
        ["buffer", 0, 0, 1],
        ["nan"],
    ]
    return {f"{index} {value!a}"[:60]: forged([row(LIST, value)]) for index, value in enumerate(wrong)}


@attack(INVALID)
def nested_values() -> Any:
    """Lists and dicts of JSON deeper than a record has any."""
    wrong: list[Any] = [[[0]], [[[0]]], {}, {"a": 1}, ["plain", [0]], ["plain", ["plain"]], [0, [1]]]
    return {index: forged([row(LIST, value)]) for index, value in enumerate(wrong)}


@attack(INVALID)
def ints_that_have_another_form() -> Any:
    """Ints that 64 bits do not hold, in digits: their one form is hexadecimal."""
    wrong = [2**63, 2**64 - 1, 2**64, -(2**63) - 1, 10**30, 10**4000]
    return {
        f"{sign} {value.bit_length()}": forged([row(LIST, sign * value)])
        for value in wrong
        for sign in (1, -1)
        if not -(2**63) <= sign * value < 2**63
    }


@attack(INVALID, STATE)
def raw_values() -> Any:
    """Buffers and plain tuples handed on through kinds that do not look for them: nobody was told of such types."""
    kinds = {
        "list": LIST,
        "tuple": TUPLE,
        "dict": DICT,
        "set": ("python.set", "builtins.set", None),
        "deque": ("python.deque", "collections.deque", None),
        "slice": ("python.slice", "builtins.slice", None),
        "getter": ("python.itemgetter", "operator.itemgetter", None),
    }
    wrong = {"buffer": ["buffer", 0], "plain": ["plain", 1, 2]}
    return {
        f"{name} of {tag}": forged([(*kind, [None, value, value])], buffers=[b"x" * 64])
        for name, kind in kinds.items()
        for tag, value in wrong.items()
    }
