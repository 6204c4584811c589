"""The skcore plugin for scipy."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    return []
