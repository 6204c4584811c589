"""Real files to start from: every honest model of the plugins' tests, and objects of every other family."""

from __future__ import annotations

import copy
import functools
import importlib
import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import skcore

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 200_000
"""Files over this size are left out: small ones have the same records, and more of them are tried."""
SAMPLES = 20
"""About how many samples a model is used with."""
_SAMPLES = ("sklearn", "pandas", "polars", "xgboost", "lightgbm", "catboost", "quantile-forest")
_THREADS = (b"polars", b"catboost")


class Seed(NamedTuple):
    """A file, and the name of the data that a model is used with, or nothing."""

    name: str
    source: str
    file: bytes

    @property
    def has_threads(self) -> bool:
        """Whether to load it starts threads, which a process that forks must not have."""
        return any(library in self.file for library in _THREADS)


def use_samples() -> None:
    """Make the plugins' samples importable: the tables of models, and what they are used with."""
    sys.path[:0] = [str(ROOT / f"plugins/skcore-{plugin}/tests") for plugin in _SAMPLES]


@functools.cache
def data(source: str) -> Any:
    """Return a few samples and their targets, if any: of scikit-learn's models, or of a function of other samples."""
    if not source:
        return None
    module, _, name = source.rpartition(".")
    if module:
        points, labels = getattr(importlib.import_module(module), name)()[:2]
    else:
        points, labels = importlib.import_module("sklearn_models.data").data(source)
    # Of all classes: boosting that goes on learning with fewer of them writes out of bounds, whoever made it.
    few = slice(None, None, max(1, (len(labels) if labels is not None else SAMPLES) // SAMPLES))
    return points[few], labels[few] if labels is not None else None


def write(folder: Path) -> None:
    """Fit and save everything with the code as it is now."""
    folder.mkdir(parents=True, exist_ok=True)
    index: list[tuple[str, str]] = []
    for seed in _seeds():
        (folder / f"{len(index)}.skc").write_bytes(seed.file)
        index.append((seed.name, seed.source))
    (folder / "index.json").write_text(json.dumps(index))


def read(folder: Path) -> list[Seed]:
    """Return what was written; to load it is left to the caller."""
    index = json.loads((folder / "index.json").read_text())
    return [Seed(name, source, (folder / f"{number}.skc").read_bytes()) for number, (name, source) in enumerate(index)]


def _seeds() -> Iterator[Seed]:
    known = set()
    for name, source, obj in [*_models(), *_objects()]:
        try:
            file = skcore.dumps(obj)
            skcore.loads(file)
        except skcore.SkcoreError as error:
            print(f"left out: {name}: {error}"[:300], file=sys.stderr)
            continue
        if len(file) <= LARGEST and file not in known:
            known.add(file)
            yield Seed(name, source, file)


def _models() -> Iterator[tuple[str, str, Any]]:
    """Yield each model of the tables as it is fitted, and once more when it has gone on learning."""
    tables = importlib.import_module("sklearn_models.tables")
    samples = importlib.import_module("sklearn_models.data")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, (estimator, source) in tables.collect().items():
            model = samples.fit(estimator, source)
            yield name, source, model
            learned = _learned(model, *samples.data(source))
            if learned is not None:
                yield f"{name}, learned on", source, learned


def _learned(model: Any, points: Any, labels: Any) -> Any:
    given = (points,) if labels is None else (points, labels)
    learned = copy.deepcopy(model)
    try:
        if hasattr(learned, "partial_fit"):
            return learned.partial_fit(*given)
        if "warm_start" in learned.get_params(deep=False):
            learned.set_params(warm_start=True).fit(*given)
            if "n_estimators" in learned.get_params(deep=False):
                learned.set_params(n_estimators=learned.n_estimators + 1)
            return learned.fit(*given)
    except Exception as error:
        print(f"does not learn on: {type(model).__name__}: {error}"[:200], file=sys.stderr)
    return None


def _objects() -> Iterator[tuple[str, str, Any]]:
    for family in ("objects", "frames"):
        for name, obj in importlib.import_module(family).collect().items():
            yield name, "", obj
    yield from importlib.import_module("boosting").collect()
