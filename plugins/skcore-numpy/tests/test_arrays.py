"""Arrays come back exact: dtype, shape, memory order, elements, and the memory they share."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import skcore

DTYPES = [
    "?", "i1", "<i2", "<i4", "<i8", "u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", "g", "<c8", "<c16", "G",
    ">i4", ">f8", ">c8", "S1", "S7", "<U1", "<U5", ">U3", "V3", "<M8[s]", "<M8[25us]", "<M8", "<m8[D]", ">M8[ns]",
    [("a", "<f8"), ("b", "<i4", (2, 3))],
    [("a", ">u2"), ("nested", [("x", "S3"), ("y", "?")])],
    [(("a title", "a"), "<f4")],
    np.dtype([("a", "i1"), ("b", "f8")], align=True),
    np.dtype({"names": ["x"], "formats": ["<i4"], "offsets": [8], "itemsize": 32}),
    np.dtype((np.record, [("a", "<f8")])),
]  # fmt: skip


def round_trip(obj, **options):
    return skcore.loads(skcore.dumps(obj), **options)


def assert_same_dtype(loaded, original):
    assert loaded == original
    assert loaded.type is original.type
    assert loaded.isalignedstruct == original.isalignedstruct
    assert loaded.fields == original.fields


def assert_same(loaded, original):
    assert type(loaded) is type(original)
    assert_same_dtype(loaded.dtype, original.dtype)
    assert loaded.shape == original.shape
    assert loaded.flags.writeable
    assert loaded.flags.aligned
    assert same_elements(loaded, original)
    if original.flags.forc:
        assert loaded.flags.c_contiguous == original.flags.c_contiguous
        assert loaded.flags.f_contiguous == original.flags.f_contiguous


def same_elements(loaded, original):
    """Compare field by field: what lies between the fields is nobody's value."""
    if original.dtype.names is None:
        return loaded.tobytes() == original.tobytes()
    return all(same_elements(loaded[name], original[name]) for name in original.dtype.names)


def filled(shape, dtype, order="C"):
    """Return an array whose bytes vary wherever the dtype lets them."""
    array = np.zeros(shape, dtype, order)
    if array.dtype.kind in "iufcmM":
        array[...] = np.arange(array.size).reshape(shape).astype(array.dtype)
    elif array.dtype.kind in "SU":
        array[...] = np.arange(array.size).reshape(shape).astype("U1").astype(array.dtype)
    return array


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("order", "CF")
@pytest.mark.parametrize("shape", [(), (0,), (1,), (7,), (3, 4), (0, 3), (2, 3, 4), (1, 5, 1)], ids=str)
def test_every_dtype_shape_and_order(dtype, order, shape):
    array = filled(shape, dtype, order)
    assert_same(round_trip(array), array)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_dtypes_themselves(dtype):
    assert_same_dtype(round_trip(np.dtype(dtype)), np.dtype(dtype))


def test_a_part_of_a_fortran_array_is_one_too():
    part = np.asfortranarray(np.arange(24.0).reshape(4, 6))[::2]
    saved = skcore.dumps(part)
    assert skcore.loads(saved).flags.f_contiguous
    assert skcore.dumps(skcore.loads(saved)) == saved


def test_the_order_of_axes_is_kept():
    array = np.arange(24.0).reshape(2, 3, 4).transpose(0, 2, 1).copy("K")
    loaded = round_trip(array)
    assert loaded.strides == array.strides
    np.testing.assert_array_equal(loaded, array)


def test_a_slice_is_saved_without_what_it_was_cut_from():
    whole = np.arange(1_000_000)
    for part in (whole[10:20], whole[::100_000], whole.reshape(1000, 1000)[:, 3][:5]):
        data = skcore.dumps(part)
        assert len(data) < 2000
        np.testing.assert_array_equal(skcore.loads(data), part)


