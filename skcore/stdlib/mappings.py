"""Dicts and their kin."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from skcore.errors import InvalidStateError
from skcore.handler import Handler, Node, State, checked
from skcore.record import Record
from skcore.stdlib import bulk
from skcore.stdlib.keys import check_keys
from skcore.stdlib.scalars import arguments, fields

_PLAIN = checked("a plain container; its parts are checked on their own")


def write_items(obj: Any) -> State:
    """Return keys and values in turn, or both in bulk."""
    keys = bulk.pack(list(obj)) if len(obj) >= bulk.SMALLEST else None
    values = bulk.pack(list(obj.values())) if keys else None
    if keys and values:
        return {**{f"key_{k}": v for k, v in keys.items()}, **{f"value_{k}": v for k, v in values.items()}}
    check_keys(list(obj))
    return [part for item in obj.items() for part in item]


def read_items(state: Any) -> dict[Any, Any]:
    """Read what :func:`write_items` returned; a key that stands there twice is an error."""
    if type(state) is list:
        keys, values = state[::2], state[1::2]
    else:
        keys, values = (
            bulk.unpack({name.removeprefix(part): field for name, field in state.items() if name.startswith(part)})
            for part in ("key_", "value_")
        )
    if type(state) is list or "key_column" in state:
        check_keys(keys)
    found = dict(zip(keys, values, strict=True))
    if len(found) != len(keys):
        raise InvalidStateError("a key stands in it twice")
    return found


def _items(record: Record) -> Sequence[tuple[Any, Any]]:
    """Return the items that a foreign file's mapping is filled with."""
    if record.keywords or record.state or record.items:
        raise InvalidStateError("it has more than its items")
    if len({key for key, _ in record.pairs}) != len(record.pairs):
        raise InvalidStateError("a key stands in it twice")
    return record.pairs


class _Mapping(Handler):
    lenient = True
    raw = "fields"
    copies = True
    keyed_from = 0

    def save(self, obj: Any) -> State | Node:
        return write_items(obj)

    def new(self, cls: Any) -> Any:
        return cls()

    def fill(self, obj: Any, state: Any) -> None:
        dict.update(obj, read_items(state))

    def locate(self, state: State, position: int) -> str:
        if isinstance(state, list) and position % 2:
            return f"[{state[position - 1]!r}]"
        return f".keys()[{position // 2}]"


class Dict(_Mapping):
    """``dict``: its keys and values in order."""

    kind = "python.dict"
    types = ("builtins.dict",)
    trusts = {"builtins.dict": _PLAIN}


class _WithAttributes(_Mapping):
    """A mapping of a class whose objects can bear attributes: those that do go by ``__reduce__``."""

    def save(self, obj: Any) -> State | Node:
        if vars(obj):
            raise TypeError(f"a {type(obj).__name__} with attributes of its own cannot be saved")
        return write_items(obj)


class Ordered(_WithAttributes):
    """``collections.OrderedDict``."""

    kind = "python.ordered_dict"
    types = ("collections.OrderedDict",)
    trusts = {"collections.OrderedDict": _PLAIN}

    def convert(self, record: Record) -> Any:
        return OrderedDict(_items(record))

    def fill(self, obj: Any, state: Any) -> None:
        OrderedDict.update(obj, read_items(state))


class Counts(_WithAttributes):
    """``collections.Counter``."""

    kind = "python.counter"
    types = ("collections.Counter",)
    trusts = {"collections.Counter": _PLAIN}

    def convert(self, record: Record) -> Any:
        (counts,) = arguments(record, dict)
        return Counter(counts)


class Default(_Mapping):
    """``collections.defaultdict``: its factory and its items."""

    kind = "python.default_dict"
    types = ("collections.defaultdict",)
    trusts = {"collections.defaultdict": checked("a plain container; its factory is a name trusted on its own")}
    shallow = True
    keyed_from = 1

    def save(self, obj: Any) -> State:
        items = write_items(obj)
        if type(items) is list:
            return [obj.default_factory, *items]
        return {"factory": obj.default_factory, **items}  # type: ignore[dict-item]  # a list was excluded

    def convert(self, record: Record) -> Any:
        (factory,) = record.args or (None,)
        items = write_items(dict(_items(record)))
        state = [factory, *items] if type(items) is list else {"factory": factory, **dict(items)}
        return Node(self.kind, record.name, state)

    def fill(self, obj: Any, state: Any) -> None:
        if type(state) is list:
            factory, *items = state
        else:
            factory, items = state.pop("factory"), state
        if not (factory is None or callable(factory)):
            raise InvalidStateError("factory cannot be called")
        obj.default_factory = factory
        dict.update(obj, read_items(items))

    def locate(self, state: State, position: int) -> str:
        if position == 0:
            return ".default_factory"
        return super().locate(list(state)[1:], position - 1)


class Proxy(Handler):
    """``types.MappingProxyType`` over a dict."""

    kind = "python.mapping_proxy"
    types = ("builtins.mappingproxy",)
    trusts = {"types.MappingProxyType": _PLAIN}
    lenient = True
    raw = "none"

    def qualify(self, target: Any) -> str:
        return "types.MappingProxyType" if target is MappingProxyType else super().qualify(target)

    def save(self, obj: Any) -> State:
        return {"items": dict(obj)}

    def load(self, cls: Any, state: Any) -> Any:
        (items,) = fields(state, "items")
        if type(items) is not dict:
            raise InvalidStateError("items is no dict")
        return MappingProxyType(items)

    def locate(self, state: State, position: int) -> str:
        return ""


HANDLERS = (Dict, Ordered, Counts, Default, Proxy)
