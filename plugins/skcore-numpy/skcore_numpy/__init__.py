"""The skcore plugin for numpy: arrays, scalars, dtypes, random generators, functions by name, and joblib's files."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    from skcore_numpy import (
        arrays,
        generators,
        limits,
        masked,
        names,
        objects,
        polynomials,
        scalars,
        strings,
        structured,
        vectorized,
    )

    modules = (
        arrays,
        objects,
        structured,
        strings,
        masked,
        scalars,
        limits,
        generators,
        polynomials,
        vectorized,
        names,
    )
    return [handler for module in modules for handler in module.HANDLERS]


@hookimpl
def skcore_readers():  # type: ignore[no-untyped-def]
    """Return the reader of joblib's files."""
    from skcore_numpy.joblib_files import JoblibReader

    return [JoblibReader()]
