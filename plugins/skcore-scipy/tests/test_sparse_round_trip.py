"""Every format comes back with the same class, attributes, dtypes, memory order and shared memory."""

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

import skcore

FORMATS = ["csr", "csc", "coo", "bsr", "dia", "lil", "dok"]
CLASSES = [getattr(sp, f"{name}_{sort}") for name in FORMATS for sort in ("matrix", "array")]
DTYPES = ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8", "g", "F", "D", "G"]
CACHED = {"_has_canonical_format", "_has_sorted_indices"}


def assert_same(value, other):
    assert type(value) is type(other)
    if sp.issparse(value):
        attributes = {name: part for name, part in vars(value).items() if name not in CACHED}
        assert attributes.keys() == vars(other).keys()
        for name, part in attributes.items():
            assert_same(part, vars(other)[name])
    elif isinstance(value, np.ndarray):
        assert (value.dtype, value.shape) == (other.dtype, other.shape)
        assert value.flags.c_contiguous == other.flags.c_contiguous
        if value.dtype == object:
            assert_same(value.tolist(), other.tolist())
        else:
            np.testing.assert_array_equal(value, other)
    elif isinstance(value, (tuple, list)):
        assert len(value) == len(other)
        for pair in zip(value, other, strict=True):
            assert_same(*pair)
    elif isinstance(value, dict):
        assert_same(list(value.items()), list(other.items()))
    else:
        assert value == other or (value != value and other != other)


def round_trip(value):
    data = skcore.dumps(value)
    assert skcore.dumps(value) == data
    loaded = skcore.loads(data)
    assert_same(value, loaded)
    return loaded


def dense(shape, dtype, seed=0):
    rng = np.random.default_rng(seed)
    return (rng.integers(0, 4, shape) * (rng.random(shape) < 0.4)).astype(dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_format_and_dtype(cls, dtype):
    full = dense((6, 8), dtype)
    loaded = round_trip(cls(full))
    np.testing.assert_array_equal(loaded.toarray(), full)
    np.testing.assert_array_equal(loaded @ np.arange(8), full @ np.arange(8))


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (1, 7), (7, 1), (3, 4)])
@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_empty_and_thin_shapes(cls, shape):
    if 0 in shape and "dia" in cls.__name__:
        round_trip(cls(shape))
    else:
        assert round_trip(cls(shape)).shape == shape
        round_trip(cls(np.ones(shape)))


@pytest.mark.parametrize("shape", [(5,), (2, 3), (2, 3, 4), (1, 2, 1, 3, 2)])
def test_coo_of_any_number_of_dimensions(shape):
    full = dense(shape, "f8")
    np.testing.assert_array_equal(round_trip(sp.coo_array(full)).toarray(), full)


@pytest.mark.parametrize("cls", [sp.csr_array, sp.dok_array, sp.coo_array])
def test_one_dimension(cls):
    full = np.array([0, 1.5, 0, 2])
    loaded = round_trip(cls(full))
    np.testing.assert_array_equal(loaded.toarray(), full)


@pytest.mark.parametrize("index", [np.int32, np.int64])
@pytest.mark.parametrize("name", ["csr", "csc", "bsr", "coo", "dia"])
def test_index_dtypes_are_kept(name, index):
    value = getattr(sp, f"{name}_array")(dense((4, 4), "f8"))
    for part in ("indptr", "indices", "offsets"):
        if hasattr(value, part):
            setattr(value, part, getattr(value, part).astype(index))
    if name == "coo":
        value.coords = tuple(part.astype(index) for part in value.coords)
    round_trip(value)


@pytest.mark.parametrize("cls", [sp.csr_matrix, sp.csr_array, sp.csc_matrix, sp.csc_array])
def test_unsorted_indices_duplicates_and_stored_zeros(cls):
    value = cls((np.array([1.0, 0.0, 2.0, 3.0]), np.array([2, 0, 1, 1]), np.array([0, 2, 4, 4])), shape=(3, 3))
    assert not value.has_canonical_format
    loaded = round_trip(value)
    assert not loaded.has_sorted_indices
    assert not loaded.has_canonical_format
    value.sum_duplicates()
    loaded.sum_duplicates()
    assert_same(value.indices, loaded.indices)
    assert_same(value.data, loaded.data)


def test_cached_flags_are_found_anew():
    value = sp.csr_array(dense((4, 4), "f8"))
    value.has_sorted_indices = False
    assert round_trip(value).has_sorted_indices


@pytest.mark.parametrize("flag", [True, False])
def test_coo_keeps_what_it_knows_of_its_order(flag):
    value = sp.coo_array(dense((4, 4), "f8"))
    value.has_canonical_format = flag
    assert round_trip(value).has_canonical_format is flag


