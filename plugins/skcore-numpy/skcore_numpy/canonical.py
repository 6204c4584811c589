"""One name for each of numpy's classes, whichever version spells it."""

from __future__ import annotations

_CANONICAL = {
    # A memory map belongs to the process that made it; what is saved is the array that it shows.
    "numpy.memmap": "numpy.ndarray",
    "numpy.rec.recarray": "numpy.recarray",
    "numpy.bool": "numpy.bool_",
}


def canonical(name: str) -> str:
    """Return the name under which all supported versions of numpy have a class."""
    return _CANONICAL.get(name, name)
