"""Objects of pandas as pickles have them: the parts of these are real already, or checked when one is built of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from skcore import Converted, InvalidStateError, Record
from skcore_pandas.names import canonical

BACKED = "pandas._libs.arrays.__pyx_unpickle_NDArrayBacked"
_PLAIN = "pandas.arrays.NumpyExtensionArray"
_OLD = {
    **{f"pandas.core.indexes.numeric.{name}": "pandas.Index" for name in ("Int64Index", "UInt64Index", "Float64Index")},
    **{f"pandas.core.arrays.numpy_.{name}": _PLAIN for name in ("PandasArray", "NumpyExtensionArray")},
    "pandas.arrays.PandasArray": _PLAIN,
}


def require(holds: bool, rule: str) -> None:
    """Refuse a record that breaks a rule."""
    if not holds:
        raise InvalidStateError(rule)


def no_object() -> Any:
    """Refuse to save a piece of an array or a frame, which has come into a file by itself."""
    raise TypeError("a piece of a frame or of an array is no object of its own")


def public(name: str) -> Any:
    """Return the class of pandas's that a name of this plugin's own means."""
    module, _, last = name.rpartition(".")
    return getattr(import_module(module), last)


def name_of(reference: Any, known: Any) -> str:
    """Return the public name of the class that a reference means, if it is one of those known."""
    name = reference.name if type(reference) is Converted else ""
    if isinstance(reference, type):
        name = f"{reference.__module__}.{reference.__qualname__}"
    name = _OLD.get(name, canonical(name))
    require(name in known, "it is of a class that is none of pandas's")
    return name


def called(record: Record, *counts: int) -> tuple[Any, ...]:
    """Return the arguments of a record, if it is a call of something with so many."""
    more = (record.keywords, record.items, record.pairs)
    require(record.how == "call" and len(record.args) in counts and not any(more), "it is called in another way")
    return record.args


def attributes(record: Record) -> Any:
    """Return the attributes of an object that is made empty and then given them."""
    more = (record.args, record.keywords, record.items, record.pairs)
    require(record.how == "new" and not any(more), "it is made of something else than its attributes")
    found = {} if record.state is None else record.state
    require(type(found) is dict, "its state is none of attributes")
    return dict(found)


def cython_state(record: Record) -> Any:
    """Return the fields of a class of Cython's, in the order of their names, with its attributes at last."""
    _, _, state = called(record, 3)
    found = state if record.state is None else record.state
    require(type(found) is tuple, "its state is none that pandas writes")
    return found
