"""Graphs that hypothesis makes: nested mixtures, shared parts and cycles come back exactly."""

from __future__ import annotations

import datetime
import math
import struct
import types
import zipfile
from collections import Counter, OrderedDict, defaultdict, deque
from fractions import Fraction
from pathlib import PurePosixPath

import samples
from helpers import assert_same
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

import skcore

quick = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])

floats = st.integers(0, 2**64 - 1).map(lambda bits: struct.unpack("<d", struct.pack("<Q", bits))[0]) | st.floats()
ints = st.integers() | st.integers(-(2**200), 2**200) | st.sampled_from([2**63, -(2**63), 2**64, 2**63 - 1])
texts = st.text(st.characters(exclude_categories=[])) | st.text()
hashable_scalars = st.one_of(
    st.none(),
    st.booleans(),
    ints,
    floats,
    texts,
    st.binary(max_size=80),
    st.complex_numbers(),
    st.decimals(allow_nan=False),
    st.builds(Fraction, st.integers(), st.integers(1)),
    st.uuids(),
    st.dates(),
    st.datetimes(timezones=st.none() | st.timezones()),
    st.times(),
    st.timedeltas(),
    st.builds(range, st.integers(), st.integers(), st.integers(1)),
    st.builds(PurePosixPath, st.text(st.characters(exclude_characters="\0"))),
    st.sampled_from([..., len, int, samples.Color.RED, samples.Access.READ | samples.Access.RUN, samples.double]),
    st.builds(samples.Text, texts),
    st.builds(samples.Number, ints),
    st.builds(datetime.timezone, st.timedeltas(datetime.timedelta(hours=-23), datetime.timedelta(hours=23))),
)
scalars = hashable_scalars | st.binary().map(bytearray)
keys = st.recursive(
    hashable_scalars.filter(lambda value: value == value),
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=4) | st.builds(samples.Point, inner, inner),
    max_leaves=4,
)


def _trees(inner):
    return st.one_of(
        st.lists(inner, max_size=5),
        st.lists(inner, max_size=5).map(tuple),
        st.sets(keys, max_size=5),
        st.frozensets(keys, max_size=5),
        st.dictionaries(keys, inner, max_size=5),
        st.dictionaries(keys, inner, max_size=3).map(OrderedDict),
        st.dictionaries(keys, inner, max_size=3).map(lambda items: defaultdict(list, items)),
        st.dictionaries(keys, inner, max_size=3).map(types.MappingProxyType),
        st.dictionaries(keys, st.integers(), max_size=3).map(Counter),
        st.builds(deque, st.lists(inner, max_size=4), st.none() | st.integers(4, 9)),
        st.builds(slice, inner, inner, inner),
        st.builds(samples.Point, inner, inner),
        st.builds(samples.Plain, a=inner, b=inner),
        st.builds(samples.Slots, inner),
        st.builds(samples.FrozenSlots, texts, inner),
        st.lists(inner, max_size=4).map(samples.Listing),
        st.dictionaries(keys, inner, max_size=3).map(samples.Mapping),
    )


trees = st.recursive(scalars, _trees, max_leaves=20)
bulks = st.one_of(*(st.lists(kind, min_size=28, max_size=60) for kind in (ints, floats, texts, st.booleans())))


def check(obj, **options):
    data = skcore.dumps(obj, **options)
    assert skcore.dumps(obj, **options) == data
    assert skcore.get_untrusted_types(data=data, trusted=samples.NAMES) == []
    loaded = skcore.loads(data, trusted=samples.NAMES)
    assert_same(obj, loaded)


@quick
@given(trees)
def test_trees(tree):
    check(tree)


@quick
@given(bulks)
def test_bulks(items):
    check(items)
    check(tuple(items))
    check(deque(items))
    found = [item for item in items if type(item) is not float or not math.isnan(item)]
    check(set(found))
    check(dict.fromkeys(found, 1))
    check(dict(zip(found, items, strict=False)))
    check(defaultdict(None, dict.fromkeys(found, 0.5)))


@settings(quick, max_examples=30)
@given(trees, st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))
def test_compressed(tree, method):
    check(tree, compression=method)


@st.composite
def graphs(draw):
    """A list of objects that refer to earlier ones, some of which are then made to refer to any."""
    pool = draw(st.lists(scalars, min_size=1, max_size=3))
    pick = st.deferred(lambda: st.sampled_from(range(len(pool)))).map(lambda index: pool[index])
    for _ in range(draw(st.integers(1, 12))):
        parts = draw(st.lists(pick, max_size=4))
        pool.append(draw(st.sampled_from(_MAKERS))(parts))
    for obj in [obj for obj in pool if type(obj) in _GROWERS]:
        for part in draw(st.lists(pick, max_size=2)):
            _GROWERS[type(obj)](obj, part)
    return draw(st.sampled_from([list, samples.Listing]))(pool)


def _named(parts):
    return {f"k{index}": part for index, part in enumerate(parts)}


_MAKERS = [
    list,
    tuple,
    deque,
    _named,
    samples.Listing,
    lambda parts: samples.Plain(**_named(parts)),
    lambda parts: samples.Slots(parts),
    lambda parts: samples.Point(parts, len(parts)),
    lambda parts: defaultdict(list, _named(parts)),
    lambda parts: OrderedDict(_named(parts)),
    lambda parts: samples.Mapping(_named(parts)),
    lambda parts: types.MappingProxyType(_named(parts)),
]
_GROWERS = {
    list: list.append,
    deque: deque.append,
    samples.Listing: list.append,
    dict: lambda obj, part: obj.update(back=part),
    OrderedDict: lambda obj, part: obj.update(back=part),
    defaultdict: lambda obj, part: obj.update(back=part),
    samples.Mapping: lambda obj, part: obj.update(back=part),
    samples.Plain: lambda obj, part: setattr(obj, "back", part),
    samples.Slots: lambda obj, part: setattr(obj, "value", part),
}


@settings(quick, max_examples=400)
@given(graphs())
def test_graphs(graph):
    try:
        data = skcore.dumps(graph)
    except skcore.UnsupportedTypeError as error:
        if "contains itself" in error.reason:
            reject()
        raise
    loaded = skcore.loads(data, trusted=samples.NAMES)
    assert_same(graph, loaded)
