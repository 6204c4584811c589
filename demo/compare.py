"""Sizes and times beside those of pickle, joblib and skops, in turn and as medians."""

from __future__ import annotations

import os
import pickle
import statistics
import time
from collections.abc import Callable
from typing import Any

import joblib
import skops.io

import skcore


def _pickle_dump(obj: Any, path: str) -> None:
    with open(path, "wb") as file:
        pickle.dump(obj, file, protocol=5)


def _pickle_load(path: str) -> Any:
    with open(path, "rb") as file:
        return pickle.load(file)


LIBRARIES: dict[str, Callable[[Any, str], Any]] = {
    "skcore": skcore.dump,
    "pickle": _pickle_dump,
    "joblib": joblib.dump,
    "skops": skops.io.dump,
}


def _loader(name: str, path: str) -> Callable[[], Any]:
    """Return a load made ready: skops needs a list of types, which is not part of its time."""
    if name == "skops":
        trusted = skops.io.get_untrusted_types(file=path)
        return lambda: skops.io.load(path, trusted=trusted)
    load = {"skcore": skcore.load, "pickle": _pickle_load, "joblib": joblib.load}[name]
    return lambda: load(path)


def compare(model: Any, folder: str, rounds: int = 5) -> dict[str, tuple[float, float, int]]:
    """Return for each library the milliseconds to dump and to load, and the file's size."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in LIBRARIES}
    for _ in range(rounds + 1):
        for name, dump in LIBRARIES.items():
            path = os.path.join(folder, name)
            start = time.perf_counter()
            dump(model, path)
            dumped = time.perf_counter() - start
            load = _loader(name, path)
            start = time.perf_counter()
            load()
            times[name].append((dumped * 1000, (time.perf_counter() - start) * 1000))
    return {
        name: (
            statistics.median(dumped for dumped, _ in found[1:]),
            statistics.median(loaded for _, loaded in found[1:]),
            os.path.getsize(os.path.join(folder, name)),
        )
        for name, found in times.items()
    }
