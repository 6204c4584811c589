"""object -> state -> records: walks a graph into the flat table, without recursion."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from skcore import pairs, schema, values
from skcore.cycles import first_refused
from skcore.errors import InvalidFileError, InvalidStateError, SkcoreError, UnsupportedTypeError
from skcore.handler import Buffer, Column, Handler, Memory, Node, Plain, State
from skcore.names import find_loaded, root, show
from skcore.nesting import is_too_deep
from skcore.packing import nbytes
from skcore.paths import path_to
from skcore.version import __version__

if TYPE_CHECKING:
    from skcore.registry import Registry


class Route:
    """How objects of one exact type are saved, worked out once for each type in a dump."""

    __slots__ = ("batch", "handler", "name", "save")

    def __init__(self, handler: Handler, name: str | None) -> None:
        self.handler = handler
        self.name = name
        self.save = handler.save
        self.batch: list[tuple[int, Any]] | None = [] if handler.save_all else None


class Frame:
    """An object whose parts are being saved."""

    __slots__ = ("handler", "record", "ref", "state", "strict", "values")

    def __init__(
        self, handler: Handler | None, state: State, record: list[Any], values: Iterator[Any], ref: list[Any]
    ) -> None:
        self.handler, self.state, self.record, self.values, self.ref = handler, state, record, values, ref
        self.strict = -1


class Saver:
    """Turns one graph into the tables of a header and the memory of ``data``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._routes: dict[Any, Route] = {}
        self._refs: dict[int, list[Any]] = {}
        self._alive: list[Any] = []
        self._kinds: dict[str, int] = {}
        self._pairs: dict[tuple[str, str], int] = {}
        self._layouts: dict[tuple[int, tuple[str, ...] | None], int] = {}
        self._places: dict[int, int] = {}
        self._shallow: set[int] = set()
        self._lenient: set[int] = set()
        self._cyclic = False
        self._open_frames: dict[int, Frame] = {}
        self._handlers: list[Handler] = []
        self._refused: dict[int, str] = {}
        self.records: list[Any] = []
        self.buffers: list[Memory] = []
        self.bulk = 0
        self.root: Any = None

    def save(self, obj: Any, name: str) -> None:
        """Save the graph below ``obj``; ``name`` is what error messages call it."""
        stack: list[Frame] = []
        try:
            self._walk(obj, stack)
        except UnsupportedTypeError as error:
            raise UnsupportedTypeError(error.reason, path_to(name, _steps(stack))) from error.__cause__
        except InvalidStateError as error:
            raise UnsupportedTypeError(error.rule, path_to(name, _steps(stack))) from error
        except SkcoreError:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise UnsupportedTypeError(reason, path_to(name, _steps(stack))) from error
        self._save_batches(obj, name)
        if self._cyclic and first_refused(self.records, self._lenient) is not None:
            raise UnsupportedTypeError("a cycle has an object of a kind that must have complete parts", name)
        if self._shallow and is_too_deep(self.records, self._shallow):
            raise UnsupportedTypeError("objects of a kind that must not nest deep do so", name)

    def _walk(self, obj: Any, stack: list[Frame]) -> None:
        refs, records = self._refs, self.records
        frame = Frame(None, [obj], [], iter((obj,)), [None])
        stack.append(frame)
        while stack:
            frame = stack[-1]
            append = frame.record.append
            for value in frame.values:
                kind = type(value)
                if kind is str:
                    append(value if value.isascii() else values.escape_text(value))
                elif kind is bool or value is None:
                    append(value)
                elif kind is int:
                    append(values.escape_int(value))
                elif kind is float:
                    append(value if value - value == 0.0 else values.escape_float(value))
                elif (ref := refs.get(id(value))) is not None:
                    append(ref)
                    if ref[0] is None:
                        self._cyclic = True
                        self._check_cycle(ref, stack)
                elif kind is Buffer:
                    append(self._buffer(value, frame.handler))
                elif kind is Plain:
                    append(values.plain(value))
                elif kind is Column:
                    append(self._column(value))
                else:
                    ref = refs[id(value)] = [None]
                    self._alive.append(value)
                    append(ref)
                    child = self._begin(value, ref)
                    if child is not None:
                        stack.append(child)
                        break
            else:
                stack.pop()
                if stack:
                    frame.ref[0] = len(records)
                    records.append(frame.record)
                else:
                    (self.root,) = frame.record

    def _check_cycle(self, ref: list[Any], stack: list[Frame]) -> None:
        """Refuse a reference to an object that is being saved, if one of those between the two cannot be in a cycle.

        How many of those there are is counted once for each, as any number of references may lead back.
        """
        start = len(stack)
        while start and stack[start - 1].strict < 0:
            start -= 1
        strict = stack[start - 1].strict if start else 0
        for frame in stack[start:]:
            strict += frame.handler is not None and not frame.handler.lenient
            frame.strict = strict
            self._open_frames[id(frame.ref)] = frame
        frame = self._open_frames[id(ref)]
        assert frame.handler is not None
        if frame.handler.fill is None:
            raise UnsupportedTypeError(f"an object of kind {frame.handler.kind} that contains itself cannot be saved")
        if strict > frame.strict - (not frame.handler.lenient):
            found = next(f.handler for f in reversed(stack) if f.handler is not None and not f.handler.lenient)
            raise UnsupportedTypeError(
                f"an object of kind {found.kind}, which is not lenient, cannot be part of a cycle"
            )

    def _begin(self, obj: Any, ref: list[Any]) -> Frame | None:
        route = self._routes.get(type(obj)) or self._route(obj)
        if route.batch is not None and route.handler.is_leaf(obj):
            if id(obj) in self._refused:
                raise UnsupportedTypeError(self._refused[id(obj)])
            ref[0] = len(self.records)
            route.batch.append((ref[0], obj))
            self.records.append(None)
            return None
        handler, name, state = self._unpack(route, obj, route.save(obj))
        record, parts = self._open(handler, name, state)
        return Frame(handler, state, record, iter(parts), ref)

    def _route(self, obj: Any) -> Route:
        handler = self._registry.handler_for(type(obj))
        name = None
        if not handler.refers and handler.target(obj) is type(obj):
            name = _checked_name(handler, type(obj))
        route = self._routes[type(obj)] = Route(handler, name)
        return route

    def _unpack(self, route: Route, obj: Any, state: State | Node) -> tuple[Handler, str, State]:
        """Say which handler, name and state hold ``obj``."""
        handler = route.handler
        if type(state) is Node:
            handler, name, state = self._registry.handler_of_kind(state.kind), state.name, state.state
        elif handler.refers:
            name = _checked_name(handler, obj)
            handler = self._registry.referrer(name, handler)
        else:
            name = route.name or _checked_name(handler, handler.target(obj))
        return handler, name, state  # type: ignore[return-value]  # a Node was unpacked above

    def _open(self, handler: Handler, name: str, state: State) -> tuple[list[Any], Any]:
        pair = self._pairs.get((handler.kind, name))
        if pair is None:
            self._check_pair(handler, name)
            if handler.kind not in self._kinds:
                self._kinds[handler.kind] = len(self._kinds)
                self._handlers.append(handler)
            pair = self._pairs[handler.kind, name] = len(self._pairs)
        if not isinstance(state, dict | list):
            raise UnsupportedTypeError(f"its handler gives a {type(state).__name__}, no fields and no items")
        if isinstance(state, dict):
            layout, parts = (pair, tuple(state)), state.values()
        else:
            layout, parts = (pair, None), state  # type: ignore[assignment]
        index = self._layouts.get(layout)
        if index is None:
            if not all(type(field) is str and values.escape_text(field) is field for field in layout[1] or ()):
                raise UnsupportedTypeError("an attribute's name is not a valid str")
            index = self._layouts[layout] = len(self._layouts)
            if handler.shallow:
                self._shallow.add(index)
            if handler.lenient:
                self._lenient.add(index)
        return [index], parts

    def _check_pair(self, handler: Handler, name: str) -> None:
        """Refuse to write a pair that no load would take."""
        try:
            pairs.check(self._registry, handler, name)
            pairs.target(self._registry, handler, name)
        except InvalidFileError as error:
            raise UnsupportedTypeError(str(error)) from error

    def _save_batches(self, obj: Any, name: str) -> None:
        for route in list(self._routes.values()):
            if route.batch:
                try:
                    self._save_batch(route)
                except Exception as error:
                    self._locate(obj, name, route)
                    raise UnsupportedTypeError(f"{type(error).__name__}: {error}", name) from error

    def _save_batch(self, route: Route) -> None:
        assert route.batch is not None
        assert route.handler.save_all is not None
        states = route.handler.save_all([obj for _, obj in route.batch])
        for (index, obj), state in zip(route.batch, states, strict=True):
            self._save_whole(index, *self._unpack(route, obj, state))

    def _save_whole(self, index: int, handler: Handler, name: str, state: State) -> None:
        record, parts = self._open(handler, name, state)
        record.extend(self._leaf(part, handler) for part in parts)
        self.records[index] = record

    def _locate(self, root: Any, name: str, route: Route) -> None:
        """Find out which object of a batch cannot be saved, and raise with the path to it."""
        for _, obj in route.batch or []:
            try:
                route.handler.save_all([obj])  # type: ignore[misc]  # only kinds that have it have a batch
            except Exception as error:
                again = Saver(self._registry)
                again._refused[id(obj)] = f"{type(error).__name__}: {error}"
                again.save(root, name)

    def _column(self, column: Column) -> list[Any]:
        node = column.node
        handler = self._registry.handler_of_kind(node.kind)
        record, parts = self._open(handler, node.name, node.state)
        record.extend(self._leaf(part, handler) for part in parts)
        self.records.append(record)
        return [len(self.records) - 1]

    def _leaf(self, value: Any, handler: Handler) -> Any:
        if type(value) is Buffer:
            return self._buffer(value, handler)
        if type(value) is Plain:
            return values.plain(value)
        return values.scalar(value)

    def _buffer(self, buffer: Buffer, handler: Handler | None) -> list[Any]:
        memory = buffer.memory
        # What copies its buffers has them for itself; Python's empty bytes are one object everywhere.
        own = handler is not None and handler.copies
        index = None if own else self._places.get(id(memory))
        if index is None:
            index = self._places[id(memory)] = len(self.buffers)
            self.buffers.append(memory)
            self.bulk += nbytes(memory) if own else 0
        return ["buffer", index]

    def header(self) -> bytes:
        """Return the bytes of ``schema.json``."""
        summary = schema.Summary(
            environment=self._environment(),
            kinds=[schema.Kind(h.kind, h.version, self._registry.distribution_of(h)) for h in self._handlers],
            pairs=[schema.Pair(self._kinds[kind], name) for kind, name in self._pairs],
            layouts=[schema.Layout(pair, None if fields is None else list(fields)) for pair, fields in self._layouts],
            buffers=[nbytes(memory) for memory in self.buffers],
        )
        return schema.encode(summary, self.records, self.root)

    def _environment(self) -> list[tuple[str, str]]:
        versions = {"python": ".".join(map(str, sys.version_info[:3])), "skcore": __version__}
        for package in sorted({root(name) for _, name in self._pairs}):
            version = self._version_of(package)
            if isinstance(version, str):
                versions.setdefault(package, version)
        return list(versions.items())

    def _version_of(self, package: str) -> Any:
        return getattr(sys.modules.get(package), "__version__", None)


def _checked_name(handler: Handler, target: Any) -> str:
    """Return the name of ``target``, if that name leads back to it."""
    try:
        name = handler.qualify(target)
    except AttributeError:
        raise UnsupportedTypeError(f"{target!r} has no name to find it by") from None
    if find_loaded(name) is not target:
        what = "class" if isinstance(target, type) else "function"
        raise UnsupportedTypeError(
            f"the {what} {show(name)} cannot be found by its name; define it at the top level of a module"
        )
    return name


def _steps(stack: list[Frame]) -> Iterator[tuple[Handler, State, int]]:
    for frame in stack[1:]:
        assert frame.handler is not None
        yield frame.handler, frame.state, len(frame.record) - 2
