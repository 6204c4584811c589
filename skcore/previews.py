"""An object in few words: a scalar as Python writes it, an array by dtype and shape, a container by its count."""

from __future__ import annotations

import re
import struct
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from skcore import values
from skcore.names import show
from skcore.outline import is_reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skcore.outline import Form
    from skcore.peek import Peek
    from skcore.trust import Verdict

_FIRST = 6
"""How many elements of a sequence are told."""
_LONGEST = 60
"""Characters of a text that are told."""
_MOST_TEXTS = 2**24
"""Bytes of a bulk of texts that are decoded to count them."""
_BRACKETS = {"list": ("[", "]"), "set": ("{", "}"), "frozenset": ("{", "}"), "dict": ("{", "}")}
_TYPESTR = re.compile(r"([<>|=])([biufc])([0-9]{1,2})")
_WORDS = {"b": "bool", "i": "int", "u": "uint", "f": "float", "c": "complex"}
_CODES = {"b1": "?", "i1": "b", "i2": "h", "i4": "i", "i8": "q", "u1": "B", "u2": "H", "u4": "I", "u8": "Q"}
_CODES.update({"f2": "e", "f4": "f", "f8": "d"})
_UNSAFE = re.compile(r"[^ -~]")
_texts = msgspec.json.Decoder(list[str])


def printable(text: str) -> str:
    """Return text in a form that is safe to print, without a second escape for what is escaped already."""
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text if len(text) <= 200 else text[:200] + "...")


def scalar(value: Any) -> str:
    """Write a value of a record that is no object as Python would."""
    if type(value) is not list:
        return _text(value) if type(value) is str else str(value)
    if value[0] == "plain":
        return _axes(value)
    if value[0] == "buffer":
        return "buffer"
    if value[0] == "int" and len(value[1]) > _LONGEST:
        return f"an int of {len(value[1])} hexadecimal digits"
    found = values.unescape(value)
    return _text(found) if type(found) is str else str(found)


def _text(value: str) -> str:
    return ascii(value) if len(value) <= _LONGEST else f"{value[:_LONGEST]!a}... ({len(value)} characters)"


def _several(items: Iterable[Any], count: int) -> str:
    told = ", ".join(map(scalar, islice(items, _FIRST)))
    return f"{told}, ..." if count > _FIRST else told


def short_name(name: str) -> str:
    """Return the last part of a qualified name, safe to print."""
    return show(name.rpartition(":")[2].rpartition(".")[2] or name)


def label(verdict: Verdict) -> str:
    """Return what an object is: the name of its class, or the function or class that it refers to."""
    word, _, use = verdict.role.partition(" ")
    if use == "to build" and word == "class":
        return short_name(verdict.name)
    return f"{word} {show(verdict.name)}"


def is_flat(record: list[Any], form: Form) -> bool:
    """Whether a record is told in full by its preview: its items are scalars, or it is an array or a bulk of them."""
    if form.fields is None:
        return form.keyed_from is None and not any(is_reference(value) for value in record)
    return is_raw(record, form)


def is_raw(record: list[Any], form: Form) -> bool:
    """Whether a record is memory with its form: the dtype and shape of an array, the format of a bulk."""
    fields = form.fields
    if fields is None or not any(type(value) is list and value[0] == "buffer" for value in record):
        return False
    return {"shape", "dtype"} <= set(fields) or "format" in fields or "value_format" in fields


def preview(record: list[Any], form: Form, peek: Peek | None) -> str:
    """Return what there is to say of an object beside its type."""
    if form.fields is None:
        return _items(record, form)
    state = dict(zip(form.fields, record[1:], strict=True))
    if is_raw(record, form):
        return _array(state, peek) if "shape" in state else _bulk(state, peek)
    shape = state.get("shape")
    return _axes(shape) if _is_plain(shape) else ""


def _items(record: list[Any], form: Form) -> str:
    count, start = len(record) - 1, form.keyed_from
    name = short_name(form.verdict.name)
    left, right = _BRACKETS.get(name, ("(", ")"))
    if start is not None:
        count = max(count - start, 0) // 2
        return f"of {count}" if count else left + right
    if any(map(is_reference, record)):
        return f"of {count}"
    if form.verdict.role.endswith("refer to"):
        return ""
    if count == 1 and name not in ("list", "tuple", "set", "frozenset"):
        return scalar(record[1])
    return (f"of {count} " if count > _FIRST else "") + left + _several(islice(record, 1, None), count) + right


