"""Pickles that no numpy wrote are refused, each by its rule, and nothing is imported because they name it."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
from conversions import converted, name, pickled, record

import skcore

NDARRAY = name("numpy.ndarray")


def dtype(text="f8", *state, order="<", align=-1):
    return record("numpy.dtype", text, False, True, state=state or (3, order, None, None, None, align, align, 0))


def fields(names, parts, itemsize, flags=16, text="V16"):
    return dtype(text, 3, "|", None, names, parts, itemsize, 1, flags)


def array(*state, cls=NDARRAY):
    return record("numpy.core.multiarray._reconstruct", cls, (0,), b"b", state=state)


def buffer(*args):
    return record("numpy._core.numeric._frombuffer", *args)


def scalar(*args):
    return record("numpy.core.multiarray.scalar", *args)


def bits(kind, state):
    return record("numpy.random._pickle.__bit_generator_ctor", kind, state=state)


def mt19937(**changes):
    key = buffer(bytes(2496), dtype("u4"), (624,), "C")
    return {"bit_generator": "MT19937", "state": {"key": key, "pos": 3, **changes}}


F8 = dtype()
NESTED = F8
for _ in range(40):
    NESTED = fields(("a",), {"a": (NESTED, 0)}, 8)
HOSTILE = {
    "an array of more than its bytes": (array(1, (10**12,), F8, False, bytes(8)), "do not agree with the size"),
    "a negative shape": (array(1, (-1, -1), F8, False, bytes(8)), "shape has a length"),
    "a shape that is a list": (array(1, [1], F8, False, bytes(8)), "shape is no tuple"),
    "a shape of texts": (array(1, ("1",), F8, False, bytes(8)), "shape has a length"),
    "a dtype that is a text": (array(1, (1,), "O", False, bytes(8)), "none that numpy writes"),
    "a state that is short": (array(1, (1,), F8, False), "none that numpy writes"),
    "pointers": (array(1, (1,), dtype("O8", order="|"), False, bytes(8)), "no plain elements"),
    "elements that are a text": (array(1, (1,), F8, False, "12345678"), "are no bytes"),
    "objects in an array of numbers": (array(1, (1,), F8, False, [1.5]), "not one of objects"),
    "fewer objects": (array(1, (2,), dtype("O8", order="|"), False, [1.5]), "not as many elements"),
    "an array of another class": (array(1, (1,), F8, False, bytes(8), cls=name("numpy.memmaps")), "none of numpy's"),
    "an array of no class": (array(1, (1,), F8, False, bytes(8), cls=5), "none of numpy's"),
    "an array without a state": (record("numpy.core.multiarray._reconstruct", NDARRAY, (0,), b"b"), "none that numpy"),
    "a truth of seven": (array(1, (1,), dtype("b1", order="|"), False, b"\x07"), "neither 0 nor 1"),
    "an axis twice": (buffer(bytes(8), F8, (1, 1), "K", (0, 0)), "no permutation"),
    "an axis beyond": (buffer(bytes(8), F8, (1, 1), "K", (0, 9)), "no permutation"),
    "an order of axes that is missing": (buffer(bytes(8), F8, (1, 1), "K"), "no permutation"),
    "an order that is none": (buffer(bytes(8), F8, (1,), "Z"), "order of an array"),
    "a buffer that is an array": (buffer(buffer(bytes(8), F8, (1,), "C"), F8, (1,), "C"), "are no bytes"),
    "pointers in a buffer": (buffer(bytes(8), dtype("O8", order="|"), (1,), "C"), "no plain elements"),
    "a dtype of several": (dtype("i8,i8"), "no sort that numpy defines"),
    "a dtype of dates of nothing": (
        dtype("M8", 4, "<", None, None, None, -1, -1, 0, (None, (b"s", 0, 1, 1))),
        "unit of a date",
    ),
    "a dtype of three bytes": (dtype("f3"), "no sort that this machine has"),
    "a dtype of another state": (record("numpy.dtype", "f8", False, True, state=(1, "<")), "none that numpy writes"),
    "a dtype by a name": (record("numpy.dtype", name("os.system"), False, True, state=(1,)), "no sort that numpy"),
    "fields that overlap": (fields(("a", "b"), {"a": (F8, 0), "b": (dtype("O8", order="|"), 4)}, 16), "overlap"),
    "fields that lie outside": (fields(("a",), {"a": (F8, 9)}, 16), "outside of it"),
    "fields that are missing": (fields(("a",), {}, 16), "malformed"),
    "fields of no dtype": (fields(("a",), {"a": ("O", 0)}, 16), "is no dtype"),
    "fields in fields": (NESTED, "nested over 32 deep"),
    "a subarray of everything": (dtype("V8", 3, "|", (F8, (2**31,)), None, None, 8, 1, 0), "out of bounds"),
    "metadata that are objects": (
        dtype("f8", 4, "<", None, None, None, -1, -1, 0, {"a": name("os.system")}),
        "metadata",
    ),
    "a scalar of more bytes": (scalar(F8, bytes(9)), "do not fill"),
    "a scalar that is a pointer": (scalar(dtype("O8", order="|"), bytes(8)), "do not fill"),
    "a scalar beyond Unicode": (scalar(dtype("U1", align=4), b"\xff" * 4), "beyond Unicode"),
    "a position beyond the key": (bits("MT19937", mt19937(pos=625)), "pos is not in"),
    "a key that is zero": (bits("MT19937", mt19937()), "key is all zero"),
    "a key that is a text": (bits("MT19937", mt19937(key="x")), "key is no array"),
    "the state of another generator": (bits("PCG64", mt19937()), "that of another generator"),
    "a generator of another library": (bits(name("os.system"), mt19937()), "none of numpy's own"),
    "a generator of a number": (record("numpy.random._pickle.__generator_ctor", 5), "none of numpy's own"),
    "a random state of nothing": (record("numpy.random._pickle.__randomstate_ctor"), "no generator and its state"),
    "an old random state of another sort": (
        record("numpy.random.__RandomState_ctor", state=("PCG64", b"", 0, 0, 0.0)),
        "that of another generator",
    ),
    "seeds without end": (
        record("numpy.random.bit_generator.__pyx_unpickle_SeedSequence", 0, 0, (1 << 2**20, 0, None, 4, ())),
        "entropy is too long",
    ),
    "a masked array of another class": (
        record("numpy.ma.core._mareconstruct", name("a.B"), NDARRAY, (0,), b"b", state=()),
        "of another class",
    ),
    "a mask of more": (
        record(
            "numpy.ma.core._mareconstruct",
            name("numpy.ma.core.MaskedArray"),
            NDARRAY,
            (0,),
            b"b",
            state=(1, (1,), F8, False, bytes(8), bytes(2), None),
        ),
        "do not agree with the size",
    ),
    "a limit of nothing": (record("numpy.finfo", state={"dtype": 5}, new=True), "it has no dtype"),
    "a ufunc of another module": (record("numpy.core._ufunc_reconstruct", "os"), "no module and the name"),
    "a polynomial of texts": (
        record("numpy.polynomial.polynomial.Polynomial", state={"coef": "x", "_symbol": "x"}, new=True),
        "no vector of numbers",
    ),
}


@pytest.mark.parametrize(("data", "rule"), HOSTILE.values(), ids=HOSTILE)
def test_what_numpy_does_not_write_is_refused(data, rule):
    with pytest.raises(skcore.UnsupportedTypeError, match=rule):
        converted(data)


def test_a_random_state_of_numpy_before_1_17():
    random = np.random.RandomState(5)
    random.normal()
    name_, key, pos, has_gauss, gauss = random.get_state()
    state = (name_, buffer(key.tobytes(), dtype("u4"), (624,), "C"), pos, has_gauss, gauss)
    loaded = skcore.loads(converted(record("numpy.random.__RandomState_ctor", state=state)))
    assert loaded.normal(size=5).tolist() == random.normal(size=5).tolist()


def test_a_ufunc_of_another_module_is_not_trusted():
    data = converted(record("numpy.core._ufunc_reconstruct", "os", "system"))
    assert skcore.get_untrusted_types(data=data) == ["os.system"]
    with pytest.raises(skcore.InvalidFileError, match=r"not what kind numpy\.ufunc holds"):
        skcore.loads(data, trusted=["os.system"])


TEXT = dtype(f"S{2**20}", 3, "|", None, None, None, 2**20, 1, 0)
NAMES = tuple(f"f{number}" for number in range(2000))
MANY = dtype("V2000", 3, "|", None, NAMES, {n: (dtype("i1", order="|"), at) for at, n in enumerate(NAMES)}, 2000, 1, 0)
SHARED = {
    "dtypes of arrays": (b"", MANY, b"cnumpy._core.numeric\n_frombuffer\n(h\x01h\x02K\0\x85X\x01\0\0\0CtR"),
    "dtypes of scalars": (bytes(2000), MANY, b"cnumpy.core.multiarray\nscalar\nh\x02h\x01\x86R"),
    "dtypes of dtypes": (
        b"",
        MANY,
        b"cnumpy\ndtype\nX\x05\0\0\0V2000\x89\x88\x87R(K\x03X\x01\0\0\0|h\x02K\x01\x85\x86NNM\xd0\x07K\x01K\0tb",
    ),
    "dtypes of limits": (b"", MANY, b"cnumpy\nfinfo\n)\x81}X\x05\0\0\0dtypeh\x02sb"),
    "scalars": (bytes(2**20), TEXT, b"cnumpy.core.multiarray\nscalar\nh\x02h\x01\x86R"),
    "arrays": (bytes(2**20), TEXT, b"cnumpy._core.numeric\n_frombuffer\n(h\x01h\x02)X\x01\0\0\0CtR"),
    "objects": (
        [None] * 2**17,
        dtype("O8", order="|"),
        b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85C\x01b\x87R(K\x01J\0\0\2\0\x85h\x02\x89h\x01tb",
    ),
}


@pytest.mark.parametrize(("elements", "kind", "each"), SHARED.values(), ids=SHARED)
def test_what_is_shared_cannot_be_copied_without_end(elements, kind, each):
    shared = b"".join([pickled(elements)[2:-1], b"q\x010", kind[2:-1], b"q\x020"])
    with pytest.raises((skcore.UnsupportedTypeError, skcore.InvalidStateError), match="far more memory or work"):
        converted(b"\x80\x03" + shared + b"](" + each * 2000 + b"e.")


def test_arrays_cannot_nest_so_deep_that_to_free_them_overflows_the_stack():
    kind = dtype("O8", order="|")[2:-1]
    start = b"cnumpy.core.multiarray\n_reconstruct\nq\x010cnumpy\nndarray\nK\0\x85C\x01b\x87q\x020" + kind + b"q\x030"
    data = b"\x80\x03" + start + b"h\x01h\x02R(K\x01K\x01\x85h\x03\x89]" * 30000 + b"N" + b"atb" * 30000 + b"."
    code = (
        "import io, sys, skcore\n"
        "try: skcore.convert(io.BytesIO(sys.stdin.buffer.read()), io.BytesIO())\n"
        "except skcore.UnsupportedTypeError as error: print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    assert b"nest over 1000 deep" in told.stdout


def test_nothing_is_imported_that_a_pickle_names():
    honest = pickle.dumps(
        {"array": np.arange(3.0), "generator": np.random.default_rng(1), "masked": np.ma.arange(3)}, 4
    )
    hostile = [
        array(1, (1,), F8, False, bytes(8), cls=name("antigravity.fly")),
        record("numpy.dtype", name("this.s"), state=(1,)),
        bits(name("wave.Wave_read"), mt19937()),
    ]
    code = (
        "import io, sys, skcore\n"
        "for data in eval(sys.stdin.read()):\n"
        "    try: skcore.convert(io.BytesIO(data), io.BytesIO())\n"
        "    except skcore.UnsupportedTypeError: print('refused')\n"
        "print(sorted({'this', 'antigravity', 'wave', 'pandas', 'scipy'} & set(sys.modules)))\n"
    )
    files = repr([honest, *map(bytes, hostile)])
    told = subprocess.run([sys.executable, "-c", code], input=files, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["refused"] * 3 + ["[]"]
