"""The skcore plugin for scipy: sparse matrices and arrays, distributions, and functions by name."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    from skcore_scipy import compressed, coordinate, diagonal, distributions, frozen, keyed, listed, names

    modules = (compressed, coordinate, diagonal, keyed, listed, distributions, frozen, names)
    return [handler for module in modules for handler in module.HANDLERS]
