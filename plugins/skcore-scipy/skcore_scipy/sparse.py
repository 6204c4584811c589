"""What all sparse formats have in common: their state is their attributes, each of them checked."""

from __future__ import annotations

from typing import Any, ClassVar

from skcore import Handler, Plain, Record
from skcore_scipy.pickled import attributes_of, class_of
from skcore_scipy.rules import check_shape, require
from skcore_scipy.sharing import count_shared, own_indices

_CACHED = ("_has_canonical_format", "_has_sorted_indices")


class Sparse(Handler):
    """Base of the formats: saves ``vars(obj)`` without its cached flags, and builds without the constructor.

    Attributes
    ----------
    parts : tuple of str
        Names of the attributes that ``check_parts`` checks; all objects of the format have them.
    followed : tuple of str
        Names of those parts that are indices, or tuples of them, which a loaded object has for itself.
    """

    parts: ClassVar[tuple[str, ...]]
    followed: ClassVar[tuple[str, ...]] = ()

    def check_parts(self, cls: Any, state: dict[str, Any]) -> None:
        """Check the parts against ``state["_shape"]``."""
        raise NotImplementedError(f"{type(self).__name__}.check_parts")

    def save(self, obj: Any) -> dict[str, Any]:
        state = {name: value for name, value in vars(obj).items() if name not in _CACHED}
        # What could not be loaded is not written: the error then says where in the model it is.
        self._check(type(obj), state)
        state["_shape"] = Plain(state["_shape"])
        return state

    def convert(self, record: Record) -> Any:
        cls = class_of(record, self.types)
        state = {name: value for name, value in attributes_of(record).items() if name not in _CACHED}
        return self.load(cls, self.modern(state))

    def modern(self, state: dict[str, Any]) -> dict[str, Any]:
        """Return a pickle's attributes as those that releases of scipy have today."""
        return state

    def load(self, cls: Any, state: Any) -> Any:
        require(type(state) is dict, "it has no named attributes")
        for name in self.parts:
            count_shared(state.get(name))
        state.update({name: _own(state[name], name) for name in self.followed if name in state})
        self._check(cls, state)
        obj = cls.__new__(cls)
        vars(obj).update(state)
        return obj

    def _check(self, cls: Any, state: dict[str, Any]) -> None:
        missing = [name for name in ("_shape", *self.parts) if name not in state]
        require(not missing, f"{', '.join(missing)} is missing")
        check_shape(state["_shape"], cls._allow_nd)
        for name, value in state.items():
            if name == "maxprint":
                require(type(value) is int, "maxprint is no int")
            elif name != "_shape" and name not in self.parts:
                _check_name(cls, name)
        self.check_parts(cls, state)


def _own(value: Any, name: str) -> Any:
    return tuple(own_indices(part, name) for part in value) if type(value) is tuple else own_indices(value, name)


def _check_name(cls: Any, name: str) -> None:
    special = name.startswith("__") and name.endswith("__")
    require(not special and name not in _CACHED, f"the attribute {name} is not its own to set")
    require(not hasattr(cls, name), f"the attribute {name} hides one of the class")
