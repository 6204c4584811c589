"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from skcore.registry import current
from skcore.trust import plugin_defaults as _plugin_defaults
from skcore.trust import policy


def _plugins(incomplete: str) -> list[str]:
    return [name for name in plugin_names() if name.startswith(incomplete)]


def plugin_names() -> list[str]:
    """Return the names by which an installed plugin can be asked for: its distribution and its root packages."""
    names = {name for plugin in current().load_all() for name in (plugin.distribution, *plugin.roots)}
    return sorted(names)


Trusted = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Trust this name, such as my.pkg.Type, too; may be repeated."),
]
PluginDefaults = Annotated[
    bool, typer.Option("--plugin-defaults", help="Trust all that the installed plugins vouch for.")
]
PluginName = Annotated[
    str | None,
    typer.Option("--plugin", metavar="NAME", help="Only what this plugin has.", autocompletion=_plugins),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")]


def policy_of(trusted: list[str] | None, plugin_defaults: bool) -> Any:
    """Return the policy that the options ask for.

    Raises
    ------
    typer.BadParameter
        If a name is none.
    """
    try:
        return (_plugin_defaults if plugin_defaults else policy(None)) | (trusted or ())
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
