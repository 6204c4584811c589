"""The header of a file, ``schema.json``, as typed data: strict decoding and canonical framing.

``docs/format.md`` specifies what the fields mean.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from skcore.errors import InvalidFileError, LimitExceededError
from skcore.limits import Limits
from skcore.reached import MOST_LOOSE

FORMAT = "skcore"
FORMAT_VERSION = 1

Int = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Scalar = None | bool | Int | float | str
Value = Scalar | Annotated[list[Scalar], msgspec.Meta(min_length=1)]


class Kind(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A kind that the file uses, with its version and the distribution that provided it."""

    name: str
    version: int
    distribution: str


class Pair(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A (kind, name) pair; ``kind`` is an index into the kinds."""

    kind: int
    name: str


class Layout(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What records of one form share: their pair, and their field names or None for items."""

    pair: int
    fields: list[str] | None


class Summary(msgspec.Struct, frozen=True):
    """The part of the header that says what a file is made of, without its objects."""

    environment: list[tuple[str, str]]
    kinds: list[Kind]
    pairs: list[Pair]
    layouts: list[Layout]
    buffers: list[int]


class _Envelope(msgspec.Struct, forbid_unknown_fields=True):
    format: msgspec.Raw
    version: msgspec.Raw
    environment: msgspec.Raw
    kinds: msgspec.Raw
    pairs: msgspec.Raw
    layouts: msgspec.Raw
    buffers: msgspec.Raw
    objects: msgspec.Raw
    root: msgspec.Raw


_LENGTH = 64
"""How many bytes of a table count as one value of it: a few may be long, but not all."""
_FIELDS = _Envelope.__struct_fields__
_encoder = msgspec.json.Encoder()
_envelope = msgspec.json.Decoder(_Envelope)
_decoders: dict[str, msgspec.json.Decoder[Any]] = {}


def _decode(name: str, form: Any, raw: msgspec.Raw) -> Any:
    decoder = _decoders.get(name)
    if decoder is None:
        decoder = _decoders[name] = msgspec.json.Decoder(form)
    return decoder.decode(raw)


def encode(summary: Summary, records: list[list[Any]], root: Any) -> bytes:
    """Encode a header; the order of the fields is fixed and there is no white space."""
    values = (
        FORMAT,
        FORMAT_VERSION,
        *(getattr(summary, name) for name in Summary.__struct_fields__),
        records,
        root,
    )
    return _frame([_encoder.encode(value) for value in values])


def _frame(parts: list[bytes]) -> bytes:
    return b"{" + b",".join(b'"%s":%s' % (n.encode(), p) for n, p in zip(_FIELDS, parts, strict=True)) + b"}"


def _is_framed(data: bytes, parts: list[msgspec.Raw]) -> bool:
    """Whether a header is what :func:`_frame` makes of its parts; there is no copy of it all at once."""
    position, start = 0, b"{"
    for name, part in zip(_FIELDS, parts, strict=True):
        key = b'%s"%s":' % (start, name.encode())
        end = position + len(key) + len(bytes(part))
        if data[position : position + len(key)] != key or data[position + len(key) : end] != bytes(part):
            return False
        position, start = end, b","
    return data[position:] == b"}"


class Schema:
    """A decoded header. The objects stay undecoded until a load asks for them."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            envelope = _envelope.decode(data)
            raw = [getattr(envelope, name) for name in _FIELDS]
            if not _is_framed(data, raw):
                raise InvalidFileError("schema.json is not in canonical form")
            if _decode("format", str, envelope.format) != FORMAT:
                raise InvalidFileError("schema.json is not the header of a skcore file")
            version = _decode("version", int, envelope.version)
            if version != FORMAT_VERSION:
                raise InvalidFileError(
                    f"the file has format version {version}, this skcore reads version {FORMAT_VERSION}"
                )
            for table in (envelope.environment, envelope.kinds, envelope.pairs, envelope.layouts):
                limits.check("tables", max(bytes(table).count(b",") + 1, len(bytes(table)) // _LENGTH))
            limits.check("objects", bytes(envelope.buffers).count(b",") + 1)
            self.summary = Summary(
                environment=_decode("environment", list[tuple[str, str]], envelope.environment),
                kinds=_decode("kinds", list[Kind], envelope.kinds),
                pairs=_decode("pairs", list[Pair], envelope.pairs),
                layouts=_decode("layouts", list[Layout], envelope.layouts),
                buffers=_decode("buffers", list[int], envelope.buffers),
            )
        except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
            raise InvalidFileError(f"schema.json is malformed: {error}") from error
        self._objects, self._root = envelope.objects, envelope.root
        self._limits = limits
        _check(self.summary)
        # Seen before memory is made for them. In a text, the quote would be escaped.
        if bytes(self._objects).count(b'["buffer",') < len(self.summary.buffers) - MOST_LOOSE:
            raise InvalidFileError("thousands of buffers are in the file that no object refers to")

    def objects(self) -> tuple[list[list[Value]], Value]:
        """Decode the records and the root value."""
        count = bytes(self._objects).count(b"[")
        if count > self._limits.objects:
            # Each record and each reference opens one bracket, so that this bounds both unread.
            raise LimitExceededError("objects", count, self._limits.objects)
        try:
            records = _decode("objects", list[list[Value]], self._objects)
            return records, _decode("root", Value, self._root)
        except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
            raise InvalidFileError(f"schema.json is malformed: {error}") from error


def _check(summary: Summary) -> None:
    kinds, pairs = summary.kinds, summary.pairs
    if len({kind.name for kind in kinds}) != len(kinds):
        raise InvalidFileError("a kind is listed twice")
    if not all(kind.version >= 1 for kind in kinds):
        raise InvalidFileError("a kind has a version below 1")
    if len(set(pairs)) != len(pairs):
        raise InvalidFileError("a (kind, name) pair is listed twice")
    if not all(0 <= pair.kind < len(kinds) for pair in pairs):
        raise InvalidFileError("a pair refers to a kind that is not listed")
    if not all(0 <= layout.pair < len(pairs) for layout in summary.layouts):
        raise InvalidFileError("a layout refers to a pair that is not listed")
    for layout in summary.layouts:
        if layout.fields is not None and len(set(layout.fields)) != len(layout.fields):
            raise InvalidFileError("a layout names a field twice")
    if not all(size >= 0 for size in summary.buffers):
        raise InvalidFileError("a buffer has a negative size")
