"""A file that is open to be looked at, and what is said over the tree of what it holds."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import msgspec

from skcore import collector, drawing, files
from skcore.drawing import Palette, Style
from skcore.entries import Query
from skcore.limits import Limits
from skcore.names import show as printable
from skcore.outline import Outline
from skcore.peek import Peek
from skcore.registry import current
from skcore.report import Report, examine
from skcore.trust import policy

DEPTH, FOUND_DEPTH = 4, 1
"""How many levels are shown where nobody says it: below the root, and below what was looked for."""
_MOST_NAMES = 20
"""Packages and untrusted names that are told over a tree: a file may list thousands."""


class Found(msgspec.Struct, frozen=True):
    """A file that is open: its audit, its outline, and a look at its data."""

    title: str
    report: Report
    outline: Outline
    peek: Peek


@contextmanager
def opened(file: Any, trusted: Any, limits: Limits) -> Iterator[Found]:
    """Audit a file, or the bytes of one, and find out what it holds."""
    title = printable(os.fspath(file)) if isinstance(file, str | os.PathLike) else "file"
    if isinstance(file, bytes | bytearray | memoryview):
        file = io.BytesIO(file)
    with files.opened(file) as stream:
        yield _look(stream, title, trusted, limits)


@collector.paused
def _look(stream: BinaryIO, title: str, trusted: Any, limits: Limits) -> Found:
    container, schema, report = examine(stream, policy(trusted), limits)
    # The sizes of the buffers are held against the file before anything is made of them.
    peek = Peek(container, schema.summary.buffers)
    return Found(title, report, Outline(schema, report.names, current()), peek)


def heading(found: Found, style: Style) -> list[str]:
    """Return the lines over a tree: what it is, what wrote it, and who is not trusted."""
    report, palette = found.report, style.palette or Palette()
    versions = [f"{printable(name)} {printable(version)}" for name, version in report.environment.items()]
    if len(versions) > _MOST_NAMES:
        versions[_MOST_NAMES:] = [f"{len(versions) - _MOST_NAMES} more"]
    told = f"{found.title}: {_objects(found)}, {drawing.size(report.packed_size)}"
    made = [style.paint(told, "", bold=True), f"written with {', '.join(versions)}"]
    rows = report.untrusted
    if not rows:
        made.append(style.paint(_all_trusted(len(report.names)), palette.trusted))
        return [*made, ""]
    told = f"{len(rows)} of {len(report.names)} names {'is' if len(rows) == 1 else 'are'} UNTRUSTED:"
    made.append(style.paint(told, palette.untrusted, bold=True))
    made += [
        f"  {style.paint(row.shown, palette.untrusted)} ({row.role}, kind {printable(row.kind)}): {row.explanation}"
        for row in rows[:_MOST_NAMES]
    ]
    if len(rows) > _MOST_NAMES:
        made.append(f"  ... {len(rows) - _MOST_NAMES} more")
    return [*made, ""]


NOTHING = "nothing in it is what was asked for"


def query_for(show: str, depth: int | None, max_items: int, find: str) -> Query:
    """Return a query, with the defaults for what is not said."""
    if show not in ("all", "untrusted", "trusted"):
        raise ValueError(f"show must be 'all', 'untrusted' or 'trusted', not {show!r}")
    if max_items < 0 or (depth is not None and depth < 0):
        raise ValueError("depth and max_items must not be negative")
    default = FOUND_DEPTH if find else DEPTH
    return Query(show=show, depth=default if depth is None else depth, max_items=max_items, find=find)  # type: ignore[arg-type]


def summary(found: Found) -> str:
    """Return the whole in one line."""
    rows, names = found.report.untrusted, len(found.report.names)
    trust = f"{len(rows)} of {names} names untrusted" if rows else _all_trusted(names)
    return f"{found.title}: {_objects(found)}, {trust}"


def _all_trusted(names: int) -> str:
    return f"all {names} names are trusted" if names else "there is no name to trust"


def _objects(found: Found) -> str:
    count = len(found.outline.records)
    return f"{count:,} object{'s' * (count != 1)}"
