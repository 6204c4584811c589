"""Times of dump and load: all libraries in turn, round by round, so that noise falls on all alike."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Sequence
from typing import Any

from libraries import Library

PATIENCE = 60_000.0
"""Milliseconds after which a library's first dump and load together are too long to repeat."""
ENOUGH = 1_000.0
"""Milliseconds of measured work up to which a row gets more rounds than it was asked for."""
MOST = 50


def compare(obj: Any, libraries: Sequence[Library], folder: str, repeat: int) -> dict[str, Any]:
    """Return the medians in milliseconds, the file sizes, and who was left out and why."""
    rounds: dict[str, list[tuple[float, float]]] = {}
    sizes, problems = {}, {}
    gc.collect()
    gc.freeze()  # What exists before the clock starts need not be walked by every collection.
    for library in libraries:
        path = os.path.join(folder, library.name)
        try:
            library.dump(obj, path)
            spent = sum(_round(obj, library, path))
        except Exception as error:
            problems[library.name] = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            continue
        sizes[library.name] = os.path.getsize(path)
        if spent > PATIENCE:
            problems[library.name] = f"one dump and load took {spent / 1000:.0f} s"
        else:
            rounds[library.name] = []
    active = [library for library in libraries if library.name in rounds]
    spent, count = 0.0, 0
    while active and (count < repeat or (spent < ENOUGH and count < MOST)):
        for library in active:
            times = _round(obj, library, os.path.join(folder, library.name))
            rounds[library.name].append(times)
            spent += sum(times)
        count += 1
    medians = {name: list(map(statistics.median, zip(*found, strict=True))) for name, found in rounds.items()}
    return {"ms": medians, "bytes": sizes, "problems": problems, "rounds": count}


def _round(obj: Any, library: Library, path: str) -> tuple[float, float]:
    gc.collect()
    start = time.perf_counter()
    library.dump(obj, path)
    dumped = time.perf_counter() - start
    extra = library.prepare(path)
    gc.collect()
    start = time.perf_counter()
    found = library.load(path, extra)
    loaded = time.perf_counter() - start
    if type(found) is not type(obj):
        raise TypeError(f"{library.name} loaded a {type(found).__name__}")
    return dumped * 1000, loaded * 1000
