"""Keeps keys that were chosen to collide out of sets and dicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from skcore.errors import InvalidStateError

FEW = 1000
"""Up to this many keys, collisions cost nothing that matters."""


def check_spread(keys: Sequence[Any]) -> None:
    """Refuse many keys of few hashes, whose insertion takes quadratic time.

    Numbers hash modulo 2**61 - 1 (``sys.hash_info.modulus``), so that colliding ones are easily made.
    """
    if len(keys) > FEW and len(set(map(hash, keys))) < len(keys) // 2:
        raise InvalidStateError("its keys collide: they were made to take long")
