"""The commands that plugins add: each plugin is asked alone, so that none takes down or overrides another's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import typer
from typer.main import get_group

from skcore.errors import PluginError
from skcore.registry import CORE, Registry


class Extensions(msgspec.Struct):
    """Who owns each command, and what went wrong with those that plugins add.

    Attributes
    ----------
    owners : dict of str to str
        The distribution of each command.
    failures : dict of str to PluginError
        The distributions whose commands are left out, with the reason.
    """

    owners: dict[str, str]
    failures: dict[str, PluginError]


def names_of(app: typer.Typer) -> Sequence[str]:
    """Return the names of an application's commands; building them finds what is wrong with them."""
    group: Any = get_group(app)
    return tuple(group.commands)


def extend(app: typer.Typer, registry: Registry) -> Extensions:
    """Let all installed plugins add their commands; of two that want to own one name, neither is added."""
    found = Extensions(dict.fromkeys(names_of(app), CORE), {})
    claims = {name: [CORE] for name in found.owners}
    additions: list[tuple[str, typer.Typer, Sequence[str]]] = []
    for distribution, ask in registry.commands():
        added = typer.Typer()
        try:
            ask(app=added)
            names = names_of(added)
        except (Exception, SystemExit) as error:
            reason = f"{distribution} fails to add its commands: {type(error).__name__}: {error}"
            found.failures[distribution] = PluginError(reason)
            continue
        additions.append((distribution, added, names))
        for name in names:
            claims.setdefault(name, []).append(distribution)
    for distribution, added, names in sorted(additions, key=lambda addition: addition[0]):
        disputed = next((name for name in names if len(claims[name]) > 1), None)
        if disputed is not None:
            owners = " and ".join(sorted(claims[disputed]))
            found.failures[distribution] = PluginError(f"{owners} both want to own the command {disputed}")
            continue
        app.registered_commands += added.registered_commands
        app.registered_groups += added.registered_groups
        found.owners.update(dict.fromkeys(names, distribution))
    return found
