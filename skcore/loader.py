"""records -> state -> object: builds the graph of an audited file, without recursion."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from skcore import pairs, values
from skcore.budget import budget, granting
from skcore.errors import InvalidFileError, InvalidStateError, SkcoreError
from skcore.handler import Handler
from skcore.limits import FREE_BULK
from skcore.names import show
from skcore.nesting import is_too_deep
from skcore.once import remembering
from skcore.reached import MOST_LOOSE, count_loose

if TYPE_CHECKING:
    from skcore.memory import Buffers
    from skcore.registry import Registry
    from skcore.schema import Summary, Value

Record = list["Value"]
_RUST = "pyo3_runtime"
"""The module of what a library in Rust raises for a panic: no Exception, and no end of the process's work either."""
_DONE: Record = []


class _ForwardReferenceError(Exception):
    """A record refers to an object that is not built yet."""


class _Form:
    """A layout made ready: handler, field names, upgrades and what the audited name means."""

    __slots__ = ("copies", "fields", "fill", "handler", "kind", "load", "new", "raw", "steps", "target", "verify")

    def __init__(self, fields: list[str] | None, handler: Handler, version: int, target: Any) -> None:
        # Attribute names are looked up by identity first, as those of code are.
        self.fields = None if fields is None else list(map(sys.intern, fields))
        self.handler = handler
        self.steps: list[Callable[[Any], Any]] = [handler.upgrades[step] for step in range(version, handler.version)]
        self.target = target
        self.kind = handler.kind
        self.copies = handler.copies
        self.raw = handler.raw == "any" or (handler.raw == "fields" and fields is not None)
        self.load, self.new, self.verify = handler.load, handler.new, handler.verify
        self.fill: Any = handler.fill

    def state(self, parts: list[Any]) -> Any:
        """Give the parts their names and bring them to the handler's current version."""
        state: Any = parts if self.fields is None else dict(zip(self.fields, parts))  # noqa: B905  # lengths agree
        for step in self.steps:
            state = step(state)
            if type(state) not in (dict, list):
                raise InvalidStateError(f"an upgrade of the state gave a {type(state).__name__}")
        return state


