"""The rarer things of numpy: strings of any length, records of objects, polynomials, limits, vectorized functions."""

import math

import numpy as np
import pytest
from numpy.polynomial import Chebyshev, Hermite, HermiteE, Laguerre, Legendre, Polynomial
from skcore_numpy import limits, polynomials, structured, vectorized

import skcore

NEWER = np.lib.NumpyVersion(np.__version__) >= "2.0.0"


def round_trip(obj):
    saved = skcore.dumps(obj)
    assert skcore.get_untrusted_types(data=saved) == []
    loaded = skcore.loads(saved)
    assert type(loaded) is type(obj)
    assert skcore.dumps(loaded) == saved
    return loaded


RECORDS = {
    "an object": np.array([(1, "a"), (2, None)], [("number", "<i8"), ("object", "O")]),
    "several dimensions": np.asfortranarray(np.full((2, 3), 5, [("a", "O"), ("b", "<f4", (2, 2))])),
    "objects in a subarray": np.full(2, 7, [("a", "O", (2,)), ("b", "?")]),
    "nested": np.array([((1, "x"), 2.5)], [("inner", [("a", "i4"), ("b", "O")]), ("c", "f8")]),
    "aligned": np.zeros(3, np.dtype([("a", "i1"), ("b", "O")], align=True)),
    "a recarray": np.rec.array([(1, "a")], dtype=[("a", "i8"), ("b", "O")]),
    "none": np.zeros(0, [("a", "O")]),
    "no dimensions": np.zeros((), [("a", "O")]),
}


@pytest.mark.parametrize("name", RECORDS)
def test_records_with_objects(name):
    array = RECORDS[name]
    loaded = round_trip(array)
    assert loaded.dtype == array.dtype
    assert loaded.dtype.type is array.dtype.type
    assert loaded.dtype.isalignedstruct == array.dtype.isalignedstruct
    assert loaded.shape == array.shape
    assert loaded.flags.fnc == array.flags.fnc
    assert repr(loaded) == repr(array)


def test_one_record_with_objects():
    shared = ["a"]
    record = np.array([(1, shared)], [("a", "i8"), ("b", "O")])[0]
    loaded, found = round_trip([record, shared])
    assert type(loaded) is np.void
    assert loaded["b"] is found
    assert loaded.dtype == record.dtype


STRUCTURED_LIES = {
    "a column less": {"columns": []},
    "a column that is no array": {"columns": [5, 5]},
    "a column of another length": {"columns": [np.zeros(3, "i8"), np.zeros(2, object)]},
    "a column of another dtype": {"columns": [np.zeros(2, "f8"), np.zeros(2, object)]},
    "numbers for objects": {"columns": [np.zeros(2, "i8"), np.zeros(2, "i8")]},
    "a greater shape": {"shape": skcore.Plain((2**40,))},
    "no objects": {"dtype": '{"names":["a"],"formats":["<i8"],"offsets":[0],"itemsize":8}'},
    "no fields": {"dtype": "|O"},
    "padding": {"dtype": '{"names":["a","b"],"formats":["<i8","|O"],"offsets":[0,8],"itemsize":2000000000}'},
    "an unknown order": {"order": "A"},
}


@pytest.mark.parametrize("lie", STRUCTURED_LIES)
def test_records_that_lie(tampered, refused, lie):
    array = RECORDS["an object"]
    refused(tampered(structured.Structured, array, lambda state: state.update(STRUCTURED_LIES[lie])))


def test_several_records_for_one(tampered, refused):
    record = RECORDS["an object"][0]
    columns = [np.zeros(2, "i8"), np.zeros(2, object)]
    lie = {"shape": skcore.Plain((2,)), "columns": columns}
    refused(tampered(structured.Structured, record, lambda state: state.update(lie)))


def test_records_of_padding_are_refused_when_saved():
    dtype = np.dtype({"names": ["a"], "formats": ["O"], "offsets": [0], "itemsize": 5000})
    with pytest.raises(skcore.UnsupportedTypeError, match="unused bytes"):
        skcore.dumps(np.zeros(2, dtype))


