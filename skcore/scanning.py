"""What loading a foreign file the old way would import, and what is known of each name: nothing is loaded."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from skcore import files
from skcore.converting import bounded, reader_of
from skcore.files import PathOrFile
from skcore.limits import DEFAULT_LIMITS, Limits
from skcore.names import root
from skcore.reader import Use
from skcore.registry import Plugin, Registry, current

Verdict = Literal["trusted", "converted", "unknown", "dangerous"]


class Finding(msgspec.Struct, frozen=True):
    """What is known of one name that a foreign file uses.

    Attributes
    ----------
    name : str
    role : {"build", "call", "refer"}
        What the file uses it for.
    verdict : {"trusted", "converted", "unknown", "dangerous"}
        Whether a plugin trusts the name; or knows it as a function that makes objects which it converts, and never
        calls it; or nobody knows it; or it is known to be dangerous.
    plugin : str or None
        The distribution that knows it.
    reason : str
    """

    name: str
    role: str
    verdict: Verdict
    plugin: str | None = None
    reason: str = ""


class Scanned(msgspec.Struct, frozen=True):
    """What a scan found in one file.

    Attributes
    ----------
    format : str
        The name of the reader.
    names : tuple of Finding
        The dangerous first, then the unknown.
    problem : str or None
        Why the file could be read no further: there may be more names behind.
    """

    format: str
    names: tuple[Finding, ...]
    problem: str | None = None

    @property
    def is_harmless(self) -> bool:
        """Whether all of it was read, and every name is known as no danger."""
        verdicts = Counter(finding.verdict for finding in self.names)
        return self.problem is None and not verdicts["dangerous"] and not verdicts["unknown"]


_ORDER = ("dangerous", "unknown", "converted", "trusted")
_MACHINERY = frozenset({"copyreg._reconstructor", "copyreg.__newobj__", "copyreg.__newobj_ex__", "builtins.object"})


def scan(file: PathOrFile, *, limits: Limits = DEFAULT_LIMITS) -> Scanned:
    """List every name that loading a pickle, or another foreign file, would import; it is not loaded.

    Parameters
    ----------
    file : str, os.PathLike or binary file object
    limits : Limits

    Returns
    -------
    Scanned

    Raises
    ------
    InvalidFileError
        If the file is of no format that an installed plugin reads.

    Examples
    --------
    >>> import io, os, pickle
    >>> from skcore.scanning import scan
    >>> class Hostile:
    ...     def __reduce__(self):
    ...         return os.system, ("echo",)
    >>> [(found.name, found.verdict) for found in scan(io.BytesIO(pickle.dumps(Hostile()))).names]
    [('posix.system', 'dangerous')]
    """
    registry = current()
    with files.opened(file) as stream, bounded(stream):
        reader = reader_of(stream, registry)
        found = reader.scan(stream, limits)
    names = [_judge(use, registry, reader.danger_of(use.name)) for use in found.uses]
    names.sort(key=lambda finding: (_ORDER.index(finding.verdict), finding.name))
    return Scanned(reader.name, tuple(names), found.problem)


def _judge(use: Use, registry: Registry, danger: str | None) -> Finding:
    name = registry.canonical(use.name)
    maker = registry.maker(name)
    if maker is not None and danger is None:
        known = f"makes objects of kind {maker.kind}, which are converted without it"
        return Finding(use.name, use.role, "converted", registry.distribution_of(maker), known)
    if name in _MACHINERY:
        return Finding(use.name, use.role, "converted", "skcore", "a part of pickle, which is never called")
    plugin = registry.plugin_for(root(name))
    if plugin is not None and (reason := _trusted(plugin, name, use.role)) is not None:
        return Finding(use.name, use.role, "trusted", plugin.distribution, reason)
    if danger is not None:
        return Finding(use.name, use.role, "dangerous", reason=danger)
    return Finding(use.name, use.role, "unknown", reason="no plugin knows it")


def _trusted(plugin: Plugin, name: str, role: str) -> str | None:
    """Return why a plugin trusts a name: a class in any role, a function as a value alone."""
    for handler in plugin.handlers:
        trust = handler.trusts.get(name)
        if trust is not None and (role == "refer" or not handler.refers):
            return f"{trust.level}: {trust.reason}"
    return None
