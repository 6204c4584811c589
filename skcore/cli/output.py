"""What all commands write with: tables for people, JSON for programs, errors in one line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from skcore.errors import SkcoreError

JSON_VERSION = 1
"""Version of what ``--json`` writes, as ``docs/command-line.md`` describes it."""
_PIPED = 10_000
"""Columns where there is no terminal: what reads the output shall find each row in one line."""


def console(*, stderr: bool = False) -> Console:
    """Return where a command writes; it never takes what files say for markup."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPED
    return Console(stderr=stderr, width=width, markup=False, highlight=False, emoji=False)


def complain(message: str) -> None:
    """Write an error in one line."""
    lines = [line.strip() for line in str(SkcoreError(message)).splitlines()]
    print("skcore:", "; ".join(filter(None, lines)), file=sys.stderr)


def write_json(command: str, **content: Any) -> None:
    """Write one JSON document: the version of its form, the command, and what the command found."""
    found = msgspec.json.encode({"version": JSON_VERSION, "command": command, **content})
    print(msgspec.json.format(found, indent=2).decode())


def table(columns: Sequence[str], rows: Iterable[Sequence[str | Text]], *, title: str | None = None) -> Table:
    """Return a table in which nothing is markup and nothing is cut off: long cells are folded."""
    made = Table(title=title, box=SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for column in columns:
        made.add_column(Text(column), overflow="fold")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    return made
