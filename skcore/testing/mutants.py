"""Files in which one thing is a lie: each value of each record of a kind, each field, each buffer in turn."""

from __future__ import annotations

import copy
import struct
from collections.abc import Callable, Iterator
from typing import Any

from skcore.testing.parts import Parts

_SCALARS: tuple[Any, ...] = (None, True, 0, -1, 2**31, 2**63 - 1, -(2**63), 0.5, "", "x")
_NUMBERS: tuple[Any, ...] = (1, 2, 7, 255, 2**16, 2**31 - 1, 2**32, ["int", "1" + "0" * 30], ["int", "-" + "f" * 30])
_FLOATS: tuple[Any, ...] = (-1.0, 1e308, 5e-324, ["float", "nan"], ["float", "inf"], ["float", "-inf"])
BAIT = "tabnanny"
"""A module that nothing imports: to import it, a handler has to do so by what a file says."""
_TEXTS: tuple[Any, ...] = (BAIT, f"{BAIT}.check", "x" * 1000, "__class__", "../x", "\u0430", ["text", "eda080"])
_CELLS = (0, 1, 0x7F, 0x80, 0xFF)
_WORDS = tuple(
    struct.pack(form, value)
    for form, values in (
        ("<i", (-1, 2**31 - 1, -(2**31), 10**6)),
        ("<q", (-1, 2**63 - 1, -(2**63), 10**9)),
        ("<d", (float("nan"), float("inf"), -1e308, 0.5)),
    )
    for value in values
)
MOST_RECORDS = 20
"""Of one kind and layout: those after are like them."""
MOST_PLACES = 40
"""In one record."""
MOST_REFERENCES = 6

Edit = Callable[[Parts], None]
Mutant = tuple[str, Edit]


def mutants(parts: Parts, kind: str) -> Iterator[Mutant]:
    """Yield what can be changed of a file, one thing at a time: words for it, and how it is done to a copy."""
    yield from _versions(parts, kind)
    seen: dict[int, int] = {}
    for here, record in enumerate(parts.header["objects"]):
        if parts.pair_of(record)[0] != kind:
            continue
        seen[record[0]] = seen.get(record[0], 0) + 1
        if seen[record[0]] <= MOST_RECORDS:
            if seen[record[0]] == 1:
                yield from _shapes(parts, here)
            yield from _values(parts, here)
    for here, buffer in enumerate(parts.buffers):
        yield from _contents(here, buffer)


def changed(parts: Parts, edit: Edit) -> Parts:
    """Return a copy of a file's parts with a change; ``parts`` stays as it is."""
    mutant = Parts(copy.deepcopy(parts.header), list(parts.buffers))
    edit(mutant)
    return mutant


def _versions(parts: Parts, kind: str) -> Iterator[Mutant]:
    for place, (name, version, _) in enumerate(parts.header["kinds"]):
        for other in {1, version - 1, version + 1} - {version} if name == kind else ():
            yield f"version {other}", _of_version(place, other)


def _of_version(place: int, version: int) -> Edit:
    def edit(mutant: Parts) -> None:
        mutant.header["kinds"][place][1] = version

    return edit


def _shapes(parts: Parts, here: int) -> Iterator[Mutant]:
    """Leave out each value of a record, add one, and name fields otherwise."""
    record, fields = parts.header["objects"][here], parts.fields_of(parts.header["objects"][here])
    for place in range(min(len(record) - 1, MOST_PLACES)):
        names = None if fields is None else fields[:place] + fields[place + 1 :]
        yield f"without {_called(fields, place)}", _of(here, names, [*record[1 : place + 1], *record[place + 2 :]])
        if fields is not None:
            names = [*fields[:place], "renamed", *fields[place + 1 :]]
            yield f"{fields[place]} under another name", _of(here, names, record[1:])
    more = None if fields is None else [*fields, "further"]
    yield "with one value more", _of(here, more, [*record[1:], 0])
    yield "without values", _of(here, None if fields is None else [], [])
    if fields is not None:
        yield "items in place of fields", _of(here, None, record[1:])
    else:
        names = [f"f{place}" for place in range(len(record) - 1)]
        yield "fields in place of items", _of(here, names, record[1:])


