"""Shared objects are one object again, cycles close, and depth costs no stack."""

from __future__ import annotations

import sys
from collections import Counter, OrderedDict, defaultdict, deque

import pytest
import samples
from helpers import assert_same, run

import skcore


def again(obj):
    loaded = skcore.loads(skcore.dumps(obj), trusted=samples.NAMES)
    assert_same(obj, loaded)
    return loaded


@pytest.mark.parametrize(
    "make",
    [
        lambda: [],
        lambda: {},
        lambda: {1},
        lambda: (1, []),
        lambda: frozenset([1, 2]),
        lambda: bytearray(b"abc"),
        lambda: bytes([1, 2, len("abc")]),
        lambda: deque([1]),
        lambda: samples.Plain(a=1),
        lambda: samples.Listing(),
        lambda: samples.Text("text"),
        lambda: complex(1, len("a")),
    ],
)
def test_what_is_shared_stays_shared(make):
    shared, equal = make(), make()
    loaded = skcore.loads(skcore.dumps([shared, {"a": shared}, (shared,), equal]), trusted=samples.NAMES)
    assert loaded[0] is loaded[1]["a"] is loaded[2][0]
    assert loaded[3] is not loaded[0]


def test_containers_that_contain_themselves():
    for made in ([], deque(), deque(maxlen=4), samples.Listing()):
        made.append(made)
        assert again(made)[0] is not made
    for made in ({}, OrderedDict(), defaultdict(list), samples.Mapping()):
        made["self"] = made
        again(made)
    counts = Counter()
    counts[1] = counts
    again(counts)


def test_objects_that_contain_themselves():
    for made in (samples.Plain(), samples.Record("a")):
        made.me = made
        assert again(made).me is not made
    slots = samples.Slots(1)
    slots.value = slots
    again(slots)


def test_cycles_through_what_is_built_at_once():
    owner = samples.Plain()
    owner.pair = (owner, [owner], frozenset({1}))
    owner.bound = owner.method
    loaded = again(samples.Plain(a=owner)).a
    assert loaded.pair[0] is loaded.bound() is loaded


def test_long_cycles():
    nodes = [samples.Plain(number=number) for number in range(2000)]
    for left, right in zip(nodes, [*nodes[1:], nodes[0]], strict=True):
        left.next, right.previous = right, left
    again(nodes[0])
    again(nodes)


def test_many_children_with_a_parent_load_in_linear_time():
    parent = samples.Plain()
    parent.children = [samples.Plain(parent=parent, tags=[]) for _ in range(50_000)]
    loaded = skcore.loads(skcore.dumps(parent), trusted=samples.NAMES)
    assert all(child.parent is loaded for child in loaded.children)


def test_a_tuple_that_contains_itself_is_refused_with_its_path():
    items = []
    pair = (items,)
    items.append(pair)
    with pytest.raises(skcore.UnsupportedTypeError, match=r"^obj\[0\]\[0\]: .*tuple that contains itself"):
        skcore.dumps(pair)
    again(items)


def nested(depth, wrap):
    made = wrap(None)
    for _ in range(depth):
        made = wrap(made)
    return made


def depth_of(obj, step):
    depth = 0
    while (obj := step(obj)) is not None:
        depth += 1
    return depth


WRAPS = {
    "list": (lambda value: [value], lambda value: value[0]),
    "dict": (lambda value: {"k": value}, lambda value: value["k"]),
    "object": (lambda value: samples.Plain(k=value), lambda value: value.k),
    "ordered": (lambda value: OrderedDict(k=value), lambda value: value["k"]),
}


@pytest.mark.parametrize("name", WRAPS)
def test_a_hundred_thousand_levels(name, tmp_path):
    wrap, step = WRAPS[name]
    path = tmp_path / "deep.skc"
    skcore.dump(nested(100_000, wrap), path)
    untrusted = skcore.get_untrusted_types(file=path, trusted=samples.NAMES)
    assert untrusted == []
    assert depth_of(skcore.load(path, trusted=samples.NAMES), step) == 100_000


RECURSIVE = {
    "deque": lambda v: deque([v]),
    "slice": lambda v: slice(v),
    "defaultdict": lambda v: defaultdict(None, {1: v}),
    "tuple": lambda v: (v,),
}


@pytest.mark.parametrize("wrap", RECURSIVE.values(), ids=RECURSIVE)
def test_what_python_cannot_free_or_hash_when_it_is_deep_is_refused(wrap):
    loaded = skcore.loads(skcore.dumps(nested(900, wrap)))
    assert type(loaded) is type(wrap(1))
    with pytest.raises(skcore.UnsupportedTypeError, match="nest deep"):
        skcore.dumps(nested(1100, wrap))
    # Many of them side by side are no matter.
    assert len(skcore.loads(skcore.dumps([wrap(i) for i in range(5000)]))) == 5000


def test_a_key_that_python_cannot_hash_is_refused():
    with pytest.raises(skcore.UnsupportedTypeError, match="nested over 100 deep"):
        skcore.dumps({nested(200, lambda value: (value,)): 1})
    with pytest.raises(skcore.UnsupportedTypeError, match="over 10000 elements"):
        skcore.dumps({tuple(range(10_001))})
    grid = {(x, y, z): 0 for x in range(-9, 9) for y in range(-9, 9) for z in range(-9, 9)}
    again(grid)


def test_the_same_bytes_whatever_the_hash_seed():
    code = """
import hashlib, samples, skcore
from collections import Counter
made = [{"b", "a", "c"}, frozenset("xyz"), {1, "1", None, 2.5, (1, "a")}, {frozenset("pq"), frozenset("rs")},
        samples.Group("hello"), samples.FrozenGroup("world"), {str(i) for i in range(100)},
        {"set": {samples.Color.RED, samples.Color.GREEN}}, Counter("abca"), samples.Plain(x={("t", frozenset("uv"))})]
print(hashlib.sha256(skcore.dumps(made)).hexdigest())
"""
    found = {run(code, PYTHONHASHSEED=str(seed)).stdout for seed in range(4)}
    assert len(found) == 1


def test_no_recursion_limit_is_touched():
    before = sys.getrecursionlimit()
    skcore.loads(skcore.dumps(nested(2000, lambda value: [value])))
    assert sys.getrecursionlimit() == before
