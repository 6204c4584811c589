"""Steps on what a header lists: kinds and their versions, pairs and names, layouts and their fields."""

from __future__ import annotations

import copy
import random
from typing import Any

from files import Parts
from outline import Outline, Step, is_reference, references
from step_values import insert, other_value

NAMES = ["os.system", "builtins.eval", "builtins.getattr", "numpy.save", "numpy.fromfile", "functools.partial"]
NAMES += ["subprocess.Popen", "builtins.list", "skcore.loads", "pickle.loads", "antigravity.fly", "no.such.Thing"]
SHADOWS = ["__class__", "__dict__", "predict", "transform", "fit", "x", "_impl", "n_features_in_", "classes_"]
LARGEST = 60
"""Records of a part that is grafted."""


def layout(outline: Outline, rng: random.Random) -> Step | None:
    """Give a record the form of another."""
    if not outline.filled:
        return None
    return ["layout", rng.choice(outline.filled), rng.randrange(len(outline.layouts))]


def _apply_layout(parts: Parts, here: int, other: int) -> None:
    parts.header["objects"][here][0] = other


def pair(outline: Outline, rng: random.Random) -> Step | None:
    """Have a layout mean another type."""
    if not outline.layouts:
        return None
    return ["pair", rng.randrange(len(outline.layouts)), rng.randrange(len(outline.parts.header["pairs"]))]


def _apply_pair(parts: Parts, here: int, other: int) -> None:
    parts.header["layouts"][here][0] = other


def kind(outline: Outline, rng: random.Random) -> Step | None:
    """Have a name stand with another kind."""
    header = outline.parts.header
    if not header["pairs"]:
        return None
    return ["kind", rng.randrange(len(header["pairs"])), rng.randrange(len(header["kinds"]))]


def _apply_kind(parts: Parts, here: int, other: int) -> None:
    parts.header["pairs"][here][0] = other


def version(outline: Outline, rng: random.Random) -> Step | None:
    """Have a kind's states be of another version."""
    kinds = outline.parts.header["kinds"]
    return ["version", rng.randrange(len(kinds)), rng.choice((0, -1, 1, 2, 3, 10**9))] if kinds else None


def _apply_version(parts: Parts, here: int, number: int) -> None:
    parts.header["kinds"][here][1] = number


def name(outline: Outline, rng: random.Random, donor: Outline) -> Step | None:
    """Have a pair name something else: of another file's, or what no file may name."""
    pairs = outline.parts.header["pairs"]
    if not pairs:
        return None
    others = [name for _, name in donor.parts.header["pairs"]] if rng.random() < 0.8 else NAMES
    return ["name", rng.randrange(len(pairs)), rng.choice(others or NAMES)]


def _apply_name(parts: Parts, here: int, other: str) -> None:
    parts.header["pairs"][here][1] = other


def leave(outline: Outline, rng: random.Random) -> Step | None:
    """Leave an attribute out of one record, or of all of a layout."""
    if not outline.named:
        return None
    here = outline.named[-1] if rng.random() < 0.4 else rng.choice(outline.named)
    return ["leave", here, rng.randrange(1, len(outline.records[here])), rng.random() < 0.3]


def _apply_leave(parts: Parts, here: int, place: int, everywhere: bool) -> None:
    records = parts.header["objects"]
    old = records[here][0]
    fields = _own_layout(parts, here)
    del fields[place - 1]
    new = records[here][0]
    for number, record in enumerate(records):
        if number == here or (everywhere and record[0] == old):
            record[0] = new
            del record[place]


def rename(outline: Outline, rng: random.Random, donor: Outline) -> Step | None:
    """Give an attribute another name: one of another file, or one that shadows what a class has."""
    if not outline.named:
        return None
    here = outline.named[-1] if rng.random() < 0.4 else rng.choice(outline.named)
    others = rng.choice([outline.fields, donor.fields or SHADOWS, SHADOWS])
    return ["rename", here, rng.randrange(1, len(outline.records[here])), rng.choice(others)]


def _apply_rename(parts: Parts, here: int, place: int, other: str) -> None:
    _own_layout(parts, here)[place - 1] = other


def exchange(outline: Outline, rng: random.Random) -> Step | None:
    """Exchange the names of two attributes."""
    layouts = [i for i in outline.fielded if len(outline.layouts[i][1]) > 1]
    if not layouts:
        return None
    here = rng.choice(layouts)
    return ["exchange", here, *rng.sample(range(len(outline.layouts[here][1])), 2)]


