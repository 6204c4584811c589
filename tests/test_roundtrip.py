"""What is saved is loaded again exactly: every kind of the standard library's data, and objects of any class."""

from __future__ import annotations

import builtins
import collections
import datetime
import functools
import math
import operator
import struct
import types
import uuid
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from zoneinfo import ZoneInfo

import pytest
import samples
from helpers import assert_same, tree_of_defaults

import skcore


def again(obj, trusted=None):
    data = skcore.dumps(obj)
    assert skcore.dumps(obj) == data
    loaded = skcore.loads(data, trusted=trusted)
    assert_same(obj, loaded)
    assert skcore.dumps(loaded) == data
    return loaded


def label(value):
    return type(value).__name__


def nan(payload):
    return struct.unpack(">d", struct.pack(">Q", payload))[0]


SCALARS = [
    None,
    True,
    False,
    0,
    -1,
    2**63 - 1,
    2**63,
    -(2**63),
    -(2**63) - 1,
    2**64,
    -(10**5000),
    2**5_000_000 + 1,
    0.0,
    -0.0,
    0.1,
    5e-324,
    1.7976931348623157e308,
    math.inf,
    -math.inf,
    math.nan,
    nan(0x7FF8000000000001),
    nan(0xFFF8000000000000),
    nan(0x7FF0000000000001),
    "",
    "text",
    "naïve 日本 \U0001f600",
    'quote " back \\ slash \x00 \x1f \x7f \u2028',
    "\ud800",
    "a\udfff b",
    "[buffer]",
    "x" * 100_000,
]

VALUES = [
    1j,
    complex(-0.0, math.inf),
    complex(nan(0x7FF8000000000005), -0.0),
    b"",
    b"\x00\xff" * 70,
    bytearray(b""),
    bytearray(b"abc"),
    Ellipsis,
    NotImplemented,
    range(0),
    range(5),
    range(10, -10, -3),
    range(0, 2**100, 2**50),
    slice(None),
    slice(1, "a", None),
    Decimal("1.10"),
    Decimal("-0"),
    Decimal("NaN123"),
    Decimal("sNaN"),
    Decimal("-Infinity"),
    Decimal("1E+999999"),
    Decimal("0E-17"),
    Fraction(-3, 7),
    Fraction(10**400, 3),
    uuid.UUID(int=0),
    uuid.UUID(int=2**128 - 1),
    uuid.uuid1(),
    PurePath("a/b"),
    PurePosixPath("/"),
    PurePosixPath("//net/share"),
    PurePosixPath("."),
    PurePosixPath("a\udcffb"),
    PureWindowsPath("C:\\x\\y"),
    PureWindowsPath("\\\\host\\share\\z"),
    Path("relative/../path"),
    datetime.date.min,
    datetime.date.max,
    datetime.datetime(2024, 2, 29, 23, 59, 59, 999999),
    datetime.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
    datetime.time(1, 2, 3, 4, fold=1, tzinfo=datetime.UTC),
    datetime.timedelta.min,
    datetime.timedelta.max,
    datetime.timedelta(microseconds=-1),
    datetime.UTC,
    datetime.timezone(datetime.timedelta(hours=-5, minutes=-30)),
    datetime.timezone(datetime.timedelta(0), "zero"),
    ZoneInfo("Asia/Tokyo"),
    ZoneInfo("Etc/GMT+3"),
    len,
    max,
    math.sqrt,
    int,
    dict,
    collections.OrderedDict,
    Decimal,
]

