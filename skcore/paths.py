"""How an object in a graph is reached, as an expression: ``model.steps[1][1].func``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from skcore.handler import Handler, State

MAX_PATH = 200


def path_to(name: str, steps: Iterable[tuple[Handler, State, int]]) -> str:
    """Return the path from ``name`` along the positions in the states of its parts' owners."""
    # Of steps without number, each of any length, those in the middle are not asked for their words.
    left = list(steps)
    start, end = [name], list[str]()
    taken = _take(start, left, len(name))
    _take(end, left[taken:][::-1], 0)
    path = "".join([*start, *reversed(end)])
    if taken + len(end) == len(left) and len(path) <= MAX_PATH:
        return path
    return f"{path[: MAX_PATH // 2]}...{path[-MAX_PATH // 2 :]}"


def _take(told: list[str], steps: Sequence[tuple[Handler, State, int]], size: int) -> int:
    """Add the words for steps up to the longest path, and return how many that took."""
    count = 0
    while count < len(steps) and size <= MAX_PATH:
        step = _step(*steps[count])
        told.append(step)
        size, count = size + len(step), count + 1
    return count


def _step(handler: Handler, state: State, position: int) -> str:
    try:
        return handler.locate(state, position)
    except Exception:
        # The repr of a key is code of its class, and may fail.
        return "[...]"
