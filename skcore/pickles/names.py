"""How a pickle spells the names of classes and functions, and how skcore does."""

from __future__ import annotations

import _compat_pickle

from skcore.names import join

RENAMED_UP_TO = 2
"""Pickles of this protocol and older have the names of Python 2 in them, as ``pickle`` itself writes them."""


def spell(module: str, qualname: str, protocol: int) -> str:
    """Return the name of a global in skcore's spelling."""
    if protocol <= RENAMED_UP_TO:
        renamed = _compat_pickle.NAME_MAPPING.get((module, qualname))
        module, qualname = renamed or (_compat_pickle.IMPORT_MAPPING.get(module, module), qualname)
    return join(module, qualname)
