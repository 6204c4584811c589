"""The conformance kit on every kind."""

import math

import kit_tables
import numpy as np
import pytest
from conversions import Converts
from kit_tables import Row
from numpy.polynomial import Chebyshev, Polynomial
from skcore_numpy import (
    arrays,
    generators,
    limits,
    masked,
    names,
    objects,
    polynomials,
    scalars,
    strings,
    structured,
    vectorized,
)

from skcore import Buffer, Plain

NEWEST = np.lib.NumpyVersion(np.__version__) >= "2.0.0"
RECORDS = [("number", "<i8"), ("object", "O")]
# Platforms differ in which of these are other names of other types.
ALIASES = ("numpy.intc", "numpy.uintc", "numpy.longlong", "numpy.ulonglong")
STRIDED = {"offset": 0, "strides": Plain((8,))}


def parts(obj):
    """Return what there is to compare of an object of any kind."""
    if isinstance(obj, np.ma.MaskedArray):
        return [*map(parts, (obj._data, obj._mask, obj._fill_value)), obj._hardmask, obj._sharedmask]
    if isinstance(obj, np.ndarray) and obj.dtype.names:
        return [*parts(obj.dtype), obj.shape, obj.flags.fnc, *(parts(obj[name]) for name in obj.dtype.names)]
    if isinstance(obj, np.ndarray | np.generic):
        elements = repr(obj.tolist()) if obj.dtype.hasobject or obj.dtype.char == "T" else obj.tobytes()
        return [*parts(obj.dtype), obj.shape, obj.flags.fnc, elements]
    if isinstance(obj, np.dtype):
        return [repr(obj), obj.type, obj.isalignedstruct, repr(obj.metadata or None)]
    if isinstance(obj, np.random.RandomState | np.random.Generator):
        return [parts(obj.bit_generator if hasattr(obj, "bit_generator") else obj._bit_generator), repr_of_gauss(obj)]
    if isinstance(obj, np.random.BitGenerator | np.random.SeedSequence):
        # The numpy before 2 pickles a generator without its seeds, and makes them up when it loads it.
        seeds = getattr(getattr(obj, "seed_seq", None), "state", None) if NEWEST else None
        return [repr(obj.state), repr(seeds)]
    if isinstance(obj, dict):
        # Only pickle adds it to a polynomial's attributes, where it is not read.
        return [[key, parts(value)] for key, value in obj.items() if key != "symbol"]
    return parts(vars(obj)) if isinstance(obj, Polynomial | Chebyshev | np.poly1d | np.vectorize) else repr(obj)


def repr_of_gauss(obj):
    return repr(obj.get_state(legacy=False)) if isinstance(obj, np.random.RandomState) else ""


def use_array(obj):
    repr(obj), obj.copy(), obj[..., None], obj.ravel()[:3], np.sort(obj.ravel())
    (obj + obj, obj.sum())


def use_generator(obj):
    random = obj if hasattr(obj, "bytes") else np.random.Generator(obj)
    random.bytes(3000), random.standard_normal(700), random.permutation(5)


@pytest.mark.filterwarnings("ignore:the matrix subclass")
class Kit(Converts, kit_tables.Tabled):
    def equal(self, saved, loaded):
        assert parts(saved) == parts(loaded)

    def use(self, obj):
        if isinstance(obj, np.ndarray):
            use_array(obj)
        elif isinstance(obj, np.random.BitGenerator | np.random.Generator | np.random.RandomState):
            use_generator(obj)
        elif isinstance(obj, np.random.SeedSequence):
            obj.spawn(1)[0].generate_state(9)
        elif isinstance(obj, np.dtype):
            repr(obj), np.zeros(2, obj) if obj.itemsize < 1000 else None
        elif callable(obj):
            obj(np.arange(3.0))
        else:
            repr(obj), hash(obj)


