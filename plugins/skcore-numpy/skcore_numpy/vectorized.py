"""``numpy.vectorize``: a function that is trusted on its own, called for each element."""

from __future__ import annotations

from typing import Any

from skcore import Handler, InvalidStateError, Node, Record, checked

LONGEST_SIGNATURE = 200
_FIELDS = frozenset(("pyfunc", "otypes", "doc", "excluded", "cache", "signature"))


class Vectorize(Handler):
    """A function by name, and the arguments that it was vectorized with."""

    kind = "numpy.vectorize"
    types = ("numpy.vectorize", "numpy.lib.function_base.vectorize")
    aliases = {"numpy.lib.function_base.vectorize": "numpy.vectorize"}
    trusts = {"numpy.vectorize": checked("its function is trusted on its own, and called with numbers of the data")}

    def qualify(self, target: Any) -> str:
        # Before numpy 2, it took the module that defines it for its own.
        return "numpy.vectorize"

    def save(self, obj: Any) -> dict[str, Any]:
        state = {name: getattr(obj, "_doc" if name == "doc" else name) for name in sorted(_FIELDS)}
        made = self.load(type(obj), state)
        if vars(made).keys() != vars(obj).keys() or vars(made)["__name__"] != vars(obj)["__name__"]:
            raise TypeError("a vectorized function that was changed after it was made cannot be saved")
        return state

    def convert(self, record: Record) -> Node:
        if record.how != "new" or record.args or type(record.state) is not dict:
            raise InvalidStateError("it is made of something else than its attributes")
        found = {name: record.state["_doc" if name == "doc" else name] for name in sorted(_FIELDS)}
        return Node(self.kind, record.name, found)

    def load(self, cls: Any, state: Any) -> Any:
        if set(state) != _FIELDS:
            raise InvalidStateError(f"it has other fields than {', '.join(sorted(_FIELDS))}")
        _check_function(state["pyfunc"])
        signature, doc, excluded = state["signature"], state["doc"], state["excluded"]
        if type(state["cache"]) is not bool or type(doc) not in (str, type(None)):
            raise InvalidStateError("cache is no bool, or doc no str")
        if signature is not None and (type(signature) is not str or len(signature) > LONGEST_SIGNATURE):
            raise InvalidStateError(f"signature is no str of at most {LONGEST_SIGNATURE} characters")
        if type(excluded) is not set or not all(type(name) in (str, int) for name in excluded):
            raise InvalidStateError("excluded has more than names and positions")
        _check_types(state["otypes"])
        return cls(**state)


def _check_function(function: Any) -> None:
    """Accept what has a name alone: a partial would bring arguments, into which the function might write."""
    import types

    import numpy as np

    known = (types.FunctionType, types.BuiltinFunctionType, np.ufunc, type(np.sum))
    if type(function) not in known:
        raise InvalidStateError("pyfunc is no function")


def _check_types(otypes: Any) -> None:
    import numpy as np

    if type(otypes) is list:
        if not all(isinstance(dtype, np.dtype) for dtype in otypes):
            raise InvalidStateError("otypes has more than dtypes")
    elif otypes is not None and (type(otypes) is not str or not set(otypes) <= set(np.typecodes["All"])):
        raise InvalidStateError("otypes is unknown")


HANDLERS = (Vectorize,)
