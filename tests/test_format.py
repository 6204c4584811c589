"""Reads files by the text of docs/format.md, with nothing but ``zipfile`` and ``json``."""

from __future__ import annotations

import datetime
import functools
import json
import math
import operator
import struct
import uuid
import zipfile
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
import samples
from helpers import ROOT

import skcore

KEYS = ["format", "version", "environment", "kinds", "pairs", "layouts", "buffers", "objects", "root"]


class Reader:
    """An independent reader: gives each object as ``(kind, name, state)``, each scalar as itself."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist() == ["data", "schema.json"]
            info = archive.getinfo("data")
            self.data = archive.read("data")
            header = json.loads(archive.read("schema.json"))
        if info.compress_type == zipfile.ZIP_STORED:
            whole = path.read_bytes()
            start = info.header_offset + 30 + sum(struct.unpack("<2H", whole[26:30]))
            assert start % 64 == 0
            assert whole[start : start + len(self.data)] == self.data
        assert list(header) == KEYS
        assert (header["format"], header["version"]) == ("skcore", 1)
        self.header = header
        self.buffers, start = [], 0
        for size in header["buffers"]:
            self.buffers.append(self.data[start : start + size])
            end = start + size + -size % 64
            assert not any(self.data[start + size : end])
            start = end
        assert start == len(self.data)
        self.objects = []
        for record in header["objects"]:
            self.objects.append(self.node(record))
        self.root = self.value(header["root"])

    def node(self, record):
        layout, *values = record
        pair, fields = self.header["layouts"][layout]
        kind, name = self.header["pairs"][pair]
        kind, version, distribution = self.header["kinds"][kind]
        assert (version, distribution) == (1, "skcore")
        state = [self.value(value) for value in values]
        if fields is not None:
            assert len(fields) == len(state)
            state = dict(zip(fields, state, strict=True))
        return kind, name, state

    def value(self, value):
        if not isinstance(value, list):
            return value
        if len(value) == 1 and type(value[0]) is int:
            return self.objects[value[0]] if value[0] < len(self.objects) else ("later", value[0])
        tag, *rest = value
        if tag == "plain":
            return tuple(rest)
        if tag == "buffer":
            return self.buffers[rest[0]]
        (text,) = rest
        if tag == "int":
            return int(text, 16)
        if tag == "text":
            return bytes.fromhex(text).decode("utf-8", "surrogatepass")
        assert tag == "float"
        words = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
        return words[text] if text in words else struct.unpack(">d", bytes.fromhex(text))[0]


def bulk(state, prefix=""):
    """Return the items of a state in either form."""
    if isinstance(state, list):
        return state
    form, data = state[f"{prefix}format"], state[f"{prefix}data"]
    if form == "int64":
        return list(struct.unpack(f"<{len(data) // 8}q", data))
    if form == "text":
        return json.loads(data)
    assert form == "msgpack"
    head = {0xDC: 3, 0xDD: 5}[data[0]]
    count = int.from_bytes(data[1:head], "big")
    parts = [data[head + 9 * index : head + 9 * index + 9] for index in range(count)]
    assert all(part[0] == 0xCB for part in parts)
    return [struct.unpack(">d", part[1:])[0] for part in parts]


def pairs(state):
    if isinstance(state, dict):
        return dict(zip(bulk(state, "key_"), bulk(state, "value_"), strict=True))
    return {plain(key): plain(value) for key, value in zip(state[::2], state[1::2], strict=True)}


def plain(node):
    """Build an object of the built-in kinds by what the page says of its state."""
    if not isinstance(node, tuple) or not node or not isinstance(node[0], str) or not node[0].startswith("python."):
        return node
    kind, name, state = node
    return BUILDERS[kind](state if isinstance(state, dict) else list(state), name.rpartition(".")[2])


def parts(state):
    return [plain(value) for value in bulk(state)]


def call(state):
    count, *rest = state
    args = [plain(value) for value in rest[:count]]
    return args, dict(zip(rest[count::2], map(plain, rest[count + 1 :: 2]), strict=True))


BUILTINS = {"len": len, "max": max, "int": int, "list": list, "split": str.split}
BUILDERS = {
    "python.complex": lambda state, name: complex(*state),
    "python.bytes": lambda state, name: {"bytes": bytes, "bytearray": bytearray}[name](state[0]),
    "python.decimal": lambda state, name: Decimal(state[0]),
    "python.fraction": lambda state, name: Fraction(*state),
    "python.uuid": lambda state, name: uuid.UUID(state[0], is_safe=uuid.SafeUUID[state[1]]),
    "python.path": lambda state, name: PurePosixPath(state[0]),
    "python.singleton": lambda state, name: {"EllipsisType": ..., "NotImplementedType": NotImplemented}[name],
    "python.list": lambda state, name: parts(state),
    "python.tuple": lambda state, name: tuple(parts(state)),
    "python.set": lambda state, name: set(parts(state)),
    "python.frozenset": lambda state, name: frozenset(parts(state)),
    "python.deque": lambda state, name: (
        deque(bulk(state), state["maxlen"]) if isinstance(state, dict) else deque(parts(state[1:]), state[0])
    ),
    "python.range": lambda state, name: range(*state),
    "python.slice": lambda state, name: slice(*parts(state)),
    "python.dict": lambda state, name: pairs(state),
    "python.ordered_dict": lambda state, name: OrderedDict(pairs(state)),
    "python.counter": lambda state, name: Counter(pairs(state)),
    "python.default_dict": lambda state, name: (
        defaultdict(plain(state["factory"]), pairs(state))
        if isinstance(state, dict)
        else defaultdict(plain(state[0]), pairs(state[1:]))
    ),
    "python.mapping_proxy": lambda state, name: MappingProxyType(plain(state["items"])),
    "python.date": lambda state, name: datetime.date(*state),
    "python.time": lambda state, name: datetime.time(*state[:4], fold=state[4], tzinfo=plain(state[5])),
    "python.datetime": lambda state, name: datetime.datetime(*state[:7], fold=state[7], tzinfo=plain(state[8])),
    "python.timedelta": lambda state, name: datetime.timedelta(*state),
    "python.timezone": lambda state, name: datetime.timezone(*parts(state)),
    "python.zoneinfo": lambda state, name: ZoneInfo(state[0]),
    "python.function": lambda state, name: BUILTINS[name],
    "python.descriptor": lambda state, name: BUILTINS[name],
    "python.class": lambda state, name: BUILTINS[name],
    "python.partial": lambda state, name: functools.partial(plain(state[0]), *call(state[1:])[0], **call(state[1:])[1]),
    "python.itemgetter": lambda state, name: operator.itemgetter(*parts(state)),
    "python.attrgetter": lambda state, name: operator.attrgetter(*state),
    "python.methodcaller": lambda state, name: operator.methodcaller(
        state[0], *call(state[1:])[0], **call(state[1:])[1]
    ),
    "python.enum": lambda state, name: (
        getattr(samples, name)[state["member"]] if "member" in state else getattr(samples, name)(state["value"])
    ),
}
VALUES = {
    "scalars": [
        None,
        True,
        False,
        0,
        -5,
        2**63 - 1,
        2**63,
        -(2**70),
        1.5,
        -0.0,
        math.inf,
        -math.inf,
        'ä\n"\\',
        "\ud800",
    ],
    "values": [
        1 - 2j,
        b"bytes",
        bytearray(b"more"),
        Decimal("1.50"),
        Fraction(-1, 3),
        uuid.UUID(int=5),
        PurePosixPath("a/b"),
    ],
    "singletons": [..., NotImplemented],
    "containers": [[], (), {1, 2}, frozenset("ab"), deque([1], 4), range(1, 9, 2), slice(1, None, "a"), [[(1,)]]],
    "mappings": [
        {"a": 1, 2: [3]},
        OrderedDict(b=1, a=2),
        Counter("aab"),
        defaultdict(list, a=[1]),
        MappingProxyType({1: 2}),
    ],
    "bulk": [list(range(100)), tuple(map(float, range(40))), [str(i) for i in range(50)], set(range(40))],
    "bulk mappings": [
        {str(i): i for i in range(50)},
        defaultdict(int, {i: i / 2 for i in range(50)}),
        deque(range(40), 50),
    ],
    "moments": [
        datetime.date(2024, 2, 29),
        datetime.time(1, 2, 3, 4, fold=1),
        datetime.datetime(2024, 1, 2, 3, 4, 5, 6, datetime.UTC),
        datetime.timedelta(-1, 2, 3),
        datetime.timezone(datetime.timedelta(hours=2), "name"),
        ZoneInfo("Europe/Berlin"),
    ],
    "calls": [len, int],
    "enum": [samples.Color.RED, samples.Access.READ | samples.Access.WRITE],
}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", VALUES)
def test_values_by_the_text(name, method, tmp_path):
    path = tmp_path / "values.skc"
    skcore.dump(VALUES[name], path, compression=method)
    found = plain(Reader(path).root)
    assert repr(found) == repr(VALUES[name])


def test_calls_by_the_text(tmp_path):
    path = tmp_path / "calls.skc"
    for made in (
        functools.partial(max, 1, 2, key=len),
        operator.itemgetter(1, "a"),
        str.split,
        operator.attrgetter("a.b"),
        operator.methodcaller("m", 1, k=2),
    ):
        skcore.dump(made, path)
        assert repr(plain(Reader(path).root)) == repr(made)


def test_a_nan_by_the_text(tmp_path):
    path = tmp_path / "nan.skc"
    bits = 0xFFF8000000000123
    for value in (bits, 0x7FF8000000000000):
        skcore.dump(struct.unpack(">d", struct.pack(">Q", value))[0], path)
        assert struct.pack(">d", Reader(path).root) == struct.pack(">Q", value)


def test_objects_by_the_text(tmp_path):
    path = tmp_path / "objects.skc"
    skcore.dump(samples.Plain(a=1, b=[2]), path)
    kind, name, state = Reader(path).root
    assert (kind, name, state["a"], plain(state["b"])) == ("python.object", "samples.Plain", 1, [2])
    skcore.dump(samples.Slots(3), path)
    assert Reader(path).root[2]["value"] == 3
    skcore.dump(samples.ListState(4), path)
    assert plain(Reader(path).root[2][0]) == [4, "list"]
    skcore.dump(samples.Plain.Inner(), path)
    assert Reader(path).root[:2] == ("python.object", "samples:Plain.Inner")
    skcore.dump(samples.Reduced(1, 2), path)
    kind, name, state = Reader(path).root
    assert (kind, state["how"], plain(state["args"])) == ("python.reduced", "call", (1, 2))
    skcore.dump(samples.Listing([1, 2]), path)
    kind, name, state = Reader(path).root
    assert (kind, state["how"], plain(state["items"])) == ("python.empty", "new", [1, 2])
    skcore.dump(samples.Plain().method, path)
    kind, name, state = Reader(path).root
    assert (kind, name, state["instance"][1]) == ("python.method", "samples:Plain.method", "samples.Plain")


def test_cycles_and_sharing_by_the_text(tmp_path):
    path = tmp_path / "cycle.skc"
    made = [(inner := []), inner]
    made.append(made)
    skcore.dump(made, path)
    reader = Reader(path)
    assert reader.header["objects"] == [[0], [0, [0], [0], [1]]]
    assert reader.header["root"] == [1]


def test_the_order_of_the_tables(tmp_path):
    path = tmp_path / "order.skc"
    skcore.dump([{"a": (1,)}, b"x", b"y" * 70], path)
    header = Reader(path).header
    assert [kind[0] for kind in header["kinds"]] == ["python.list", "python.dict", "python.tuple", "python.bytes"]
    assert header["buffers"] == [1, 70]
    assert header["environment"][0][0] == "python"


def test_the_page_names_every_kind():
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    kinds = {row["kind"] for row in skcore.trusted_types() if row["kind"].startswith("python.")}
    from skcore import stdlib

    kinds |= {handler.kind for handler in stdlib.skcore_handlers()}
    for kind in kinds:
        assert f"`{kind}`" in page, kind
        assert kind in BUILDERS or kind in ("python.object", "python.reduced", "python.empty", "python.method")
