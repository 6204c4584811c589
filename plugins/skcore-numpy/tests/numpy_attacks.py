"""Hostile files for the kinds of this plugin."""

from __future__ import annotations

from typing import Any

from attacks import attack
from attacks.crossed import ERRORS, names_of_others
from attacks.readers import positions

import skcore


@attack(*ERRORS, trusted=skcore.plugin_defaults)
def names_of_others_under_kinds_of_numpy() -> Any:
    """Each kind with names that other plugins own, or that other kinds refer to."""
    return names_of_others("numpy")


@attack(*ERRORS)
def names_of_others_under_kinds_of_python() -> Any:
    """Each kind of the core with names that plugins own, by default."""
    return names_of_others("python")


FUNCTIONS = ("numpy.add", "numpy.frompyfunc", "numpy:ufunc.at", "numpy.vectorize", "numpy.load", "numpy.fromfile")


@attack("UntrustedTypesError", "InvalidFileError", "InvalidStateError")
def callables_of_numpy() -> Any:
    """Ufuncs, makers of ufuncs and readers as functions, as constructors and as what makes a dict's values."""
    return {f"{name} {place}": data for name in FUNCTIONS[1:] for place, data in positions(name).items()} | {
        place: data for place, data in positions("numpy.add").items() if place.startswith(("class", "python."))
    }