def _apply_exchange(parts: Parts, here: int, place: int, other: int) -> None:
    fields = parts.header["layouts"][here][1]
    fields[place], fields[other] = fields[other], fields[place]


def add(outline: Outline, rng: random.Random, donor: Outline) -> Step | None:
    """Add an attribute that another file has, or that shadows what a class has, with some value."""
    if not outline.named:
        return None
    here = outline.named[-1] if rng.random() < 0.5 else rng.choice(outline.named)
    old = outline.records[here][rng.randrange(1, len(outline.records[here]))]
    names = donor.fields if donor.fields and rng.random() < 0.8 else SHADOWS
    return ["add", here, rng.choice(names), other_value(outline, here, old, rng)]


def _apply_add(parts: Parts, here: int, field: str, value: Any) -> None:
    _own_layout(parts, here).append(field)
    parts.header["objects"][here].append(copy.deepcopy(value))


def _own_layout(parts: Parts, here: int) -> list[str]:
    """Give a record a layout that no other has, and return its fields."""
    record, layouts = parts.header["objects"][here], parts.header["layouts"]
    owner, fields = layouts[record[0]]
    layouts.append([owner, list(fields)])
    record[0] = len(layouts) - 1
    new: list[str] = layouts[-1][1]
    return new


def graft(outline: Outline, rng: random.Random, donor: Outline) -> Step | None:
    """Put a whole part of another file where a part is, or add it as an attribute of the name it has there."""
    if not outline.named or not donor.named:
        return None
    there = donor.named[-1] if rng.random() < 0.6 else rng.choice(donor.named)
    places = references(donor.records[there])
    if not places:
        return None
    chosen = rng.choice(places)
    part = _cut(donor, donor.records[there][chosen][0])
    here = outline.named[-1] if rng.random() < 0.5 else rng.choice(outline.named)
    fields = outline.layouts[outline.records[here][0]][1]
    field = donor.layouts[donor.records[there][0]][1][chosen - 1]
    if part is None:
        return None
    if field not in fields or rng.random() < 0.2:
        mine = references(outline.records[here])
        if mine and rng.random() < 0.8:
            field = fields[rng.choice(mine) - 1]
    return ["graft", here, field, part]


def _cut(donor: Outline, index: int) -> dict[str, Any] | None:
    """Return a part of a file as a table of its own, unless it is large."""
    wanted, waiting = {index}, [index]
    while waiting:
        record = donor.records[waiting.pop()]
        new = {record[place][0] for place in references(record)} - wanted
        wanted |= new
        waiting += new
        if len(wanted) > LARGEST:
            return None
    order = sorted(wanted)
    if order[-1] != index:
        return None
    renumbered = {old: new for new, old in enumerate(order)}
    header, buffers, records = donor.parts.header, [], []
    for old in order:
        record = copy.deepcopy(donor.records[old])
        for place, value in enumerate(record):
            if place and type(value) is list:
                if is_reference(value):
                    record[place] = [renumbered[value[0]]]
                elif value[:1] == ["buffer"]:
                    buffers.append(donor.parts.buffers[value[1]].hex())
                    record[place] = ["buffer", len(buffers) - 1]
        owner, fields = donor.layouts[record[0]]
        number, name = header["pairs"][owner]
        record[0] = [header["kinds"][number], name, fields]
        records.append(record)
    if sum(map(len, buffers)) > 20_000:
        return None
    return {"records": records, "buffers": buffers}


def _apply_graft(parts: Parts, here: int, field: str, part: dict[str, Any]) -> None:
    header, new = parts.header, copy.deepcopy(part["records"])
    first = len(parts.buffers)
    for buffer in part["buffers"]:
        parts.buffers.append(bytes.fromhex(buffer))
        header["buffers"].append(len(parts.buffers[-1]))
    for record in new:
        kind, name, fields = record[0]
        pair = _found(header["pairs"], [_found(header["kinds"], kind), name])
        record[0] = _found(header["layouts"], [pair, fields])
        for place, value in enumerate(record):
            if place and type(value) is list:
                if is_reference(value):
                    record[place] = [value[0] + here]
                elif value[:1] == ["buffer"]:
                    record[place] = ["buffer", value[1] + first]
    insert(parts, here, new)
    target = here + len(new)
    fields = header["layouts"][header["objects"][target][0]][1]
    if field not in fields:
        _apply_add(parts, target, field, [target - 1])
    else:
        header["objects"][target][fields.index(field) + 1] = [target - 1]


def _found(table: list[Any], row: Any) -> int:
    if row not in table:
        table.append(row)
    return table.index(row)
