"""``skcore scan``: what a pickle would import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.text import Text

from skcore.cli import output
from skcore.names import show
from skcore.scanning import Scanned
from skcore.scanning import scan as scan_file

_STYLES = {"dangerous": "bold red", "unknown": "yellow", "converted": "green", "trusted": "green"}


def scan(
    files: Annotated[list[Path], typer.Argument(help="Pickles, or other foreign files.", metavar="FILE...")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for programs.")] = False,
) -> int:
    """List every name that loading a pickle would import, and load none.

    A name is trusted by a plugin, or made by a function that a plugin knows and never calls, or unknown, or
    dangerous. Exits with 1 if there is an unknown or a dangerous one, or if a file is damaged.

    Example: [bold]skcore scan model.pkl[/bold]
    """
    found = {str(file): scan_file(file) for file in files}
    if as_json:
        rows = [{"file": file, **msgspec.to_builtins(scanned)} for file, scanned in found.items()]
        output.write_json("scan", files=rows)
    else:
        for file, scanned in found.items():
            _print(file, scanned)
    return 0 if all(scanned.is_harmless for scanned in found.values()) else 1


def _print(file: str, scanned: Scanned) -> None:
    console = output.console()
    rows = [
        (
            Text(
                finding.verdict.upper() if finding.verdict == "dangerous" else finding.verdict, _STYLES[finding.verdict]
            ),
            show(finding.name),
            finding.role,
            f"{finding.plugin}: {finding.reason}" if finding.plugin else finding.reason,
        )
        for finding in scanned.names[: output.MOST_ROWS]
    ]
    if rows:
        console.print(output.table(["verdict", "name", "would", "because"], rows))
    if len(scanned.names) > len(rows):
        console.print(f"and {len(scanned.names) - len(rows):,} more, which --json has")
    if scanned.problem is not None:
        console.print(Text(f"It could be read no further: {show(scanned.problem)}", "bold red"))
    counts = {verdict: sum(f.verdict == verdict for f in scanned.names) for verdict in _STYLES}
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
    console.print(f"{output.printable(file)}, {scanned.format}: {told or 'no names'}; nothing was imported or called.")
