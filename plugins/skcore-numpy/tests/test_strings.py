"""Strings of any length, functions over strings, and arrays of characters, all of numpy 2."""

import math

import numpy as np
import pytest

import skcore

NEWER = np.lib.NumpyVersion(np.__version__) >= "2.0.0"


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
    def test_arrays_of_strings(round_trip, sort, order):
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
    def test_functions_of_strings(round_trip, name):
        assert round_trip(getattr(np.strings, name)) is getattr(np.strings, name)
        assert round_trip(getattr(np.char, name)) is getattr(np.char, name)

    def test_character_arrays(round_trip):
        array = np.char.array(["ab", "c"])
        loaded = round_trip(array)
        assert (loaded.upper() == array.upper()).all()

    @pytest.mark.parametrize("shape", [(), (0,), (1,), (2, 0, 3)], ids=str)
    def test_arrays_of_strings_of_any_shape(round_trip, shape):
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