CONTAINERS = [
    [],
    [1, "a", None, 2.5, True],
    list(range(31)),
    list(range(32)),
    [-(2**63), 2**63 - 1] * 40,
    [2**63] * 40,
    [True] * 40,
    [1.5, math.nan, -0.0, math.inf, nan(0x7FF8000000000001)] * 20,
    ["a", "", "\x00", "naïve", "\U0001f600"] * 20,
    ["\ud800"] * 40,
    ["a", 1] * 40,
    [b"bytes"] * 3,
    [[[]], [[], []]],
    (),
    (1,),
    ((), ((),)),
    tuple(range(100)),
    tuple("abc" * 40),
    set(),
    {1, "1", 1.5, None, (1, 2), b"1", frozenset({1})},
    set(range(1000)),
    {str(i) for i in range(1000)},
    {1.5, 2.5, math.inf},
    {10**5000, 1.5},
    {frozenset({"a", "b"}), frozenset({"c", ("d", frozenset())})},
    frozenset(),
    frozenset("abcdef"),
    {},
    {"a": 1, "b": [2]},
    {"b": 1, "a": 2},
    {str(i): i for i in range(1000)},
    {i: str(i) for i in range(-500, 500)},
    {i / 7: i / 3 for i in range(100)},
    {str(i): [i] for i in range(100)},
    {True: 1, False: 2},
    {1: "a", "1": "b"},
    {(1, 2): 3},
    {None: 1},
    {math.nan: 1, 0.5: 2},
    {frozenset({1}): {(): {}}},
    {Decimal("1.5"): 1, Fraction(1, 3): 2, b"": 3, range(3): 4, datetime.date(2020, 1, 1): 5},
    OrderedDict([("b", 1), ("a", 2)]),
    defaultdict(None, {1: 2}),
    defaultdict(list, {"a": [1]}),
    defaultdict(int, {str(i): i for i in range(100)}),
    Counter("abracadabra"),
    Counter({str(i): i for i in range(100)}),
    deque(),
    deque([1, 2, 3], maxlen=3),
    deque(maxlen=0),
    deque(range(100), maxlen=500),
    deque("abc" * 50),
    types.MappingProxyType({"a": [1]}),
    functools.partial(max, 1, [2], key=len, default=None),
    functools.partial(int, base=2),
    operator.itemgetter(1),
    operator.itemgetter("a", slice(1, 2), (3,)),
    operator.attrgetter("a.b", "c"),
]


@pytest.mark.parametrize("value", SCALARS, ids=label)
def test_scalars(value):
    again(value)
    again([value, (value,), {"key": value}])


@pytest.mark.parametrize("value", VALUES, ids=label)
def test_values(value):
    again(value)
    again([value, value, {"key": value}])


@pytest.mark.parametrize("value", CONTAINERS, ids=label)
def test_containers(value):
    again(value)
    again({"twice": [value, value]})


def test_the_bytes_of_a_nan_survive():
    for bits in (0x7FF8000000000000, 0x7FF8DEADBEEF0001, 0xFFFFFFFFFFFFFFFF, 0x7FF0000000000001):
        assert struct.pack(">d", skcore.loads(skcore.dumps(nan(bits)))) == struct.pack(">Q", bits)
        assert struct.pack(">d", skcore.loads(skcore.dumps([nan(bits)] * 50))[7]) == struct.pack(">Q", bits)


def test_the_order_of_a_dict_survives():
    keys = ["z", 1, None, (2,), "a", -1.5]
    assert list(skcore.loads(skcore.dumps(dict.fromkeys(keys)))) == keys


OBJECTS = [
    samples.Plain(),
    samples.Plain(a=1, b=[2], c=None),
    samples.Plain.Inner(),
    samples.Slots([1]),
    samples.Mangled(),
    samples.SlotsAndDict(5),
    samples.Reduced(1, [2]),
    samples.Reduced(None),
    samples.Number(5),
    samples.Number(10**30),
    samples.Real("nan"),
    samples.Text("text"),
    samples.Text("\ud800"),
    samples.Octets(b"bytes"),
    samples.Pair((1, [2])),
    samples.Listing([1, 2, 3]),
    samples.Listing(range(100)),
    samples.Mapping(a=1, b=2),
    samples.Mapping({(1, 2): 3, None: 4}),
    samples.Group({1, "a", None}),
    samples.Group(),
    samples.FrozenGroup({1, 2, 3}),
    samples.Ordered([("z", 1), ("a", 2)]),
    samples.Counted("abca"),
    samples.Queue([1, 2], maxlen=5),
    samples.Defaults(list, {"a": [1]}),
    samples.Money("1.20"),
    samples.Share(1, 3),
    samples.Moment(2024, 1, 2, tzinfo=datetime.UTC),
    samples.Route("a/b"),
    samples.Point(1, [2]),
    samples.Typed("name"),
    samples.Record("name", [1]),
    samples.Record("name", [1], samples.double),
    samples.Frozen("name", 3),
    samples.FrozenSlots("name", [3]),
    samples.SlotsRecord("name", [3]),
    samples.Color.RED,
    samples.Color.CRIMSON,
    samples.Level.HIGH,
    samples.Word.YES,
    samples.Access.READ,
    samples.Access.READ | samples.Access.RUN,
    samples.Access(0),
    ~samples.Access.READ,
    samples.Bits.A | samples.Bits.B,
    samples.Bits(0),
    samples.Bits(64),
    samples.double,
    samples.Plain,
    samples.Plain.method,
    samples.Plain.Inner,
    functools.partial(samples.double, 2),
    functools.partial(samples.Plain, a=[1]),
]


