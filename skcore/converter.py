"""Converted objects → records: what a foreign file holds goes the way of every object that is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skcore import pairs
from skcore.errors import InvalidFileError, UnsupportedTypeError
from skcore.handler import Handler
from skcore.names import show, split
from skcore.record import Converted
from skcore.saver import Frame, Route, Saver
from skcore.values import escape_text

if TYPE_CHECKING:
    from skcore.converting import Conversion
    from skcore.registry import Registry


class Converter(Saver):
    """Saves a converted graph: what its names mean is not looked up, as nothing of the file may be imported."""

    def __init__(self, registry: Registry, conversion: Conversion) -> None:
        super().__init__(registry)
        self._conversion = conversion
        self._stack: list[Frame] = []
        self._again: list[tuple[list[Any], list[Any]]] = []

    def save(self, obj: Any, name: str) -> None:
        """Save the converted graph, if it has all objects whose classes are asked for at load."""
        super().save(obj, name)
        for stranger in self._conversion.strangers:
            if id(stranger) not in self._refs:
                reason = "the file makes it where nobody gets to see it, as those do that attack"
                raise UnsupportedTypeError(reason, show(stranger.name))

    def _begin(self, obj: Any, ref: list[Any]) -> Frame | None:
        if type(obj) is not Converted:
            return super()._begin(obj, ref)
        if obj.became is not None:
            return self._begin_real(obj, ref)
        handler = self._registry.handler_of_kind(obj.kind)
        if handler.join_all is not None:
            route = self._routes.setdefault(handler, Route(handler, None))
            assert route.batch is not None
            ref[0] = len(self.records)
            route.batch.append((ref[0], obj))
            self.records.append(None)
            return None
        record, parts = self._open(handler, obj.name, obj.state)
        return Frame(handler, obj.state, record, iter(parts), ref)

    def _walk(self, obj: Any, stack: list[Frame]) -> None:
        self._stack = stack
        super()._walk(obj, stack)
        for ref, known in self._again:
            ref[0] = known[0]

    def _begin_real(self, obj: Converted, ref: list[Any]) -> Frame | None:
        """Save what stands for a real object in its own parts as that object, which may be met by itself as well."""
        known = self._refs.get(id(obj.became))
        if known is None:
            self._refs[id(obj.became)] = ref
            return super()._begin(obj.became, ref)
        self._refs[id(obj)] = known
        self._again.append((ref, known))
        if known[0] is None:
            self._cyclic = True
            self._check_cycle(known, self._stack)
        return None

    def _save_batch(self, route: Route) -> None:
        handler, batch = route.handler, route.batch
        if route is not self._routes.get(handler):
            super()._save_batch(route)
            return
        assert batch is not None
        assert handler.join_all is not None
        states = handler.join_all([converted.state for _, converted in batch])
        for (index, converted), state in zip(batch, states, strict=True):
            self._save_whole(index, handler, converted.name, state)

    def _locate(self, root: Any, name: str, route: Route) -> None:
        """Leave it: what was converted cannot be saved again as what it was made from."""

    def _check_pair(self, handler: Handler, name: str) -> None:
        try:
            split(name)
            pairs.check(self._registry, handler, name)
        except InvalidFileError as error:
            raise UnsupportedTypeError(str(error)) from error

    def _version_of(self, package: str) -> str | None:
        version = self._conversion.versions.get(package)
        # What is no valid text is no version.
        return version if version is not None and escape_text(version) is version else None
