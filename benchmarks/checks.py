"""What the checks cost: the processor time of a load, with each of them switched off in turn."""

from __future__ import annotations

import gc
import importlib
import time
from collections.abc import Iterator
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


def _least(data: bytes) -> float:
    """Return the least processor time of many loads, in milliseconds."""
    import skcore

    times = []
    for _ in range(LOADS):
        gc.collect()
        start = time.process_time()
        model = skcore.loads(data)
        times.append(time.process_time() - start)
        del model
    return min(times) * 1000


def measure(model: Any) -> dict[str, float]:
    """Return the milliseconds of a load, and the part of it that each check takes, and all of them."""
    import skcore

    data = skcore.dumps(model)
    gc.collect()
    gc.freeze()
    found = {"ms": _least(data)}
    for name in PARTS:
        with _without(name):
            found[name] = _least(data)
    with ExitStack() as stack:
        for name in PARTS:
            stack.enter_context(_without(name))
        found["all"] = _least(data)
    return found | {name: 1 - off / found["ms"] for name, off in found.items() if name != "ms"}
