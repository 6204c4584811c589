"""The skcore plugin for scikit-learn."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    return []
