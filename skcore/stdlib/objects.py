"""Objects of classes that no handler owns, and the bases for handlers of plain and of native classes."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from skcore.errors import InvalidStateError
from skcore.handler import Handler, Node, State
from skcore.record import Record
from skcore.stdlib.attributes import check_shadowing, has_native_state, is_plain, merged, set_state
from skcore.stdlib.reductions import is_bare, node_of, reduced


class ObjectHandler(Handler):
    """A plain Python object: its attributes, by ``__getstate__`` and ``__setstate__`` where it has them.

    A plugin derives from it, with ``types`` and ``trusts`` for the classes it knows, and ``verify`` for
    what must hold of their attributes.
    """

    lenient = True
    raw: ClassVar[Literal["any", "fields", "none"]] = "none"

    def save(self, obj: Any) -> State | Node:
        cls: Any = type(obj)
        if not is_plain(cls):
            return self.rebuilt(obj)
        state: Any = obj.__getstate__()
        attributes: Any = state if hasattr(cls, "__setstate__") else merged(state)
        if type(attributes) is dict:
            check_shadowing(cls, attributes)
            # What a derived handler changes in the state must not change the object.
            live = attributes is getattr(obj, "__dict__", None)
            return dict(attributes) if live else attributes
        if state is None:
            return []
        if not hasattr(cls, "__setstate__"):
            raise TypeError(f"the __getstate__ of {cls.__qualname__} gives no dict, and there is no __setstate__")
        check_shadowing(cls, getattr(obj, "__dict__", {}))
        return [state]

    def rebuilt(self, obj: Any) -> Node:
        """Return the node of an object that is not its attributes alone."""
        raise TypeError(f"{type(obj).__qualname__} is rebuilt by its own __reduce__, as a ReduceHandler does it")

    def convert(self, record: Record) -> Any:
        if not is_bare(record):
            raise TypeError("it is not made empty and then given its attributes, as objects of its kind are")
        state = merged(record.state)
        return Node(self.kind, record.name, state if type(state) is dict else [] if state is None else [state])

    def locate(self, state: State, position: int) -> str:
        return super().locate(state, position) if isinstance(state, dict) else ".__getstate__()"

    def new(self, cls: Any) -> Any:
        if has_native_state(cls):
            raise InvalidStateError(f"{cls.__qualname__} holds native data and is no plain object")
        return cls.__new__(cls)

    def fill(self, obj: Any, state: Any) -> None:
        cls: Any = type(obj)
        if type(state) is dict:
            check_shadowing(cls, state)
            set_state(obj, state)
        elif state:
            (state,) = state
            if not hasattr(cls, "__setstate__"):
                raise InvalidStateError(f"{cls.__qualname__} has no __setstate__ to give its state to")
            set_state(obj, state)
            check_shadowing(cls, getattr(obj, "__dict__", {}))


class StateHandler(Handler):
    """A C-extension type, adapted by a pair of functions that take its state out and put it in.

    A plugin derives from it with ``types``, ``trusts``, ``getstate``, ``setstate`` and ``check``.
    """

    def getstate(self, obj: Any) -> dict[str, Any]:
        """Return the state of an object as plain fields."""
        raise NotImplementedError(f"{type(self).__name__}.getstate")

    def setstate(self, cls: Any, state: dict[str, Any]) -> Any:
        """Return a new object of the class with the state, which was checked."""
        raise NotImplementedError(f"{type(self).__name__}.setstate")

    def check(self, state: dict[str, Any]) -> None:
        """Raise InvalidStateError if the state breaks a rule."""
        raise NotImplementedError(f"{type(self).__name__}.check")

    def save(self, obj: Any) -> State | Node:
        return self.getstate(obj)

    def load(self, cls: Any, state: Any) -> Any:
        self.check(state)
        return self.setstate(cls, state)


class Plain(ObjectHandler):
    """Objects of any plain Python class: as trusted as the user says."""

    kind = "python.object"
    types = ("builtins.object",)
    subclasses = True
    any_name = True

    def rebuilt(self, obj: Any) -> Node:
        return reduced(obj)

    def convert(self, record: Record) -> Any:
        return super().convert(record) if is_bare(record) else node_of(record)


HANDLERS = (Plain,)
