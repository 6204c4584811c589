"""What the classes of the conformance kit test of conversion: a pickle of each object becomes what dump would write."""

from __future__ import annotations

import io
import pickle
from typing import Any, ClassVar

import pytest

import skcore

PROTOCOLS = range(2, pickle.HIGHEST_PROTOCOL + 1)


def converted(pickled: bytes) -> bytes:
    """Return the file of skcore's that a pickle becomes."""
    file = io.BytesIO()
    skcore.convert(io.BytesIO(pickled), file)
    return file.getvalue()


class Raw(bytes):
    """A pickle that stands for a value in another."""


def name(full: str) -> Raw:
    """Return the pickle of a name."""
    module, _, last = full.rpartition(".")
    return Raw(f"\x80\x03c{module}\n{last}\n.", "latin-1")


def record(maker: str, *args: Any, state: Any = None, new: bool = False) -> Raw:
    """Return the pickle of what calls a name with arguments, and gives the result a state.

    ``new`` makes an object of a class without a call of it.
    """
    parts = [name(maker)[:-1], _body(args), b"\x81" if new else b"R"]
    if state is not None:
        parts += [_body(state), b"b"]
    return Raw(b"".join([*parts, b"."]))


def pickled(value: Any) -> Raw:
    """Return the pickle of containers, plain values, and what other functions here returned."""
    return Raw(b"\x80\x03" + _body(value) + b".")


def _body(value: Any) -> bytes:
    if isinstance(value, Raw):
        return value[2:-1]
    if type(value) in (tuple, list):
        return b"".join([b"(", *map(_body, value), b"t" if type(value) is tuple else b"l"])
    if type(value) is dict:
        return b"".join([b"(", *(_body(part) for pair in value.items() for part in pair), b"d"])
    return pickle.dumps(value, 3)[2:-1]


class Converts:
    """Tests of conversion by each protocol, for classes of the kit: the file is that of what pickle loads, to the byte.

    Attributes
    ----------
    unpicklable : mapping of str to type
        Objects that pickle itself does not bring back, and its error.
    refused : mapping of str to str
        Objects that do not convert, or ``*`` for all of a kind, and the rule that refuses them.
    """

    unpicklable: ClassVar[dict[str, type[Exception]]] = {}
    refused: ClassVar[dict[str, str]] = {}

    @property
    def unconverted(self) -> tuple[str, ...]:
        return tuple(name for name in self.objects() if self._rule(name))  # type: ignore[attr-defined]

    def _rule(self, name: str) -> str | None:
        return self.refused.get(name, self.refused.get("*"))

    @pytest.mark.filterwarnings("ignore")
    def test_each_protocol_converts(self) -> None:
        for name, obj in self.objects().items():  # type: ignore[attr-defined]
            for protocol in PROTOCOLS:
                if name in self.unpicklable:
                    with pytest.raises(self.unpicklable[name]):
                        pickle.loads(pickle.dumps(obj, protocol))
                    continue
                data = pickle.dumps(obj, protocol)
                rule = self._rule(name)
                if rule is not None:
                    with pytest.raises(skcore.UnsupportedTypeError, match=rule):
                        converted(data)
                    continue
                wanted, again = pickle.loads(data), pickle.loads(data)
                found = skcore.loads(converted(data), trusted=skcore.plugin_defaults)
                assert type(found) is type(wanted), (name, protocol)
                self.equal(wanted, found)  # type: ignore[attr-defined]
                # The numpy before 2 makes up the seeds of a random generator each time.
                if skcore.dumps(wanted) == skcore.dumps(again):
                    assert skcore.dumps(found) == skcore.dumps(wanted), (name, protocol)
