"""Real files to start from: every honest model of the plugins' tests, and objects of every other family."""

from __future__ import annotations

import importlib
import json
import pickle
import sys
import warnings
from pathlib import Path
from typing import Any, NamedTuple

import objects

import skcore

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 200_000
"""Files over this size are left out: small ones have the same records, and more of them are tried."""


class Seed(NamedTuple):
    """A file, and the data to use what it holds with."""

    name: str
    file: bytes
    data: Any


def use_models() -> None:
    """Make the tables of models importable, and what they are used with."""
    sys.path.insert(0, str(ROOT / "plugins/skcore-sklearn/tests"))


def write(folder: Path) -> None:
    """Fit and save everything with the code as it is now."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for number, seed in enumerate(_seeds()):
        (folder / f"{number}.pickle").write_bytes(pickle.dumps(tuple(seed)))
        names.append(seed.name)
    (folder / "index.json").write_text(json.dumps(names))


def read(folder: Path) -> list[Seed]:
    """Return what was written."""
    count = len(json.loads((folder / "index.json").read_text()))
    return [Seed(*pickle.loads((folder / f"{number}.pickle").read_bytes())) for number in range(count)]


def _seeds() -> list[Seed]:
    seeds = []
    for name, obj, data in [*_models(), *_objects()]:
        try:
            file = skcore.dumps(obj)
        except skcore.SkcoreError as error:
            print(f"left out: {name}: {error}", file=sys.stderr)
            continue
        if len(file) <= LARGEST:
            seeds.append(Seed(name, file, data))
    return seeds


def _models() -> list[tuple[str, Any, Any]]:
    tables = importlib.import_module("sklearn_models.tables")
    samples = importlib.import_module("sklearn_models.data")
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, (estimator, source) in tables.collect().items():
            points, labels = samples.data(source)
            few = (points[:20], labels[:20] if labels is not None else None)
            found.append((name, samples.fit(estimator, source), few))
    return found


def _objects() -> list[tuple[str, Any, Any]]:
    return [(name, obj, None) for name, obj in objects.collect().items()]
