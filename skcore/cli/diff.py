"""``skcore diff``: in what two model files differ."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer
from rich.text import Text

from skcore.changes import Change
from skcore.cli import output
from skcore.cli.options import AsJson
from skcore.difference import Comparison, Difference, compare
from skcore.names import show

_STYLES = {"added": "green", "removed": "red"}


def diff(
    was: Annotated[str, typer.Argument(metavar="A", help="A file.")],
    now: Annotated[str, typer.Argument(metavar="B", help="The file that it is held against.")],
    max_items: Annotated[int, typer.Option(min=0, help="How many differences to show; all are counted.")] = 100,
    as_json: AsJson = False,
) -> int:
    """Show in what two model files differ, without loading either.

    Attributes and items are held against each other by name, key or position, arrays by dtype, shape and bytes.
    Exits with 1 if there is a difference.

    \b
        skcore diff old.skc new.skc
        skcore diff old.skc new.skc --max-items 1000 --json
    """  # noqa: D301  # typer keeps the lines after this sign
    found = compare(was, now, most=max_items)
    if as_json:
        output.write_json("diff", was=was, now=now, identical=found.identical, **msgspec.to_builtins(found))
    else:
        _show(found)
    return 0 if found.identical else 1


def _show(found: Comparison) -> None:
    console = output.console()
    if found.identical:
        console.print("the files hold the same")
        return
    if found.changes:
        told = found.changes[: output.MOST_ROWS]
        rows = [(change.what, show(change.subject), *_sides(change)) for change in told]
        console.print(output.table(["header", "", "was", "is"], rows))
        if len(found.changes) > len(told):
            console.print(f"and {len(found.changes) - len(told):,} more in the headers, which --json has")
    if found.differences:
        console.print(output.table(["where", "what", "was", "is", ""], map(_row, found.differences)))
    left = found.total - len(found.differences)
    more = f", {left:,} of them not shown" if left else ""
    console.print(f"{found.total:,} difference{'s' * (found.total != 1)} in what the files hold{more}")


def _sides(change: Change) -> tuple[Text, Text]:
    return Text(show(change.was or ""), style="red"), Text(show(change.now or ""), style="green")


def _row(row: Difference) -> tuple[str | Text, ...]:
    told = Text(row.change, style=_STYLES.get(row.change, "yellow"))
    return row.path or "(root)", told, Text(row.was, style="red"), Text(row.now, style="green"), row.detail
