"""``Bunch``: a dict whose keys are attributes."""

from __future__ import annotations

from typing import Any

from skcore import Handler, checked
from skcore_sklearn.checking import require

_RENAMED = "_deprecated_key_to_warnings"


class Bunches(Handler):
    """``sklearn.utils.Bunch``: its items, and the warnings for those that have another name now."""

    kind = "sklearn.bunch"
    types = ("sklearn.utils._bunch.Bunch",)
    trusts = {types[0]: checked("a plain container; its parts are checked on their own")}
    lenient = True

    def save(self, obj: Any) -> Any:
        if set(vars(obj)) > {_RENAMED}:
            raise TypeError("a Bunch with attributes beside its items cannot be saved")
        return {"items": dict(obj), "renamed": vars(obj).get(_RENAMED)}

    def load(self, cls: Any, state: Any) -> Any:
        items, renamed = state["items"], state["renamed"]
        require(type(items) is dict and type(renamed) in (dict, type(None)), "items or renamed is no dict")
        found = cls.__new__(cls)
        dict.update(found, items)
        if renamed is not None:
            vars(found)[_RENAMED] = renamed
        return found
