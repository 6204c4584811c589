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


def record(maker: str, args: tuple[Any, ...] = (), state: Any = None) -> bytes:
    """Return the pickle of what calls a name with arguments and gives the result a state, which nothing has to have."""
    module, _, name = maker.rpartition(".")
    parts = [b"\x80\x04c", f"{module}\n{name}\n".encode(), _body(args), b"R"]
    if state is not None:
        parts += [_body(state), b"b"]
    return b"".join([*parts, b"."])


class Raw(bytes):
    """A pickle as it stands, in place of a value: what :func:`record` returned, say."""


def _body(value: Any) -> bytes:
    if isinstance(value, Raw):
        return value[2:-1]
    if type(value) in (tuple, list):
        # Written by hand, as what is in it may be no object.
        return b"".join([b"(", *map(_body, value), b"t" if type(value) is tuple else b"l"])
    if type(value) is dict:
        return b"".join([b"(", *(_body(part) for pair in value.items() for part in pair), b"d"])
    return pickle.dumps(value, 3)[2:-1]


class Converts:
    """Tests of conversion, for classes of the kit.

    Attributes
    ----------
    unpicklable : mapping of str to type
        Objects that pickle itself does not bring back, and its error.
    unconverted : str or None
        Why no object of this kind converts: the rule that refuses them.
    """

    unpicklable: ClassVar[dict[str, type[Exception]]] = {}
    unconverted: ClassVar[str | None] = None

    @pytest.mark.filterwarnings("ignore")
    def test_pickles_convert(self) -> None:
        for name, obj in self.objects().items():  # type: ignore[attr-defined]
            for protocol in PROTOCOLS:
                if name in self.unpicklable:
                    with pytest.raises(self.unpicklable[name]):
                        pickle.loads(pickle.dumps(obj, protocol))
                    continue
                data = pickle.dumps(obj, protocol)
                if self.unconverted is not None:
                    with pytest.raises(skcore.UnsupportedTypeError, match=self.unconverted):
                        converted(data)
                    continue
                wanted = pickle.loads(data)
                found = skcore.loads(converted(data), trusted=skcore.plugin_defaults)
                assert type(found) is type(wanted), (name, protocol)
                self.equal(wanted, found)  # type: ignore[attr-defined]
                assert skcore.dumps(found) == skcore.dumps(wanted), (name, protocol)
