"""``skcore show``: what a file holds, as a tree or as a page."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import msgspec
import typer
from rich.text import Text

from skcore import drawing, files, look
from skcore.cli import output
from skcore.cli.options import AsJson, PluginDefaults, Trusted, policy_of
from skcore.entries import DEEPEST, Query
from skcore.limits import DEFAULT_LIMITS
from skcore.listing import Listing
from skcore.view import MAX_ITEMS

_SHOWN = ("all", "untrusted", "trusted")


def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to look into.")],
    shown: Annotated[
        str, typer.Option("--show", metavar="|".join(_SHOWN), help="Only what is trusted, or is not.")
    ] = "all",
    depth: Annotated[
        int | None,
        typer.Option(min=0, max=DEEPEST, help="Levels below the root (4), or below what --find finds (1)."),
    ] = None,
    max_items: Annotated[int, typer.Option(min=0, help="Items of a container that are shown.")] = MAX_ITEMS,
    find: Annotated[
        str, typer.Option(metavar="TEXT", help="Only what has this in the name of its class, attribute or key.")
    ] = "",
    trusted: Trusted = None,
    plugin_defaults: PluginDefaults = False,
    as_json: AsJson = False,
    html: Annotated[str | None, typer.Option(metavar="OUT", help="Write a page to look at in a browser.")] = None,
) -> int:
    """Show what a file holds as a tree, without loading it.

    Untrusted names are marked [UNTRUSTED]. To look is no finding: exits with 0 whatever it shows.

    \b
        skcore show model.skc
        skcore show model.skc --show untrusted
        skcore show model.skc --find classes_
        skcore show model.skc --html model.html
    """  # noqa: D301  # typer keeps the lines after this sign
    if shown not in _SHOWN:
        raise typer.BadParameter(f"--show is one of {', '.join(_SHOWN)}")
    if as_json and html is not None:
        raise typer.BadParameter("--json and --html are two forms of the same: give one")
    query = look.query_for(shown, depth, max_items, find)
    with look.opened(file, policy_of(trusted, plugin_defaults), DEFAULT_LIMITS) as found:
        if html is not None:
            _write_page(found, file, html)
        elif as_json:
            _write_json(found, query)
        else:
            _print(found, query)
    return 0


def _print(found: look.Found, query: Query) -> None:
    console = output.console()
    colours = console.color_system is not None and not console.no_color
    style = drawing.Style(
        width=console.width if console.is_terminal else None,
        palette=drawing.Palette() if colours else None,
        fancy=drawing.is_fancy(sys.stdout),
    )
    for line in look.heading(found, style):
        print(line)
    some = folded = False
    for line in drawing.lines(Listing(found.outline, query, found.peek).rows(), style):
        print(line)
        some, folded = True, folded or "..." in line
    if not some:
        print(look.NOTHING)
    elif console.is_terminal and folded and not query.find:
        print(style.faint("\nMore of it: --depth, --max-items, --find TEXT, --html OUT"))


def _write_json(found: look.Found, query: Query) -> None:
    report = found.report
    entries = Listing(found.outline, query, found.peek).rows()
    output.write_json(
        "show",
        file=found.title,
        environment=report.environment,
        objects=len(found.outline.records),
        packed_size=report.packed_size,
        names=[_name(row) for row in report.names],
        entries=[_entry(entry) for entry in entries],
    )


def _name(row: Any) -> dict[str, Any]:
    return {**msgspec.to_builtins(row), "explanation": row.reason if row.level else row.explanation}


def _entry(entry: Any) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(entry)
    del found["last"]
    return found


def _write_page(found: look.Found, file: str, out: str) -> None:
    from skcore.page import document

    if os.path.exists(out) and os.path.samefile(file, out):
        raise typer.BadParameter("--html would overwrite the file itself")
    page = document(found)
    files.write(out, lambda stream: stream.write(page))  # type: ignore[arg-type]
    output.console(stderr=True).print(Text(f"wrote {output.printable(out)}, {drawing.size(len(page))}"))
