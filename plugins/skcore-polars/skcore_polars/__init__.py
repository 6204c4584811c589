"""The skcore plugin for polars: frames, series, dtypes and schemas."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    from skcore_polars import dtypes, frames, queries

    return [handler for module in (frames, dtypes, queries) for handler in module.HANDLERS]