BASE = np.arange(12.0).reshape(3, 4)
SHARING = {
    "a view and its base": [BASE, BASE[1:]],
    "the base last": [BASE[1:], BASE],
    "two views": [BASE[:2], BASE[1:]],
    "strided": [BASE[::2], BASE[:, 1:]],
    "transposed": [BASE.T, BASE],
    "reversed": [BASE[::-1], BASE],
    "other floats": [BASE.view("c16"), BASE],
    "other ints": [BASE.view("u1"), BASE.view("i8")],
}


@pytest.mark.parametrize("name", SHARING)
def test_shared_memory_is_shared_again(name):
    once = round_trip(SHARING[name])
    for loaded in (once, round_trip(once)):
        for array, original in zip(loaded, SHARING[name], strict=True):
            np.testing.assert_array_equal(array, original)
            assert array.strides == original.strides
        assert np.shares_memory(*loaded)
        loaded[0][...] = loaded[0].dtype.type(77)
        expected = [array.copy() for array in SHARING[name]]
        assert (loaded[1] != expected[1]).any()


def test_arrays_that_share_nothing_stay_apart():
    for pair in ([BASE[:, 0], BASE[:, 1]], [BASE[0], BASE[2]], [np.broadcast_to(BASE, (2, 3, 4)), BASE]):
        loaded = round_trip(pair)
        assert not np.shares_memory(*loaded)
        for array, original in zip(loaded, pair, strict=True):
            np.testing.assert_array_equal(array, original)


def test_what_no_array_shows_is_not_saved():
    secret = np.full((50, 3), 1234.5)
    secret[:, 0] = 1.0
    secret[:, 2] = 3.0
    data = skcore.dumps([secret[:, 0], secret[:10, 0], secret[:, 2]])
    assert np.float64(1234.5).tobytes() not in data


def test_padding_is_not_saved():
    dtype = np.dtype([("a", "i1"), ("b", "f8")], align=True)
    dirty = np.frombuffer(b"\x5a" * 16 * 50, dtype)
    for array in (dirty, dirty.reshape(5, 10).T, dirty[::2]):
        data = skcore.dumps(array)
        assert b"\x5a" * 10 not in data
        assert same_elements(skcore.loads(data), array)


def test_identity_of_one_array():
    first, second = round_trip([BASE, BASE])
    assert first is second


@pytest.mark.parametrize(
    "array",
    [
        np.array([1, "a", None, [2]], object),
        np.empty((0, 3), object),
        np.array([["x"], ["y"]], object, order="F"),
        np.array("text", object),
        np.array([f"feature {i}" for i in range(100)], object),
    ],
    ids=repr,
)
def test_object_arrays(array):
    loaded = round_trip(array)
    assert loaded.dtype == object
    assert loaded.shape == array.shape
    assert loaded.flags.f_contiguous == array.flags.f_contiguous
    assert loaded.tolist() == array.tolist()
    assert list(map(type, loaded.ravel())) == list(map(type, array.ravel()))


def test_an_object_array_in_a_cycle():
    holder = []
    holder.append(np.array([holder, None], object))
    loaded = round_trip(holder)
    assert loaded[0][0] is loaded


def test_an_object_array_that_contains_itself_is_refused():
    """numpy's loops over objects recurse in C: comparing it with anything would overflow the stack."""
    array = np.empty((2, 1), object)
    array[0, 0] = array
    with pytest.raises(skcore.UnsupportedTypeError, match="contains itself"):
        skcore.dumps(array)


def test_subclasses():
    matrix = np.matrix([[1.0, 2.0]])
    assert_same(round_trip(matrix), matrix)
    objects = np.matrix([["a", 1], [None, 2.5]], dtype=object)
    for part in (objects, objects.T, objects[:1], objects[:0]):
        loaded = round_trip(part)
        assert type(loaded) is np.matrix
        assert (loaded.shape, loaded.tolist()) == (part.shape, part.tolist())
    records = np.rec.array([(1, 2.0)], dtype=[("a", int), ("b", float)])
    loaded = round_trip(records)
    assert_same(loaded, records)
    assert loaded.a == [1]
    assert type(loaded[0]) is np.record


