"""``skcore update``: an older file in the current format and kind versions."""

from __future__ import annotations

import os
from typing import Annotated

import msgspec
import typer

from skcore.cli import output
from skcore.cli.options import AsJson, PluginDefaults, Trusted, policy_of
from skcore.names import show
from skcore.renewal import Renewal, renew


def update(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to write anew.")],
    out: Annotated[str | None, typer.Option("--out", "-o", metavar="OUT", help="Where to write to.")] = None,
    inplace: Annotated[bool, typer.Option("--inplace", help="Replace the file.")] = False,
    trusted: Trusted = None,
    plugin_defaults: PluginDefaults = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite OUT if it exists.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a file anew, in the current format and with the current versions of its kinds.

    This loads the file: what it uses has to be trusted, and the libraries that it needs installed. It is compressed as
    it was, and replaced whole or not at all.

    \b
        skcore update model.skc --inplace
        skcore update old.skc -o new.skc --plugin-defaults
    """  # noqa: D301  # typer keeps the lines after this sign
    if (out is None) != inplace:
        raise typer.BadParameter("give either -o OUT or --inplace")
    if out is not None and os.path.lexists(out) and not force:
        raise typer.BadParameter(f"{output.printable(out)} exists already; --force overwrites it")
    found = renew(file, out, trusted=policy_of(trusted, plugin_defaults))
    if as_json:
        output.write_json("update", file=file, out=file if out is None else out, **msgspec.to_builtins(found))
    else:
        _show(file if out is None else out, found)


def _show(out: str, found: Renewal) -> None:
    console = output.console()
    if not found.written:
        console.print(f"{output.printable(out)} is current already; nothing was written")
        return
    if found.changes:
        rows = [(row.what, show(row.subject), show(row.was or ""), show(row.now or "")) for row in found.changes]
        console.print(output.table(["changed", "", "was", "is"], rows))
    console.print(f"{output.printable(out)} written: {found.was_size:,} bytes before, {found.now_size:,} now")