if NEWER:
    from skcore_numpy import strings

    TEXTS = ["short", "", "ä" * 3, "long " * 100, "😀"]
    SORTS = {
        "plain": {},
        "strict": {"coerce": False},
        "None": {"na_object": None},
        "NaN": {"na_object": math.nan},
        "text": {"na_object": "missing"},
    }

    @pytest.mark.parametrize("sort", SORTS)
    @pytest.mark.parametrize("order", "CF")
    def test_arrays_of_strings(sort, order):
        dtype = np.dtypes.StringDType(**SORTS[sort])
        array = np.array([TEXTS, TEXTS[::-1]], dtype, order=order)
        if "na_object" in SORTS[sort]:
            array[0, 1] = SORTS[sort]["na_object"]
        loaded = round_trip(array)
        assert repr(loaded.dtype) == repr(array.dtype)
        assert loaded.flags.fnc == array.flags.fnc
        assert repr(loaded.tolist()) == repr(array.tolist())
        assert repr(round_trip(dtype)) == repr(dtype)

    @pytest.mark.parametrize("name", ["lower", "strip", "title"])
    def test_functions_of_strings(name):
        assert round_trip(getattr(np.strings, name)) is getattr(np.strings, name)
        assert round_trip(getattr(np.char, name)) is getattr(np.char, name)

    def test_character_arrays():
        array = np.char.array(["ab", "c"])
        loaded = round_trip(array)
        assert (loaded.upper() == array.upper()).all()

    @pytest.mark.parametrize("shape", [(), (0,), (1,), (2, 0, 3)], ids=str)
    def test_arrays_of_strings_of_any_shape(shape):
        array = np.full(shape, "text", np.dtypes.StringDType())
        assert round_trip(array).shape == shape

    def test_what_stands_for_a_missing_string_is_plain():
        with pytest.raises(skcore.UnsupportedTypeError, match="na_object"):
            skcore.dumps(np.array(["a"], np.dtypes.StringDType(na_object=object())))

    SIZES = {
        "negative": [-1, 6],
        "beyond": [5, 2**62],
        "too small": [1, 1],
        "within a character": [4, 1],
        "one more": [5, 0, 0],
    }

    @pytest.mark.parametrize("lie", SIZES)
    def test_sizes_of_strings_that_lie(tampered, refused, lie):
        array = np.array(["abcä", ""], np.dtypes.StringDType())
        sizes = skcore.Buffer(np.array(SIZES[lie], "<i8").tobytes())
        refused(tampered(strings.StringArray, array, lambda state: state.update(sizes=sizes)))

    STRING_LIES = [{"dtype": np.dtype("f8")}, {"order": "A"}, {"data": None}, {"sizes": skcore.Buffer(b"123")}]

    @pytest.mark.parametrize("lie", STRING_LIES, ids=str)
    def test_strings_that_lie(tampered, refused, lie):
        array = np.array(["ab"], np.dtypes.StringDType())
        refused(tampered(strings.StringArray, array, lambda state: state.update(lie)))

    @pytest.mark.parametrize("lie", [{"coerce": 1}, {"na_object": 5}, {"na_object": [1]}, {"more": 1}], ids=str)
    def test_dtypes_of_strings_that_lie(tampered, refused, lie):
        dtype = np.dtypes.StringDType()
        refused(tampered(strings.StringDType, dtype, lambda state: state.update(lie)))


POLYNOMIALS = [
    *(kind([1.0, 2.0, 3.0]) for kind in (Polynomial, Chebyshev, Legendre, Hermite, HermiteE, Laguerre)),
    Polynomial([1, 2j], domain=[0, 5], window=[-2, 2], symbol="t"),
    Polynomial.fit([1.0, 2.0, 3.0], [2.0, 3.0, 4.0], 1),
]


@pytest.mark.parametrize("polynomial", POLYNOMIALS, ids=lambda polynomial: type(polynomial).__name__)
def test_polynomials(polynomial):
    loaded = round_trip(polynomial)
    assert vars(loaded).keys() == vars(polynomial).keys()
    assert loaded == polynomial
    assert loaded.symbol == polynomial.symbol
    np.testing.assert_array_equal(loaded(np.arange(3.0)), polynomial(np.arange(3.0)))
    np.testing.assert_array_equal(loaded.deriv().coef, polynomial.deriv().coef)


def test_old_polynomials():
    polynomial = np.poly1d([1, 2, 3], variable="z")
    loaded = round_trip(polynomial)
    assert vars(loaded).keys() == vars(polynomial).keys()
    assert loaded.coeffs.dtype == polynomial.coeffs.dtype
    assert str(loaded) == str(polynomial)
    assert loaded(2) == polynomial(2)


SERIES_LIES = [
    {"coef": [1.0]},
    {"coef": np.zeros((2, 2))},
    {"coef": np.zeros(0)},
    {"coef": np.array(["a"])},
    {"domain": np.zeros(3)},
    {"window": None},
    {"_symbol": "a b"},
    {"_symbol": 5},
    {"fit": sum},
    {"__class__": 5},
]


