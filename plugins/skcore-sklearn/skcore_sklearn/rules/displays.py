"""What is drawn or shown, and what it was drawn with."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import count, require


def check_display(obj: Any) -> None:
    """Check that a display has its numbers alone, and nothing that matplotlib drew."""
    drawn = [name for name in ("ax_", "figure_") if vars(obj).get(name) is not None]
    require(not drawn, "it was plotted, and what matplotlib drew is not saved: save it before plot")


def check_progress(obj: Any) -> None:
    """Check that a progress bar listens to nobody: it would send what it has to say to any address."""
    fields = vars(obj)
    handles = fields["_listener_handles"]
    require(type(handles) is dict and not handles, "_listener_handles has addresses")
    if fields["max_propagation_depth"] is not None:
        count(fields["max_propagation_depth"], "max_propagation_depth")
