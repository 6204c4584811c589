"""The skcore plugin for scipy: sparse matrices, distributions, interpolators, and functions by name."""

from skcore import hookimpl

_MODULES = """
compressed coordinate diagonal keyed listed
distributions frozen trials multivariate variables densities sequences
splines lines polynomials nodes smoothing surfaces
trees hulls grids scattered radial
results rotations operators
names
"""


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    from importlib import import_module

    modules = (import_module(f"skcore_scipy.{name}") for name in _MODULES.split())
    return [handler for module in modules for handler in module.HANDLERS]
