"""What all commands write with: tables for people, JSON for programs, progress, errors in one line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from skcore.errors import SkcoreError, UntrustedTypesError

JSON_VERSION = 1
"""Version of what ``--json`` writes, as ``docs/command-line.md`` describes it."""
MOST_ROWS = 500
"""How many names of a file a table has: the file may have any number of them, each of which takes long to lay out."""
_PIPED = 10_000
"""Columns where there is no terminal: what reads the output shall find each row in one line."""
_MOST_NAMES = 10
_Item = TypeVar("_Item")


class _Console(Console):
    def print(self, *objects: Any, **options: Any) -> None:
        """Print, without the spaces that fill a table's lines where nobody sees them."""
        if self.is_terminal:
            super().print(*objects, **options)
            return
        with self.capture() as captured:
            super().print(*objects, **options)
        self.file.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())

    def on_broken_pipe(self) -> None:
        """Leave it to the application, as for what is printed without rich."""
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """Return where a command writes; it never takes what files say for markup."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPED
    return _Console(stderr=stderr, width=width, markup=False, highlight=False, emoji=False)


def printable(text: str) -> str:
    """Return text, such as the path of a file, with all escaped that is no letter, mark or space."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def complain(message: str) -> None:
    """Write an error in one line."""
    lines = [line.strip() for line in str(SkcoreError(message)).splitlines()]
    print("skcore:", "; ".join(filter(None, lines)), file=sys.stderr)


def explain(error: SkcoreError) -> str:
    """Return the message of an error with the advice that the command line's user can follow."""
    if not isinstance(error, UntrustedTypesError):
        return str(error)
    told = error.untrusted[:_MOST_NAMES]
    names = "; ".join(f"{row.shown} ({row.role}): {row.explanation}" for row in told)
    more = f"; and {len(error.untrusted) - len(told)} more" if len(told) < len(error.untrusted) else ""
    options = [f"--trusted {row.shown}" for row in told]
    if any(row.level is not None for row in error.untrusted):
        options.append("--plugin-defaults")
    return f"the file uses names that are not trusted: {names}{more}. If you know and trust them: {' '.join(options)}"


def write_json(command: str, **content: Any) -> None:
    """Write one JSON document: the version of its form, the command, and what the command found.

    It is ASCII: no name out of a file reaches a terminal as it is, and programs read it as it was.
    """
    found = msgspec.to_builtins({"version": JSON_VERSION, "command": command, **content})
    print(json.dumps(found, indent=2, allow_nan=False))


def table(columns: Sequence[str], rows: Iterable[Sequence[str | Text]], *, title: str | None = None) -> Table:
    """Return a table in which nothing is markup and nothing is cut off: long cells are folded, the first ones last."""
    made = Table(title=title, box=SIMPLE_HEAD, title_justify="left", pad_edge=False)
    cells = [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows]
    first = max([len(columns[0]), *(row[0].cell_len for row in cells)])
    for number, column in enumerate(columns):
        width = min(first, console().width // 2) if number == 0 else None
        made.add_column(Text(column), overflow="fold", width=width)
    for row in cells:
        made.add_row(*row)
    return made


def tracked(items: Iterable[_Item], total: int, what: str) -> Iterator[_Item]:
    """Yield the items, with a progress bar on the standard error where that is a terminal and there are several."""
    if total < 2 or not sys.stderr.isatty():
        yield from items
        return
    yield from track(items, what, total=total, console=console(stderr=True), transient=True)
