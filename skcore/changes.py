"""What differs between the headers of two model files: versions, kinds and names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from skcore.report import Report


class Change(msgspec.Struct, frozen=True):
    """One thing in which two headers differ.

    Attributes
    ----------
    what : {"package", "kind", "name"}
    subject : str
        The package, the kind, or the name.
    was, now : str or None
        A package's or a kind's version, a name's kind; None where it is not there.
    """

    what: Literal["package", "kind", "name"]
    subject: str
    was: str | None
    now: str | None


def between(was: Report, now: Report) -> list[Change]:
    """Return what differs between the audits of two files.

    Examples
    --------
    >>> import io, skcore
    >>> from skcore.changes import between
    >>> was, now = (skcore.inspect(io.BytesIO(skcore.dumps(value))) for value in ([], [{}]))
    >>> [(change.what, change.subject, change.was, change.now) for change in between(was, now)]
    [('kind', 'python.dict', None, '1'), ('name', 'builtins.dict', None, 'python.dict')]
    """
    found = _changes("package", was.environment, now.environment)
    found += _changes("kind", was.kinds, now.kinds)
    before = {(row.name, row.kind): None for row in was.names}
    after = {(row.name, row.kind): None for row in now.names}
    found += [Change("name", name, kind, None) for name, kind in before if (name, kind) not in after]
    found += [Change("name", name, None, kind) for name, kind in after if (name, kind) not in before]
    return found


def _changes(what: Literal["package", "kind"], was: Mapping[str, object], now: Mapping[str, object]) -> list[Change]:
    return [
        Change(what, subject, _text(was.get(subject)), _text(now.get(subject)))
        for subject in {**was, **now}
        if was.get(subject) != now.get(subject)
    ]


def _text(version: object) -> str | None:
    return None if version is None else str(version)
