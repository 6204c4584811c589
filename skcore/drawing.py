"""Rows of an outline as lines of text: a tree, in colours where there is a terminal that shows them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from skcore.entries import Entry

_CODES = {"black": 30, "red": 31, "green": 32, "yellow": 33, "blue": 34, "magenta": 35, "cyan": 36, "white": 37}
_CODES.update({f"bright_{name}": code + 60 for name, code in _CODES.items()})
UNTRUSTED = "[UNTRUSTED]"
HOLDS = "[UNTRUSTED inside]"
_WIDEST = 110
"""Columns that a line takes at most: its size shall stand near to what it is the size of."""
_SIZE = 9
_LEAST = 16
"""Characters of a row's text that are kept, however narrow the terminal is."""


class Palette(msgspec.Struct, frozen=True, kw_only=True):
    """The colours of names by trust; an empty one stands for that of the terminal."""

    trusted: str = "green"
    untrusted: str = "red"
    holding: str = "yellow"

    def __post_init__(self) -> None:
        for name in msgspec.structs.astuple(self):
            if name and name not in _CODES:
                raise ValueError(f"{name!r} is no colour: give one of {', '.join(_CODES)}, or ''")


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How lines are drawn: in how many columns, in which colours, by which characters."""

    width: int | None = None
    palette: Palette | None = None
    fancy: bool = True

    def paint(self, text: str, color: str, *, bold: bool = False) -> str:
        """Return text in a colour, if there are colours."""
        codes = [*(["1"] if bold else []), *([str(_CODES[color])] if color else [])]
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.palette is not None and codes else text

    def faint(self, text: str) -> str:
        """Return text that matters less."""
        return f"\x1b[2m{text}\x1b[0m" if self.palette is not None else text


def style_for(stream: Any, palette: Palette) -> Style:
    """Return the style for a stream: colours for a terminal that has them, unless the user wants none."""
    terminal = _is_terminal(stream)
    colours = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size().columns if terminal else None
    return Style(width=width, palette=palette if colours else None, fancy=is_fancy(stream))


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream.isatty()) and stream.fileno() >= 0
    except (AttributeError, OSError, ValueError):
        return False


def is_fancy(stream: Any) -> bool:
    """Whether a stream can take the characters of a tree."""
    try:
        "├└│─→".encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def size(count: int) -> str:
    """Return a number of bytes in a unit that makes it short."""
    if count < 1000:
        return f"{count} B"
    number, unit = float(count), "B"
    for unit in ("kB", "MB", "GB", "TB"):  # noqa: B007  # the last is used
        number /= 1000
        if number < 999.5:
            break
    return f"{number:.1f} {unit}" if number < 9.95 else f"{number:.0f} {unit}"


def lines(rows: Iterable[Entry], style: Style) -> Iterator[str]:
    """Yield a line for each row."""
    tee, corner, bar, arrow = ("├── ", "└── ", "│   ", "→") if style.fancy else ("|-- ", "`-- ", "|   ", "->")
    trail: list[bool] = []
    for row in rows:
        del trail[max(row.depth - 1, 0) :]
        guides = "".join("    " if last else bar for last in trail)
        if row.depth:
            guides += corner if row.last else tee
            trail.append(row.last)
        yield _line(row, guides, arrow, style)


def _line(row: Entry, guides: str, arrow: str, style: Style) -> str:
    warning = mark(row)
    told = size(row.total) if row.total else ""
    body = [row.shown_key, row.label, row.text, tail(row, arrow)]
    room = None
    if style.width is not None:
        room = min(style.width - 1, _WIDEST) - len(guides) - (len(warning) + 1 if warning else 0) - _SIZE
    text, length = _body(body, None if room is None else max(room, _LEAST), row, style)
    line = style.faint(guides) + text
    if warning:
        line += " " + style.paint(warning, _color(row, style), bold=row.untrusted)
    if not told:
        return line
    return line + style.faint(f"{' ' * max(room - length, 0)}{told:>{_SIZE}}" if room is not None else f"  {told}")


def mark(row: Entry) -> str:
    """Return what marks a row that is not trusted, or that holds what is not."""
    return UNTRUSTED if row.untrusted else HOLDS if row.holds and row.what != "reference" else ""


def tail(row: Entry, arrow: str) -> str:
    """Return where a reference leads to, or how much of an object is not shown."""
    if row.what == "reference":
        return f"{arrow} {row.path}"
    if row.what == "more" or not row.parts:
        return ""
    return "..." if row.text.startswith("of ") else f"... {row.parts} inside"


def _body(parts: list[str], room: int | None, row: Entry, style: Style) -> tuple[str, int]:
    """Put the words of a row together, cut to what there is room for, and say how long they are."""
    key, label, text, tail = parts
    if row.what == "more":
        text, label = f"... {text}", ""
    words = [f"{key}:" if key and (label or text) else key, label, text, tail]
    if room is not None and len(" ".join(filter(None, words))) > room:
        words = _cut(words, room)
    length = len(" ".join(filter(None, words)))
    painted = [words[0], style.paint(words[1], _color(row, style), bold=row.untrusted), words[2], style.faint(words[3])]
    return " ".join(text for text, word in zip(painted, words, strict=True) if word), length


def _cut(words: list[str], room: int) -> list[str]:
    """Shorten words to the room: first what is told of the object, last its name."""
    words = list(words)
    for at, least in ((2, 0), (3, 0), (0, _LEAST), (1, _LEAST), (0, 0), (1, 0)):
        over = len(" ".join(filter(None, words))) - room
        if over > 0 and len(words[at]) > least + 3:
            words[at] = words[at][: max(len(words[at]) - over - 3, least)] + "..."
    return words


def _color(row: Entry, style: Style) -> str:
    palette = style.palette or Palette()
    if row.untrusted:
        return palette.untrusted
    return palette.holding if row.holds and row.what != "reference" else palette.trusted
