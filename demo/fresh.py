"""Runs in fresh processes of its own: loads files and predicts, audits a file, or uses a pickle."""

from __future__ import annotations

import json
import os
import pickle
import sys
import time
from typing import Any


def predict(folder: str, names: list[str]) -> None:
    """Load each model, with no trust beyond the default, and save what it predicts."""
    import numpy as np

    import skcore

    for name in names:
        model = skcore.load(os.path.join(folder, f"{name}.skc"))
        with open(os.path.join(folder, f"{name}.data"), "rb") as file:
            data = pickle.load(file)
        np.save(os.path.join(folder, f"{name}.npy"), model.predict(data))


def audit(paths: list[str]) -> None:
    """Audit files; print what nobody trusts, how long it took and which libraries were imported for it.

    The clock starts when skcore's two dependencies are imported.
    """
    import msgspec  # noqa: F401
    import pluggy  # noqa: F401

    start = time.perf_counter()
    import skcore

    untrusted = [name for path in paths for name in skcore.get_untrusted_types(file=path)]
    answer: dict[str, Any] = {"untrusted": untrusted, "ms": (time.perf_counter() - start) * 1000}
    answer["imported"] = [name for name in ("numpy", "scipy", "sklearn") if name in sys.modules]
    sys.stdout.write(json.dumps(answer))


def unpickle(path: str, data: str) -> None:
    """Load a pickled model, and predict."""
    with open(path, "rb") as file:
        model = pickle.load(file)
    sys.stdout.write("pickle loaded it")
    sys.stdout.flush()
    with open(data, "rb") as file:
        model.predict(pickle.load(file))


if __name__ == "__main__":
    task, first, *rest = sys.argv[1:]
    if task == "predict":
        predict(first, rest)
    elif task == "audit":
        audit([first, *rest])
    else:
        unpickle(first, *rest)