def _of(here: int, fields: list[str] | None, values: list[Any]) -> Edit:
    """Give one record a layout of its own."""

    def edit(mutant: Parts) -> None:
        layouts, record = mutant.header["layouts"], mutant.header["objects"][here]
        layouts.append([layouts[record[0]][0], fields])
        record[:] = [len(layouts) - 1, *values]

    return edit


def _called(fields: list[str] | None, place: int) -> str:
    return f"item {place}" if fields is None else fields[place]


def _values(parts: Parts, here: int) -> Iterator[Mutant]:
    record = parts.header["objects"][here]
    fields = parts.fields_of(record)
    for place, old in enumerate(record[1 : MOST_PLACES + 1]):
        for new in _others(parts, here, old):
            what = f"{_called(fields, place)} = {new!r:.60} in place of {old!r:.60}"
            yield what, _with_value(here, place + 1, new)


def _with_value(here: int, place: int, value: Any) -> Edit:
    def edit(mutant: Parts) -> None:
        mutant.header["objects"][here][place] = value

    return edit


def _others(parts: Parts, here: int, old: Any) -> Iterator[Any]:
    """Yield values for the place of another: of its own type and of all others."""
    if type(old) is int:
        yield from (old + 1, old - 1, -old, 2 * old, float(old), *_NUMBERS)
    elif type(old) is float:
        yield from (-old, *_FLOATS)
    elif type(old) is str:
        yield from (old + "x", old[:-1], old.upper(), *_TEXTS)
    elif type(old) is list and old[0] == "plain":
        yield from _plain(old)
    elif type(old) is list and old[0] == "buffer":
        yield from (["buffer", other] for other in range(min(len(parts.buffers), MOST_REFERENCES)) if other != old[1])
    yield from (value for value in _SCALARS if type(value) is not type(old) or value != old)
    yield from (["plain"], ["plain", 2**62])
    last = len(parts.header["objects"])
    nearest = [*range(max(0, here - MOST_REFERENCES), here), here, last]
    yield from ([other] for other in nearest if [other] != old)
    yield ["buffer", 0]


def _plain(old: list[Any]) -> Iterator[Any]:
    yield from (old[:-1], [*old, 1], [old[0], *old[:0:-1]])
    for place, value in enumerate(old[1:], 1):
        if type(value) is int:
            for new in (value + 1, value - 1, -1, 0, 2**31, 2**62):
                yield [*old[:place], new, *old[place + 1 :]]


def _contents(here: int, buffer: bytes) -> Iterator[Mutant]:
    """Change the size of a buffer, and what is at its ends and in its middle."""
    size = len(buffer)
    contents = {
        "empty": b"",
        "cut by a byte": buffer[:-1],
        "cut by a word": buffer[:-8],
        "half": buffer[: size // 2],
        "longer by a word": buffer + bytes(8),
        "twice": buffer * 2,
        **{f"all 0x{cell:02x}": bytes([cell]) * size for cell in _CELLS},
        "backwards": buffer[::-1],
    }
    for place in sorted({0, 8, size // 2 & ~7, size - 8, size - 4}):
        for word in _WORDS:
            if 0 <= place <= size - len(word):
                contents[f"0x{word.hex()} at {place}"] = buffer[:place] + word + buffer[place + len(word) :]
    for what, content in contents.items():
        if content != buffer:
            yield f"buffer {here} {what}", _with_content(here, content)


def _with_content(here: int, content: bytes) -> Edit:
    def edit(mutant: Parts) -> None:
        mutant.buffers[here] = content
        mutant.header["buffers"][here] = len(content)

    return edit
