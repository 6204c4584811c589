"""Names of one plugin under the kinds of another: for the tests of each plugin."""

from __future__ import annotations

from helpers import forged

from skcore.names import root
from skcore.registry import current

ERRORS = ("InvalidFileError", "UntrustedTypesError")
FEW = 8


def names_of_others(*roots: str) -> dict[str, bytes]:
    """Return files that have each kind of these roots with names of every other installed plugin."""
    plugins = current().load_all()
    found = {}
    for plugin in plugins:
        for handler in plugin.handlers:
            if root(handler.kind) not in roots:
                continue
            for other in plugins:
                names = [name for it in other.handlers for name in list(it.trusts)[:1]]
                for name in names[:: max(1, len(names) // FEW)] if other is not plugin else []:
                    found[f"{handler.kind} {name}"] = forged([(handler.kind, name, ["a"], [1])])
    return found