@pytest.mark.parametrize("obj", OBJECTS, ids=label)
def test_objects(obj):
    again(obj, samples.NAMES)
    again([obj, {"key": obj}], samples.NAMES)


@pytest.mark.parametrize(
    "make",
    [
        lambda: samples.Listing([1]),
        lambda: samples.Mapping(a=1),
        lambda: samples.Group({1}),
        lambda: samples.FrozenGroup({1}),
        lambda: samples.Number(1),
        lambda: samples.Real(1.5),
        lambda: samples.Text("a"),
        lambda: samples.Octets(b"a"),
        lambda: samples.Pair((1, 2)),
        lambda: samples.Ordered(a=1),
        lambda: samples.Queue([1]),
        lambda: samples.Record("name"),
    ],
)
def test_attributes_of_subclasses(make):
    obj = make()
    obj.note = ["an attribute"]
    assert again(obj, samples.NAMES).note == ["an attribute"]


def test_states_of_their_own():
    loaded = skcore.loads(skcore.dumps(samples.Getstate([1])), trusted=samples.NAMES)
    assert vars(loaded) == {"value": [1], "restored": True}
    loaded = skcore.loads(skcore.dumps(samples.ListState([1])), trusted=samples.NAMES)
    assert vars(loaded) == {"value": [1], "mark": "list"}


def test_arguments_for_new():
    loaded = skcore.loads(skcore.dumps(samples.NewArguments(3, scale=[4])), trusted=samples.NAMES)
    assert loaded.product == (3, [4])


def test_exceptions():
    for error in (ValueError("text", 3), KeyError("key"), OSError(2, "none"), samples.Problem("text")):
        name = f"{type(error).__module__}.{type(error).__qualname__}"
        with pytest.raises(skcore.UntrustedTypesError):
            skcore.loads(skcore.dumps(error))
        loaded = skcore.loads(skcore.dumps(error), trusted=[name])
        assert type(loaded) is type(error)
        assert loaded.args == error.args
        assert vars(loaded) == vars(error)


def test_bound_methods():
    owner = samples.Plain(a=1)
    method = skcore.loads(skcore.dumps([owner, owner.method]), trusted=samples.NAMES)
    assert method[1]() is method[0]
    assert skcore.loads(skcore.dumps(samples.Plain.build), trusted=samples.NAMES) == samples.Plain.build
    trusted = ["builtins:list.append"]
    items, append = skcore.loads(skcore.dumps([items := [], items.append]), trusted=trusted)
    append(3)
    assert items == [3]


def test_a_method_caller_is_nobodys_by_default():
    data = skcore.dumps(operator.methodcaller("upper"))
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(data, trusted=skcore.plugin_defaults)
    for caller in (operator.methodcaller("ljust", 5, "."), operator.methodcaller("format", "a", key="b")):
        loaded = skcore.loads(skcore.dumps(caller), trusted=["operator.methodcaller"])
        assert repr(loaded) == repr(caller)
        assert loaded("{}{key}" if "format" in repr(caller) else "ab") == caller(
            "{}{key}" if "format" in repr(caller) else "ab"
        )


def test_a_factory_found_by_name():
    trees = tree_of_defaults()
    trees["a"]["b"]["c"] = 1
    again(trees, ["helpers.tree_of_defaults"])


def test_built_in_functions_and_classes_by_name():
    for found in (builtins.len, math.exp, int, object, datetime.date):
        assert skcore.loads(skcore.dumps(found)) is found
    for found in (builtins.open, builtins.eval, type, bytes, samples.double):
        with pytest.raises(skcore.UntrustedTypesError):
            skcore.loads(skcore.dumps(found))


def test_a_handler_may_change_the_state_that_it_saves():
    obj = samples.Plain(a=1)
    state = skcore.ObjectHandler().save(obj)
    assert state == {"a": 1}
    state.clear()
    assert obj.a == 1


@pytest.mark.parametrize("method", [str.split, str.lower, str.strip], ids=lambda method: method.__name__)
def test_methods_of_texts_that_are_bound_to_nothing(method):
    assert skcore.loads(skcore.dumps({"tokenizer": method})) == {"tokenizer": method}


@pytest.mark.parametrize("method", [list.append, dict.update, str.format, str.join, object.__reduce_ex__], ids=str)
def test_other_methods_of_built_in_types_have_to_be_trusted(method):
    try:
        data = skcore.dumps(method)
    except skcore.UnsupportedTypeError:
        assert method.__name__.startswith("__")
        return
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(data, trusted=skcore.plugin_defaults)
    assert skcore.loads(data, trusted=skcore.get_untrusted_types(data=data)) == method
