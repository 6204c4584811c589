"""Classes and functions that the tests save: found by name, as a user's own would be."""

from __future__ import annotations

import enum
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any, NamedTuple


def double(value: Any) -> Any:
    return value * 2


class Plain:
    """Takes its attributes as keywords."""

    def __init__(self, **attributes: Any) -> None:
        vars(self).update(attributes)

    def method(self) -> Any:
        return self

    @classmethod
    def build(cls) -> Any:
        return cls()

    class Inner:
        def __init__(self) -> None:
            self.depth = 2


class Slots:
    __slots__ = ("_private", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self._private = [value]


class Mangled:
    __slots__ = ("__hidden", "unset")

    def __init__(self) -> None:
        self.__hidden = 1


class SlotsAndDict(Slots):
    def __init__(self, value: Any) -> None:
        super().__init__(value)
        self.more = {"value": value}


class Getstate:
    """Its state is a dict of another form than its attributes."""

    def __init__(self, value: Any) -> None:
        self.cached = object()
        self.value = value

    def __getstate__(self) -> dict[str, Any]:
        return {"value": self.value}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.value = state["value"]
        self.restored = True


class ListState(Getstate):
    """Its state is no dict."""

    def __getstate__(self) -> Any:
        return [self.value, "list"]

    def __setstate__(self, state: Any) -> None:
        self.value, self.mark = state


class Reduced:
    def __init__(self, first: Any, second: Any = None) -> None:
        self.first, self.second = first, second

    def __reduce__(self) -> Any:
        return (Reduced, (self.first, self.second))


class NewArguments:
    def __new__(cls, value: Any, *, scale: Any = 1) -> NewArguments:
        made = super().__new__(cls)
        made.product = (value, scale)
        return made

    def __getnewargs_ex__(self) -> Any:
        value, scale = self.product
        return (value,), {"scale": scale}


class Number(int):
    pass


class Real(float):
    pass


class Text(str):
    pass


class Octets(bytes):
    pass


class Pair(tuple):
    pass


class Listing(list):
    pass


class Mapping(dict):
    pass


class Group(set):
    pass


class FrozenGroup(frozenset):
    pass


class Ordered(OrderedDict):
    pass


class Counted(Counter):
    pass


class Queue(deque):
    pass


class Defaults(defaultdict):
    pass


class Money(Decimal):
    pass


class Share(Fraction):
    pass


class Moment(datetime):
    pass


class Route(PurePosixPath):
    pass


class Problem(ValueError):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.code = 7


Point = namedtuple("Point", "x y")


class Typed(NamedTuple):
    name: str
    size: int = 3


@dataclass
class Record:
    name: str
    parts: list[Any] = field(default_factory=list)
    action: Callable[[Any], Any] = double


@dataclass(frozen=True)
class Frozen:
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class FrozenSlots:
    name: str
    parts: list[Any]


@dataclass(slots=True)
class SlotsRecord:
    name: str
    parts: list[Any]


class Color(enum.Enum):
    RED = 1
    GREEN = "green"
    CRIMSON = 1


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Word(enum.StrEnum):
    YES = "yes"


class Access(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4


class Bits(enum.IntFlag):
    A = 1
    B = 2


NAMES = [f"samples.{name}" for name, found in dict(globals()).items() if getattr(found, "__module__", "") == __name__]
NAMES += ["samples:Plain.Inner", "samples:Plain.method", "samples:Plain.build"]
"""What a test trusts to have these loaded."""
