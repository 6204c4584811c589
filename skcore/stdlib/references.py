"""Functions and classes that are referred to by name, never called nor built by the file."""

from __future__ import annotations

import types
from typing import Any

from skcore.errors import InvalidStateError
from skcore.handler import Handler, Node, State, checked
from skcore.names import find_loaded, inner, qualified_name, show
from skcore.record import Converted, Record
from skcore.stdlib.scalars import fields

_CALLED = checked("building it from any argument has no effect beyond its result")
_PURE = checked("a function of its arguments alone")

_CLASSES = (
    "builtins.bool",
    "builtins.complex",
    "builtins.dict",
    "builtins.float",
    "builtins.frozenset",
    "builtins.int",
    "builtins.list",
    "builtins.object",
    "builtins.set",
    "builtins.str",
    "builtins.tuple",
    "collections.Counter",
    "collections.OrderedDict",
    "datetime.date",
    "datetime.datetime",
    "datetime.timedelta",
    "decimal.Decimal",
    "fractions.Fraction",
)
_OF_TEXTS = (
    *("capitalize", "casefold", "isalnum", "isalpha", "isdigit", "islower", "isnumeric", "isspace", "isupper", "lower"),
    *("lstrip", "rsplit", "rstrip", "split", "splitlines", "strip", "swapcase", "title", "upper"),
)
_FUNCTIONS = {
    "builtins": ("abs", "all", "any", "len", "max", "min", "round", "sorted", "sum"),
    "math": ("ceil", "cos", "exp", "fabs", "floor", "log", "log10", "log1p", "log2", "sin", "sqrt", "tan", "tanh"),
    "statistics": ("fmean", "mean", "median", "stdev", "variance"),
}


class _References(Handler):
    refers = True

    def save(self, obj: Any) -> State | Node:
        return {}

    def load(self, cls: Any, state: Any) -> Any:
        fields(state)
        return cls


class FunctionReferences(_References):
    """A function by name. A plugin derives from it, with ``trusts`` for the functions it knows."""

    role = "function"

    def holds(self, target: Any) -> bool:
        if isinstance(target, types.BuiltinFunctionType):
            return isinstance(target.__self__, types.ModuleType)
        return isinstance(target, types.FunctionType)


class Functions(FunctionReferences):
    """Functions that no other plugin trusts; the bound methods of built-in types, which have their type, too."""

    kind = "python.function"
    types = ("builtins.function", "builtins.builtin_function_or_method")
    trusts = {f"{module}.{name}": _PURE for module, names in _FUNCTIONS.items() for name in names}

    def save(self, obj: Any) -> State | Node:
        if isinstance(obj, types.FunctionType) or self.holds(obj):
            return {}
        method = getattr(type(obj.__self__), obj.__name__, None)
        name = qualified_method(type(obj.__self__), method)
        return Node("python.method", name, {"instance": obj.__self__})


class Descriptors(FunctionReferences):
    """Methods of built-in types as functions: ``str.split``, which the type has to be found by."""

    kind = "python.descriptor"
    types = ("builtins.method_descriptor",)
    trusts = {f"builtins:str.{name}": checked("a function of a text alone") for name in _OF_TEXTS}

    def holds(self, target: Any) -> bool:
        return isinstance(target, types.MethodDescriptorType)

    def qualify(self, target: Any) -> str:
        return qualified_method(target.__objclass__, target)


def qualified_method(cls: type, method: Any) -> str:
    """Return the name of a method as the class that defines it spells it."""
    owner = getattr(method, "__objclass__", cls)
    return f"{owner.__module__}:{owner.__qualname__}.{method.__name__}"


class ClassReferences(_References):
    """A class as a value. A plugin derives from it, with ``trusts`` for the classes it knows."""


class Classes(ClassReferences):
    """Classes that no other plugin trusts."""

    kind = "python.class"
    types = ("builtins.type",)
    subclasses = True
    trusts = dict.fromkeys(_CLASSES, _CALLED)


class Method(Handler):
    """A bound method: the function by name, and what it is bound to. None is trusted by default."""

    kind = "python.method"
    any_name = True
    role = "function"
    types = ("builtins.method",)
    makers = ("builtins.getattr", "types.MethodType")
    lenient = True
    raw = "none"

    def target(self, obj: Any) -> Any:
        return obj.__func__

    def holds(self, target: Any) -> bool:
        return isinstance(target, (types.FunctionType, types.MethodDescriptorType, classmethod))

    def qualify(self, target: Any) -> str:
        if isinstance(target, types.MethodDescriptorType):
            return qualified_method(target.__objclass__, target)
        return qualified_name(target.__func__ if isinstance(target, classmethod) else target)

    def save(self, obj: Any) -> State | Node:
        name = qualified_name(obj.__func__)
        found = find_loaded(name)
        if found is None or self._bind(found, obj.__self__).__func__ is not obj.__func__:
            raise TypeError(f"the method {show(name)} cannot be found by its name")
        return Node(self.kind, name, {"instance": obj.__self__})

    def convert(self, record: Record) -> Any:
        if record.maker == "types.MethodType":
            function, instance = record.args
            if type(function) is not Converted or function.state != {}:
                raise InvalidStateError("its function is no name")
            return Node(self.kind, function.name, {"instance": instance})
        instance, name = record.args
        if type(name) is not str:
            raise InvalidStateError("its name is no str")
        # The class that defines it may be a base, which load finds out, and refuses.
        owner = instance.name if type(instance) is Converted else qualified_name(type(instance))
        return Node(self.kind, inner(owner, name), {"instance": instance})

    def load(self, cls: Any, state: Any) -> Any:
        (instance,) = fields(state, "instance")
        return self._bind(cls, instance)

    def locate(self, state: State, position: int) -> str:
        return ".__self__"

    def _bind(self, cls: Any, instance: Any) -> Any:
        owner = instance if isinstance(cls, classmethod) else type(instance)
        for base in getattr(owner, "__mro__", ()):
            if vars(base).get(cls.__name__) is cls:
                return cls.__get__(instance, owner) if owner is not instance else cls.__get__(None, owner)
        raise InvalidStateError(f"there is no such method of a {type(instance).__name__}")


HANDLERS = (Functions, Descriptors, Classes, Method)
