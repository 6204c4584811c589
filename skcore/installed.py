"""Which versions of packages are installed, found out without importing any of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import metadata
from importlib.util import find_spec

from skcore.version import __version__


@cache
def _distributions() -> Mapping[str, list[str]]:
    try:
        return metadata.packages_distributions()
    except Exception:
        # One distribution that is installed by halves spoils the answer for all.
        return {}


@lru_cache(maxsize=1024)
def versions_of(package: str) -> frozenset[str]:
    """Return the versions of the distributions that have a package; none where no metadata tells."""
    if package == "skcore":
        return frozenset((__version__,))
    if package == "python":
        return frozenset((".".join(map(str, sys.version_info[:3])),))
    found = set()
    for name in set(_distributions().get(package, ())):
        try:
            found.add(metadata.version(name))
        except metadata.PackageNotFoundError:
            continue
    return frozenset(found)


@lru_cache(maxsize=1024)
def is_there(package: str) -> bool:
    """Whether a top-level package or module could be imported; it is not."""
    if not package.isidentifier():
        # What has a dot in it would be looked for by importing what stands before.
        return False
    try:
        return find_spec(package) is not None
    except Exception:
        return package in sys.modules
