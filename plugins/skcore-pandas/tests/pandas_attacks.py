"""Hostile files for the kinds of this plugin."""

from __future__ import annotations

from typing import Any

from attacks import attack
from attacks.crossed import ERRORS, names_of_others

import skcore


@attack(*ERRORS, trusted=skcore.plugin_defaults)
def names_of_others_under_kinds_of_pandas() -> Any:
    """Each kind with names that other plugins own, or that other kinds refer to."""
    return names_of_others("pandas")
