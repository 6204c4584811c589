"""Objects that are built anew from their parts, and held against the original when they are saved."""

from __future__ import annotations

from typing import Any, ClassVar

from skcore import Handler, Record
from skcore_scipy.pickled import attributes_of, class_of, empty_with, modern, resolved
from skcore_scipy.rules import require
from skcore_scipy.sharing import count_again


class Rebuilt(Handler):
    """Base of handlers that write down what an object was made of, and make it again.

    What the build does not bring back exactly is refused when it is saved.

    Attributes
    ----------
    fields : tuple of str
        Names of the parts; every state has them all, and no other.
    computed : tuple of str
        Names of attributes that the object computes when they are asked for, and that are left out.
    references : tuple of str
        Names of functions and classes of scipy's that an object may have as an attribute.
    """

    fields: ClassVar[tuple[str, ...]]
    computed: ClassVar[tuple[str, ...]] = ()
    references: ClassVar[tuple[str, ...]] = ()

    def parts(self, obj: Any) -> dict[str, Any]:
        """Return the parts of an object: those of its attributes that bear the names of fields."""
        return {name: getattr(obj, name) for name in self.fields}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        """Check the parts, then build the object."""
        raise NotImplementedError(f"{type(self).__name__}.build")

    def save(self, obj: Any) -> dict[str, Any]:
        state = self.parts(obj)
        held, built = (attributes(found) for found in (obj, self.build(type(obj), dict(state))))
        for name in self.computed:
            held.pop(name, None), built.pop(name, None)
        if not same(held, built):
            raise TypeError(f"the {type(obj).__name__} was changed after it was made")
        return state

    def convert(self, record: Record) -> Any:
        cls = class_of(record, self.types)
        found = {name: resolved(value, self.references) for name, value in attributes_of(record).items()}
        held = modern(cls, found)
        built = self.counted(cls, self.parts(empty_with(cls, held)))
        made = attributes(built)
        for name in self.computed:
            held.pop(name, None), made.pop(name, None)
        require(same(held, made), "it was changed after it was made, or is of another release of scipy")
        return built

    def load(self, cls: Any, state: Any) -> Any:
        require(type(state) is dict and state.keys() == {*self.fields}, "it has other fields than it should")
        return self.counted(cls, state)

    def counted(self, cls: Any, state: dict[str, Any]) -> Any:
        """Build an object of a file, of which many may have the same parts."""
        count_again(state)
        return self.build(cls, state)


def attributes(obj: Any) -> dict[str, Any]:
    """Return all that an object holds in its ``__dict__`` and its ``__slots__``."""
    found = dict(getattr(obj, "__dict__", {}))
    for base in type(obj).__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(obj, name):
                found[name] = getattr(obj, name)
    return found


def same(value: Any, other: Any) -> bool:
    """Whether two values are equal to the last bit: type, dtype, memory order and content."""
    import numpy as np

    if value is other:
        return True
    if type(value) is not type(other):
        return False
    if isinstance(value, np.ndarray):
        return _same_array(value, other)
    if isinstance(value, dict):
        return value.keys() == other.keys() and all(same(value[key], other[key]) for key in value)
    if isinstance(value, (tuple, list)):
        return len(value) == len(other) and all(map(same, value, other))
    if isinstance(value, (bool, int, str, bytes, np.dtype)):
        return bool(value == other)
    if isinstance(value, (float, complex, np.generic)):
        return _same_array(np.asarray(value), np.asarray(other))
    inner = attributes(value)
    return bool(inner) and same(inner, attributes(other))


def _same_array(value: Any, other: Any) -> bool:
    if (value.dtype, value.shape) != (other.dtype, other.shape) or value.dtype.hasobject:
        return False
    steps = zip(value.shape, value.strides, other.strides, strict=True)
    if value.size and any(length > 1 and one != two for length, one, two in steps):
        return False
    return bool(value.tobytes() == other.tobytes())
