"""``skcore check``: what is to be said of files and folders without loading them."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from skcore import findings, folders, sarif
from skcore.cli import output
from skcore.cli.options import AsJson, PluginDefaults, Trusted, policy_of
from skcore.findings import RULES, Finding, Level

_STYLES: dict[Level, str] = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_WIDTHS = (max(map(len, _STYLES)), max(map(len, RULES)))
Found = list[tuple[str, list[Finding]]]


def _rules(incomplete: str) -> list[tuple[str, str]]:
    return [(rule.id, rule.title) for rule in RULES.values() if rule.id.startswith(incomplete)]


def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, and folders with *.skc files.")],
    trusted: Trusted = None,
    plugin_defaults: PluginDefaults = False,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Leave out what this rule finds; may be repeated.", autocompletion=_rules),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many files to read at once.")] = min(4, os.cpu_count() or 1),
    as_json: AsJson = False,
    to_sarif: Annotated[
        str | None, typer.Option("--sarif", metavar="OUT", help="Write a SARIF file, for code hosts; - for here.")
    ] = None,
) -> int:
    """Check files and folders without loading them: names, plugins, damage and versions.

    Exits with 1 if there are errors or warnings; notes are no findings.

    \b
        skcore check models/
        skcore check model.skc --trusted my.pkg.Type --ignore version-differs
        skcore check models/ --sarif skcore.sarif
    """  # noqa: D301  # typer keeps the lines after this sign
    unknown = [rule for rule in ignore or () if rule not in RULES]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]} is no rule: there are {', '.join(RULES)}")
    if as_json and to_sarif == "-":
        raise typer.BadParameter("--json and --sarif - both write to the standard output")
    found = _found(paths, policy_of(trusted, plugin_defaults), ignore or (), jobs)
    every = [finding for _, group in found for finding in group]
    levels = Counter(finding.level for finding in every)
    if to_sarif is not None:
        _write_sarif(every, to_sarif)
    if as_json:
        groups = [{"file": file, "findings": [_row(finding) for finding in group]} for file, group in found]
        summary = {"files": len(found), **{f"{level}s": levels[level] for level in _STYLES}}
        output.write_json("check", files=groups, summary=summary)
    elif to_sarif != "-":
        _show(found, levels)
    return 1 if levels["error"] or levels["warning"] else 0


def _found(paths: Sequence[str], trusted: object, ignore: Sequence[str], jobs: int) -> Found:
    files, unreadable = folders.find(paths, (".skc",))
    judged = findings.check(files, trusted=trusted, ignore=ignore, jobs=jobs)
    found = list(output.tracked(judged, len(files), "checking"))
    if "unreadable-file" not in ignore:
        found += [(path, [findings.make("unreadable-file", path, "", why)]) for path, why in unreadable.items()]
    return found


def _row(finding: Finding) -> dict[str, str]:
    return {"rule": finding.rule, "level": finding.level, "subject": finding.subject, "message": finding.message}


def _write_sarif(every: list[Finding], place: str) -> None:
    text = json.dumps(sarif.document(every), indent=2)
    if place == "-":
        print(text)
    else:
        Path(place).write_text(f"{text}\n", encoding="ascii")


def _show(found: Found, levels: Counter[Level]) -> None:
    console = output.console()
    for file, group in found:
        if group:
            console.print(Text(output.printable(file), style="bold"))
            _show_group(console, group)
    counts = [f"{levels[level]} {level}{'s' * (levels[level] != 1)}" for level in _STYLES if levels[level]]
    files = f"{len(found)} file{'s' * (len(found) != 1)} checked"
    console.print(f"{files}: {', '.join(counts) or 'nothing found'}")


def _show_group(console: Console, group: list[Finding]) -> None:
    rows = Table.grid(padding=(0, 2))
    for width in _WIDTHS:
        rows.add_column(min_width=width)
    rows.add_column(overflow="fold")
    for finding in group:
        rows.add_row(Text(finding.level, style=_STYLES[finding.level]), finding.rule, Text(finding.message))
    console.print(Padding(rows, (0, 0, 0, 2), expand=False))
    console.print()
