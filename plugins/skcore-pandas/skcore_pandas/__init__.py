"""The skcore plugin for pandas: frames, series, indexes, arrays, dtypes, scalars, and functions by name."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    from skcore_pandas import arrays, arrow, dtypes, frames, indexes, offsets, references, scalars, times

    modules = (scalars, offsets, dtypes, arrays, times, arrow, indexes, frames, references)
    return [handler for module in modules for handler in module.HANDLERS]
