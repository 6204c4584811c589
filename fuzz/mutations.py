"""Changes of a file: of its bytes, or of what its header and buffers say.

A mutant is a list of steps, plain data that can be kept, replayed, and left out one by one.
"""

from __future__ import annotations

import copy
import random
import struct
from collections.abc import Callable
from typing import Any

from files import Parts, put_together, take_apart

Step = list[Any]

NUMBERS: list[Any] = [
    0,
    1,
    -1,
    2,
    -2,
    3,
    7,
    63,
    64,
    65,
    127,
    128,
    255,
    256,
    1000,
    65536,
    10**6,
    10**9,
    2**31 - 1,
    2**31,
    2**32,
]
NUMBERS += [2**62, 2**63 - 1, -(2**31), -(2**63)]
ODD: list[Any] = [
    None,
    True,
    False,
    0.5,
    -1.0,
    1e308,
    5e-324,
    "",
    "x",
    "out",
    "__class__",
    "__array_interface__",
    "a" * 1000,
]
ODD += [
    ["float", "nan"],
    ["float", "inf"],
    ["int", "1" + "0" * 30],
    ["text", "eda080"],
    ["plain"],
    ["plain", 2**62],
]
FORMATS = ["<b", "<B", "<h", "<i", "<I", "<q", "<Q", "<f", "<d", ">i", ">d"]
FLOATS = [0.0, -1.0, 1e308, -1e308, 5e-324, float("nan"), float("inf"), 0.5, 1e9]


def propose(parts: Parts, size: int, rng: random.Random) -> list[Step]:
    """Return a few steps: most of the format, some of raw bytes."""
    if rng.random() < 0.1:
        return [_bytes(size, rng) for _ in range(rng.choice((1, 1, 2, 8)))]
    makers = list(MAKERS)
    weights = [MAKERS[maker] for maker in makers]
    steps = [maker(parts, rng) for maker in rng.choices(makers, weights, k=rng.choice((1, 1, 1, 2, 2, 3, 6)))]
    return [step for step in steps if step]


def apply(data: bytes, steps: list[Step]) -> bytes:
    """Return the mutant of a file; a step that no longer fits does nothing."""
    raw = [step for step in steps if step[0] == "bytes"]
    shaped = [step for step in steps if step[0] != "bytes"]
    if shaped:
        parts = take_apart(data)
        parts = Parts(copy.deepcopy(parts.header), list(parts.buffers))
        for step in shaped:
            try:
                _APPLY[step[0]](parts, *step[1:])
            except (IndexError, KeyError, TypeError, ValueError, struct.error):
                continue
        data = put_together(parts)
    found = bytearray(data)
    for _, start, stop, content in raw:
        found[start:stop] = bytes.fromhex(content)
    return bytes(found)


def _bytes(size: int, rng: random.Random) -> Step:
    start = rng.randrange(size)
    stop = rng.choice((start, start + 1, start + 1, start + 4, start + rng.randrange(64)))
    return ["bytes", start, stop, rng.randbytes(rng.choice((stop - start, stop - start, 1, 0))).hex()]


