"""What the checks cost: the processor time of a load, with each of them switched off in turn."""

from __future__ import annotations

import gc
import importlib
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

CHECKED = (
    *("forest100", "forest1000", "isolation", "gradient", "small-trees", "boosting"),
    *("tfidf", "vectors", "search", "linear", "pipeline"),
)
"""The rows whose checks are timed: those of which the load is more than the reading of one array."""
LOADS = 60


def _nothing(*_: Any) -> None:
    return None


PARTS: dict[str, tuple[str, str, Any]] = {
    "estimators": ("skcore_sklearn.estimators:Estimators", "verify", None),
    "trees": ("skcore_sklearn.tree_rules:", "_check_batch", _nothing),
    "predictors": ("skcore_sklearn.predictor_rules:", "_check_nodes", _nothing),
    "arrays": ("skcore_numpy.arrays:Array", "check_all", None),
}
"""The checks by name: the module and class that has each, its name there, and what takes its place."""


@contextmanager
def _without(part: str) -> Iterator[None]:
    place, name, instead = PARTS[part]
    module, _, owner = place.partition(":")
    found: Any = importlib.import_module(module)
    found = getattr(found, owner) if owner else found
    check = vars(found)[name]
    setattr(found, name, instead)
    try:
        yield
    finally:
        setattr(found, name, check)


def _load(data: bytes, parts: Sequence[str]) -> float:
    """Return the processor time of a load without some of the checks, in milliseconds."""
    import skcore

    gc.collect()
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(_without(part))
        start = time.process_time()
        model = skcore.loads(data)
        spent = time.process_time() - start
    del model
    return spent * 1000


def measure(model: Any) -> dict[str, float]:
    """Return the milliseconds of a load, and the part of it that each check takes, and all of them.

    Each is the least of many, which take turns, so that what else the machine does falls on all alike.
    """
    import skcore

    data = skcore.dumps(model)
    gc.collect()
    gc.freeze()
    without: dict[str, list[str]] = {"ms": [], **{name: [name] for name in PARTS}, "all": list(PARTS)}
    rounds = [{name: _load(data, parts) for name, parts in without.items()} for _ in range(LOADS)]
    least = {name: min(found[name] for found in rounds) for name in without}
    return {name: off if name == "ms" else 1 - off / least["ms"] for name, off in least.items()}
