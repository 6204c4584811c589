"""What a constructor of a distribution may be given."""

from __future__ import annotations

import math
from typing import Any

from skcore import spend
from skcore_scipy.rules import require

MAX_TEXT = 1000
MAX_INT = 2**64
MAX_ITEMS = 2**24
MAX_BROADCAST = 2**20
BYTES_EACH = 32
"""What a distribution computes for each of its arguments: its support, and what it is checked by."""


def is_number(value: Any) -> bool:
    """Whether a value is a real number of Python, or a scalar of numpy, that a double can hold."""
    import numpy as np

    if type(value) is int:
        return -MAX_INT <= value <= MAX_INT
    return type(value) in (bool, float) or (isinstance(value, np.generic) and value.dtype.kind in "biuf")


def check_numbers(value: Any, name: str) -> int:
    """Check that a value is a finite number, or an array, list, tuple or range of them; return their count."""
    import numpy as np

    if is_number(value):
        require(math.isfinite(value), f"{name} is not finite")
        return 1
    if type(value) is range:
        require(len(value) <= MAX_ITEMS, f"{name} is too long")
        require(all(map(is_number, (value.start, value.stop))), f"{name} has no number that a double can hold")
        return len(value)
    if type(value) in (list, tuple):
        require(all(map(is_number, value)), f"{name} has an item that is no number")
        require(all(map(math.isfinite, value)), f"{name} is not finite")
        return len(value)
    require(type(value) in (np.ndarray, np.memmap) and value.dtype.kind in "biuf", f"{name} is no array of numbers")
    require(bool(np.isfinite(value).all()), f"{name} is not finite")
    return int(value.size)


def check_together(values: dict[str, Any]) -> None:
    """Check that numbers fit each other, and are not too many together; count what is computed for each."""
    import numpy as np

    for name, value in values.items():
        require(check_numbers(value, name) <= MAX_BROADCAST, f"{name} has too many numbers")
    size = math.prod(np.broadcast_shapes(*map(np.shape, values.values())))
    require(size <= MAX_BROADCAST, "the arguments are too many together")
    spend(BYTES_EACH * size)


def check_seed(value: Any, name: str) -> None:
    """Check that a value is what scipy takes for a random generator."""
    import numpy as np

    known = value is None or isinstance(value, (np.random.RandomState, np.random.Generator))
    require(known or (is_number(value) and value >= 0), f"{name} is no random generator")


def check_plain(given: dict[str, Any], but: tuple[str, ...]) -> None:
    """Check that parameters are numbers and short texts."""
    for name, value in given.items():
        if name in but or value is None or is_number(value):
            continue
        require(type(value) is str and len(value) <= MAX_TEXT, f"{name} is neither a number nor a short text")
        # The names become part of a docstring that is a template.
        require("%" not in value, f"{name} has a percent sign")


def check_table(given: dict[str, Any], name: str) -> None:
    """Check the numbers of a distribution that is a table: values with weights, or a histogram."""
    import numpy as np

    table: Any = given.get(name)
    require(type(table) in (tuple, list) and len(table) == 2, f"{name} has not two parts")
    counts = [check_numbers(part, f"{name}[{index}]") for index, part in enumerate(table)]
    require(min(counts) > 0 and given.get("shapes") is None, f"{name} is empty, or has shapes")
    if name == "histogram":
        edges = np.asarray(table[1])
        require(edges.ndim == 1 and bool((edges[1:] > edges[:-1]).all()), "the edges of the histogram do not increase")


def same(given: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two sets of parameters are equal, but for the seed; None stands for one left out."""
    names = {name for found in (given, other) for name, value in found.items() if value is not None} - {"seed"}
    return all(_equal(given.get(name), other.get(name)) for name in names)


def _equal(value: Any, other: Any) -> bool:
    if value is other:
        return True
    if type(value) is not type(other):
        return False
    if type(value) is str:
        return bool(value == other)
    return is_number(value) and bool(value == other or (value != value and other != other))


def declared(given: dict[str, Any]) -> Any:
    """Return the distribution that ``scipy.stats`` has under the name among the parameters."""
    import scipy.stats

    name = given.get("name")
    found = vars(scipy.stats).get(name) if type(name) is str else None
    require(isinstance(found, scipy.stats.rv_continuous | scipy.stats.rv_discrete), "name is that of no distribution")
    return found


def check_declared(cls: Any, given: dict[str, Any]) -> None:
    """Check that parameters are those of the instance that ``scipy.stats`` has under their name."""
    found = declared(given)
    require(type(found) is cls, "name is that of a distribution of another class")
    forms = (found._ctor_param, found._updated_ctor_param())
    require(any(same(given, form) for form in forms), "the parameters are not those that scipy declares")
