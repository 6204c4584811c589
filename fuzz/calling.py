"""Calls what may fail: Python errors of a model or an object in use are its own affair, but no lack of memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

PATIENCE = 0.5
"""Seconds of processor time after which no further use is begun."""
MOST_PARTS = 30


class Calls:
    """Calls one function after another, until their time is over."""

    def __init__(self) -> None:
        self._end = time.process_time() + PATIENCE

    def __call__(self, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """Return what a function returns, the first parts of it if it is a generator, and None if it fails."""
        if time.process_time() > self._end:
            return None
        try:
            found = function(*given, **named)
            if type(found).__name__ == "generator":
                for _ in zip(found, range(MOST_PARTS), strict=False):
                    pass
        except MemoryError:
            raise
        except BaseException as error:
            # That of polars is no Exception.
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                return None
            raise
        return found

    def method(self, obj: Any, name: str, *given: Any, **named: Any) -> Any:
        """Call a method by name, if there is one."""
        return self(lambda: getattr(obj, name)(*given, **named))

    def each(self, acts: Iterable[Callable[[Any], Any]], obj: Any) -> None:
        """Do several things with an object."""
        for act in acts:
            self(act, obj)
