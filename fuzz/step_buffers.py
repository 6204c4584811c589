"""Steps on buffers: their content, and their sizes with and without the shapes that tell of them."""

from __future__ import annotations

import math
import random
import struct

from files import Parts
from outline import Outline, Step
from step_values import DTYPES, near

FORMATS = ["<b", "<B", "<h", "<i", "<i", "<I", "<q", "<q", "<q", "<Q", "<f", "<d", "<d", ">i", ">d"]
FLOATS = [0.0, -1.0, 1e308, -1e308, 5e-324, float("nan"), float("inf"), float("-inf"), 0.5, 1e9]
LARGEST = 2**22


def cell(outline: Outline, rng: random.Random) -> Step | None:
    """Overwrite a number in a buffer, or all from there."""
    if not outline.buffers:
        return None
    if outline.arrays and rng.random() < 0.7:
        place = rng.choice(outline.arrays)
        record = outline.records[place.record]
        here, form = record[place.buffer][1], _format(record[place.dtype], rng)
    else:
        here, form = rng.choice(outline.buffers), rng.choice(FORMATS)
    buffer, size = outline.parts.buffers[here], struct.calcsize(form)
    if len(buffer) < size:
        return None
    start = rng.randrange(len(buffer) // size) * size
    if form[-1] in "fd":
        content = struct.pack(form, rng.choice(FLOATS) if form[-1] == "d" else rng.choice([0.0, -1.0, math.nan, 1e30]))
    else:
        (old,) = struct.unpack_from(form, buffer, start)
        content = (near(old, outline, rng) % 2 ** (8 * size)).to_bytes(size, "little")
    return ["cell", here, start, content.hex(), rng.choice((1, 1, 1, 4, 100_000))]


def _format(dtype: object, rng: random.Random) -> str:
    """Return the format of an array's elements, where it has one that struct knows."""
    forms = {
        "i1": "b",
        "u1": "B",
        "b1": "B",
        "i2": "h",
        "i4": "i",
        "u4": "I",
        "i8": "q",
        "u8": "Q",
        "f4": "f",
        "f8": "d",
    }
    return "<" + forms[dtype[1:]] if isinstance(dtype, str) and dtype[1:] in forms else rng.choice(FORMATS)


def _apply_cell(parts: Parts, here: int, start: int, content: str, times: int) -> None:
    buffer, new = bytearray(parts.buffers[here]), bytes.fromhex(content)
    times = min(times, (len(buffer) - start) // len(new))
    buffer[start : start + times * len(new)] = new * times
    parts.buffers[here] = bytes(buffer)


def move(outline: Outline, rng: random.Random) -> Step | None:
    """Copy one number over another of the same buffer."""
    if not outline.buffers:
        return None
    here, size = rng.choice(outline.buffers), rng.choice((4, 8, 8))
    count = len(outline.parts.buffers[here]) // size
    return ["move", here, rng.randrange(count) * size, rng.randrange(count) * size, size] if count > 1 else None


def _apply_move(parts: Parts, here: int, start: int, other: int, size: int) -> None:
    buffer = bytearray(parts.buffers[here])
    buffer[start : start + size] = buffer[other : other + size]
    parts.buffers[here] = bytes(buffer)


def resize(outline: Outline, rng: random.Random) -> Step | None:
    """Make a buffer longer or shorter, which the table of sizes says."""
    if not outline.parts.buffers:
        return None
    here = rng.randrange(len(outline.parts.buffers))
    size = len(outline.parts.buffers[here])
    return ["resize", here, rng.choice((-64, -8, -4, -1, 1, 4, 8, 64, -size, size))]


def _apply_resize(parts: Parts, here: int, change: int) -> None:
    _fit(parts, here, max(0, len(parts.buffers[here]) + change))


def _fit(parts: Parts, here: int, size: int) -> None:
    buffer = parts.buffers[here]
    if size > LARGEST:
        raise ValueError(size)
    parts.buffers[here] = ((buffer or b"\0") * (size // max(1, len(buffer)) + 1))[:size]
    parts.header["buffers"][here] = size


def size(outline: Outline, rng: random.Random) -> Step | None:
    """Have the table of sizes lie."""
    sizes = outline.parts.header["buffers"]
    if not sizes:
        return None
    here = rng.randrange(len(sizes))
    return ["size", here, rng.choice([near(sizes[here], outline, rng), 2**40, 2**62, sizes[here] + 64])]


def _apply_size(parts: Parts, here: int, number: int) -> None:
    parts.header["buffers"][here] = number


def shape(outline: Outline, rng: random.Random) -> Step | None:
    """Give an array another shape, and a buffer of its own that has the size for it."""
    if not outline.arrays:
        return None
    place = rng.choice(outline.arrays)
    old = outline.records[place.record][place.shape][1:]
    new = list(old)
    if old and rng.random() < 0.7:
        axis = rng.randrange(len(old))
        new[axis] = (
            max(0, near(old[axis], outline, rng)) if rng.random() < 0.5 else max(0, old[axis] + rng.choice((-1, 1)))
        )
    else:
        new = rng.choice([old[::-1], [*old, 1], [1, *old], [math.prod(old)], old[:-1], [], [0], [*old, 0]])
    return ["shape", *place, new]


def _apply_shape(parts: Parts, here: int, dtype: int, shape: int, buffer: int, new: list[int]) -> None:
    record = parts.header["objects"][here]
    old = parts.buffers[record[buffer][1]]
    size = len(old) // max(1, math.prod(record[shape][1:]))
    record[shape] = ["plain", *new]
    _own(parts, here, buffer, size * math.prod(new))


def retype(outline: Outline, rng: random.Random) -> Step | None:
    """Give an array another dtype, and a buffer of its own that has the size for it."""
    if not outline.arrays:
        return None
    return ["retype", *rng.choice(outline.arrays), rng.choice(DTYPES[:14])]


def _apply_retype(parts: Parts, here: int, dtype: int, shape: int, buffer: int, new: str) -> None:
    record = parts.header["objects"][here]
    record[dtype] = new
    _own(parts, here, buffer, int(new[2:].partition("[")[0]) * math.prod(record[shape][1:]))


def _own(parts: Parts, here: int, place: int, size: int) -> None:
    """Give a record a buffer that no other has."""
    record = parts.header["objects"][here]
    parts.buffers.append(parts.buffers[record[place][1]])
    parts.header["buffers"].append(0)
    record[place] = ["buffer", len(parts.buffers) - 1]
    _fit(parts, len(parts.buffers) - 1, size)
