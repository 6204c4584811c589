"""How an object in a graph is reached, as an expression: ``model.steps[1][1].func``."""

from __future__ import annotations

from collections.abc import Iterable

from skcore.handler import Handler, State

MAX_PATH = 200


def path_to(name: str, steps: Iterable[tuple[Handler, State, int]]) -> str:
    """Return the path from ``name`` along the positions in the states of its parts' owners."""
    path = name + "".join(_step(*step) for step in steps)
    return path if len(path) <= MAX_PATH else f"{path[: MAX_PATH // 2]}...{path[-MAX_PATH // 2 :]}"


def _step(handler: Handler, state: State, position: int) -> str:
    try:
        return handler.locate(state, position)
    except Exception:
        # The repr of a key is code of its class, and may fail.
        return "[...]"
