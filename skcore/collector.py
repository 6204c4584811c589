"""Python's cyclic garbage collector, while a graph is growing."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")

_lock = threading.RLock()
_calls: dict[object, int] = {}
"""The calls that want it paused, each with its thread."""
_thresholds: tuple[int, ...] | None = None
"""What to set again when the last of them ends."""


def paused(function: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
    """Keep the collector from walking a graph again and again while it is built or saved.

    Of a forest's load it took more than half the time. It is paused by its thresholds, so that whether it
    is enabled remains the caller's to say, also meanwhile, in another thread.
    """

    @wraps(function)
    def calm(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Result:
        call = object()
        try:
            _enter(call)
            return function(*args, **kwargs)
        finally:
            # An interrupt may come at any point: if it cuts the first short, the second ends it.
            try:
                _leave(call)
            finally:
                _leave(call)

    return calm


def _enter(call: object) -> None:
    global _thresholds
    with _lock:
        _calls[call] = threading.get_ident()
        if _thresholds is None:
            _thresholds = gc.get_threshold()
            gc.set_threshold(0, *_thresholds[1:])


def _leave(call: object) -> None:
    global _thresholds
    with _lock:
        _calls.pop(call, None)
        if not _calls and _thresholds is not None:
            # Thresholds that someone else has set meanwhile stay.
            if gc.get_threshold()[0] == 0:
                gc.set_threshold(*_thresholds)
            _thresholds = None


def _forked() -> None:
    """Let go, in a child, of the calls of threads that it does not have."""
    global _lock
    _lock = threading.RLock()
    for call, thread in list(_calls.items()):
        if thread != threading.get_ident():
            del _calls[call]
    _leave(None)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
