"""Single values: complex numbers, bytes, exact numbers, identifiers, paths, singletons, enum members."""

from __future__ import annotations

import decimal
import enum
import re
import types as types_module
from typing import Any

from skcore.errors import InvalidStateError
from skcore.handler import Buffer, Handler, Node, State, checked
from skcore.record import Record
from skcore.stdlib.reductions import is_bare

MAX_BITS = 2**17
"""How large the ints of a range or of a fraction may be, whose constructors divide them."""
_PATHS = ("PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath")
_RATIO = re.compile(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?")
_VALUE = checked("an immutable value, built by its own constructor from plain data")


def expect(state: Any, *kinds: type) -> list[Any]:
    """Return the items of a state, if they are of exactly these types."""
    if type(state) is not list or [type(part) for part in state] != list(kinds):
        raise InvalidStateError(f"its parts are not of types {', '.join(kind.__name__ for kind in kinds)}")
    return state


def fields(state: Any, *names: str) -> list[Any]:
    """Return the values of a state's fields, if it has exactly these."""
    if type(state) is not dict or set(state) != set(names):
        raise InvalidStateError(f"its fields are not {', '.join(names) or 'none'}")
    return [state[name] for name in names]


def arguments(record: Record, *kinds: Any) -> tuple[Any, ...]:
    """Return the arguments of a foreign file's record, if it has these alone, and they are of exactly these types."""
    further = (record.keywords, record.state, record.items, record.pairs)
    if any(further) or [type(part) for part in record.args] != list(kinds):
        raise InvalidStateError("it is made of something else than objects of its type are")
    return record.args


def check_bits(*numbers: int) -> list[int]:
    """Return ints, if none is so large that to divide it takes long."""
    if any(number.bit_length() > MAX_BITS for number in numbers):
        raise InvalidStateError(f"an int has over {MAX_BITS} bits")
    return list(numbers)


class Complex(Handler):
    """``complex``: real and imaginary part."""

    kind = "python.complex"
    types = ("builtins.complex",)
    trusts = {"builtins.complex": _VALUE}

    def save(self, obj: Any) -> State:
        return [obj.real, obj.imag]

    def convert(self, record: Record) -> Any:
        return complex(*arguments(record, float, float))

    def load(self, cls: Any, state: Any) -> Any:
        return complex(*expect(state, float, float))


class Bytes(Handler):
    """``bytes`` and ``bytearray``: a buffer."""

    kind = "python.bytes"
    types = ("builtins.bytes", "builtins.bytearray")
    trusts = {"builtins.bytes": _VALUE, "builtins.bytearray": _VALUE}
    makers = ("_codecs.encode",)
    copies = True

    def save(self, obj: Any) -> State:
        return [Buffer(obj)]

    def convert(self, record: Record) -> Any:
        # Before protocol 3 there were no bytes, which pickle writes as a text of Latin-1.
        kind = bytearray if record.name == "builtins.bytearray" else bytes
        parts = arguments(record, *map(type, record.args))
        if not parts or (type(parts[0]) is bytes and len(parts) == 1):
            return kind(*parts)
        text, encoding = arguments(record, str, str)
        if encoding not in ("latin1", "latin-1"):
            raise InvalidStateError("its bytes are encoded in another way than pickle does it")
        return kind(text, "latin-1")

    def load(self, cls: Any, state: Any) -> Any:
        (data,) = expect(state, memoryview)
        return cls(data)


class DecimalNumber(Handler):
    """``decimal.Decimal``: its exact text."""

    kind = "python.decimal"
    types = ("decimal.Decimal",)
    trusts = {"decimal.Decimal": _VALUE}

    def save(self, obj: Any) -> State:
        return [str(obj)]

    def convert(self, record: Record) -> Any:
        (text,) = arguments(record, str)
        return self.load(decimal.Decimal, [text])

    def load(self, cls: Any, state: Any) -> Any:
        (text,) = expect(state, str)
        number = cls(text)
        if str(number) != text:
            raise InvalidStateError("its text is not in canonical form")
        return number


class Ratio(Handler):
    """``fractions.Fraction``: numerator and denominator."""

    kind = "python.fraction"
    types = ("fractions.Fraction",)
    trusts = {"fractions.Fraction": _VALUE}

    def save(self, obj: Any) -> State:
        return check_bits(obj.numerator, obj.denominator)

    def convert(self, record: Record) -> Any:
        parts = record.args
        if len(parts) == 1:
            # Until Python 3.11 it was pickled as a text.
            (text,) = arguments(record, str)
            if not _RATIO.fullmatch(text):
                raise InvalidStateError("its text is no fraction")
            numerator, _, denominator = text.partition("/")
            return Node(self.kind, record.name, [int(numerator), int(denominator or "1")])
        return Node(self.kind, record.name, list(arguments(record, int, int)))

    def load(self, cls: Any, state: Any) -> Any:
        numerator, denominator = check_bits(*expect(state, int, int))
        if denominator < 1:
            raise InvalidStateError("the denominator is not positive")
        return cls(numerator, denominator)


class Identifier(Handler):
    """``uuid.UUID``: its 128 bits and where they came from."""

    kind = "python.uuid"
    types = ("uuid.UUID",)
    trusts = {"uuid.UUID": _VALUE}

    def save(self, obj: Any) -> State:
        return [obj.hex, obj.is_safe.name]

    def convert(self, record: Record) -> Any:
        from uuid import SafeUUID

        if not is_bare(record) or type(record.state) is not dict:
            raise InvalidStateError("it is not made of a state alone")
        number, *safe = fields(record.state, "int", *(["is_safe"] if "is_safe" in record.state else []))
        word = SafeUUID(*safe) if safe else SafeUUID.unknown
        if type(number) is not int or not 0 <= number < 2**128:
            raise InvalidStateError("it is no number of 128 bits")
        return Node(self.kind, record.name, [f"{number:032x}", word.name])

    def load(self, cls: Any, state: Any) -> Any:
        from uuid import SafeUUID

        text, safe = expect(state, str, str)
        if safe not in SafeUUID.__members__ or len(text) != 32 or not text.isalnum():
            raise InvalidStateError("it is not 32 hexadecimal digits and a word on its safety")
        return cls(hex=text, is_safe=SafeUUID[safe])


class Path(Handler):
    """The exact classes of ``pathlib``: pure data, no file is touched."""

    kind = "python.path"
    aliases = {f"pathlib._local.{name}": f"pathlib.{name}" for name in _PATHS}
    types = tuple(f"{module}.{name}" for module in ("pathlib", "pathlib._local") for name in _PATHS)
    trusts = {f"pathlib.{name}": _VALUE for name in _PATHS}

    def qualify(self, target: Any) -> str:
        # Python 3.13 defines them in a private module, and says so in their names.
        return super().qualify(target).replace("pathlib._local.", "pathlib.")

    def save(self, obj: Any) -> State:
        return [str(obj)]

    def convert(self, record: Record) -> Any:
        import pathlib

        kind = pathlib.PureWindowsPath if "Windows" in record.name else pathlib.PurePosixPath
        return Node(self.kind, record.name, [str(kind(*arguments(record, *[str] * len(record.args))))])

    def load(self, cls: Any, state: Any) -> Any:
        (text,) = expect(state, str)
        return cls(text)


class Singleton(Handler):
    """``Ellipsis`` and ``NotImplemented``."""

    kind = "python.singleton"
    types = ("builtins.ellipsis", "builtins.NotImplementedType")
    trusts = {"types.EllipsisType": _VALUE, "types.NotImplementedType": _VALUE}
    makers = ("builtins.Ellipsis", "builtins.NotImplemented")

    def qualify(self, target: Any) -> str:
        if target is types_module.EllipsisType:
            return "types.EllipsisType"
        return "types.NotImplementedType" if target is types_module.NotImplementedType else super().qualify(target)

    def save(self, obj: Any) -> State:
        return []

    def convert(self, record: Record) -> Any:
        if record.how != "refer":
            raise InvalidStateError("it is called")
        return Ellipsis if record.maker == "builtins.Ellipsis" else NotImplemented

    def load(self, cls: Any, state: Any) -> Any:
        expect(state)
        return Ellipsis if cls is types_module.EllipsisType else NotImplemented


class EnumMember(Handler):
    """A member of an ``enum.Enum``, by name; of a ``Flag``, by value where members are combined."""

    kind = "python.enum"
    types = ("enum.Enum",)
    subclasses = True
    any_name = True

    def save(self, obj: Any) -> State:
        if type(obj).__members__.get(obj.name) is obj:
            return {"member": obj.name}
        if not isinstance(obj, enum.Flag):
            raise TypeError(f"{obj!r} is no member of its class")
        return {"value": obj.value}

    def holds(self, target: Any) -> bool:
        return isinstance(target, type) and issubclass(target, enum.Enum)

    def load(self, cls: Any, state: Any) -> Any:
        if set(state) == {"member"}:
            name = state["member"]
            if type(name) is not str or name not in cls.__members__:
                raise InvalidStateError(f"{cls.__name__} has no such member")
            return cls.__members__[name]
        (value,) = fields(state, "value")
        if type(value) is not int or not issubclass(cls, enum.Flag):
            raise InvalidStateError("only flags can be given by an int value")
        return cls(value)


HANDLERS = (Complex, Bytes, DecimalNumber, Ratio, Identifier, Path, Singleton, EnumMember)
