"""What must hold of every hostile file, and which of them break it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attacks import Attack, load

ROOT = Path(__file__).parents[2]
MEGABYTES = 200
SECONDS = 1.0
"""Of processor time, from the audit to the load."""
PATIENCE = 30.0
"""Seconds by the clock after which an attack counts as endless."""

Row = dict[str, Any]


def run(
    modules: Sequence[str], names: Iterable[str], *, path: Sequence[Path] = (), patience: float = PATIENCE
) -> list[Row]:
    """Run attacks of these modules in a process of their own; the one that ends it is the last."""
    folders = os.pathsep.join(map(str, [ROOT / "tests", *path]))
    done = subprocess.run(
        [sys.executable, "-m", "attacks.runner"],
        input=json.dumps({"modules": list(modules), "names": list(names), "patience": patience}),
        capture_output=True,
        text=True,
        timeout=280,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": folders, "PYTHONHASHSEED": "0"},
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    rows = [line for line in lines if "outcome" in line]
    if done.returncode:
        assert lines, f"no attack was built: {done.stderr[-2000:]}"
        last = lines[-1]
        outcome = f"crash {done.returncode} {done.stderr[-2000:]}"
        rows.append({**last, "outcome": outcome, "events": [], "memory": 0, "seconds": 0.0})
    return rows


def problems_of(row: Row, attack: Attack) -> list[tuple[str, str]]:
    """Return what a hostile file did that none may, each a word and the particulars."""
    error, _, message = row["outcome"].partition(" ")
    message = message.replace("\n", " ")
    found = []
    if error not in attack.errors:
        found.append(("outcome", row["outcome"][:300]))
    if not (message.isascii() and message.isprintable()):
        found.append(("message", ascii(message[:300])))
    if events := [event for event in row["events"] if not re.search(attack.may, event)]:
        found.append(("events", str(events[:3])))
    if row["memory"] > MEGABYTES:
        found.append(("memory", f"{row['memory']} MB"))
    if row["seconds"] > SECONDS:
        found.append(("time", f"{row['seconds']:.2f} s"))
    return found


def check(modules: Sequence[str], names: Iterable[str] | None = None, *, path: Sequence[Path] = ()) -> None:
    """Run attacks and assert that each ends in its error, in time and memory, with no effect but that.

    Parameters
    ----------
    modules : sequence of str
        What the attacks are in, importable here and, with ``path``, in a process of its own.
    names : iterable of str, optional
        Which of their attacks; all by default.
    """
    attacks = load(modules)
    names = list(attacks if names is None else names)
    rows = run(modules, names, path=path)
    found = [(row["name"], row["variant"], *what) for row in rows for what in problems_of(row, attacks[row["name"]])]
    assert {row["name"] for row in rows} == set(names)
    assert not found, "\n".join(map(str, found[:40])) + f"\n{len(found)} problems of {len(rows)} files"
