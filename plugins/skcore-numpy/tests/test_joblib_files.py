"""What joblib dumps, with each of its codecs, converts to what it loads; damaged and hostile files are refused.

Those in the folder ``joblib`` were written by the release that each is called by.
"""

import io
import pickle
import subprocess
import sys
import zlib
from pathlib import Path

import joblib
import numpy as np
import pytest
from conversions import Raw, converted, name, record
from skcore_numpy.joblib_files import JoblibReader

import skcore

CODECS = [0, *((codec, 3) for codec in ("zlib", "gzip", "bz2", "lzma", "xz", "lz4")), ("zlib", 1), ("zlib", 9)]
FOLDER = Path(__file__).parent / "joblib"
RELEASE_1_1 = {
    "numbers": np.arange(3.0),
    "row": np.asfortranarray(np.arange(4).reshape(2, 2)),
    "objects": np.array(["a", None], object),
}


def objects():
    shared = np.arange(5.0)
    return {
        "shared": [shared, shared, {"again": shared}],
        "orders": [np.ones((2, 3), order="F"), np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2), np.arange(9)[::2]],
        "dtypes": [
            np.array(value) for value in (1, True, 1j, "ab", b"a", np.datetime64("2020", "s"), np.longdouble(1))
        ],
        "orders of bytes": np.arange(3, dtype=">i4"),
        "fields": np.array([(1, 2.5)], [("a", "<i4"), ("b", "<f8", (1,))]),
        "objects": [np.array(["a", None, np.arange(3)], object), np.asmatrix([[1, "x"]], dtype=object)],
        "fields of objects": np.array([(1, "a")], [("a", "i4"), ("b", "O")]),
        "empty": [np.empty((0, 3)), np.empty(0, object), np.array(None)],
        "random": [np.random.RandomState(3), np.random.default_rng(3), np.float32(1)],
        "large": np.random.RandomState(0).rand(100, 1000),
    }


def dumped(obj, **options):
    file = io.BytesIO()
    joblib.dump(obj, file, **options)
    return file.getvalue()


def scanned(data):
    found = JoblibReader().scan(io.BytesIO(data))
    return [use.name for use in found.uses], found.problem


def check(data):
    wanted, again = (skcore.dumps(joblib.load(io.BytesIO(data))) for _ in range(2))
    found = skcore.dumps(skcore.loads(converted(data)))
    # The numpy before 2 makes up the seeds of a random generator each time.
    assert found == wanted or wanted != again


@pytest.mark.filterwarnings("ignore:the matrix subclass")
@pytest.mark.parametrize("obj", objects().values(), ids=objects())
@pytest.mark.parametrize("protocol", range(2, 6))
def test_what_joblib_dumps_converts(obj, protocol):
    check(dumped(obj, protocol=protocol))


