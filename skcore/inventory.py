"""Which plugins are installed, what they have, and which of them fail."""

from __future__ import annotations

from collections import Counter
from importlib import metadata

import msgspec

from skcore.registry import Plugin, current


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An installed plugin that works.

    Attributes
    ----------
    plugin : str
        The distribution that it is of.
    version : str or None
        None where it was registered by hand.
    roots : tuple of str
        The packages that it speaks for.
    own : bool
        Whether it is one of skcore's own.
    kinds : dict of str to int
        The kinds that it owns, with their versions.
    checked, vouched : int
        How many names it trusts at each level.
    """

    plugin: str
    version: str | None
    roots: tuple[str, ...]
    own: bool
    kinds: dict[str, int]
    checked: int
    vouched: int


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin that does not work, or that does in part.

    Attributes
    ----------
    roots : tuple of str
        The packages whose files cannot be used, none if only its commands fail.
    reason : str
        Names the distribution.
    """

    roots: tuple[str, ...]
    reason: str


def installed_plugins() -> list[Row]:
    """Return the installed plugins that work, by name; no model library is imported.

    Examples
    --------
    >>> from skcore.inventory import installed_plugins
    >>> [row.kinds["python.list"] for row in installed_plugins() if row.plugin == "skcore"]
    [1]
    """
    return [_row(plugin) for plugin in current().load_all()]


def failures() -> list[Failure]:
    """Return the installed plugins that do not work, with the reason."""
    roots: dict[str, list[str]] = {}
    for root, error in current().failures().items():
        # The reason names one of the packages, for which it was loaded first.
        roots.setdefault(str(error), []).append(root)
    return [Failure(roots=tuple(sorted(found)), reason=reason) for reason, found in sorted(roots.items())]


def _row(plugin: Plugin) -> Row:
    try:
        version = metadata.version(plugin.distribution)
    except metadata.PackageNotFoundError:
        version = None
    levels = Counter(trust.level for handler in plugin.handlers for trust in handler.trusts.values())
    return Row(
        plugin=plugin.distribution,
        version=version,
        roots=tuple(sorted(plugin.roots)),
        own=plugin.own,
        kinds=dict(sorted((handler.kind, handler.version) for handler in plugin.handlers)),
        checked=levels["checked"],
        vouched=levels["vouched"],
    )
