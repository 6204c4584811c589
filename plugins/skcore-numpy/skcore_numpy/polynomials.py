"""Polynomials: their coefficients, and where they are defined."""

from __future__ import annotations

from typing import Any

from skcore import Handler, InvalidStateError, Node, ObjectHandler, Record, checked

_SERIES = {
    "chebyshev": "Chebyshev",
    "hermite": "Hermite",
    "hermite_e": "HermiteE",
    "laguerre": "Laguerre",
    "legendre": "Legendre",
    "polynomial": "Polynomial",
}
_REASON = checked("plain Python over a vector of numbers, and two pairs of them")


class Series(Handler):
    """``numpy.polynomial.Polynomial`` and its like: the attributes that the object has itself.

    Their own ``__getstate__`` would add those that the class has.
    """

    kind = "numpy.series"
    types = tuple(f"numpy.polynomial.{module}.{name}" for module, name in _SERIES.items())
    trusts = dict.fromkeys(types, _REASON)
    raw = "none"

    def save(self, obj: Any) -> dict[str, Any]:
        found = _without_symbol(vars(obj))
        _check_series(found)
        return found

    def convert(self, record: Record) -> Node:
        if record.how != "new" or record.args or type(record.state) is not dict:
            raise InvalidStateError("a polynomial is made of something else than its attributes")
        found = _without_symbol(record.state)
        _check_series(found)
        return Node(self.kind, record.name, found)

    def load(self, cls: Any, state: Any) -> Any:
        _check_series(state)
        obj = cls.__new__(cls)
        vars(obj).update(state)
        return obj


def _without_symbol(fields: dict[str, Any]) -> dict[str, Any]:
    """Return attributes without the one that their ``__getstate__`` adds: nothing reads it, ``_symbol`` is it."""
    return {name: value for name, value in fields.items() if name != "symbol"}


def _check_series(fields: Any) -> None:
    if not {"coef", "_symbol"} <= set(fields) <= {"coef", "domain", "window", "_symbol"}:
        raise InvalidStateError("a polynomial has other fields than coef, domain, window and _symbol")
    _check_vector(fields["coef"], "coef")
    for name in ("domain", "window"):
        # Its class has the default.
        if name in fields and _check_vector(fields[name], name) != 2:
            raise InvalidStateError(f"{name} is no pair")
    if type(fields["_symbol"]) is not str or not fields["_symbol"].isidentifier():
        raise InvalidStateError("_symbol is no name")


class Poly1d(ObjectHandler):
    """``numpy.poly1d``."""

    kind = "numpy.poly1d"
    types = ("numpy.poly1d", "numpy.lib.polynomial.poly1d")
    aliases = {"numpy.lib.polynomial.poly1d": "numpy.poly1d"}
    trusts = {"numpy.poly1d": checked("plain Python over a vector of numbers")}

    def qualify(self, target: Any) -> str:
        # Before numpy 2, it took the module that defines it for its own.
        return "numpy.poly1d"

    def verify(self, obj: Any) -> None:
        fields = vars(obj)
        if set(fields) != {"coeffs", "_variable"} or type(fields["_variable"]) is not str:
            raise InvalidStateError("a poly1d has other fields than coeffs and _variable, a str")
        _check_vector(fields["coeffs"], "coeffs")


def _check_vector(value: Any, name: str) -> int:
    """Check that a value is a vector of numbers or objects, and return its length."""
    import numpy as np

    if type(value) not in (np.ndarray, np.memmap) or value.ndim != 1 or value.dtype.kind not in "biufcO":
        raise InvalidStateError(f"{name} is no vector of numbers")
    if not len(value):
        raise InvalidStateError(f"{name} is empty")
    return len(value)


HANDLERS = (Series, Poly1d)
