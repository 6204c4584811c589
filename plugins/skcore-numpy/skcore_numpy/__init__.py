"""The skcore plugin for numpy: arrays, scalars, dtypes, random generators, and functions by name."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    from skcore_numpy import arrays, generators, masked, names, objects, scalars

    return [handler for module in (arrays, objects, masked, scalars, generators, names) for handler in module.HANDLERS]
