"""The functions that users call."""

from __future__ import annotations

import contextlib
import decimal
import io
import os
import pathlib
import subprocess
import sys
import threading
import zipfile

import pytest
import samples
from helpers import forged, header, packed, padded, run, to_json

import skcore

MODEL = {"list": [1, 2.5, "text"], "bytes": b"abc" * 1000, "numbers": list(range(1000))}
METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


# -- files ----------------------------------------------------------------------------------------


class Somewhere:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return str(self.path)


@pytest.mark.parametrize("wrap", [str, os.fsencode, pathlib.Path, Somewhere])
def test_paths(wrap, tmp_path):
    path = wrap(tmp_path / "mödel.skc")
    skcore.dump(MODEL, path)
    assert skcore.load(path) == MODEL
    assert skcore.get_untrusted_types(file=path) == []
    assert skcore.inspect(path).buffers == 2


def test_a_path_in_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    skcore.dump(MODEL, "model.skc")
    assert skcore.load("model.skc") == MODEL


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("buffering", [0, -1])
def test_file_objects(method, buffering, tmp_path):
    path = tmp_path / "model.skc"
    with open(path, "wb", buffering=buffering) as file:
        skcore.dump(MODEL, file, compression=method)
    assert path.read_bytes() == skcore.dumps(MODEL, compression=method)
    with open(path, "rb", buffering=buffering) as file:
        assert skcore.load(file) == MODEL
        assert not file.closed


@pytest.mark.parametrize("method", METHODS)
def test_file_objects_at_a_later_position(method, tmp_path):
    path = tmp_path / "model.skc"
    with open(path, "w+b") as file:
        file.write(b"header")
        skcore.dump(MODEL, file, compression=method)
        file.seek(6)
        assert skcore.load(file) == MODEL
        file.seek(0)
        with pytest.raises(skcore.InvalidFileError):
            skcore.load(file)
    stream = io.BytesIO(b"header")
    stream.seek(6)
    skcore.dump(MODEL, stream, compression=method)
    stream.seek(6)
    assert skcore.load(stream) == MODEL


def test_the_bytes_are_the_same_wherever_they_go(tmp_path):
    path = tmp_path / "model.skc"
    skcore.dump(MODEL, path)
    stream = io.BytesIO()
    skcore.dump(MODEL, stream)
    assert path.read_bytes() == stream.getvalue() == skcore.dumps(MODEL)


@pytest.mark.parametrize("method", METHODS)
def test_pipes(method):
    reading, writing = os.pipe()
    with open(reading, "rb") as source, open(writing, "wb", buffering=0) as sink:

        def send():
            skcore.dump(MODEL, sink, compression=method)
            sink.close()

        thread = threading.Thread(target=send)
        thread.start()
        assert skcore.load(source) == MODEL
        thread.join()


def test_standard_streams():
    write = "import sys, skcore; skcore.dump({'a': [1]}, sys.stdout.buffer)"
    read = "import sys, skcore; print(skcore.load(sys.stdin.buffer))"
    data = subprocess.run([sys.executable, "-c", write], capture_output=True, check=True).stdout
    found = subprocess.run([sys.executable, "-c", read], input=data, capture_output=True, check=True).stdout
    assert found.strip() == b"{'a': [1]}"


def test_bytes_of_any_sort():
    data = skcore.dumps(MODEL)
    assert skcore.loads(bytearray(data)) == skcore.loads(memoryview(data)) == MODEL


@pytest.mark.parametrize("file", [None, 5, object(), io.StringIO("text")])
def test_what_is_no_file(file):
    with pytest.raises(TypeError):
        skcore.load(file)
    if not isinstance(file, io.StringIO):
        with pytest.raises(TypeError):
            skcore.dump(MODEL, file)


def test_a_text_file_is_no_file(tmp_path):
    with open(tmp_path / "a", "w+", encoding="utf-8") as file, pytest.raises(TypeError):
        skcore.dump(MODEL, file)


def test_missing_files_are_errors_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        skcore.load(tmp_path / "nothing")
    with pytest.raises(FileNotFoundError):
        skcore.dump(MODEL, tmp_path / "no" / "folder")
    with pytest.raises(IsADirectoryError):
        skcore.load(tmp_path)


