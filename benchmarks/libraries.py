"""The libraries that are compared, each as a pair of functions on a path."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any, NamedTuple


class Library(NamedTuple):
    """How a library dumps an object to a path, and what it has to do before and during a load."""

    name: str
    dump: Callable[[Any, str], Any]
    load: Callable[[str, Any], Any]
    prepare: Callable[[str], Any] = lambda path: None


def _skcore() -> Library:
    import skcore

    return Library("skcore", skcore.dump, lambda path, _: skcore.load(path))


def _pickle() -> Library:
    def dump(obj: Any, path: str) -> None:
        with open(path, "wb") as file:
            pickle.dump(obj, file, protocol=5)

    def load(path: str, _: Any) -> Any:
        with open(path, "rb") as file:
            return pickle.load(file)

    return Library("pickle", dump, load)


def _joblib() -> Library:
    import joblib

    return Library("joblib", joblib.dump, lambda path, _: joblib.load(path))


def _skops() -> Library:
    import skops.io

    # The list of types is made outside the clock: a user would have it written down.
    return Library(
        "skops",
        skops.io.dump,
        lambda path, trusted: skops.io.load(path, trusted=trusted),
        lambda path: skops.io.get_untrusted_types(file=path),
    )


FACTORIES: dict[str, Callable[[], Library]] = {"skcore": _skcore, "pickle": _pickle, "joblib": _joblib, "skops": _skops}
