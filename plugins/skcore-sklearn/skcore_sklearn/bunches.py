"""``Bunch``: a dict whose keys are attributes."""

from __future__ import annotations

from typing import Any

from skcore import Handler, InvalidStateError, Node, Record, checked
from skcore_sklearn.checking import require

_RENAMED = "_deprecated_key_to_warnings"


def check_items(items: Any, renamed: Any) -> None:
    """Check that no key answers where a library asks for a protocol, as numpy does for a memory address."""
    require(type(items) is dict and type(renamed) in (dict, type(None)), "items or renamed is no dict")
    for key in items:
        require(isinstance(key, str), "a key is no str")
        special = len(key) > 2 and str.startswith(key, "_") and str.endswith(key, "_")
        require(not special and not str.startswith(key, "__"), "a key is the name of a protocol")
    for key, warning in (renamed or {}).items():
        require(isinstance(key, str) and isinstance(warning, str), "renamed holds something else than texts")


class Bunches(Handler):
    """``sklearn.utils.Bunch``: its items, and the warnings for those that have another name now."""

    kind = "sklearn.bunch"
    types = ("sklearn.utils._bunch.Bunch",)
    trusts = {types[0]: checked("a container without a key that a protocol asks for; its parts are checked alone")}
    lenient = True

    def save(self, obj: Any) -> Any:
        if set(vars(obj)) > {_RENAMED}:
            raise TypeError("a Bunch with attributes beside its items cannot be saved")
        items, renamed = dict(obj), vars(obj).get(_RENAMED)
        try:
            check_items(items, renamed)
        except InvalidStateError as error:
            raise TypeError(f"the Bunch could not be loaded again: {error.rule}") from error
        return {"items": items, "renamed": None if renamed is None else dict(renamed)}

    def convert(self, record: Record) -> Any:
        require(record.how == "new" and not (record.args or record.keywords or record.items), "it is not made empty")
        # What a pickle says of its attributes, a Bunch does not listen to.
        return Node(self.kind, record.name, {"items": dict(record.pairs), "renamed": None})

    def load(self, cls: Any, state: Any) -> Any:
        items, renamed = state["items"], state["renamed"]
        check_items(items, renamed)
        found = cls.__new__(cls)
        dict.update(found, items)
        if renamed is not None:
            vars(found)[_RENAMED] = dict(renamed)
            renamed.clear()
        # The dicts have served: a Bunch that shares one, and would copy it again, finds it empty.
        items.clear()
        return found