# -- compression ----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_compression(method, tmp_path):
    path = tmp_path / "model.skc"
    skcore.dump(MODEL, path, compression=method)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["data", "schema.json"]
        assert {info.compress_type for info in archive.infolist()} == {method}
        assert archive.testzip() is None
    assert skcore.load(path) == MODEL
    assert (skcore.inspect(path).packed_size < skcore.inspect(path).data_size) == bool(method)


def test_levels():
    model = [bytes(range(256)) * 100, list(range(3000))]
    fast = skcore.dumps(model, compression=zipfile.ZIP_DEFLATED, compresslevel=0)
    small = skcore.dumps(model, compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    assert len(small) < len(fast)
    assert skcore.loads(small) == skcore.loads(fast) == model


@pytest.mark.parametrize("method", [9, -1, "deflate", None])
def test_unknown_methods(method, tmp_path):
    path = tmp_path / "model.skc"
    with pytest.raises(ValueError, match="compression"):
        skcore.dump(MODEL, path, compression=method)
    assert not path.exists()


def test_wide_sizes():
    code = """
import io, sys, zipfile, skcore
from skcore import packing
zipfile.ZIP64_LIMIT = packing.WIDE = 1000
model = [b"x" * 5000, list(range(200))]
for method in (0, 8, 12, 14):
    data = skcore.dumps(model, compression=method)
    assert (b"PK\\6\\6" in data) == (method == 0)
    assert data.startswith(b"PK\\3\\4") and data[18:26] == bytes([255] * 8)
    assert skcore.loads(data) == model
"""
    run(code)


# -- mmap -----------------------------------------------------------------------------------------


def test_mapped(tmp_path):
    path = tmp_path / "model.skc"
    skcore.dump(MODEL, path)
    assert skcore.load(path, mmap=True) == MODEL
    with open(path, "rb") as file:
        assert skcore.load(file, mmap=True) == MODEL
    skcore.dump([1], path)
    assert skcore.load(path, mmap=True) == [1]


def test_what_cannot_be_mapped(tmp_path):
    import gzip

    path = tmp_path / "model.skc"
    skcore.dump(MODEL, path, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(skcore.InvalidFileError, match="without compression"):
        skcore.load(path, mmap=True)
    with pytest.raises(ValueError, match="real file"):
        skcore.load(io.BytesIO(skcore.dumps(MODEL)), mmap=True)
    with gzip.open(path, "wb") as file:
        file.write(skcore.dumps(MODEL))
    with gzip.open(path) as file, pytest.raises(ValueError, match="real file"):
        skcore.load(file, mmap=True)
    with gzip.open(path) as file:
        assert skcore.load(file) == MODEL


def test_a_damaged_table_is_not_mapped(tmp_path):
    path = tmp_path / "model.skc"
    row = ("python.bytes", "builtins.bytes", None, [["buffer", 0]])
    path.write_bytes(packed(padded([b"abc"]), to_json({**header([row]), "buffers": [100]})))
    with pytest.raises(skcore.InvalidFileError):
        skcore.load(path, mmap=True)


# -- trust ----------------------------------------------------------------------------------------

OBJECT = samples.Plain(color=samples.Color.RED, call=samples.double)
NAMES = ["samples.Color", "samples.Plain", "samples.double"]
DATA = skcore.dumps(OBJECT)


@pytest.mark.parametrize(
    "trusted",
    [
        NAMES,
        tuple(NAMES),
        set(NAMES),
        (name for name in list(NAMES)),
        [samples.Plain, samples.Color, samples.double],
        [samples.Plain, "samples.Color", samples.double],
        skcore.plugin_defaults | NAMES,
        skcore.plugin_defaults | [samples.Plain] | {"samples.Color", "samples.double"},
        skcore.plugin_defaults.only("python") | NAMES,
        dict.fromkeys(NAMES),
    ],
    ids=lambda trusted: type(trusted).__name__,
)
def test_trusted(trusted):
    loaded = skcore.loads(DATA, trusted=trusted)
    assert loaded.color is samples.Color.RED
    assert loaded.call is samples.double


@pytest.mark.parametrize(
    ("trusted", "missing"),
    [
        (None, NAMES),
        (False, NAMES),
        ([], NAMES),
        ((), NAMES),
        (skcore.plugin_defaults, NAMES),
        ("samples.Plain", ["samples.Color", "samples.double"]),
        (["samples.Plain", "samples.Color"], ["samples.double"]),
        (NAMES[1:], NAMES[:1]),
        ((skcore.plugin_defaults | NAMES) - [samples.Plain], ["samples.Plain"]),
        ((skcore.plugin_defaults | NAMES) - ["samples.Plain"], ["samples.Plain"]),
        ((skcore.plugin_defaults - NAMES) | NAMES[:2], ["samples.double"]),
        (["Samples.Plain", "samples.plain"], NAMES),
    ],
)
def test_untrusted(trusted, missing):
    assert skcore.get_untrusted_types(data=DATA, trusted=trusted) == sorted(missing)
    with pytest.raises(skcore.UntrustedTypesError) as caught:
        skcore.loads(DATA, trusted=trusted)
    assert sorted(row.name for row in caught.value.untrusted) == sorted(missing)
    assert isinstance(caught.value, TypeError)
    assert all(name in str(caught.value) for name in missing)


def test_untrusted_says_roles():
    with pytest.raises(skcore.UntrustedTypesError) as caught:
        skcore.loads(DATA)
    roles = {row.name: (row.role, row.kind, row.level, row.trusted) for row in caught.value.untrusted}
    assert roles["samples.double"] == ("function to refer to", "python.function", None, False)
    assert roles["samples.Plain"] == ("class to build", "python.object", None, False)
    with pytest.raises(skcore.UntrustedTypesError) as caught:
        skcore.loads(skcore.dumps(samples.Plain))
    assert caught.value.untrusted[0].role == "class to refer to"
    assert "trusted=['samples.Plain']" in str(caught.value)


def test_what_is_taken_from_the_default():
    data = skcore.dumps(decimal.Decimal("1.5"))
    assert skcore.get_untrusted_types(data=data, trusted=skcore.plugin_defaults - ["decimal.Decimal"]) == [
        "decimal.Decimal"
    ]
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(data, trusted=skcore.plugin_defaults - [decimal.Decimal])


def test_true_trusts_all_and_warns():
    with pytest.warns(UserWarning, match=r"samples\.Color, samples\.Plain, samples\.double") as caught:
        loaded = skcore.loads(DATA, trusted=True)
    assert type(loaded) is samples.Plain
    assert len(caught) == 1


@pytest.mark.filterwarnings("error")
def test_true_is_silent_when_nothing_is_added():
    assert skcore.loads(skcore.dumps([1]), trusted=True) == [1]


@pytest.mark.parametrize("wrong", [["no name"], ["a..b"], ["samples.Plain.Inner"], [""], "name", [5], 5])
def test_what_is_no_trust(wrong):
    with pytest.raises((ValueError, TypeError, AttributeError)):
        skcore.loads(DATA, trusted=wrong)


def test_policies_are_values():
    policy = skcore.plugin_defaults
    assert policy == policy | []
    assert hash(policy | ["a.B"]) == hash(policy | ["a.B"])
    assert policy | ["a.B"] != policy
    assert (policy | ["a.B"]) - ["a.B"] == policy - ["a.B"]
    assert policy.only("numpy") != policy
    assert policy != 5
    with pytest.raises(AttributeError):
        policy.extra = 1


def test_policies_say_what_is_in_them():
    assert repr(skcore.plugin_defaults) == "<plugin_defaults: all names of all installed plugins>"
    policy = (skcore.plugin_defaults.only("sklearn", "numpy") | ["my.Type", samples.Plain]) - ["a.B"]
    assert repr(policy) == "<plugin_defaults: all names of numpy, sklearn, and my.Type, samples.Plain, without a.B>"
    assert "\x1b" not in repr(skcore.plugin_defaults)


def test_is_trusted():
    assert skcore.is_trusted(list)
    assert skcore.is_trusted([1])
    assert skcore.is_trusted("collections.OrderedDict")
    assert skcore.is_trusted(len)
    assert not skcore.is_trusted(os.system)
    assert not skcore.is_trusted("os.system")
    assert not skcore.is_trusted(samples.Plain)
    assert not skcore.is_trusted(OBJECT, trusted=skcore.plugin_defaults)
    assert not skcore.is_trusted(lambda: 0)
    assert skcore.is_trusted(OBJECT, trusted=["samples.Plain"])
    assert skcore.is_trusted("samples.Plain", trusted=["samples.Plain"])
    assert skcore.is_trusted(samples.double, trusted=[samples.double])
    assert not skcore.is_trusted(decimal.Decimal, trusted=skcore.plugin_defaults - [decimal.Decimal])


def test_trusted_types():
    rows = skcore.trusted_types()
    assert {tuple(row) for row in rows} == {("name", "kind", "plugin", "level", "reason")}
    names = {row["name"]: row for row in rows}
    assert names["collections.deque"]["plugin"] == "skcore"
    assert all(row["level"] == "checked" and row["reason"] for row in rows)
    everything = skcore.trusted_types(trusted=skcore.plugin_defaults)
    assert len(everything) >= len(rows)
    fewer = skcore.trusted_types(trusted=skcore.plugin_defaults - ["collections.deque"])
    assert len(fewer) == len(everything) - 1


# -- inspect --------------------------------------------------------------------------------------


def test_inspect():
    report = skcore.inspect(io.BytesIO(skcore.dumps([b"x" * 100, OBJECT])))
    assert report.environment["skcore"] == skcore.__version__
    assert report.environment["python"] == ".".join(map(str, sys.version_info[:3]))
    assert report.kinds["python.bytes"] == 1
    assert (report.buffers, report.data_size, report.missing) == (1, 128, ())
    assert {row.name: row.trusted for row in report.names}["builtins.bytes"]
    assert [row.name for row in report.untrusted] == ["samples.Plain", "samples.Color", "samples.double"]
    text = str(report)
    assert "UNTRUSTED  samples.Plain" in text
    assert "trusted    builtins.list" in text
    assert skcore.inspect(io.BytesIO(DATA), trusted=NAMES).untrusted == ()


def test_either_file_or_data():
    for arguments in ({}, {"file": io.BytesIO(DATA), "data": DATA}):
        with pytest.raises(ValueError, match="either"):
            skcore.get_untrusted_types(**arguments)


def test_nothing_is_imported_by_an_audit_and_nothing_built_before_approval():
    code = """
import sys, skcore
data = bytes.fromhex(sys.argv[1])
print(skcore.get_untrusted_types(data=data))
try:
    skcore.loads(data, trusted=["samples.Plain", "samples.Color"])
except skcore.UntrustedTypesError:
    pass
assert "samples" not in sys.modules
"""
    assert run(code, DATA.hex()).stdout.strip() == str(sorted(NAMES))


# -- errors ---------------------------------------------------------------------------------------


def test_every_error_is_one_of_ours():
    for name in skcore.__all__:
        found = getattr(skcore, name)
        if isinstance(found, type) and issubclass(found, Exception):
            assert issubclass(found, skcore.SkcoreError)
    assert issubclass(skcore.UntrustedTypesError, TypeError)
    assert issubclass(skcore.UnsupportedTypeError, TypeError)
    assert issubclass(skcore.InvalidFileError, ValueError)
    assert issubclass(skcore.InvalidStateError, ValueError)


def test_an_invalid_state_says_kind_and_rule():
    data = forged([("python.fraction", "fractions.Fraction", None, [1, 0])])
    with pytest.raises(skcore.InvalidStateError, match=r"^python\.fraction: the denominator") as caught:
        skcore.loads(data)
    assert caught.value.kind == "python.fraction"
    assert "denominator" in caught.value.rule


def test_every_flipped_bit_is_an_error_or_means_nothing():
    model = [1, "text", b"bytes", {"a": 2.5}]
    whole = skcore.dumps(model)
    for place in range(len(whole)):
        for bit in (1, 128):
            broken = bytearray(whole)
            broken[place] ^= bit
            with contextlib.suppress(skcore.SkcoreError):
                assert skcore.loads(broken) == model


# -- threads --------------------------------------------------------------------------------------


def test_threads():
    expected = skcore.dumps([MODEL, OBJECT])
    barrier, failures = threading.Barrier(8), []

    def work():
        barrier.wait()
        try:
            for _ in range(30):
                assert skcore.dumps([MODEL, OBJECT]) == expected
                assert skcore.loads(expected, trusted=NAMES)[0] == MODEL
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_threads_that_meet_in_the_first_use():
    code = """
import threading, skcore
barrier, found = threading.Barrier(8), []
def work():
    barrier.wait()
    found.append((skcore.dumps([1, {2}]), len(skcore.trusted_types())))
threads = [threading.Thread(target=work) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
import gc
assert gc.isenabled()
assert len(found) == 8 and len(set(found)) == 1, len(found)
"""
    run(code)


def test_a_name_that_is_too_long():
    with pytest.raises(ValueError, match="not a qualified name"):
        skcore.plugin_defaults | ["a." + "b" * 1000]
