"""Rows of an outline as HTML for a notebook: it folds without a script, and every text of the file is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import zip_longest

from skcore import drawing
from skcore.entries import Entry

_TRUSTED, _UNTRUSTED, _HOLDS, _FAINT = "#12733f", "#c0281c", "#a15c07", "#7a8494"
_OPEN = 3
"""Levels that are unfolded at first."""


def html(head: Sequence[str], rows: Sequence[Entry], *, complete: bool) -> str:
    """Return the lines over a tree and its rows, as elements that fold."""
    made = ['<div style="font-family: monospace; font-size: 13px; line-height: 1.5; white-space: nowrap">']
    made += [f"<div>{escape(line)}</div>" for line in head]
    depths: list[int] = []
    for row, following in zip_longest(rows, rows[1:]):
        while depths and depths[-1] >= row.depth:
            depths.pop()
            made.append("</div></details>")
        if following is not None and following.depth > row.depth:
            opened = " open" if row.depth < _OPEN else ""
            made.append(f"<details{opened}><summary>{_row(row)}</summary><div style='margin-left: 1.6em'>")
            depths.append(row.depth)
        else:
            made.append(f"<div style='margin-left: 1.1em'>{_row(row)}</div>")
    made += ["</div></details>"] * len(depths)
    return "".join([*made, "" if complete else "<div>...</div>", "</div>"])


def _row(row: Entry) -> str:
    color = _UNTRUSTED if row.untrusted else _HOLDS if row.holds and row.what != "reference" else _TRUSTED
    key = f"{row.shown_key}:" if row.key and (row.label or row.text) else row.shown_key
    text = f"... {row.text}" if row.what == "more" else row.text
    words = [escape(key), _colored(row.label, f"{color}; font-weight: 600", row.name), escape(text)]
    words.append(_colored(drawing.tail(row, "\N{RIGHTWARDS ARROW}"), _FAINT))
    mark = drawing.mark(row)
    words.append(_colored(mark, f"{color}; font-weight: 600"))
    words.append(_colored(drawing.size(row.total) if row.total else "", _FAINT))
    return " ".join(filter(None, words))


def _colored(text: str, color: str, title: str = "") -> str:
    told = f' title="{escape(title)}"' if title else ""
    return f'<span style="color: {color}"{told}>{escape(text)}</span>' if text else ""
