"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from skcore.registry import current
from skcore.trust import plugin_defaults as _plugin_defaults
from skcore.trust import policy


def _plugins(incomplete: str) -> list[str]:
    return sorted(name for name in _plugin_names() if name.startswith(incomplete))


def _plugin_names() -> dict[str, str]:
    """Return the distribution of each plugin by the names it can be asked for: that, and its root packages."""
    plugins = current().load_all()
    return {name: plugin.distribution for plugin in plugins for name in (*plugin.roots, plugin.distribution)}


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


def plugin_of(name: str | None) -> str | None:
    """Return the distribution of the plugin that an option names.

    Raises
    ------
    typer.BadParameter
        If there is none of that name.
    """
    if name is None:
        return None
    names = _plugin_names()
    if name not in names:
        raise typer.BadParameter(f"no plugin {name} is installed: there are {', '.join(sorted(set(names.values())))}")
    return names[name]