def test_a_memory_map_is_saved_as_what_it_shows(tmp_path):
    mapped = np.memmap(tmp_path / "a", float, "w+", shape=(3,))
    mapped[:] = 1, 2, 3
    loaded = round_trip(mapped)
    assert type(loaded) is np.ndarray
    np.testing.assert_array_equal(loaded, mapped)


MASKED = [
    np.ma.masked_array([1.0, 2.0], [0, 1]),
    np.ma.masked_array([1, 2]),
    np.ma.masked_array([1, 2], [1, 0], fill_value=7, hard_mask=True),
    np.ma.masked_array(np.array(["a", None], object), [0, 1]),
    np.ma.masked_array([(1, 2.0)], [(0, 1)], dtype=[("a", int), ("b", float)]),
    np.ma.masked_all((2, 3)),
]


@pytest.mark.parametrize("array", MASKED, ids=repr)
def test_masked_arrays(array):
    loaded = round_trip(array)
    assert type(loaded) is np.ma.MaskedArray
    assert loaded.dtype == array.dtype
    assert loaded.hardmask == array.hardmask
    assert loaded.fill_value == array.fill_value
    assert (loaded._fill_value is None) == (array._fill_value is None)
    assert (loaded.mask is np.ma.nomask) == (array.mask is np.ma.nomask)
    np.testing.assert_array_equal(loaded.mask, array.mask)
    assert loaded.tolist() == array.tolist()


def test_the_masked_constant_stays_one():
    assert round_trip(np.ma.masked) is np.ma.masked


@settings(max_examples=200, deadline=None)
@given(
    hnp.arrays(
        st.one_of(hnp.scalar_dtypes(), hnp.array_dtypes()),
        hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
    )
)
def test_any_array(array):
    loaded = round_trip(array)
    assert loaded.dtype == array.dtype
    assert loaded.shape == array.shape
    assert same_elements(loaded, array)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_views_of_one_array(data):
    base = np.arange(60).reshape(3, 4, 5)
    views = [base[data.draw(hnp.basic_indices(base.shape))] for _ in range(3)]
    views = [view for view in views if isinstance(view, np.ndarray)]
    loaded = round_trip(views)
    for array, original in zip(loaded, views, strict=True):
        np.testing.assert_array_equal(array, original)
    for i, first in enumerate(views):
        for j, second in enumerate(views):
            assert np.shares_memory(first, second) == np.shares_memory(loaded[i], loaded[j])


def test_mapped_from_a_file(tmp_path):
    path = tmp_path / "a.skc"
    array = np.arange(100_000.0)
    skcore.dump({"x": array}, path)
    mapped = skcore.load(path, mmap=True)["x"]
    np.testing.assert_array_equal(mapped, array)
    mapped[0] = 5
    np.testing.assert_array_equal(skcore.load(path)["x"], array)
    assert mapped.flags.aligned


def test_the_same_bytes_in_another_process():
    code = (
        "import numpy as np, skcore, sys\n"
        "obj = [np.arange(5), np.float32(1), np.array([0, None]), {np.int64(3), np.int64(1)}]\n"
        "sys.stdout.write(skcore.dumps(obj).hex())"
    )
    runs = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(runs) == 1


@pytest.mark.parametrize(
    "obj",
    [
        np.dtype("f8", metadata={"a": 1.5}),
        np.zeros(3, np.dtype("f8", metadata={"a": 1.5})),
        np.zeros(3, "V0"),
        np.frompyfunc(lambda x: x, 1, 1),
    ],
    ids=repr,
)
def test_what_cannot_be_saved_is_refused_at_dump(obj):
    with pytest.raises(skcore.UnsupportedTypeError, match=r"obj\['x'\]\[0\]"):
        skcore.dumps({"x": [obj]})