ROWS = [
    Row(
        arrays.Array,
        {
            "floats": lambda: np.arange(6.0).reshape(2, 3),
            "fortran": lambda: np.asfortranarray(np.arange(6, dtype="<i4").reshape(2, 3)),
            "texts": lambda: np.array(["ab", "ü"]),
            "truths": lambda: np.array([True, False]),
            "times": lambda: np.array(["2020-01-01", "NaT"], "M8[s]"),
            "fields": lambda: np.array([(1, 2.5)], [("a", "<i4"), ("b", "<f8", (1,))]),
            "a matrix": lambda: np.asmatrix([[1.0, 2.0]]),
        },
        [
            ("floats", {"shape": Plain((10**11,))}, "do not agree with the size of data"),
            ("floats", {"shape": Plain((-2, -3))}, "shape has a length"),
            ("floats", {"shape": Plain((1,) * 65)}, "shape is no tuple of at most"),
            ("floats", {"shape": Plain((0, 2**40))}, "empty array of too many"),
            ("floats", {"dtype": "|O"}, "no plain elements"),
            ("floats", {"dtype": "float64"}, "of an unknown sort"),
            ("floats", {"dtype": "{"}, "dtype is malformed"),
            ("floats", {**STRIDED, "shape": Plain((7,))}, "lead outside of data"),
            ("floats", {**STRIDED, "shape": Plain((5,)), "offset": 1}, "not aligned"),
            ("floats", {**STRIDED, "strides": Plain((8, 8, 8))}, "strides do not fit"),
            ("floats", {**STRIDED, "shape": Plain((6,)), "offset": 0.0}, "offset or strides are no ints"),
            ("texts", {"data": Buffer(b"\xff" * 16)}, "beyond Unicode"),
            ("truths", {"data": Buffer(b"\1\2")}, "neither 0 nor 1"),
            (
                "fields",
                {"dtype": '{"names":["a","b"],"formats":["<i8","<i8"],"offsets":[0,0],"itemsize":12}'},
                "fields overlap",
            ),
        ],
    ),
    Row(
        objects.ObjectArray,
        {
            "words": lambda: np.array(["a", 1, None], object),
            "rows": lambda: np.asfortranarray(np.array([["a", 1], [None, 2.5]], object)),
            "a matrix": lambda: np.asmatrix(np.array([["a", None]], object)),
        },
        [
            ("words", {"shape": Plain((4,))}, "does not agree with its items"),
            ("words", {"shape": [3]}, "shape is no tuple"),
            ("words", {"items": ("a", "b", "c")}, "of the wrong type"),
            ("words", {"order": "K"}, "of the wrong type"),
            ("a matrix", {"shape": Plain((2,))}, "a matrix has two dimensions"),
        ],
    ),
    Row(
        structured.Structured,
        {
            "records": lambda: np.array([(1, "a"), (2, None)], RECORDS),
            "nested": lambda: np.array([((1, "x"), 2.5)], [("inner", [("a", "i4"), ("b", "O")]), ("c", "f8")]),
            "one": lambda: np.array([(1, "a")], RECORDS)[0],
        },
        [
            ("records", {"columns": []}, "not as many as its fields"),
            ("records", {"columns": [np.zeros(3, "i8"), np.zeros(2, object)]}, "not the shape of its field"),
            ("records", {"columns": [np.zeros(2, "f8"), np.zeros(2, object)]}, "not the dtype of its field"),
            ("records", {"dtype": "|O"}, "no objects in its fields"),
            ("one", {"shape": Plain((1,)), "columns": [np.zeros(1, "i8"), np.zeros(1, object)]}, "not one record"),
        ],
    ),
    Row(
        masked.Masked,
        {
            "masked": lambda: np.ma.masked_array([1.0, 2.0], [0, 1], fill_value=7.0),
            "no mask": lambda: np.ma.masked_array([1, 2], hard_mask=True),
            "fields": lambda: np.ma.masked_array([(1, 2.0)], [(0, 1)], [("a", int), ("b", float)]),
        },
        [
            ("masked", {"data": [1.0, 2.0]}, "data is no array"),
            ("masked", {"mask": np.array([True])}, "mask has not the shape and dtype"),
            ("masked", {"fill_value": np.zeros(2)}, "fill_value is no 0-d array"),
            ("masked", {"hard_mask": 1}, "is no truth value"),
        ],
    ),
    Row(
        masked.MaskedConstant,
        {"masked": lambda: np.ma.masked},
        [("masked", {"data": 1}, "has a state")],
    ),
    Row(
        scalars.Scalar,
        {
            **{
                f"{value!r}": lambda value=value: value
                for value in (np.int8(-5), np.uint64(2**64 - 1), np.float32(0.1), np.float64("nan"), np.bool_(True))
            },
            **{
                f"{value!r}": lambda value=value: value
                for value in (np.complex64(1j), np.str_("ü"), np.bytes_(b"a"), np.datetime64("2020-01-01"))
            },
        },
        [
            (repr(np.int8(-5)), [300], "beyond the range of its class"),
            (repr(np.int8(-5)), [True], "not of the type that its class asks for"),
            (repr(np.int8(-5)), [1, 2, 3], "one part or two"),
            (repr(np.complex64(1j)), ["<c8", "00" * 7], "its bytes do not fill it"),
            (repr(np.bool_(True)), ["|b1", "07"], "neither 0 nor 1"),
        ],
        {"absent": ALIASES},
    ),
    Row(
        scalars.DType,
        {
            "floats": lambda: np.dtype("<f8"),
            "fields": lambda: np.dtype([("a", "i1"), ("b", "f8", (2,))], align=True),
            "metadata": lambda: np.dtype("f4", metadata={"unit": "m"}),
        },
        [
            ("floats", ["<f08"], "of an unknown sort"),
            ("floats", [8], "no description of a dtype"),
            ("floats", ['{"base":' * 40 + '"<i8"' + ',"shape":[1]}' * 40], "nested over 32 deep"),
            ("fields", ['{"base":"<i8","shape":[0]}'], "shape is out of bounds"),
        ],
    ),
    Row(
        limits.Limits,
        {"floats": lambda: np.finfo("f4"), "ints": lambda: np.iinfo("u1")},
        [("floats", ["<i4"], "no such limits"), ("ints", ["nonsense"], "of an unknown sort")],
        {
            "equal": lambda self, saved, loaded: np.testing.assert_equal(repr(saved), repr(loaded)),
            "unpicklable": {"floats": TypeError},
        },
    ),
    Row(
        generators.BitGenerator,
        {
            name: lambda name=name: getattr(np.random, name)(1)
            for name in ("MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64")
        },
        [
            ("MT19937", lambda whole: inner(whole, pos=625), r"pos is not in \[0, 625\)"),
            ("MT19937", lambda whole: inner(whole, key=np.zeros(624, "uint32")), "key is all zero"),
            ("MT19937", lambda whole: inner(whole, key=np.ones(623, "uint32")), "key is no array of 624 uint32"),
            ("PCG64", lambda whole: inner(whole, inc=2), "inc is not odd"),
            ("PCG64", lambda whole: outer(whole, uinteger=2**32), "uinteger is not in"),
            ("PCG64", lambda whole: outer(whole, bit_generator="SFC64"), "that of another generator"),
            ("PCG64", {"seed_seq": 5}, "seed_seq is no SeedSequence"),
            ("Philox", lambda whole: outer(whole, buffer_pos=5), "buffer_pos is not in"),
            ("SFC64", lambda whole: inner(whole, state=np.ones(3, "uint64")), "state is no array of 4 uint64"),
        ],
    ),
    Row(
        generators.Seeds,
        {
            "one": lambda: np.random.SeedSequence(1),
            "several": lambda: np.random.SeedSequence([1, 2**40], spawn_key=(1,), pool_size=8),
        },
        [
            ("one", {"entropy": -1}, "no row of ints"),
            ("one", {"entropy": 2 ** (32 * 20_000)}, "entropy is too long"),
            ("one", {"spawn_key": [1]}, "spawn_key is no tuple"),
            ("one", {"pool_size": 10**9}, "pool_size is not in"),
            ("one", {"pool_size": 0}, "pool_size is below 4"),
            ("one", {"n_children_spawned": -1}, "n_children_spawned is not in"),
        ],
    ),
    Row(
        generators.Generator,
        {"default": lambda: np.random.default_rng(1)},
        [("default", {"bit_generator": 5}, "none of numpy's own")],
    ),
    Row(
        generators.RandomState,
        {"new": lambda: np.random.RandomState(1), "used": lambda: used(np.random.RandomState(1))},
        [
            ("used", {"bit_generator": 5}, "none of numpy's own"),
            ("used", {"has_gauss": 2}, "has_gauss is not in"),
            ("used", {"gauss": "x"}, "gauss is no float"),
        ],
    ),
    Row(
        polynomials.Series,
        {
            "fit": lambda: Polynomial.fit([1.0, 2.0, 3.0], [2.0, 3.0, 4.0], 1),
            "symbol": lambda: Chebyshev([1, 2j], domain=[0, 5], window=[-2, 2], symbol="t"),
        },
        [
            ("symbol", {"coef": [1.0]}, "coef is no vector of numbers"),
            ("symbol", {"coef": np.zeros(0)}, "coef is empty"),
            ("symbol", {"domain": np.zeros(3)}, "domain is no pair"),
            ("symbol", {"_symbol": "a b"}, "_symbol is no name"),
            ("symbol", {"fit": 1}, "other fields than"),
        ],
    ),
    Row(
        polynomials.Poly1d,
        {"z": lambda: np.poly1d([1, 2, 3], variable="z")},
        [
            ("z", {"coeffs": np.zeros((2, 2))}, "coeffs is no vector"),
            ("z", {"_variable": 5}, "other fields than coeffs and _variable"),
            ("z", {"deriv": 5}, "hides a method"),
        ],
    ),
    Row(
        vectorized.Vectorize,
        {
            "types": lambda: np.vectorize(math.floor, otypes=[float], cache=True),
            "signature": lambda: np.vectorize(np.mean, signature="(n)->()"),
        },
        [
            ("types", {"pyfunc": 5}, "pyfunc is no function"),
            ("types", {"otypes": "nonsense"}, "otypes is unknown"),
            ("types", {"cache": 1}, "cache is no bool"),
            ("types", {"excluded": {1.5}}, "more than names and positions"),
            ("types", {"signature": "(" * 1000}, "at most 200 characters"),
            ("types", {"more": 1}, "other fields than"),
        ],
    ),
    Row(names.Ufuncs, {"log": lambda: np.log}, [("log", {"more": 1}, "its fields are not none")]),
    Row(
        names.Functions,
        {"mean": lambda: np.mean, "det": lambda: np.linalg.det},
        [("mean", {"more": 1}, "its fields are not none")],
        # Versions differ in which of them are ufuncs.
        {"absent": ("numpy.abs", "numpy.ceil")},
    ),
    Row(names.Classes, {"float32": lambda: np.float32}, [], {"absent": ALIASES}),
]
if hasattr(np.dtypes, "StringDType"):
    TEXTS = ["ab", "", "cd" * 20]
    ROWS += [
        Row(
            strings.StringDType,
            {"plain": lambda: np.dtypes.StringDType(), "NaN": lambda: np.dtypes.StringDType(na_object=math.nan)},
            [
                ("plain", {"coerce": 1}, "coerce is no bool"),
                ("plain", {"na_object": 5}, "neither None, NaN nor a str"),
                ("plain", {"more": 1}, "there are other fields"),
            ],
        ),
        Row(
            strings.StringArray,
            {
                "plain": lambda: np.array(TEXTS, np.dtypes.StringDType()),
                "missing": lambda: np.array([["a", None]], np.dtypes.StringDType(na_object=None)),
            },
            [
                ("plain", {"sizes": Buffer(np.array([-1, 3, 40]).tobytes())}, "negative or beyond the data"),
                ("plain", {"sizes": Buffer(np.array([2, 0, 39]).tobytes())}, "do not add up"),
                ("plain", {"sizes": Buffer(bytes(9))}, "are no buffers"),
                ("plain", {"shape": Plain((4,))}, "does not agree with its sizes"),
                ("plain", {"dtype": np.dtype("f8")}, "order or dtype is of the wrong type"),
            ],
        ),
    ]
OTHERS = {
    "numpy.column": "it is written in place of lists of scalars, and has no save: test_hostile.py lies about it",
    **({} if hasattr(np.dtypes, "StringDType") else dict.fromkeys(("numpy.string_dtype", "numpy.string_array"), "old")),
}
globals().update(kit_tables.classes(__name__, ROWS, Kit, newest=NEWEST))


def inner(whole, **changes):
    return outer(whole, state={**whole["state"]["state"], **changes})


def outer(whole, **changes):
    return {**whole, "state": {**whole["state"], **changes}}


def used(random):
    random.randn()
    return random


def test_every_kind_has_its_tests():
    assert not kit_tables.kinds_without_tests("numpy", ROWS, OTHERS)
