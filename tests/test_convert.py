"""Foreign files are converted without being loaded: what comes of it is what a dump of the loaded object gives."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import pickle
import sys
import zlib
from collections import OrderedDict, deque

import pytest
import samples
from helpers import assert_same, header_of, run
from test_roundtrip import CONTAINERS, OBJECTS, SCALARS, VALUES, label

import skcore
from skcore.pickles import PickleReader
from skcore.pickles.reader import FREE_STEPS
from skcore.scanning import scan

PROTOCOLS = range(6)
PACKERS = {
    "plain": bytes,
    "zlib": zlib.compress,
    "zlib, stored": lambda data: zlib.compress(data, 0),
    "gzip": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
}


def converted(data, **options):
    written = io.BytesIO()
    skcore.convert(io.BytesIO(data), written, **options)
    return written.getvalue()


def pickled(value, protocol):
    if protocol < 2 and type(value[0]) is int and value[0].bit_length() > 10**5:
        # It would be written in decimal, which takes minutes.
        return None
    try:
        return pickle.dumps(value, protocol)
    except (TypeError, ValueError, pickle.PicklingError):
        # Old protocols know no slots, and none a mapping proxy.
        return None


@pytest.fixture
def long_ints():
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    yield
    sys.set_int_max_str_digits(before)


@pytest.mark.parametrize("value", [*SCALARS, *VALUES, *CONTAINERS], ids=label)
def test_values(value, long_ints):
    for protocol in PROTOCOLS:
        data = pickled([value, (value,), {"key": value}], protocol)
        if data is None:
            continue
        honest = pickle.loads(data)
        found = converted(data)
        assert_same(honest, skcore.loads(found))
        saved = skcore.dumps(honest)
        for table in ("kinds", "pairs", "layouts", "objects", "root", "buffers"):
            assert header_of(found)[table] == header_of(saved)[table]


@pytest.mark.parametrize("obj", OBJECTS, ids=label)
def test_objects(obj):
    for protocol in PROTOCOLS:
        data = pickled([obj, {"key": obj}], protocol)
        if data is None:
            continue
        honest = pickle.loads(data)
        if protocol < 2 and isinstance(obj, tuple):
            with pytest.raises(skcore.UnsupportedTypeError, match=r"objects over .* convert from protocol 2"):
                converted(data)
        else:
            assert_same(honest, skcore.loads(converted(data), trusted=samples.NAMES))


def test_cycles_and_sharing():
    obj = samples.Plain()
    obj.me, obj.shared = obj, [1]
    obj.again = [obj, obj.shared, {"me": obj}]
    for protocol in (2, 4, 5):
        found = skcore.loads(converted(pickle.dumps(obj, protocol)), trusted=samples.NAMES)
        assert found.me is found
        assert found.again[0] is found
        assert found.again[1] is found.shared
        assert found.again[2]["me"] is found
    loop = []
    loop.append({"loop": loop})
    found = skcore.loads(converted(pickle.dumps(loop)))
    assert found[0]["loop"] is found


def test_cycles_through_what_is_real_before_all_of_it_is():
    ordered, queue = OrderedDict(), deque()
    obj = samples.Plain(a=1, parent=ordered)
    ordered["obj"], ordered["queue"] = obj, queue
    queue.append([queue])
    for protocol in (2, 4, 5):
        found = skcore.loads(converted(pickle.dumps(ordered, protocol)), trusted=samples.NAMES)
        assert found["obj"].parent is found
        assert found["queue"][0][0] is found["queue"]
        assert skcore.loads(converted(pickle.dumps(obj, protocol)), trusted=samples.NAMES).parent["obj"].a == 1
        (found,) = skcore.loads(converted(pickle.dumps([ordered], protocol)), trusted=samples.NAMES)
        assert found["obj"].parent is found


def test_a_tuple_that_contains_itself_is_refused():
    inner = []
    outer = (inner,)
    inner.append(outer)
    found = skcore.loads(converted(pickle.dumps(inner)))
    assert found[0][0] is found
    with pytest.raises(skcore.InvalidFileError, match="a tuple contains itself"):
        converted(pickle.dumps(outer))


@pytest.mark.parametrize("packer", PACKERS)
def test_compressed(packer):
    for protocol in (0, 2, 5):
        data = PACKERS[packer](pickle.dumps({"a": [1, b"x" * 10**5]}, protocol))
        assert skcore.loads(converted(data)) == {"a": [1, b"x" * 10**5]}
        assert PickleReader().load_unsafely(io.BytesIO(data)) == {"a": [1, b"x" * 10**5]}


def test_a_compressed_pickle_has_no_more_opcodes_than_the_limit():
    data = zlib.compress(b"\x80\x04(" + b"N" * (FREE_STEPS + 4 * 2000) + b"l.", 9)
    assert len(data) < 2000
    needed = (FREE_STEPS + 8000 + 3 - FREE_STEPS) // len(data) + 1
    assert len(skcore.loads(converted(data, limits=skcore.Limits(opcode_ratio=needed)))) == FREE_STEPS + 8000
    with pytest.raises(skcore.LimitExceededError, match=r"opcode_ratio is \d+, over the limit of 0"):
        converted(data, limits=skcore.Limits(opcode_ratio=0))


def test_limits_of_other_sorts():
    for limit, data in {
        "objects": pickle.dumps([[] for _ in range(10)]),
        "data_size": zlib.compress(pickle.dumps(bytes(10**4))),
        "ratio": zlib.compress(pickle.dumps(bytes(2**27))),
    }.items():
        assert converted(data, limits=skcore.Limits(ratio=10**4))
        with pytest.raises(skcore.LimitExceededError, match=f"^{limit} is"):
            converted(data, limits=skcore.Limits(**{limit: 5}))


class Caller:
    def __init__(self, *call):
        self.call = call

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (Caller(os.system, ("true",)), r"^posix\.system: the file calls it, and it starts programs"),
        (Caller(samples.double, (1,)), r"^samples\.double: the file calls it, and no plugin says what it makes$"),
        (Caller(eval, ("1",)), r"^builtins\.eval: the file calls it, and it runs code"),
        ([{"deep": samples.Plain(a=Caller(exec, ("",)))}], r"^builtins\.exec: the file calls it"),
        (samples.Plain().method, None),
    ],
    ids=["danger", "function", "eval", "within", "method"],
)
def test_what_is_refused_is_named(value, message):
    data = pickle.dumps(value)
    if message is None:
        assert skcore.loads(converted(data), trusted=samples.NAMES)()
        return
    with pytest.raises(skcore.UnsupportedTypeError, match=message):
        converted(data)


def test_what_a_pickle_throws_away_is_not_forgotten():
    tampered = pickle.dumps([1], 4)[:-1].replace(b"\x80\x04", b"\x80\x04cos\nsystem\n(X\x04\x00\x00\x00truetR0")
    tampered = tampered.replace(tampered[tampered.index(b"\x95") : tampered.index(b"\x95") + 9], b"") + b"."
    with pytest.raises(skcore.UnsupportedTypeError, match="makes an object and throws it away"):
        converted(tampered)
    below = b"\x80\x04cos\nsystem\n(X\x04\x00\x00\x00truetR]."
    with pytest.raises(skcore.UnsupportedTypeError, match="makes an object and throws it away"):
        converted(below)
    assert [found.verdict for found in scan(io.BytesIO(below)).names] == ["dangerous"]


def test_nothing_is_imported(tmp_path):
    (tmp_path / "library.py").write_text(
        "class Thing:\n    def __init__(self):\n        self.value = [1, function]\ndef function(): pass\n"
    )
    file, target = tmp_path / "thing.pkl", tmp_path / "thing.skc"
    run("import library, pickle, sys; pickle.dump(library.Thing(), open(sys.argv[1], 'wb'))", file, path=[tmp_path])
    code = """
