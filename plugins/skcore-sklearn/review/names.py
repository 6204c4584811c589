"""Print what a release of scikit-learn has that no list of the plugin knows, and which listed names are gone.

Each name that is printed wants a decision: a line in ``skcore_sklearn/trusted.txt`` or ``functions.txt``, or one in
``refused.txt`` beside this script, with the reason; and the versions that have it (``name>=1.9``, ``name<1.9``).
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import sklearn
from skcore_sklearn import names
from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
from sklearn.utils import all_estimators

LISTS = ("trusted.txt", "native.txt", "functions.txt")
REFUSED = str(Path(__file__).parent / "refused.txt")
APART = ("sklearn.conftest", "sklearn.experimental", "sklearn.externals", "sklearn.utils")
"""Modules that are for those who write estimators, and not for those who use them."""


def modules() -> Iterator[ModuleType]:
    """Yield the public modules, in which no part of the name has an underscore before it."""
    yield sklearn
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for info in pkgutil.walk_packages(sklearn.__path__, "sklearn.", onerror=lambda name: None):
            private = any(part.startswith("_") or part == "tests" for part in info.name.split("."))
            if not private and not info.name.startswith(APART):
                yield importlib.import_module(info.name)


def spelled(target: Any) -> str:
    """Return the name that a class or function calls itself by."""
    return f"{target.__module__}.{target.__qualname__}"


def public() -> dict[str, Any]:
    """Return the classes and functions of scikit-learn's own that its public modules offer, by their own names."""
    found = {}
    for module in modules():
        for name in getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]:
            target = getattr(module, name, None)
            if not (inspect.isclass(target) or inspect.isroutine(target)):
                continue
            if spelled(target).startswith("sklearn.") and not spelled(target).startswith(APART):
                found[spelled(target)] = target
    return found


def known() -> set[str]:
    """Return the names that the plugin trusts, and those that were refused."""
    plugin: Any = importlib.import_module("skcore_sklearn")
    trusted = {name for handler in plugin.skcore_handlers() for name in handler.trusts}
    return trusted | set(names.read(REFUSED)[0])


def gone() -> list[str]:
    """Return the listed names that are said to be in the installed version, and are not."""
    missing = []
    for file in (*LISTS, REFUSED):
        for name, versions in names.versions(file).items():
            module, _, attribute = name.rpartition(".")
            if names.includes(versions, sklearn.__version__) and not _exists(module, attribute):
                missing.append(name)
    return missing


def _exists(module: str, attribute: str) -> bool:
    try:
        return hasattr(importlib.import_module(module), attribute)
    except ImportError:
        return False


def main() -> int:
    """Print the names to decide on, and return how many there are."""
    offered, decided = public(), known()
    estimators = {spelled(cls) for _, cls in all_estimators()}
    new = {name: target for name, target in offered.items() if name not in decided}
    sections = {
        "estimators without a trusted name": sorted(estimators - decided),
        "classes on no list": sorted(name for name in new if inspect.isclass(new[name]) and name not in estimators),
        "functions on no list": sorted(name for name in new if not inspect.isclass(new[name])),
        "listed names that are gone": gone(),
    }
    print(f"scikit-learn {sklearn.__version__}: {len(offered)} public classes and functions")
    for title, found in sections.items():
        print(f"{title}: {len(found)}", *found, sep="\n  ")
    return sum(map(len, sections.values()))


if __name__ == "__main__":
    raise SystemExit(main() > 0)
