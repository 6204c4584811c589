"""``skcore plugins``: what is installed, and what of it fails."""

from __future__ import annotations

import msgspec
import typer
from rich.text import Text

from skcore import inventory
from skcore.cli import output
from skcore.cli.extensions import Extensions
from skcore.cli.options import AsJson
from skcore.inventory import Failure, Row


def plugins(context: typer.Context, as_json: AsJson = False) -> int:
    """List the installed plugins: versions, the packages they speak for, their kinds, and which fail.

    Exits with 1 if one fails, be it that only its commands are left out.

    \b
        skcore plugins
        skcore plugins --json
    """  # noqa: D301  # typer keeps the lines after this sign
    extensions: Extensions = context.obj
    working = inventory.installed_plugins()
    failing = inventory.failures() + [Failure(roots=(), reason=str(why)) for why in extensions.failures.values()]
    if as_json:
        rows = [{**msgspec.to_builtins(row), "commands": _commands(extensions, row)} for row in working]
        output.write_json("plugins", plugins=rows, failures=msgspec.to_builtins(failing))
    else:
        _show(working, failing)
    return 1 if failing else 0


def _commands(extensions: Extensions, row: Row) -> list[str]:
    return sorted(name for name, owner in extensions.owners.items() if owner == row.plugin)


def _show(working: list[Row], failing: list[Failure]) -> None:
    console = output.console()
    rows = [
        (
            row.plugin,
            row.version or "by hand",
            ", ".join(row.roots),
            str(len(row.kinds)),
            f"{row.checked} checked, {row.vouched} vouched",
            "skcore's own" if row.own else "third party",
        )
        for row in working
    ]
    console.print(output.table(["plugin", "version", "speaks for", "kinds", "names", "by"], rows))
    if failing:
        broken = [(Text(", ".join(row.roots) or "(commands)", style="bold red"), _text(row)) for row in failing]
        console.print(output.table(["fails for", "because"], broken))


def _text(row: Failure) -> str:
    return " ".join(row.reason.split())
