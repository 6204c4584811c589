"""Older files written anew: in the current format, with the current versions of their kinds."""

from __future__ import annotations

import os
from typing import Any

import msgspec

from skcore import api, changes, collector, files, packing
from skcore.changes import Change
from skcore.limits import DEFAULT_LIMITS, Limits
from skcore.registry import current
from skcore.report import examine
from skcore.saver import Saver
from skcore.trust import policy


class Renewal(msgspec.Struct, frozen=True):
    """What became of a file.

    Attributes
    ----------
    written : bool
        Whether anything was written: a file that would not change stays as it is.
    changes : list of Change
        Of packages, kinds and names.
    was_size, now_size : int
        Bytes of the file.
    """

    written: bool
    changes: list[Change]
    was_size: int
    now_size: int


@collector.paused
def renew(file: str, out: str | None = None, *, trusted: Any = None, limits: Limits = DEFAULT_LIMITS) -> Renewal:
    """Load a file and write it anew, compressed as it was; it is replaced whole or not at all.

    Parameters
    ----------
    file : str
    out : str, optional
        Where to write to; the file itself by default.
    trusted : as in :func:`skcore.load`
    limits : Limits

    Raises
    ------
    SkcoreError
        What :func:`skcore.load` or :func:`skcore.dump` raise; nothing was written then.

    Examples
    --------
    >>> import skcore
    >>> from skcore.renewal import renew
    >>> skcore.dump([1, 2.5], "list.skc")
    >>> renew("list.skc").written
    False
    """
    with open(file, "rb", buffering=0) as raw:
        with files.opened(raw) as stream:
            container, _, before = examine(stream, policy(trusted), limits)
            header, method = container.read_header(), container.data.method or container.schema.method
        raw.seek(0)
        obj = api.load(raw, trusted=trusted, limits=limits)
    saver = Saver(current())
    saver.save(obj, "obj")
    size, content = os.path.getsize(file), packing.Content(saver.buffers, saver.header(), saver.bulk)
    if out is None and content.header == header:
        return Renewal(False, [], size, size)
    target = file if out is None else out
    files.write(target, lambda stream: packing.write(stream, content, method, None))
    after = api.inspect(target, limits=limits)
    return Renewal(True, changes.between(before, after), size, os.path.getsize(target))
