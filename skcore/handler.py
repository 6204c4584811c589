"""The plugin contract: what a handler is, and what a plugin's word of trust looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Literal

import msgspec

from skcore.names import qualified_name
from skcore.record import Record

Level = Literal["checked", "vouched"]
State = dict[str, Any] | list[Any]
Bytes = memoryview | bytes | bytearray
Memory = Bytes | tuple[Bytes, ...]


class Trust(msgspec.Struct, frozen=True):
    """What a plugin says of a name: at which level it may be built, and why that is safe."""

    level: Level
    reason: str


def checked(reason: str) -> Trust:
    """Trust a type of which no state can harm the process, at load or when the object is used."""
    return Trust("checked", reason)


def vouched(reason: str) -> Trust:
    """Trust a type that its plugin's authors know, but hand its content to code they cannot fully check."""
    return Trust("vouched", reason)


class Node(msgspec.Struct, frozen=True):
    """One saved object as plain data: which handler kind holds it, its name and its state.

    ``Handler.save`` returns one in place of a state when another kind of the same plugin, or
    another name than the object's class, shall hold the object.
    """

    kind: str
    name: str
    state: State


class Buffer(msgspec.Struct, frozen=True):
    """Raw memory in a state: written to the ``data`` member, never copied on the way.

    The same memory object in two states is one buffer, shared again when loaded; a tuple of them is one
    buffer, one after another. A handler's ``load`` gets a writable ``memoryview`` of bytes in its place.
    A ``memoryview`` has to be contiguous in C order, and may be of any items.
    """

    memory: Memory

    def __post_init__(self) -> None:
        for part in self.memory if isinstance(self.memory, tuple) else (self.memory,):
            if isinstance(part, bytes | bytearray):
                continue
            view = memoryview(part)
            # What is neither says how many items it has, which are bytes or not.
            if not view.c_contiguous or (type(part) is not memoryview and len(part) != view.nbytes):
                raise TypeError(f"a Buffer holds bytes or a memoryview in C order, not this {type(part).__name__}")


class Plain(tuple[Any, ...]):
    """Scalars of a handler's own (a shape, say) written inside its record, as no object of the user's.

    ``load`` gets a ``tuple``.
    """

    __slots__ = ()


class Column(msgspec.Struct, frozen=True):
    """A node without parts in a state: many values of one type, for which ``load`` gets a ``list``."""

    node: Node


