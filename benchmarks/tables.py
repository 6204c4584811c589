"""The figures as Markdown, to be read in a terminal as well."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Sequence
from typing import Any

TITLE = 36
PART = 10
CELL = 16


def versions() -> dict[str, str]:
    """Return what was measured, and on what."""
    packages = ("skcore", "numpy", "scikit-learn", "joblib", "skops")
    found = {"python": platform.python_version()}
    for package in packages:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return {**found, "cores": str(os.cpu_count()), "system": platform.platform(terse=True)}


def introduction(found: dict[str, str]) -> str:
    """Return the lines above the table."""
    what = ", ".join(f"{name} {version}" for name, version in found.items())
    return f"Milliseconds to dump / to load, medians; in brackets how skcore's times relate to them.\n{what}\n"


def heading(names: Sequence[str]) -> str:
    """Return the head of the table of times."""
    cells = [f"{name:>{_width(name)}}" for name in names]
    return _row(["row".ljust(TITLE), *cells]) + "\n" + _rule(names)


def _width(name: str) -> int:
    return CELL if name == "skcore" else CELL + 14


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(names: Sequence[str]) -> str:
    return f"|{'-' * (TITLE + 2)}|{'|'.join('-' * (_width(name) + 1) + ':' for name in names)}|"


def line(title: str, figures: dict[str, Any], names: Sequence[str]) -> str:
    """Return one row of the table of times, and the reasons for what is missing in it."""
    own = figures["ms"].get("skcore")
    cells = [f"{_cell(name, figures['ms'].get(name), own):>{_width(name)}}" for name in names]
    notes = [f"  {name} left out: {reason}" for name, reason in figures["problems"].items()]
    return "\n".join([_row([title.ljust(TITLE), *cells]), *notes])


def _cell(name: str, times: list[float] | None, own: list[float] | None) -> str:
    if times is None:
        return "-"
    text = " / ".join(map(_ms, times))
    if own is None or name == "skcore":
        return text
    return f"{text} ({' / '.join(f'{ours / theirs:.2f}' for ours, theirs in zip(own, times, strict=True))})"


def _ms(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def memory(figures: dict[str, Any]) -> str:
    """Return the lines on peak memory."""
    array = figures["array"]
    lines = [f"\nPeak memory beyond the model of {array / 1e6:.0f} MB, dump / load, in MB (and in % of the array):"]
    for name, found in figures.items():
        if isinstance(found, list):
            text = " / ".join(f"{value / 1e6:.1f} ({value / array:.0%})" for value in found)
            lines.append(f"  {name:8} {text}")
        elif name != "array":
            lines.append(f"  {name:8} left out: {found}")
    return "\n".join(lines)


def audit(figures: dict[str, float]) -> str:
    """Return the lines on audits."""
    lines = ["\nget_untrusted_types in a fresh process, beyond the start of Python with pluggy and msgspec:"]
    return "\n".join([*lines, *(f"  {name:15} {value:.0f} ms" for name, value in figures.items())])


def checks_heading(parts: Sequence[str]) -> str:
    """Return the head of the table of what checks cost."""
    cells = [f"{name:>{PART}}" for name in ("load", *parts, "all")]
    rule = "|".join("-" * (PART + 1) + ":" for _ in cells)
    title = "\nProcessor time of a load in ms, and the part of it that each check takes:\n"
    return f"{title}{_row(['row'.ljust(TITLE), *cells])}\n|{'-' * (TITLE + 2)}|{rule}|"


def checks_line(title: str, found: dict[str, float]) -> str:
    """Return one row of the table of what checks cost."""
    parts = [f"{value:>{PART}.0%}" for name, value in found.items() if name != "ms"]
    return _row([title.ljust(TITLE), f"{_ms(found['ms']):>{PART}}", *parts])
