"""Steps on the values of records: other ones, exchanged ones, more or fewer, shared or split."""

from __future__ import annotations

import copy
import random
from typing import Any

from files import Parts
from outline import Outline, Step, references

NUMBERS: list[Any] = [0, 1, -1, 2, -2, 3, 7, 63, 64, 65, 127, 128, 255, 256, 1000, 65536, 10**6, 10**9]
NUMBERS += [2**31 - 1, 2**31, 2**32, 2**62, 2**63 - 1, -(2**31), -(2**63)]
ODD: list[Any] = [None, True, False, 0.5, -1.0, 0.0, 1e308, 5e-324, "", "x", "out", "auto", "precomputed", "euclidean"]
ODD += ["__class__", "__array_interface__", "predict", "a" * 1000, ["float", "nan"], ["float", "inf"]]
ODD += [["int", "1" + "0" * 30], ["text", "eda080"], ["plain"], ["plain", 2**62], ["plain", -1, 2]]
DTYPES = ["<i8", "<u8", "<f8", "<i4", "<u4", "<f4", "|b1", "|u1", "|i1", "<i2", "<f2", "<c8", "<c16", "<M8[ns]", "|O"]
DTYPES += ["<m8[s]", "|S8", "<U2", "|V8", ">f8", ">i8", "|S0", "|V0"]


def near(value: int, outline: Outline, rng: random.Random) -> int:
    """Return a number by another: next to it, or one that the file has for something else."""
    known = rng.choice(outline.numbers) + rng.choice((-1, 0, 0, 0, 1)) if outline.numbers else 0
    return int(rng.choice([value + 1, value - 1, -value, value * 2, value // 2, known, known, rng.choice(NUMBERS)]))


def other_value(outline: Outline, here: int, old: Any, rng: random.Random) -> Any:
    """Return a value for the place of another: like it most of the time, else of any form."""
    alike = rng.random() < 0.7
    if type(old) is int and alike:
        return near(old, outline, rng)
    if type(old) is bool and alike:
        return not old
    if type(old) is str and old[:1] in ("<", "|", ">") and alike:
        return rng.choice(DTYPES)
    if type(old) is list and old and alike:
        return _other_list(outline, here, old, rng)
    if rng.random() < 0.5:
        record = outline.records[rng.choice(outline.filled)]
        return rng.choice(record[1:])
    return rng.choice([rng.choice(NUMBERS), rng.choice(ODD), [rng.randrange(here + 1)], rng.choice(outline.numbers)])


def _other_list(outline: Outline, here: int, old: list[Any], rng: random.Random) -> list[Any]:
    if old[0] == "plain" and len(old) > 1:
        changed, place = list(old), rng.randrange(1, len(old))
        is_number = type(changed[place]) is int
        changed[place] = near(changed[place], outline, rng) if is_number else rng.choice(ODD)
        return rng.choice([changed, changed, changed, [*old, 1], old[:-1], ["plain", *old[:0:-1]]])
    buffers = outline.parts.buffers
    if old[0] == "buffer":
        same = [i for i, buffer in enumerate(buffers) if len(buffer) == len(buffers[old[1]])]
        return ["buffer", rng.choice(same) if rng.random() < 0.6 else rng.randrange(len(buffers))]
    if type(old[0]) is int:
        layout = outline.records[old[0]][0]
        same = [i for i, record in enumerate(outline.records[:here]) if record[0] == layout]
        return [rng.choice(same) if same and rng.random() < 0.7 else rng.randrange(len(outline.records))]
    return [old[0], rng.choice(["nan", "-inf", "7ff8000000000001", "", "-1f", 5])]


def value(outline: Outline, rng: random.Random) -> Step | None:
    """Put another value where one is."""
    here = outline.record(rng)
    if here is None:
        return None
    place = rng.randrange(1, len(outline.records[here]))
    return ["value", here, place, other_value(outline, here, outline.records[here][place], rng)]


def _apply_value(parts: Parts, here: int, place: int, new: Any) -> None:
    parts.header["objects"][here][place] = copy.deepcopy(new)


def every(outline: Outline, rng: random.Random) -> Step | None:
    """Put one value into all records of a layout, as those of a forest agree."""
    if not outline.named:
        return None
    here = rng.choice(outline.named)
    layout, place = outline.records[here][0], rng.randrange(1, len(outline.records[here]))
    return ["every", layout, place, other_value(outline, here, outline.records[here][place], rng)]


def _apply_every(parts: Parts, layout: int, place: int, new: Any) -> None:
    for record in parts.header["objects"]:
        if record[0] == layout:
            record[place] = copy.deepcopy(new)


def swap(outline: Outline, rng: random.Random) -> Step | None:
    """Exchange two values of a record, or of two."""
    here = outline.record(rng)
    there = here if rng.random() < 0.4 else outline.record(rng)
    if here is None or there is None:
        return None
    records = outline.records
    return ["swap", here, rng.randrange(1, len(records[here])), there, rng.randrange(1, len(records[there]))]


def _apply_swap(parts: Parts, here: int, place: int, there: int, other: int) -> None:
    records = parts.header["objects"]
    records[here][place], records[there][other] = records[there][other], records[here][place]


def items(outline: Outline, rng: random.Random) -> Step | None:
    """Make a list of items longer or shorter."""
    return ["items", rng.choice(outline.listed), rng.choice((-1, -2, 1, 2, 1000))] if outline.listed else None


def _apply_items(parts: Parts, here: int, count: int) -> None:
    record = parts.header["objects"][here]
    if count < 0:
        del record[max(1, len(record) + count) :]
    else:
        record += copy.deepcopy(record[-1:]) * count


def split(outline: Outline, rng: random.Random) -> Step | None:
    """Give a place an object of its own where it may share one, by a copy of the record."""
    here = outline.record(rng)
    if here is None or not (places := references(outline.records[here])):
        return None
    return ["split", here, rng.choice(places)]


def _apply_split(parts: Parts, here: int, place: int) -> None:
    records = parts.header["objects"]
    (index,) = records[here][place]
    records[here][place] = [here]
    insert(parts, here, [copy.deepcopy(records[index])], kept=(here, place))


def share(outline: Outline, rng: random.Random) -> Step | None:
    """Make one object of two: a place refers to what another refers to."""
    here = outline.record(rng)
    if here is None or len(places := references(outline.records[here])) < 2:
        return None
    return ["share", here, *rng.sample(places, 2)]


def _apply_share(parts: Parts, here: int, place: int, other: int) -> None:
    records = parts.header["objects"]
    records[here][place] = list(records[here][other])


def root(outline: Outline, rng: random.Random) -> Step:
    """Make another object the root."""
    return ["root", rng.randrange(max(1, len(outline.records)))]


def _apply_root(parts: Parts, here: int) -> None:
    parts.header["root"] = [here]
    del parts.header["objects"][here + 1 :]


def insert(parts: Parts, at: int, new: list[list[Any]], kept: tuple[int, int] | None = None) -> None:
    """Insert records, and have all references, but one that is right already, mean what they meant."""
    records = parts.header["objects"]
    for number, record in enumerate(records):
        for place in references(record):
            index = record[place][0]
            if type(index) is int and index >= at and (number, place) != kept:
                record[place] = [index + len(new)]
    records[at:at] = new
    if references([None, parts.header["root"]]):
        parts.header["root"] = [parts.header["root"][0] + len(new)]
