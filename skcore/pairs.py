"""Which (kind, name) pairs can be at all, whoever trusts them: the rule is one for saving, audit and load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skcore.errors import InvalidFileError
from skcore.names import resolve, show

if TYPE_CHECKING:
    from skcore.handler import Handler
    from skcore.registry import Registry


def check(registry: Registry, handler: Handler, name: str) -> None:
    """Refuse a name that another kind owns, or that its own kind does not list; nothing is imported.

    Raises
    ------
    InvalidFileError
        If no file may have the pair.
    """
    if handler.refers:
        return
    owners = registry.owners(name)
    if owners and handler.kind not in owners:
        raise InvalidFileError(f"{show(name)} belongs to kind {owners[0]} and cannot be of kind {handler.kind}")
    if not owners and not handler.any_name:
        raise InvalidFileError(f"{show(name)} is none of the names of kind {handler.kind}")


def target(registry: Registry, handler: Handler, name: str) -> Any:
    """Resolve an approved pair; a class that a plugin handles by its base is built by no other plugin's kind.

    Raises
    ------
    InvalidFileError
        If the name does not mean what its kind holds.
    """
    found = resolve(handler, name)
    if handler.any_name and isinstance(found, type):
        owner = registry.handler_for(found)
        if registry.plugin_of(owner) is not registry.plugin_of(handler):
            raise InvalidFileError(f"{show(name)} belongs to kind {owner.kind} and cannot be of kind {handler.kind}")
    return found
