"""``skcore.visualize``: what a file holds as a tree, in a terminal or a notebook."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from skcore.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from skcore.entries import Entry, Show

MAX_ITEMS = 10
_MOST_KEPT = 5000
"""Rows that a notebook gets at most."""


class View:
    """What :func:`visualize` found: its ``str`` is the tree as text, and a notebook shows it as HTML."""

    def __init__(self, head: list[str], rows: list[Entry], summary: str, *, complete: bool) -> None:
        self._head = head
        self._rows = rows
        self._summary = summary
        self._complete = complete

    def __repr__(self) -> str:
        return f"<{self._summary}>"

    def __str__(self) -> str:
        from skcore import drawing

        rest = [] if self._complete else ["..."]
        return "\n".join([*self._head, *drawing.lines(self._rows, drawing.Style()), *rest])

    def _repr_html_(self) -> str:
        from skcore import notebook

        return notebook.html(self._head, self._rows, complete=self._complete)


def visualize(
    file: Any,
    *,
    show: Show = "all",
    trusted: Any = None,
    sink: Callable[[str], object] | None = None,
    depth: int | None = None,
    max_items: int = MAX_ITEMS,
    find: str = "",
    trusted_color: str = "green",
    untrusted_color: str = "red",
    holding_color: str = "yellow",
    limits: Limits = DEFAULT_LIMITS,
) -> View:
    """Show what a file holds as a tree, without building anything or importing any model library.

    It is printed, in colours if that is a terminal that has them and ``NO_COLOR`` is not set. In a notebook, what is
    returned shows itself. Each object is shown once; wherever else it is, an arrow leads to where it is shown.

    Parameters
    ----------
    file : str, os.PathLike, bytes or binary file object
        Bytes are the content of a file.
    show : {"all", "untrusted", "trusted"}, default="all"
        Show all, or only what is not trusted, or is, with what leads to it.
    trusted : as in :func:`load`
    sink : function, optional
        Called with each line, without colours, in place of printing it.
    depth : int, optional
        Levels below the root that are shown, 4 by default; with ``find``, levels below what is found, 1 by default.
        No more than 50 are shown.
    max_items : int, default=10
        Items of each container that are shown; the others are counted. Of attributes it is at least 100.
    find : str, optional
        Show what has this in the name of its class, attribute or key, whatever its case, with what leads to it.
    trusted_color, untrusted_color, holding_color : str
        Colours of what is trusted, is not, and holds something that is not: ``"red"``, ``"bright_red"`` and so on,
        or ``""``.
    limits : Limits

    Returns
    -------
    View
        Its ``str`` is the tree as text.

    Raises
    ------
    InvalidFileError
        If the file is damaged, malformed or over a limit.

    Examples
    --------
    >>> import skcore
    >>> data = skcore.dumps({"name": "tea", "sizes": [1, 2, 3]})
    >>> skcore.visualize(data, sink=lambda line: None)
    <file: 2 objects, all 2 names are trusted>
    """
    # Imported here, since a load and an audit need none of it.
    from skcore import drawing, look
    from skcore.listing import Listing

    palette = drawing.Palette(trusted=trusted_color, untrusted=untrusted_color, holding=holding_color)
    query = look.query_for(show, depth, max_items, find)
    quiet = sink is None and _in_notebook()
    style = drawing.Style() if sink is not None or quiet else drawing.style_for(sys.stdout, palette)
    write: Callable[[str], object] = (lambda line: None) if quiet else sink or print
    kept: list[Entry] = []
    with look.opened(file, trusted, limits) as found:
        for line in look.heading(found, style):
            write(line)
        listing = Listing(found.outline, query, found.peek)
        count = 0
        for line in drawing.lines(_keeping(listing.rows(), kept), style):
            write(line)
            count += 1
        if not count:
            write(look.NOTHING)
        return View(look.heading(found, drawing.Style()), kept, look.summary(found), complete=count == len(kept))


def _keeping(rows: Iterable[Entry], kept: list[Entry]) -> Iterator[Entry]:
    for row in rows:
        if len(kept) < _MOST_KEPT:
            kept.append(row)
        yield row


def _in_notebook() -> bool:
    """Whether the result of a call is shown as HTML: by IPython, and not in a terminal."""
    ask = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return ask is not None and hasattr(ask(), "kernel")