@pytest.mark.parametrize("blocksize", [(1, 1), (2, 3), (4, 6), (4, 1)])
def test_blocks(blocksize):
    full = dense((4, 6), "f8")
    loaded = round_trip(sp.bsr_array(full, blocksize=blocksize))
    assert loaded.blocksize == blocksize
    np.testing.assert_array_equal(loaded.toarray(), full)


def test_blocks_in_fortran_order():
    value = sp.bsr_array(dense((4, 6), "f8"), blocksize=(2, 3))
    value.data = np.asfortranarray(value.data)
    assert round_trip(value).data.flags.f_contiguous


def test_diagonals_outside_of_the_shape():
    loaded = round_trip(sp.dia_array((np.ones((1, 3)), [5]), shape=(3, 3)))
    np.testing.assert_array_equal(loaded.toarray(), np.zeros((3, 3)))
    wide = sp.dia_array((np.ones((2, 9)), [-1, 2]), shape=(4, 4))
    np.testing.assert_array_equal(round_trip(wide).toarray(), wide.toarray())


def test_big_endian_and_half_precision_data():
    for dtype in (">f8", "f2"):
        value = sp.csr_array(np.eye(3))
        value.data = value.data.astype(dtype)
        round_trip(value)


def test_huge_shapes():
    round_trip(sp.coo_array((np.ones(1), (np.array([2**40]), np.array([2**41]))), shape=(2**50, 2**50)))
    round_trip(sp.csr_array((3, 2**40)))


def test_items_set_one_by_one():
    for cls in (sp.lil_array, sp.dok_array):
        value = cls((4, 5), dtype="f4")
        value[1, 2], value[1, 0], value[3, 4] = 1, np.float64(2), 3.5
        round_trip(value)


def test_keys_of_any_integer_type():
    value = sp.dok_array((300, 300))
    value._dict.update({(np.int32(1), 2): np.float32(1), (np.uint8(255), np.int64(0)): 2, (3, 3): True})
    round_trip(value)


def test_attributes_of_ones_own():
    value = sp.csr_array(np.eye(3), maxprint=7)
    value.note = ["mine"]
    assert round_trip(value).maxprint == 7


def test_shared_arrays_stay_shared():
    value = sp.csr_array(dense((4, 4), "f8"))
    pair = [value, value.T, value, value.data]
    loaded = skcore.loads(skcore.dumps(pair))
    assert loaded[0] is loaded[2]
    assert loaded[0].data is loaded[3]
    assert np.shares_memory(loaded[0].indices, loaded[1].indices)
    loaded[3][0] = 42
    assert loaded[1].data[0] == 42


def test_coordinates_may_be_one_array():
    index = np.arange(4)
    value = sp.coo_array((np.ones(4), (index, index)), shape=(4, 4))
    loaded = round_trip(value)
    assert loaded.coords[0] is loaded.coords[1]


def test_columns_of_one_array():
    pairs = np.array([[0, 1], [2, 3], [1, 1]], np.int32)
    for value in (
        sp.coo_array((np.ones(3), (pairs[:, 0], pairs[:, 1])), shape=(4, 4)),
        sp.csr_array((np.ones(3), pairs[:, 1], np.array([0, 1, 3], np.int32)), shape=(2, 4)),
    ):
        np.testing.assert_array_equal(skcore.loads(skcore.dumps(value)).toarray(), value.toarray())


def test_memory_maps(tmp_path):
    value = sp.csr_array(dense((4, 4), "f8"))
    path = tmp_path / "data.npy"
    np.save(path, value.data)
    full = value.toarray()
    value.data = np.load(path, mmap_mode="r")
    loaded = skcore.loads(skcore.dumps(value))
    assert type(loaded.data) is np.ndarray
    np.testing.assert_array_equal(loaded.toarray(), full)


def test_loading_by_mmap(tmp_path):
    value = sp.csr_array(dense((40, 40), "f8"))
    skcore.dump(value, tmp_path / "value.skc")
    assert_same(value, skcore.load(tmp_path / "value.skc", mmap=True))


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_any_matrix(data):
    shape = data.draw(st.tuples(st.integers(0, 6), st.integers(0, 6)))
    dtype = data.draw(st.sampled_from(DTYPES))
    cls = data.draw(st.sampled_from(CLASSES))
    if 0 in shape:
        value = cls(shape, dtype=dtype)
    else:
        entries = data.draw(
            st.lists(st.tuples(*(st.integers(0, n - 1) for n in shape), st.integers(0, 1)), max_size=12)
        )
        rows, columns, values = (list(part) for part in zip(*entries, strict=True)) if entries else ([], [], [])
        value = cls(sp.coo_array((np.array(values, dtype), (rows, columns)), shape=shape))
    np.testing.assert_array_equal(round_trip(value).toarray(), value.toarray())