@pytest.mark.parametrize("codec", CODECS, ids=str)
def test_each_codec(codec):
    data = dumped([np.arange(1000.0), "text", np.array([None])], compress=codec)
    check(data)
    names, problem = scanned(data)
    assert problem is None
    assert "joblib.numpy_pickle.NumpyArrayWrapper" in names
    damaged = data[: len(data) // 2]
    with pytest.raises(skcore.InvalidFileError):
        converted(damaged)


def test_a_matrix_stays_one():
    # Since numpy 2, joblib itself loads it as an array.
    data = dumped(np.asmatrix([[1.0, 2.0]]))
    assert type(skcore.loads(converted(data))) is np.matrix


def test_a_stream_that_cannot_tell_has_no_padding():
    class Stream(io.BytesIO):
        def tell(self):
            raise io.UnsupportedOperation

    file = Stream()
    joblib.dump([np.arange(3.0)], file)
    check(file.getvalue())


def test_a_file_of_joblib_1_1():
    loaded = skcore.loads(converted((FOLDER / "1.1.1.joblib").read_bytes()))
    assert skcore.dumps(loaded) == skcore.dumps(RELEASE_1_1)


@pytest.mark.parametrize("file", ["0.9.4.joblib", "0.9.4-packed.joblib"])
def test_files_of_joblib_before_0_10_are_refused_with_the_reason(file):
    data = (FOLDER / file).read_bytes()
    with pytest.raises(skcore.UnsupportedTypeError, match=r"joblib before 0\.10 wrote it"):
        converted(data)
    assert "joblib before 0.10" in scanned(data)[1]


def test_lz4_says_what_to_install():
    code = (
        "import io, sys, skcore\n"
        "sys.modules['lz4'] = None\n"
        "try: skcore.convert(io.BytesIO(sys.stdin.buffer.read()), io.BytesIO())\n"
        "except skcore.UnsupportedTypeError as error: print(error)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], input=dumped([1], compress="lz4"), capture_output=True, check=True
    )
    assert told.stdout.split() == b"the file is compressed by LZ4: pip install lz4".split()


def test_joblib_is_not_imported():
    code = (
        "import io, sys, skcore\n"
        "skcore.convert(io.BytesIO(sys.stdin.buffer.read()), io.BytesIO())\n"
        "print('joblib' in sys.modules)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], input=dumped([np.arange(3)]), capture_output=True, check=True)
    assert told.stdout.split() == [b"False"]


def test_the_old_way_is_that_of_joblib():
    for codec in CODECS:
        loaded = JoblibReader().load_unsafely(io.BytesIO(dumped([np.arange(3)], compress=codec)))
        assert loaded[0].tolist() == [0, 1, 2]
    assert JoblibReader().load_unsafely(io.BytesIO(pickle.dumps({"a": 1}))) == {"a": 1}


F8 = record("numpy.dtype", "f8", False, True, state=(3, "<", None, None, None, -1, -1, 0))
OBJECT = record("numpy.dtype", "O8", False, True, state=(3, "|", None, None, None, -1, -1, 63))


def wrapper(data, old="joblib.numpy_pickle.NumpyArrayWrapper", **changes):
    """Return a file of joblib's with one array, whose bytes are these."""
    state = {"subclass": name("numpy.ndarray"), "shape": (1,), "order": "C", "dtype": F8, "allow_mmap": True}
    return record(old, state={**state, **changes}, new=True)[:-1] + data + b"."


HOSTILE = {
    "more than the file": (wrapper(bytes(8), shape=(10**12,)), "larger than its file"),
    "far more than any file": (wrapper(bytes(8), shape=(2**62, 2**62)), "larger than its file"),
    "a negative shape": (wrapper(bytes(8), shape=(-1,)), "has no shape"),
    "a shape of texts": (wrapper(bytes(8), shape=("1",)), "has no shape"),
    "no dtype": (wrapper(bytes(8), dtype="f8"), "has no dtype"),
    "a dtype of another thing": (wrapper(bytes(8), dtype=record("a.B", 5, state=(0,) * 8)), "damaged"),
    "padding beyond the end": (wrapper(b"\xff", numpy_array_alignment_bytes=16), "ends before an array"),
    "objects that are none": (wrapper(pickle.dumps("text"), dtype=OBJECT), "is no array"),
    "objects without an end": (wrapper(b"\x80\x04", dtype=OBJECT), "damaged|no end"),
    "a class of another library": (wrapper(bytes(8), subclass=name("os.system")), "none of numpy's"),
    "a state that is a text": (
        Raw(record("joblib.numpy_pickle.NumpyArrayWrapper", state="x", new=True)),
        "has no dtype",
    ),
    "no state": (
        record("joblib.numpy_pickle.NumpyArrayWrapper", new=True),
        "something else than arguments and a state",
    ),
    "an object beside what an array has": (wrapper(bytes(8), other=record("a.B", new=True)), "has more to it"),
    "an object in place of a word": (wrapper(bytes(8), order=record("a.B", new=True)), "has more to it"),
    "an object as argument": (
        record("joblib.numpy_pickle.NumpyArrayWrapper", record("a.B", new=True), state={"dtype": F8}, new=True),
        "has more to it",
    ),
    "an object in a dtype that is not used": (
        wrapper(
            pickle.dumps(np.array([None]), 2),
            dtype=record("numpy.dtype", "O8", False, True, state=(3, record("a.B", new=True), *[None] * 3, -1, -1, 63)),
        ),
        "dtype .* is malformed",
    ),
    "a state of a million words": (
        wrapper(bytes(8), **{f"a{number}": None for number in range(1000)}),
        "has more to it",
    ),
    "a wrapper in a wrapper": (wrapper(wrapper(bytes(8)), dtype=OBJECT), "damaged"),
}


@pytest.mark.parametrize(("data", "rule"), HOSTILE.values(), ids=HOSTILE)
def test_what_joblib_does_not_write_is_refused(data, rule):
    with pytest.raises((skcore.InvalidFileError, skcore.UnsupportedTypeError), match=rule):
        converted(data)


def test_names_in_a_pickle_within_are_scanned():
    inner = pickle.dumps(np.array([None]), 2)[:-1] + b"cos\nsystem\n0."
    assert "os.system" in scanned(wrapper(inner, dtype=OBJECT))[0]


def test_a_small_file_cannot_ask_for_much():
    bomb = dumped([np.zeros(2**24)], compress="lz4")
    assert len(bomb) < 2**20
    with pytest.raises(skcore.LimitExceededError, match="ratio"):
        converted(bomb)


def test_opcodes_of_a_pickle_within_count():
    inner = b"\x80\x04" + b"]0" * 2**19 + pickle.dumps(np.array([None]), 2)[2:]
    with pytest.raises(skcore.LimitExceededError, match="opcode_ratio"):
        converted(zlib.compress(wrapper(inner, dtype=OBJECT), 9))
