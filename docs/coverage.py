"""Write ``coverage.md``: what of scikit-learn is saved, by which kind, at which level and why.

Run it with the newest supported scikit-learn: ``python docs/coverage.py``.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent / "coverage.md"
LISTS = ("trusted.txt", "native.txt", "functions.txt")


def plugin() -> list[Any]:
    """Return the handlers of the plugin for scikit-learn."""
    return list(import_module("skcore_sklearn").skcore_handlers())


def handlers() -> dict[str, Any]:
    """Return the handler of each name that a file may build."""
    return {name: handler for handler in plugin() if not handler.refers for name in handler.trusts}


def functions() -> dict[str, Any]:
    """Return what is said of each function and class that a file may refer to."""
    found = [handler for handler in plugin() if handler.refers]
    return {name: (handler.kind, trust) for handler in found for name, trust in handler.trusts.items()}


def versions() -> dict[str, str]:
    """Return the versions that have each name, where these are not all supported ones."""
    from skcore_sklearn import names

    return {name: found.replace("<", " <").strip() for file in LISTS for name, found in names.versions(file).items()}


def estimators() -> dict[str, str]:
    """Return the qualified name of each estimator of the installed scikit-learn, by its public one."""
    from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
    from sklearn.utils import all_estimators

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {public(cls): f"{cls.__module__}.{cls.__qualname__}" for _, cls in all_estimators()}


def public(cls: type) -> str:
    """Return the name by which users import a class: that of the outermost module that has it."""
    parts = cls.__module__.split(".")
    modules = [".".join(parts[:end]) for end in range(2, len(parts) + 1)]
    module = next(module for module in modules if hasattr(import_module(module), cls.__name__))
    return f"{module}.{cls.__name__}"


def row(name: str, qualified: str, known: dict[str, Any], ranges: dict[str, str]) -> str:
    """Return the line of one estimator."""
    handler = known[qualified]
    trust = handler.trusts[qualified]
    return f"| `{name}` | {trust.level} | `{handler.kind}` | {trust.reason} | {ranges.get(qualified) or 'all'} |"


def grouped(said: dict[str, tuple[str, Any]]) -> list[str]:
    """Return a line for all names of which the same is said."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for name, (kind, trust) in said.items():
        groups.setdefault((kind, trust.level, trust.reason), []).append(name.rpartition(".")[2])
    return [
        f"| `{kind}` | {level} | {reason} | {', '.join(f'`{name}`' for name in sorted(set(found)))} |"
        for (kind, level, reason), found in sorted(groups.items())
    ]


def page() -> str:
    """Return the page for the installed scikit-learn."""
    import sklearn

    known, ranges, rows = handlers(), versions(), estimators()
    release = ".".join(sklearn.__version__.split(".")[:2])
    others = {name: (kind.kind, kind.trusts[name]) for name, kind in known.items() if name not in set(rows.values())}
    levels = [known[name].trusts[name].level for name in rows.values()]
    lines = [
        "# Coverage",
        "",
        "This page is written by `docs/coverage.py`. What the levels promise is said in {doc}`trust`.",
        "",
        f"scikit-learn {release} has {len(rows)} estimators: {levels.count('checked')} are `checked`, and load by "
        f"default; {levels.count('vouched')} are `vouched`.",
        "",
        "## Estimators",
        "",
        "| estimator | level | kind | why it is safe: | versions |",
        "| --- | --- | --- | --- | --- |",
        *(row(name, qualified, known, ranges) for name, qualified in sorted(rows.items())),
        "",
        "## What else models hold",
        "",
        "| kind | level | why it is safe: | types |",
        "| --- | --- | --- | --- |",
        *grouped(others),
        "",
        "## Functions and classes by name",
        "",
        "| kind | level | why it is safe: | names |",
        "| --- | --- | --- | --- |",
        *grouped(functions()),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