class Handler:
    """Owns one *kind* of saved object, both directions in one class.

    A subclass gives ``kind``, ``types``, ``trusts`` and ``save`` with either ``load`` or, where the
    object may contain itself, ``lenient``, ``new`` and ``fill``. A handler's module imports its library
    only inside methods: an audit must not import it.

    Attributes
    ----------
    kind : str
        The tag in the file; its first part is a root package of the plugin: ``"sklearn.tree"``.
    version : int
        Version of this kind's state. It grows when the state changes its form.
    contract : int
        Version of this contract, of which this is the first, that the handler is written for. An skcore that knows only
        an older one refuses the plugin: it would not ask what it does not know, and that may be a check.
    types : tuple of str
        Qualified names of the types that ``dump`` gives to this handler: ``module.Name``, or
        ``module:Outer.Inner`` for a nested class.
    trusts : mapping of str to Trust
        What this handler may build or refer to, at which level and why.
    upgrades : mapping of int to function
        ``{1: one_to_two}``: pure functions from an older state to the next version's, a dict or a list.
        They run before the check, and see what an attacker wrote.
    subclasses : bool
        Whether ``types`` stands for their subclasses too, whose names stand in ``trusts``, or need
        ``any_name``, so that users can trust them.
    any_name : bool
        Whether a name of this kind may be one that neither ``types`` nor ``trusts`` lists, and that the
        user then has to trust.
    makers : tuple of str
        Names of functions that a pickle calls to make objects of this kind, or of what a pickle refers to by name as
        such an object: ``convert`` gets their records, and those of ``types``.
    aliases : mapping of str to str
        Other spellings of names, as pickles have them, and what they are in ``types``, ``trusts`` or ``makers``.
    role : {"class", "function"}
        What a name of this kind is: a class, or a function that is referred to.
    refers : bool
        Whether the saved object *is* what the name means (a function, a class given as a value).
    lenient : bool
        Whether parts may still be empty when the object is built, since ``load`` or ``fill`` stores them
        without a look. No other kind can be part of a cycle.
    copies : bool
        Whether ``load`` copies its buffers, so that each object has its own, and no other may have the
        same: a small file whose million objects share one buffer would fill the memory.
    raw : {"any", "fields", "none"}
        Whether buffers and plain tuples may stand among the items and fields of a state, among its
        fields alone, or nowhere: a handler that does not look for them would hand them on to the user,
        who was not told of them. Elsewhere they refuse the file.
    shallow : bool
        Whether such objects must not nest more than 1000 deep, because native code of theirs recurses
        without a bound, as the destructor of ``collections.deque`` does (those of ``list``, ``dict`` and
        objects of Python classes do not).
    keyed_from : int or None
        From which item on the items of a state are keys and values in turn, as those of a dict are. For people who
        look at a file: ``locate`` is not asked for these.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    contract: ClassVar[int] = 1
    types: ClassVar[tuple[str, ...]] = ()
    trusts: ClassVar[Mapping[str, Trust]] = {}
    upgrades: ClassVar[Mapping[int, Callable[[Any], Any]]] = {}
    subclasses: ClassVar[bool] = False
    any_name: ClassVar[bool] = False
    makers: ClassVar[tuple[str, ...]] = ()
    aliases: ClassVar[Mapping[str, str]] = {}
    role: ClassVar[Literal["class", "function"]] = "class"
    refers: ClassVar[bool] = False
    lenient: ClassVar[bool] = False
    copies: ClassVar[bool] = False
    shallow: ClassVar[bool] = False
    raw: ClassVar[Literal["any", "fields", "none"]] = "any"
    keyed_from: ClassVar[int | None] = None

    new: Callable[[Any], Any] | None = None
    """``new(cls)`` makes an empty object, which ``fill`` completes."""
    fill: Callable[[Any, Any], None] | None = None
    """``fill(obj, state)`` stores the parts in an object made by ``new``: they may still be empty.

    What must hold of them goes into ``verify``."""
    save_all: Callable[[Sequence[Any]], list[State | Node]] | None = None
    """For kinds without parts: ``save_all(objs)`` returns the states of all of a file's at once."""
    join_all: Callable[[Sequence[Any]], list[State]] | None = None
    """For kinds with ``save_all``: ``join_all(states)`` turns what ``convert`` gave of each of a file's into what
    ``save_all`` would have returned."""
    check_all: Callable[[Sequence[Any]], None] | None = None
    """For kinds without parts: ``check_all(states)`` sees all of a file's before any is built.

    A part that is an object, in the state of such a kind, refuses the file."""
    pack: Callable[[Sequence[Any]], Node | None] | None = None
    """For immutable scalars: ``pack(values)`` returns many of one type as one node without parts.

    The kind of that node loads as the ``list`` of the values."""
    verify: Callable[[Any], None] | None = None
    """``verify(obj)`` checks an object when the whole graph is built, before the caller gets it."""

    def save(self, obj: Any) -> State | Node:
        """Return the state: plain fields (a dict) or items (a list), of any objects."""
        raise NotImplementedError(f"{type(self).__name__}.save")

    def load(self, cls: Any, state: Any) -> Any:
        """Check the state, then build the object; ``cls`` is what the audited name means."""
        raise NotImplementedError(f"{type(self).__name__}.load")

    def convert(self, record: Record) -> Any:
        """Return what a foreign file's record of an object is: its Node, as ``save`` would make it, or a plain value.

        The record is as hostile as its file: check the types of what it has. Nothing may be imported or called
        because the record names it. The rules on content are held at load.
        """
        raise TypeError("its handler has no way to convert it")

    def is_leaf(self, obj: Any) -> bool:
        """Whether ``save_all`` takes ``obj``; any other object goes to ``save``."""
        return True

    def target(self, obj: Any) -> Any:
        """Return what the name of ``obj`` means: its class, or itself for a kind that refers."""
        return obj if self.refers else type(obj)

    def holds(self, target: Any) -> bool:
        """Whether ``target`` is of the sort that names of this kind mean."""
        return isinstance(target, type)

    def qualify(self, target: Any) -> str:
        """Return the canonical name of ``target``; override where its ``__module__`` lies."""
        return qualified_name(target)

    def locate(self, state: State, position: int) -> str:
        """Return how the value at ``position`` of a state is reached: ``.name`` or ``[3]``."""
        return f".{list(state)[position]}" if isinstance(state, dict) else f"[{position}]"
