"""What writes the pickles of models that are converted: pickle by each protocol, joblib, cloudpickle."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from functools import partial
from typing import Any

import cloudpickle
import joblib


def by_joblib(model: Any, **settings: Any) -> bytes:
    """Return what ``joblib.dump`` writes."""
    file = io.BytesIO()
    joblib.dump(model, file, **settings)
    return file.getvalue()


PROTOCOLS: dict[str, Callable[[Any], bytes]] = {
    f"protocol {protocol}": partial(pickle.dumps, protocol=protocol) for protocol in range(2, 6)
}
WRITERS: dict[str, Callable[[Any], bytes]] = {
    **PROTOCOLS,
    "joblib": by_joblib,
    "joblib, compressed": partial(by_joblib, compress=3),
    "cloudpickle": cloudpickle.dumps,
}
