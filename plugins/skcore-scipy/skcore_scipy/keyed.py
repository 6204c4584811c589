"""A dict from indices to values: dok."""

from __future__ import annotations

from itertools import chain
from typing import Any

from skcore import Record, checked
from skcore_scipy import scalars
from skcore_scipy.rules import require
from skcore_scipy.sparse import Sparse

_REASON = checked("every key lies in the shape and has a number")


class Dok(Sparse):
    """Dictionary of keys: a tuple of indices, or one index in one dimension, for each entry."""

    kind = "scipy.sparse.dok"
    types = ("scipy.sparse._dok.dok_matrix", "scipy.sparse._dok.dok_array")
    aliases = {f"scipy.sparse.dok.{name}": f"scipy.sparse._dok.{name}" for name in ("dok_matrix", "dok_array")}
    trusts = dict.fromkeys(types, _REASON)
    parts = ("_dict", "dtype")

    def convert(self, record: Record) -> Any:
        # Its class gives the entries twice, and makes no use of the first ones.
        require([type(arg) for arg in record.args] in ([], [dict]), "it is made of something else than its entries")
        return super().convert(Record(record.maker, record.name, record.how, state=record.state))

    def check_parts(self, cls: Any, state: dict[str, Any]) -> None:
        shape, entries = state["_shape"], state["_dict"]
        scalars.check_dtype(state["dtype"])
        require(type(entries) is dict, "_dict is no dict")
        scalars.check_numbers(entries.values(), "_dict")
        keys = list(entries)
        if len(shape) > 1:
            require(set(map(type, keys)) <= {tuple}, "_dict has a key that is no tuple")
            require(set(map(len, keys)) <= {len(shape)}, "_dict has a key without an index for each axis")
            scalars.check_integers(chain.from_iterable(keys), "_dict's keys")
        else:
            scalars.check_integers(keys, "_dict's keys")
            keys = list(zip(keys, strict=True))
        for found, length in zip(zip(*keys, strict=True), shape, strict=bool(keys)):
            require(min(found) >= 0 and max(found) < length, "_dict has a key outside of the shape")


HANDLERS = (Dok,)
