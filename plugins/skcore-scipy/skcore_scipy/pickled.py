"""Objects as pickles have them: a class of this plugin's, and the attributes that it would be given."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from skcore import Converted, Record
from skcore_scipy.rules import require

_AS_ARRAY = "scipy._lib.array_api_compat.numpy._aliases.asarray"
"""What scipy keeps with some objects, so as to call the library whose arrays they have."""
_NUMBERS = ("numpy.float64", "numpy.complex128", "numpy.uint32", "numpy.uint64", "builtins.float", "builtins.complex")


def class_of(record: Record, known: tuple[str, ...]) -> Any:
    """Return the class of a record, which is one of those that its handler knows."""
    require(record.name in known and record.how == "new", "it is made in no way that scipy makes them")
    require(not (record.args or record.keywords or record.items or record.pairs), "it has more than attributes")
    module, _, name = record.name.rpartition(".")
    return getattr(import_module(module), name)


def attributes_of(record: Record) -> dict[str, Any]:
    """Return the attributes of a record, those in slots among them."""
    parts = record.state if type(record.state) is tuple and len(record.state) == 2 else (record.state,)
    found: dict[str, Any] = {}
    for part in parts:
        require(part is None or type(part) is dict, "its state is none of attributes")
        found.update(part or {})
    require(all(type(name) is str for name in found), "an attribute has no name")
    return found


def modern(cls: Any, attributes: dict[str, Any]) -> dict[str, Any]:
    """Return attributes as scipy has them since 1.17, which has hidden some behind properties of the same name."""
    hidden = [name for name in attributes if isinstance(getattr(cls, name, None), property)]
    if not hidden:
        return attributes
    own = {f"_{name}" if name in hidden else name: value for name, value in attributes.items()}
    return {"_asarray": resolved(Converted("", _AS_ARRAY)), **own}


def empty_with(cls: Any, attributes: dict[str, Any]) -> Any:
    """Return an object of a class that has these attributes and of which nothing was checked: it is only looked at."""
    obj = cls.__new__(cls)
    for name, value in attributes.items():
        object.__setattr__(obj, name, value)
    return obj


def resolved(value: Any, known: tuple[str, ...] = ()) -> Any:
    """Return what a reference means, if it is to one of these names, or to one that scipy keeps with many objects."""
    if type(value) is not Converted or value.name not in (_AS_ARRAY, *_NUMBERS, *known):
        return value
    module, _, path = value.name.partition(":") if ":" in value.name else value.name.rpartition(".")
    found: Any = import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    return found
