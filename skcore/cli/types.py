"""``skcore types``: what the installed plugins trust, at which level and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.text import Text

from skcore import queries
from skcore.cli import output
from skcore.cli.options import AsJson, PluginName, plugin_of
from skcore.trust import Verdict, policy

_STYLES = {"checked": "green", "vouched": "yellow"}


class Level(StrEnum):
    """The levels of trust."""

    checked = "checked"
    vouched = "vouched"


def types(
    plugin: PluginName = None,
    level: Annotated[Level | None, typer.Option(help="Only names of this level.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the names that the installed plugins trust, at which level and why.

    What is "checked" by skcore's own plugins is trusted by default: no state of it can do harm. What is "vouched"
    for, or checked by a plugin of others, is trusted with --plugin-defaults.

    \b
        skcore types --plugin sklearn --level vouched
        skcore types --json
    """  # noqa: D301  # typer keeps the lines after this sign
    wanted = plugin_of(plugin)
    rows = [row for row in queries.known() if wanted in (None, row.plugin) and level in (None, row.level)]
    rows.sort(key=lambda row: (row.plugin or "", row.name, row.kind))
    if as_json:
        output.write_json("types", types=[_json(row) for row in rows])
        return
    cells = [
        (row.shown, Text(row.level or "", style=_STYLES[row.level or ""]), row.plugin or "", row.reason) for row in rows
    ]
    console = output.console()
    console.print(output.table(["name", "level", "plugin", "reason"], cells))
    console.print(f"{len(rows)} names, {sum(map(policy(None).approves, rows))} of them trusted by default")


def _cells(row: Verdict) -> tuple[str | Text, ...]:
    level = str(row.level)
    return row.shown, Text(level, style=_STYLES[level]), row.plugin or "", row.reason


def _json(row: Verdict) -> dict[str, object]:
    return {
        "name": row.name,
        "kind": row.kind,
        "role": row.role,
        "plugin": row.plugin,
        "level": row.level,
        "reason": row.reason,
        "default": policy(None).approves(row),
    }