@pytest.mark.parametrize("lie", SERIES_LIES, ids=str)
def test_polynomials_that_lie(tampered, refused, lie):
    refused(tampered(polynomials.Series, POLYNOMIALS[-1], lambda state: state.update(lie)))


@pytest.mark.parametrize("lie", [{"coeffs": np.zeros((2, 2))}, {"coeffs": 5}, {"_variable": 5}, {"more": 1}], ids=str)
def test_old_polynomials_that_lie(tampered, refused, lie):
    refused(tampered(polynomials.Poly1d, np.poly1d([1, 2]), lambda state: state.update(lie)))


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "c8", "g"])
def test_limits_of_floats(dtype):
    found = np.finfo(dtype)
    loaded = round_trip(found)
    assert (loaded.dtype, loaded.eps) == (found.dtype, found.eps)


@pytest.mark.parametrize("dtype", ["i1", "u8"])
def test_limits_of_integers(dtype):
    found = np.iinfo(dtype)
    loaded = round_trip(found)
    assert (loaded.dtype, loaded.min, loaded.max) == (found.dtype, found.min, found.max)


@pytest.mark.parametrize("lie", ["<U5", "|O", "<i4", "nonsense", 5], ids=str)
def test_limits_that_lie(tampered, refused, lie):
    refused(tampered(limits.Limits, np.finfo("f8"), lambda state: state.__setitem__(0, lie)))


VECTORIZED = {
    "plain": lambda: np.vectorize(abs),
    "of a ufunc": lambda: np.vectorize(np.add),
    "with types": lambda: np.vectorize(math.floor, otypes=[float], doc="The floor.", cache=True),
    "with types as text": lambda: np.vectorize(math.floor, otypes="d"),
    "with a signature": lambda: np.vectorize(np.mean, signature="(n)->()"),
    "with an exclusion": lambda: np.vectorize(round, excluded={"ndigits", 1}),
}


@pytest.mark.parametrize("name", VECTORIZED)
def test_vectorized_functions(name):
    function = VECTORIZED[name]()
    loaded = round_trip(function)
    assert vars(loaded) == vars(function)
    arguments = (np.array([0.5, -1.5]),) * (2 if name == "of a ufunc" else 1)
    np.testing.assert_array_equal(loaded(*arguments), function(*arguments))


VECTORIZED_LIES = [
    {"pyfunc": 5},
    {"pyfunc": ["a"]},
    {"otypes": "nonsense"},
    {"otypes": [5]},
    {"doc": 5},
    {"excluded": [1]},
    {"excluded": {1.5}},
    {"cache": 1},
    {"signature": 5},
    {"signature": "(" * 1000},
    {"signature": "nonsense"},
    {"more": 1},
]


@pytest.mark.parametrize("lie", VECTORIZED_LIES, ids=str)
def test_vectorized_functions_that_lie(refused, monkeypatch, lie):
    original = vectorized.Vectorize.save

    def save(self, obj):
        return {**original(self, obj), **lie}

    monkeypatch.setattr(vectorized.Vectorize, "save", save)
    refused(skcore.dumps(np.vectorize(abs)))


def test_a_vectorized_function_that_was_changed():
    function = np.vectorize(abs)
    function.__name__ = "other"
    with pytest.raises(skcore.UnsupportedTypeError, match="changed"):
        skcore.dumps(function)


METADATA = [
    np.dtype("i8", metadata={"unit": "m", "exponent": 3}),
    np.dtype(("f8", (2,)), metadata={"a": "b"}),
    np.dtype([("a", np.dtype("i8", metadata={"unit": "m"}))]),
]


@pytest.mark.parametrize("dtype", METADATA, ids=str)
def test_metadata_of_dtypes(dtype):
    loaded = round_trip(dtype)
    assert loaded == dtype
    assert loaded.metadata == dtype.metadata
    if dtype.names:
        assert loaded["a"].metadata == dtype["a"].metadata
    assert round_trip(np.zeros(2, dtype)).dtype.metadata == np.zeros(2, dtype).dtype.metadata


@pytest.mark.parametrize("metadata", [{"a": [1]}, {5: "a"}, {"a": {1}}], ids=repr)
def test_metadata_that_is_not_plain(metadata):
    with pytest.raises(skcore.UnsupportedTypeError, match="metadata"):
        skcore.dumps(np.dtype("i8", metadata=metadata))


def test_a_structured_dtype_with_metadata():
    with pytest.raises(skcore.UnsupportedTypeError, match="metadata of its own"):
        skcore.dumps(np.dtype([("a", "i8")], metadata={"a": "b"}))
