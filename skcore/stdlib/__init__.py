"""The core's own first plugin: the built-in types and the standard library's plain data."""

from skcore.hookspecs import hookimpl

ROOTS = (
    "python",
    "builtins",
    "collections",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "math",
    "operator",
    "pathlib",
    "statistics",
    "types",
    "uuid",
    "zoneinfo",
    "_codecs",
)


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of the built-in kinds."""
    from skcore.stdlib import calls, containers, mappings, moments, objects, reductions, references, scalars

    modules = (scalars, containers, mappings, moments, references, calls, objects, reductions)
    return [handler for module in modules for handler in module.HANDLERS]


@hookimpl
def skcore_readers():  # type: ignore[no-untyped-def]
    """Return the reader of pickles."""
    from skcore.pickles import PickleReader

    return [PickleReader()]
