"""One name for each of numpy's classes, whichever version spells it."""

from __future__ import annotations

_CANONICAL = {
    # A memory map belongs to the process that made it; what is saved is the array that it shows.
    "numpy.memmap": "numpy.ndarray",
    "numpy.rec.recarray": "numpy.recarray",
    "numpy.bool": "numpy.bool_",
}
_MODULES = {"numpy._core": "numpy.core", "numpy.lib._function_base_impl": "numpy.lib.function_base"}
"""Modules that were renamed by numpy 2, and what they were before."""


def spellings(*names: str) -> dict[str, str]:
    """Return what pickles of other versions call these names of private modules, and the names."""
    found = {}
    for name in names:
        for module, before in _MODULES.items():
            if name.startswith(f"{module}."):
                found[name.replace(module, before, 1)] = name
    return found


def canonical(name: str) -> str:
    """Return the name under which all supported versions of numpy have a class."""
    return _CANONICAL.get(name, name)