# -- memory ---------------------------------------------------------------------------------------


def _is_plain(value: Any) -> bool:
    return type(value) is list and len(value) > 0 and value[0] == "plain"


def _axes(shape: Any) -> str:
    return f"({_several(shape[1:], len(shape) - 1)}{',' if len(shape) == 2 else ''})"


def _array(state: dict[str, Any], peek: Peek | None) -> str:
    dtype, shape = state["dtype"], state["shape"]
    said = type_name(dtype) if type(dtype) is str else ""
    if not _is_plain(shape):
        return said
    told = f"{said} {_axes(shape)}".lstrip()
    elements = _elements(state, peek) if len(shape) == 2 and "strides" not in state else None
    return told if elements is None else f"{told} [{elements}]"


def type_name(dtype: str) -> str:
    """Return the word for a type of the array interface, such as ``float64`` for ``<f8``; others as they are."""
    found = _TYPESTR.fullmatch(dtype)
    if found is None:
        return show(dtype) if len(dtype) <= _LONGEST else show(dtype[:_LONGEST]) + "..."
    order, letter, size = found[1], found[2], found[3]
    word = "bool" if letter == "b" else f"{_WORDS[letter]}{8 * int(size)}"
    return f"big-endian {word}" if order == ">" else word


def _elements(state: dict[str, Any], peek: Peek | None) -> str | None:
    found = _TYPESTR.fullmatch(state["dtype"]) if type(state["dtype"]) is str else None
    code = _CODES.get(found[2] + found[3]) if found is not None else None
    data, count = state.get("data"), state["shape"][1]
    if found is None or code is None or peek is None or type(data) is not list or data[0] != "buffer":
        return None
    size = struct.calcsize(code)
    if type(count) is not int or peek.size(data[1]) != count * size:
        return None
    first = peek.read(data[1], _FIRST * size)
    if first is None:
        return None
    numbers = struct.unpack(f"{'>' if found[1] == '>' else '<'}{len(first) // size}{code}", first)
    return _several((float(f"{n:.4g}") if type(n) is float else n for n in numbers), count)


def _bulk(state: dict[str, Any], peek: Peek | None) -> str:
    """Tell how many elements a bulk form has, and which come first."""
    parts = [_sequence(state, prefix, peek) for prefix in ("", "key_", "value_") if f"{prefix}format" in state]
    count = next((count for count, _, _ in parts if count is not None), None)
    words = " to ".join(word for _, word, _ in parts)
    firsts = [first for _, _, first in parts if first]
    if len(parts) == 2 and len(firsts) == 2:
        told = ", ".join(f"{key}: {value}" for key, value in zip(*firsts, strict=False))
    else:
        told = ", ".join(firsts[0]) if firsts else ""
    about = f"of {count} {words}" if count is not None else f"of {words}"
    return f"{about} [{told}, ...]" if told else about


def _sequence(state: dict[str, Any], prefix: str, peek: Peek | None) -> tuple[int | None, str, list[str]]:
    form, data = state[f"{prefix}format"], state.get(f"{prefix}data")
    if peek is None or type(data) is not list or data[0] != "buffer" or form not in ("int64", "msgpack", "text"):
        return None, show(str(form)), []
    size = peek.size(data[1])
    if form == "int64":
        return size // 8, "int", _numbers(peek.read(data[1], _FIRST * 8), "<", "q", 8)
    if form == "msgpack":
        first = peek.read(data[1], 5 + _FIRST * 9) or b""
        head = {0xDC: 3, 0xDD: 5}.get(first[0], 0) if first else 0
        count = int.from_bytes(first[1:head], "big") if head else None
        return count, "float", _numbers(first[head:], ">", "xd", 9) if head else []
    whole = peek.read(data[1], size) if size <= _MOST_TEXTS else None
    try:
        texts = _texts.decode(whole) if whole else []
    except (msgspec.MsgspecError, UnicodeError):
        texts = []
    return len(texts) or None, "str", [scalar(text) for text in texts[:_FIRST]]


def _numbers(data: bytes | None, order: str, code: str, size: int) -> list[str]:
    count = min(len(data or b"") // size, _FIRST)
    return [str(number) for number in struct.unpack(order + code * count, (data or b"")[: count * size])]
