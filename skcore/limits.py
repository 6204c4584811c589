"""How much a file may ask for before it is refused."""

from __future__ import annotations

import msgspec

from skcore.errors import LimitExceededError


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on what reading a file may cost; the defaults are generous.

    Parameters
    ----------
    header_size : int, default=128 MiB
        Bytes of ``schema.json`` when decompressed.
    header_ratio : int, default=40
        How many times its compressed size ``schema.json`` may take, once it takes more than 256 KiB: a
        record of a few bytes can stand for an object of some hundred.
    objects : int, default=5 000 000
        Objects and references in the file, and its buffers.
    tables : int, default=50 000
        Names, numbers and texts in each of the tables of packages, kinds, pairs and layouts, of 64 bytes each
        on average.
    data_size : int, default=1 TiB
        Bytes of ``data`` when decompressed.
    ratio : int, default=200
        How many times its compressed size ``data`` may take, once it takes more than 64 MiB.
    bulk_ratio : int, default=40
        How many times that size the buffers may take whose content becomes Python objects, such as long lists
        of numbers or texts, once they take more than 8 MiB.
    opcode_ratio : int, default=4
        How many opcodes a compressed pickle that is converted may have for each byte that it takes, once it has
        more than 2**17.

    Examples
    --------
    >>> import skcore
    >>> skcore.Limits(objects=1000).objects
    1000
    """

    header_size: int = 128 * 2**20
    header_ratio: int = 40
    objects: int = 5_000_000
    tables: int = 50_000
    data_size: int = 2**40
    ratio: int = 200
    bulk_ratio: int = 40
    opcode_ratio: int = 4

    def check(self, limit: str, value: int) -> None:
        """Raise LimitExceededError if ``value`` is over the limit of that name."""
        allowed = getattr(self, limit)
        if value > allowed:
            raise LimitExceededError(limit, value, allowed)


DEFAULT_LIMITS = Limits()
FREE_BULK = 2**23
"""From which size on ``bulk_ratio`` counts."""
