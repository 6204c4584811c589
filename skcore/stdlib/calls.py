"""Callables that hold their arguments: ``functools.partial`` and the getters of ``operator``."""

from __future__ import annotations

from functools import partial
from operator import attrgetter, itemgetter, methodcaller
from typing import Any

from skcore.errors import InvalidStateError
from skcore.handler import Handler, State, checked


class Partial(Handler):
    """``functools.partial``: a function that is trusted on its own, with its arguments."""

    kind = "python.partial"
    types = ("functools.partial",)
    trusts = {"functools.partial": checked("holds a function that is trusted on its own")}
    lenient = True

    def save(self, obj: Any) -> State:
        if vars(obj):
            raise TypeError("a partial with attributes of its own cannot be saved")
        return {"func": obj.func, "args": obj.args, "keywords": obj.keywords}

    def load(self, cls: Any, state: Any) -> Any:
        func, args, keywords = state["func"], state["args"], state["keywords"]
        if not callable(func) or type(args) is not tuple or type(keywords) is not dict:
            raise InvalidStateError("func cannot be called, or args and keywords are no tuple and dict")
        return partial(func, *args, **keywords)


class ItemGetter(Handler):
    """``operator.itemgetter``: its items."""

    kind = "python.itemgetter"
    types = ("operator.itemgetter",)
    trusts = {"operator.itemgetter": checked("looks up items of what it is called with")}

    def save(self, obj: Any) -> State:
        return list(obj.__reduce__()[1])

    def load(self, cls: Any, state: Any) -> Any:
        return itemgetter(*state)


class AttrGetter(Handler):
    """``operator.attrgetter``: its names, none of them private."""

    kind = "python.attrgetter"
    types = ("operator.attrgetter",)
    trusts = {"operator.attrgetter": checked("looks up public attributes of what it is called with")}

    def save(self, obj: Any) -> State:
        return self._public(list(obj.__reduce__()[1]))

    def load(self, cls: Any, state: Any) -> Any:
        return attrgetter(*self._public(state))

    def _public(self, names: Any) -> list[Any]:
        if not all(type(name) is str and not f".{name}".count("._") for name in names):
            raise InvalidStateError("it names a private attribute")
        return list(names)


class MethodCaller(Handler):
    """``operator.methodcaller``: calls what it is told to, so that nobody trusts it by default."""

    kind = "python.methodcaller"
    types = ("operator.methodcaller",)

    def save(self, obj: Any) -> State:
        func, args = obj.__reduce__()[:2]
        if func is not type(obj):
            return {"args": args, "keywords": func.keywords, "name": func.args[0]}
        return {"args": args[1:], "keywords": {}, "name": args[0]}

    def load(self, cls: Any, state: Any) -> Any:
        return methodcaller(state["name"], *state["args"], **state["keywords"])


HANDLERS = (Partial, ItemGetter, AttrGetter, MethodCaller)
