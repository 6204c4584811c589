"""What a file holds and who trusts it, found out without building anything."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from skcore.archive import Archive
from skcore.limits import Limits
from skcore.names import show
from skcore.registry import current
from skcore.schema import Schema
from skcore.trust import Policy, Verdict, audit


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The audit of one file.

    Attributes
    ----------
    environment : dict of str to str
        Versions of Python, skcore and the packages that were used when the file was written.
    kinds : dict of str to int
        The kinds of saved objects, with their versions.
    names : tuple of Verdict
        Every (kind, name) pair: who trusts it, at which level and why, and whether it is trusted.
    missing : tuple of str
        Distributions that the file needs and that are not installed.
    header_size, data_size, packed_size : int
        Bytes of the header and of the data as loaded, and of both as stored in the file.
    buffers : int
        Number of arrays and byte strings.
    """

    environment: dict[str, str]
    kinds: dict[str, int]
    names: tuple[Verdict, ...]
    missing: tuple[str, ...]
    header_size: int
    data_size: int
    packed_size: int
    buffers: int

    @property
    def untrusted(self) -> tuple[Verdict, ...]:
        """The pairs that the policy does not approve."""
        return tuple(row for row in self.names if not row.trusted)

    def __str__(self) -> str:
        versions = ", ".join(f"{show(name)} {show(version)}" for name, version in self.environment.items())
        lines = [
            f"written with {versions}",
            f"{self.data_size:,} bytes in {self.buffers} buffers, header of {self.header_size:,} bytes",
        ]
        width = max((len(row.shown) for row in self.names), default=0)
        for row in self.names:
            word = "trusted" if row.trusted else "UNTRUSTED"
            origin = f"{row.level} by {row.plugin}: {row.reason}" if row.level else row.explanation
            lines.append(f"  {word:9}  {row.shown:{width}}  {row.role}; {origin}")
        return "\n".join(lines)


def examine(stream: BinaryIO, rules: Policy, limits: Limits) -> tuple[Archive, Schema, Report]:
    """Read the header of a file and judge what it lists; its objects stay undecoded and its data unread."""
    container = Archive(stream, limits)
    schema = Schema(container.read_header(), limits)
    summary = schema.summary
    verdicts = audit(summary, current(), rules)
    report = Report(
        environment=dict(summary.environment),
        kinds={kind.name: kind.version for kind in summary.kinds},
        names=tuple(verdicts),
        missing=tuple(sorted({row.missing for row in verdicts if row.missing is not None})),
        header_size=container.schema.size,
        data_size=container.data.size,
        packed_size=container.schema.packed_size + container.data.packed_size,
        buffers=len(summary.buffers),
    )
    return container, schema, report
