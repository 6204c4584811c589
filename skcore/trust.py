"""Who trusts what: policies, and the audit of the names that a file lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from skcore import pairs
from skcore.errors import InvalidFileError
from skcore.handler import Level
from skcore.names import qualified_name, root, show, split

if TYPE_CHECKING:
    from skcore.registry import Registry
    from skcore.schema import Summary


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one (kind, name) pair, and whether a policy approves it.

    Attributes
    ----------
    name, kind : str
        The pair.
    role : {"class to build", "class to refer to", "function to refer to"}
        What the file uses the name for.
    plugin : str or None
        The distribution that trusts the name, or None if none does.
    level : {"checked", "vouched"} or None
    reason : str
        Why that plugin trusts the name.
    own : bool
        Whether the plugin is one of skcore's own.
    missing : str or None
        The distribution that provides the kind, if it is not installed.
    trusted : bool
        Whether the policy approves the pair.
    """

    name: str
    kind: str
    role: str
    plugin: str | None = None
    level: Level | None = None
    reason: str = ""
    own: bool = False
    missing: str | None = None
    trusted: bool = False

    @property
    def shown(self) -> str:
        """The name in a form that is safe to print."""
        return show(self.name)

    @property
    def explanation(self) -> str:
        """Who vouches for the name, in words."""
        if self.missing is not None:
            return f"its plugin {show(self.missing)} is not installed"
        if self.level is None:
            return "no plugin knows it"
        if self.level == "checked":
            return f"checked by {self.plugin}, which is not one of skcore's own plugins"
        return f"vouched for by {self.plugin}: {self.reason}"


class Policy:
    """What a caller trusts. Immutable; ``|`` adds names or types, ``-`` takes them away.

    Use :data:`skcore.plugin_defaults`, which trusts all names of all installed plugins.

    Examples
    --------
    >>> import skcore
    >>> skcore.plugin_defaults.only("numpy") | ["my.pkg.Type"]
    <plugin_defaults: all names of numpy, and my.pkg.Type>
    """

    __slots__ = ("_everything", "_names", "_refused", "_roots", "_vouched")

    def __init__(
        self,
        *,
        vouched: bool = False,
        roots: frozenset[str] | None = None,
        names: frozenset[str] = frozenset(),
        refused: frozenset[str] = frozenset(),
        everything: bool = False,
    ) -> None:
        self._vouched = vouched
        self._roots = roots
        self._names = names
        self._refused = refused
        self._everything = everything

    def _replace(self, **changes: Any) -> Policy:
        fields = {name[1:]: getattr(self, name) for name in self.__slots__}
        return Policy(**{**fields, **changes})

    def __or__(self, other: Iterable[Any]) -> Policy:
        names = _names(other)
        return self._replace(names=self._names | names, refused=self._refused - names)

    __ror__ = __or__

    def __sub__(self, other: Iterable[Any]) -> Policy:
        names = _names(other)
        return self._replace(names=self._names - names, refused=self._refused | names)

    def only(self, *roots: str) -> Policy:
        """Trust the names of these root packages' plugins alone, beside the core's own."""
        return self._replace(roots=frozenset(roots))

    def approves(self, verdict: Verdict) -> bool:
        """Whether this policy approves a pair."""
        if verdict.name in self._refused:
            return False
        if self._everything or verdict.name in self._names:
            return True
        if verdict.level is None:
            return False
        if not self._vouched:
            return verdict.own and verdict.level == "checked"
        return self._roots is None or root(verdict.kind) in self._roots or root(verdict.kind) == "python"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Policy):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self.__slots__))

    def __repr__(self) -> str:
        if self._everything:
            parts = "everything the file lists"
        elif not self._vouched:
            parts = "checked names of skcore's own plugins"
        else:
            owners = "all installed plugins" if self._roots is None else ", ".join(sorted(self._roots))
            parts = f"all names of {owners}"
        added = f", and {', '.join(sorted(map(show, self._names)))}" if self._names else ""
        taken = f", without {', '.join(sorted(map(show, self._refused)))}" if self._refused else ""
        return f"<{'plugin_defaults' if self._vouched else 'trust'}: {parts}{added}{taken}>"


CHECKED_ONLY = Policy()
EVERYTHING = Policy(everything=True)
plugin_defaults = Policy(vouched=True)


def policy(trusted: Any) -> Policy:
    """Read the ``trusted`` argument of the public functions."""
    if trusted is None or trusted is False:
        return CHECKED_ONLY
    if trusted is True:
        return EVERYTHING
    return trusted if isinstance(trusted, Policy) else CHECKED_ONLY | trusted


def _names(given: Any) -> frozenset[str]:
    if isinstance(given, str | type | Verdict):
        given = (given,)
    return frozenset(_name(item) for item in given)


def _name(item: Any) -> str:
    if isinstance(item, Verdict):
        return item.name
    if not isinstance(item, str):
        if not hasattr(item, "__qualname__"):
            raise TypeError(f"trusted takes names, classes and functions, not a {type(item).__name__}")
        return qualified_name(item)
    try:
        split(item)
    except InvalidFileError as error:
        raise ValueError(f"{item!r} is not a qualified name: give module.Name, or module:Outer.Inner") from error
    return item


def audit(summary: Summary, registry: Registry, policy: Policy) -> list[Verdict]:
    """Judge every pair that a file lists. Nothing is imported but the plugins of its kinds.

    Raises
    ------
    InvalidFileError
        If a pair is one that no file may have: a name in no canonical form, or one whose handler is
        of another kind.
    """
    return [
        _judge(summary.kinds[pair.kind].name, summary.kinds[pair.kind].distribution, pair.name, registry, policy)
        for pair in summary.pairs
    ]


def _judge(kind: str, distribution: str, name: str, registry: Registry, policy: Policy) -> Verdict:
    split(name)
    handler = registry.find_kind(kind)
    if handler is None:
        return Verdict(name=name, kind=kind, role="class to build", missing=distribution)
    pairs.check(registry, handler, name)
    verdict = describe(registry, kind, name)
    return msgspec.structs.replace(verdict, trusted=policy.approves(verdict))


def describe(registry: Registry, kind: str, name: str) -> Verdict:
    """Say who trusts a pair of an installed kind, at which level and why."""
    handler = registry.handler_of_kind(kind)
    plugin = registry.plugin_of(handler)
    trust = handler.trusts.get(name)
    role = f"{handler.role} to {'refer to' if handler.refers else 'build'}"
    if trust is None:
        return Verdict(name=name, kind=kind, role=role)
    return Verdict(
        name=name,
        kind=kind,
        role=role,
        plugin=plugin.distribution,
        level=trust.level,
        reason=trust.reason,
        own=plugin.own,
    )