import sys, skcore
source, target = sys.argv[1:]
skcore.convert(source, target)
print('library' in sys.modules, skcore.get_untrusted_types(file=target), 'library' in sys.modules)
thing = skcore.load(target, trusted=['library.Thing', 'library.function'])
print(thing.value[1] is sys.modules['library'].function)
"""
    found = run(code, file, target, path=[tmp_path])
    assert found.stdout == "False ['library.Thing', 'library.function'] False\nTrue\n"


def test_unknown_formats():
    for data in (b"", b"PK\x03\x04", b"\x89PNG", b"\x00" * 100, "ä".encode()):
        with pytest.raises(skcore.InvalidFileError, match="it is of no format that an installed plugin reads"):
            converted(data)


def test_a_plugin_reads_a_format_of_its_own():
    code = """
import io, pickle, skcore

class Lines(skcore.Reader):
    name = "lines"

    def recognizes(self, head):
        return head.startswith(b"LINES")

    def read(self, file, limits=None):
        names = [skcore.Global("builtins.len"), "samples.Plain"]
        return [skcore.Record(names[1], names[1], state={"text": line.decode(), "f": names[0]}) for line in file]

class Plugin:
    @skcore.hookimpl
    def skcore_readers(self):
        return [Lines()]

def converted(data):
    written = io.BytesIO()
    skcore.convert(io.BytesIO(data), written)
    return skcore.loads(written.getvalue(), trusted=["samples.Plain"])

skcore.register(Plugin())
print([vars(obj) for obj in converted(b"LINES one\\ntwo")], converted(pickle.dumps([1])))
"""
    expected = (
        "[{'text': 'LINES one\\n', 'f': <built-in function len>}, {'text': 'two', 'f': <built-in function len>}] [1]"
    )
    assert run(code).stdout.strip() == expected


def test_compression_of_what_is_written():
    data = pickle.dumps(bytes(10**5))
    assert len(converted(data, compression=8)) < 2000 < len(converted(data))
    with pytest.raises(ValueError, match="compression must be"):
        converted(data, compression=1)


def test_paths(tmp_path):
    source, target = tmp_path / "a.pkl", tmp_path / "a.skc"
    source.write_bytes(pickle.dumps({"a": 1}))
    skcore.convert(source, target)
    assert skcore.load(target) == {"a": 1}
    assert source.read_bytes() == pickle.dumps({"a": 1})
    source.write_bytes(b"\x80\x04damaged")
    with pytest.raises(skcore.InvalidFileError):
        skcore.convert(source, target)
    assert skcore.load(target) == {"a": 1}
