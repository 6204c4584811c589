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


def _skops_load(path: str) -> Any:
    return skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))


LIBRARIES: dict[str, tuple[Callable[[Any, str], Any], Callable[[str], Any]]] = {
    "skcore": (skcore.dump, skcore.load),
    "pickle": (_pickle_dump, _pickle_load),
    "joblib": (joblib.dump, joblib.load),
    "skops": (skops.io.dump, _skops_load),
}


def compare(model: Any, folder: str, rounds: int = 5) -> dict[str, tuple[float, float, int]]:
    """Return for each library the milliseconds to dump and to load, and the file's size."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in LIBRARIES}
    for _ in range(rounds + 1):
        for name, (dump, load) in LIBRARIES.items():
            path = os.path.join(folder, name)
            start = time.perf_counter()
            dump(model, path)
            middle = time.perf_counter()
            load(path)
            times[name].append(((middle - start) * 1000, (time.perf_counter() - middle) * 1000))
    return {
        name: (
            statistics.median(dumped for dumped, _ in found[1:]),
            statistics.median(loaded for _, loaded in found[1:]),
            os.path.getsize(os.path.join(folder, name)),
        )
        for name, found in times.items()
    }
