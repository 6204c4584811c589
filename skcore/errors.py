"""Every error that skcore raises; nothing else escapes from a file, however broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skcore.trust import Verdict


_UNSAFE = re.compile(r"[^\n -~]")
_MOST_ROWS = 50
"""How many names an error tells of: a file may list thousands."""


class SkcoreError(Exception):
    """Base of every error of skcore. Its message is ASCII, as it may repeat what a file says."""

    def __init__(self, message: str) -> None:
        super().__init__(_UNSAFE.sub(lambda found: ascii(found[0])[1:-1], message))


class UntrustedTypesError(SkcoreError, TypeError):
    """The file lists names that nobody has approved; nothing of it was built.

    Attributes
    ----------
    untrusted : tuple of skcore.Verdict
        One row for each (kind, name) pair that the policy does not approve.
    """

    def __init__(self, untrusted: Sequence[Verdict]) -> None:
        self.untrusted = tuple(untrusted)
        super().__init__(self._message())

    def _message(self) -> str:
        told = self.untrusted[:_MOST_ROWS]
        lines = [f"  {row.shown} ({row.role}, kind {row.kind}): {row.explanation}" for row in told]
        if len(told) < len(self.untrusted):
            lines.append(f"  and {len(self.untrusted) - len(told)} more, which the error has as its untrusted")
        names = sorted({row.name for row in told})
        advice = f"If you know and trust them, load with these names added to what you trust: trusted={names!a}"
        if any(row.level is not None for row in self.untrusted):
            advice += "; trusted=skcore.plugin_defaults trusts all that the installed plugins vouch for"
        return "\n".join(["the file uses names that are not trusted:", *lines, advice])


class UnsupportedTypeError(SkcoreError, TypeError):
    """An object in the graph cannot be saved.

    Attributes
    ----------
    path : str
        Where the object sits, as an expression: ``model.steps[1][1].func``.
    """

    def __init__(self, reason: str, path: str = "") -> None:
        self.reason = reason
        self.path = path
        super().__init__(f"{path}: {reason}" if path else reason)


class InvalidFileError(SkcoreError, ValueError):
    """The file is not a whole, well-formed skcore file."""


class LimitExceededError(InvalidFileError):
    """The file asks for more than a limit allows.

    Attributes
    ----------
    limit : str
        Name of the field of :class:`skcore.Limits`.
    """

    def __init__(self, limit: str, value: int, allowed: int) -> None:
        self.limit = limit
        super().__init__(
            f"{limit} is {value}, over the limit of {allowed}; if you trust the source, "
            f"load with limits=skcore.Limits({limit}={value})"
        )


class InvalidStateError(SkcoreError, ValueError):
    """The content of a saved object breaks a rule of its handler.

    Attributes
    ----------
    kind : str
        Kind of the object that was refused.
    rule : str
        What does not hold, with the field's name.
    """

    def __init__(self, rule: str, kind: str = "") -> None:
        self.kind = kind
        self.rule = rule
        super().__init__(f"{kind}: {rule}" if kind else rule)


class PluginError(SkcoreError):
    """A plugin is broken: it does not import, breaks the contract or collides with another."""


class MissingPluginError(SkcoreError):
    """The file holds kinds that no installed plugin provides."""