class Loader:
    """Builds the objects of one file whose pairs were all approved."""

    def __init__(self, summary: Summary, registry: Registry, buffers: Buffers) -> None:
        self._buffers = buffers
        self._records: list[Record] = []
        self._forms: list[_Form] = []
        self._built: list[Any] = []
        self._ready: dict[int, Any] = {}
        self._shells: dict[int, Any] = {}
        self._open: dict[int, int] = {}
        self._open_until = -1
        self._current: _Form | None = None
        self._here = 0
        self._owners: dict[int, int] = {}
        self._shown = 0
        # An object with several owners is one; so many may have one buffer, on average over the bytes of all.
        self._most_shown = budget(sum(map(len, buffers)), buffers.packed_size)
        self._copied = 0
        handlers = [_installed(registry, kind.name, kind.version) for kind in summary.kinds]
        targets = [pairs.target(registry, handlers[pair.kind], pair.name) for pair in summary.pairs]
        self._layouts = []
        for layout in summary.layouts:
            kind = summary.pairs[layout.pair].kind
            version = summary.kinds[kind].version
            self._layouts.append(_Form(layout.fields, handlers[kind], version, targets[layout.pair]))

    def load(self, records: list[Record], root: Value) -> Any:
        """Build every record in turn and return what the root value stands for."""
        try:
            with remembering(), granting(self._most_shown):
                return self._load(records, root)
        except InvalidStateError as error:
            raise error if error.kind else InvalidStateError(error.rule, self._kind()) from error
        except (SkcoreError, Warning):
            raise
        except BaseException as error:
            if not isinstance(error, Exception) and type(error).__module__ != _RUST:
                raise
            raise InvalidStateError(f"{type(error).__name__}: {show(str(error))}", self._kind()) from error

    def _kind(self) -> str:
        return self._current.kind if self._current else ""

    def _load(self, records: list[Record], root: Value) -> Any:
        if records and root != [len(records) - 1]:
            raise InvalidFileError("the root is not the last object")
        if type(root) is list and not records and root[:1] not in (["int"], ["float"], ["text"]):
            raise InvalidFileError("the root is no object")
        if len(records) > MOST_LOOSE and count_loose(records) > MOST_LOOSE:
            raise InvalidFileError("thousands of objects are in the file that no other refers to")
        self._records = records
        self._forms = [self._form(record) for record in records]
        shallow = {index for index, form in enumerate(self._layouts) if form.handler.shallow}
        if shallow and is_too_deep(records, shallow):
            raise InvalidFileError("objects of a kind that must not nest deep do so")
        self._check_batches()
        self._build_all()
        for obj, form in zip(self._built, self._forms, strict=True):
            if form.verify is not None:
                self._current = form
                form.verify(obj)
        return self._value(root) if type(root) is list else root

    def _form(self, record: Record) -> _Form:
        index = record[0] if record else None
        if type(index) is not int or not 0 <= index < len(self._layouts):
            raise InvalidFileError("a record refers to a layout that is not listed")
        form = self._layouts[index]
        if form.fields is not None and len(record) != len(form.fields) + 1:
            raise InvalidFileError("a record has not as many values as its layout has fields")
        return form

    def _check_batches(self) -> None:
        """Let the kinds that check all their states at once do so, before anything is built."""
        batches: dict[str, tuple[_Form, list[Any]]] = {}
        if all(form.handler.check_all is None for form in self._layouts):
            return
        for index, form in enumerate(self._forms):
            if form.handler.check_all is not None:
                self._current, self._here = form, index
                parts = [self._leaf(v) if type(v) is list else v for v in self._records[index][1:]]
                state = self._ready[index] = form.state(parts)
                batches.setdefault(form.kind, (form, []))[1].append(state)
        for form, states in batches.values():
            self._current = form
            form.handler.check_all(states)  # type: ignore[misc]  # only those that have it are in a batch

    def _build_all(self) -> None:
        """Build each object, and let go of its record: a large table is not in memory beside all it stands for."""
        records, done = self._records, _DONE
        read, append, ready, shells = self._value, self._built.append, self._ready, self._shells
        for here, (record, form) in enumerate(zip(records, self._forms, strict=True)):
            records[here] = done
            self._current, self._here = form, here
            if here in ready:
                append(form.load(form.target, ready.pop(here)))
                continue
            try:
                parts = [read(value) if type(value) is list else value for value in record]
            except _ForwardReferenceError:
                parts = [self._value_in_cycle(value) if type(value) is list else value for value in record]
            if self._open:
                self._note_open(record, form.handler)
            del parts[0]
            state = form.state(parts)
            if form.new is None:
                append(form.load(form.target, state))
            else:
                obj = shells.pop(here) if here in shells else form.new(form.target)
                form.fill(obj, state)
                append(obj)

    def _value(self, value: list[Any]) -> Any:
        if len(value) != 1 or type(index := value[0]) is not int:
            return self._leaf(value)
        if 0 <= index < len(self._built):
            return self._built[index]
        raise _ForwardReferenceError

    def _leaf(self, value: list[Any]) -> Any:
        tag = value[0] if value else None
        if tag not in ("buffer", "plain"):
            return values.unescape(value)
        form = self._current
        assert form is not None
        if not form.raw:
            raise InvalidFileError(f"a record of kind {form.kind} has a {tag} value, which that kind has not")
        if tag == "plain":
            return tuple(value[1:])
        index = value[1] if len(value) == 2 else None
        if type(index) is not int or not 0 <= index < len(self._buffers):
            raise InvalidFileError("a record refers to a buffer that is not there")
        buffer = self._buffers[index]
        if form.copies:
            if self._owners.setdefault(index, self._here) != self._here:
                raise InvalidFileError("two objects have one buffer, which each of them would copy")
            self._note_copied(len(buffer))
        self._shown += len(buffer)
        if self._shown > self._most_shown:
            raise InvalidFileError("the buffers are shared by too many objects, each of which looks at all of them")
        return buffer

    def _note_copied(self, size: int) -> None:
        self._copied += size
        if self._copied > FREE_BULK:
            self._buffers.limits.check("bulk_ratio", -(-self._copied // max(self._buffers.packed_size, 1)))

    # A cycle is a reference to a later object: a shell stands for it until its own record fills it.

    def _value_in_cycle(self, value: list[Any]) -> Any:
        try:
            return self._value(value)
        except _ForwardReferenceError:
            index = value[0]
        if not 0 <= index < len(self._records):
            raise InvalidFileError("a record refers to an object that is not there")
        if index not in self._shells:
            form = self._forms[index]
            if form.handler.new is None:
                raise InvalidFileError(f"an object of kind {form.handler.kind} cannot be part of a cycle")
            self._shells[index] = form.handler.new(form.target)
        here = len(self._built)
        self._keep_open(here, max(index, self._open.get(here, index)))
        return self._shells[index]

    def _keep_open(self, here: int, until: int) -> None:
        self._open[here] = until
        self._open_until = max(self._open_until, until)

    def _note_open(self, record: Record, handler: Handler) -> None:
        """Keep objects that are not complete yet from every handler that looks into its parts."""
        here = len(self._built)
        children: list[Any] = [value[0] for value in record if type(value) is list and len(value) == 1]
        until = max(self._open.get(child, -1) for child in [here, *children])
        if until < here:
            if self._open_until < here:
                self._open.clear()
            return
        self._keep_open(here, until)
        if not handler.lenient:
            raise InvalidFileError(f"an object of kind {handler.kind} cannot have parts that are not complete")


def _installed(registry: Registry, kind: str, version: int) -> Handler:
    handler = registry.handler_of_kind(kind)
    if version > handler.version:
        raise InvalidFileError(
            f"kind {kind} has version {version}, newer than version {handler.version} of the installed "
            f"{registry.distribution_of(handler)}; upgrade it"
        )
    return handler
