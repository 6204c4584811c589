"""What is known of an object during one load, so that no rule is held against it again for each that shares it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


class _Known(threading.local):
    found: dict[tuple[Any, ...], tuple[Any, Any]] | None = None


_known = _Known()


@contextmanager
def remembering() -> Iterator[None]:
    """Remember what functions under :func:`once` return, until the end of the block."""
    before, _known.found = _known.found, {}
    try:
        yield
    finally:
        _known.found = before


def once(function: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
    """Have a function, within one load, look at the same objects once and return the same again.

    For the parts of a handler's checks that take as long as the object is large. A file whose thousand
    objects share one array would otherwise have it read a thousand times. Objects are the same if they
    are identical; ints, texts and the like if they are equal. Outside of a load, the function is called.

    A function without arguments makes what the handlers of one load share: a dictionary, say, of what they
    have seen.

    Parameters
    ----------
    function : callable
        A function of its positional arguments, which no handler changes before the load is over.

    Examples
    --------
    >>> import skcore
    >>> @skcore.once
    ... def total(numbers):
    ...     return sum(numbers)
    >>> total([1, 2, 3])
    6
    """

    @wraps(function)
    def remembered(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Result:
        found = _known.found
        if found is None or kwargs:
            return function(*args, **kwargs)
        key = (function, *((type(arg), arg if type(arg) in _VALUES else id(arg)) for arg in args))
        if key not in found:
            # The arguments are kept, so that no other object gets their place in memory.
            found[key] = (function(*args, **kwargs), args)
        result: _Result = found[key][0]
        return result

    return remembered


_VALUES = (int, str, type(None), bool)
