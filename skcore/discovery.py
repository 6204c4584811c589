"""Entry points of the installed distributions, found without importing ``importlib.metadata``.

That module takes 20 ms to import, more than all else that an audit does. The format is the same: a
``*.dist-info`` or ``*.egg-info`` folder on ``sys.path`` with ``METADATA`` and ``entry_points.txt``
(PyPA specifications "Core metadata" and "Entry points"). Where distributions may lie elsewhere, in
archives or behind finders of their own, ``importlib.metadata`` is asked all the same.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

GROUP = "skcore"
_FOLDER = re.compile(r"(?P<name>[A-Za-z0-9._-]+?)(-[^-]+(-py[^-]+)?)?\.(dist|egg)-info")
_EXTRA = re.compile(r"([A-Za-z0-9._-]+).*;.*\bextra\s*==")


class Point(msgspec.Struct, frozen=True):
    """An entry point: the root package it speaks for, where the plugin is, who installed it."""

    root: str
    value: str
    distribution: str

    def load(self) -> Any:
        """Import the plugin."""
        module, _, attributes = self.value.partition(":")
        found = importlib.import_module(module)
        for attribute in filter(None, attributes.split(".")):
            found = getattr(found, attribute)
        return found


class Installed(msgspec.Struct, frozen=True):
    """What is installed: plugins' entry points, and the distributions that our own extras name."""

    points: dict[str, list[Point]]
    own: frozenset[str]


def normal(name: str) -> str:
    """Return the normal form of a distribution's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(core: str) -> Installed:
    """Find every plugin, and the distributions named ``core-...`` that the extras of ``core`` require."""
    points: dict[str, list[Point]] = {}
    own: frozenset[str] = frozenset()
    for name, entries, requirements in _by_folders() if _only_folders() else _by_metadata():
        for root, value in entries:
            points.setdefault(root, []).append(Point(root, value, name))
        if normal(name) == core:
            found = (_EXTRA.match(requirement) for requirement in requirements)
            required = {normal(match.group(1)) for match in found if match}
            own = frozenset(name for name in required if name.startswith(f"{core}-"))
    return Installed(points, own)


_Distribution = tuple[str, list[tuple[str, str]], list[str]]


def _only_folders() -> bool:
    """Whether all distributions lie in plain folders on ``sys.path``."""
    from importlib.machinery import PathFinder

    finders = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    return all(finder is PathFinder for finder in finders) and not any(map(os.path.isfile, sys.path))


def _by_metadata() -> Iterator[_Distribution]:
    import importlib.metadata

    for distribution in importlib.metadata.distributions():
        entries = [(point.name, point.value) for point in distribution.entry_points if point.group == GROUP]
        yield distribution.metadata["Name"], entries, distribution.requires or []


def _by_folders() -> Iterator[_Distribution]:
    seen = set()
    for path in sys.path:
        try:
            names = os.listdir(path or ".")
        except OSError:
            continue
        for name in names:
            match = _FOLDER.fullmatch(name)
            if match is None or (short := normal(match["name"])) in seen:
                continue
            seen.add(short)
            folder = os.path.join(path or ".", name)
            entries = _entries(_read(os.path.join(folder, "entry_points.txt")))
            if entries or short == GROUP:
                yield _described(folder, match["name"], entries)


def _described(folder: str, fallback: str, entries: list[tuple[str, str]]) -> _Distribution:
    metadata = _read(os.path.join(folder, "METADATA")) or _read(os.path.join(folder, "PKG-INFO"))
    headers = [line.partition(":") for line in metadata.partition("\n\n")[0].splitlines()]
    fields = [(name.lower(), value.strip()) for name, _, value in headers]
    name = next((value for field, value in fields if field == "name"), fallback)
    return name, entries, [value for field, value in fields if field == "requires-dist"]


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _entries(text: str) -> list[tuple[str, str]]:
    if f"[{GROUP}]" not in text:
        return []
    found, group = [], ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            group = line
        elif group == f"[{GROUP}]" and "=" in line and not line.startswith(("#", ";")):
            root, _, value = line.partition("=")
            found.append((root.strip(), value.split("[")[0].strip()))
    return found