def _near(value: int, rng: random.Random) -> int:
    return int(rng.choice([value + 1, value - 1, -value, value * 2, value // 2, rng.choice(NUMBERS)]))


def _other_value(parts: Parts, old: Any, rng: random.Random) -> Any:
    """Return a value for the place of another: like it most of the time, else of any form."""
    records = parts.header["objects"]
    if type(old) is int and rng.random() < 0.7:
        return _near(old, rng)
    if type(old) is list and old and rng.random() < 0.7:
        if old[0] == "plain" and len(old) > 1:
            changed = list(old)
            place = rng.randrange(1, len(changed))
            changed[place] = _near(changed[place], rng) if type(changed[place]) is int else rng.choice(ODD)
            return rng.choice([changed, [*old, 1], old[:-1]])
        if old[0] == "buffer":
            return ["buffer", rng.randrange(len(parts.buffers))]
        if type(old[0]) is int:
            return [rng.randrange(len(records))]
    if rng.random() < 0.4:
        record = rng.choice(records)
        return rng.choice(record[1:]) if len(record) > 1 else None
    return rng.choice([rng.choice(NUMBERS), rng.choice(ODD), [rng.randrange(len(records))]])


def _value(parts: Parts, rng: random.Random) -> Step | None:
    records = parts.header["objects"]
    here = rng.randrange(len(records))
    if len(records[here]) < 2:
        return None
    place = rng.randrange(1, len(records[here]))
    return ["value", here, place, _other_value(parts, records[here][place], rng)]


def _swap(parts: Parts, rng: random.Random) -> Step | None:
    records = parts.header["objects"]
    here, there = rng.randrange(len(records)), rng.randrange(len(records))
    if len(records[here]) < 2 or len(records[there]) < 2:
        return None
    return ["swap", here, rng.randrange(1, len(records[here])), there, rng.randrange(1, len(records[there]))]


def _layout(parts: Parts, rng: random.Random) -> Step:
    return ["layout", rng.randrange(len(parts.header["objects"])), rng.randrange(len(parts.header["layouts"]))]


def _pair(parts: Parts, rng: random.Random) -> Step:
    return ["pair", rng.randrange(len(parts.header["layouts"])), rng.randrange(len(parts.header["pairs"]))]


def _kind(parts: Parts, rng: random.Random) -> Step:
    return ["kind", rng.randrange(len(parts.header["pairs"])), rng.randrange(len(parts.header["kinds"]))]


def _field(parts: Parts, rng: random.Random) -> Step | None:
    layouts = [i for i, (_, fields) in enumerate(parts.header["layouts"]) if fields]
    if not layouts:
        return None
    here = rng.choice(layouts)
    place = rng.randrange(len(parts.header["layouts"][here][1]))
    names = [name for _, fields in parts.header["layouts"] for name in fields or ()]
    return [
        "field",
        here,
        place,
        rng.choice([None, rng.choice(names), rng.choice(["__class__", "predict", "transform", "x"])]),
    ]


def _items(parts: Parts, rng: random.Random) -> Step | None:
    """Make a list of items longer or shorter."""
    header = parts.header
    lists = [i for i, record in enumerate(header["objects"]) if header["layouts"][record[0]][1] is None]
    if not lists:
        return None
    here = rng.choice(lists)
    return ["items", here, rng.choice((-1, -2, 1, 2, 1000))]


def _root(parts: Parts, rng: random.Random) -> Step:
    return ["root", rng.randrange(len(parts.header["objects"]))]


def _cell(parts: Parts, rng: random.Random) -> Step | None:
    """Overwrite one number in a buffer."""
    filled = [i for i, buffer in enumerate(parts.buffers) if buffer]
    if not filled:
        return None
    here, form = rng.choice(filled), rng.choice(FORMATS)
    size = struct.calcsize(form)
    buffer = parts.buffers[here]
    if len(buffer) < size:
        return None
    start = rng.randrange(len(buffer) // size) * size
    if form[-1] in "fd":
        content = struct.pack(
            form, rng.choice(FLOATS) if form[-1] == "d" else rng.choice([0.0, -1.0, float("nan"), 1e30])
        )
    else:
        (old,) = struct.unpack_from(form, buffer, start)
        content = (_near(old, rng) % 2 ** (8 * size)).to_bytes(size, "little")
    return ["cell", here, start, content.hex(), rng.choice((1, 1, 1, 4, 100_000))]


def _resize(parts: Parts, rng: random.Random) -> Step | None:
    if not parts.buffers:
        return None
    here = rng.randrange(len(parts.buffers))
    return [
        "resize",
        here,
        rng.choice((-64, -8, -4, -1, 1, 4, 8, 64, -len(parts.buffers[here]), len(parts.buffers[here]))),
    ]


MAKERS: dict[Callable[[Parts, random.Random], Step | None], int] = {
    _value: 40,
    _cell: 30,
    _swap: 8,
    _items: 6,
    _field: 5,
    _resize: 5,
    _layout: 3,
    _pair: 2,
    _kind: 1,
    _root: 1,
}


def _apply_value(parts: Parts, here: int, place: int, value: Any) -> None:
    parts.header["objects"][here][place] = copy.deepcopy(value)


def _apply_swap(parts: Parts, here: int, place: int, there: int, other: int) -> None:
    records = parts.header["objects"]
    records[here][place], records[there][other] = records[there][other], records[here][place]


def _apply_layout(parts: Parts, here: int, layout: int) -> None:
    parts.header["objects"][here][0] = layout


def _apply_pair(parts: Parts, layout: int, pair: int) -> None:
    parts.header["layouts"][layout][0] = pair


def _apply_kind(parts: Parts, pair: int, kind: int) -> None:
    parts.header["pairs"][pair][0] = kind


def _apply_field(parts: Parts, layout: int, place: int, name: str | None) -> None:
    fields = parts.header["layouts"][layout][1]
    if name is not None:
        fields[place] = name
        return
    del fields[place]
    for record in parts.header["objects"]:
        if record[0] == layout:
            del record[place + 1]


def _apply_items(parts: Parts, here: int, count: int) -> None:
    record = parts.header["objects"][here]
    if count < 0:
        del record[max(1, len(record) + count) :]
    else:
        record += copy.deepcopy(record[-1:]) * count


def _apply_root(parts: Parts, here: int) -> None:
    parts.header["root"] = [here]


def _apply_cell(parts: Parts, here: int, start: int, content: str, times: int) -> None:
    buffer, cell = bytearray(parts.buffers[here]), bytes.fromhex(content)
    times = min(times, (len(buffer) - start) // len(cell))
    buffer[start : start + times * len(cell)] = cell * times
    parts.buffers[here] = bytes(buffer)


def _apply_resize(parts: Parts, here: int, change: int) -> None:
    buffer = parts.buffers[here]
    parts.buffers[here] = (buffer + buffer + bytes(64))[: len(buffer) + change] if change > 0 else buffer[:change]
    parts.header["buffers"][here] = len(parts.buffers[here])


_APPLY: dict[str, Callable[..., None]] = {
    "value": _apply_value,
    "swap": _apply_swap,
    "layout": _apply_layout,
    "pair": _apply_pair,
    "kind": _apply_kind,
    "field": _apply_field,
    "items": _apply_items,
    "root": _apply_root,
    "cell": _apply_cell,
    "resize": _apply_resize,
}
