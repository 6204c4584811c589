"""A state that breaks a rule of its format is refused before compiled code follows it."""

import itertools

import numpy as np
import pytest
import scipy.sparse as sp
from skcore_scipy import rules
from skcore_scipy.compressed import Bsr, Csc, Csr
from skcore_scipy.coordinate import Coo
from skcore_scipy.diagonal import Dia

import skcore

FULL = np.zeros((6, 6))
FULL[0, 1], FULL[2, 3], FULL[5, 5], FULL[4, 0] = 1, 2, 3, 4
CSR = sp.csr_array(FULL)


def ints(*values, dtype=np.int32):
    return np.array(values, dtype)


COMPRESSED = {
    "index beyond": {"indices": ints(1, 3, 0, 6)},
    "index far beyond": {"indices": ints(1, 3, 0, 2**31 - 1)},
    "index negative": {"indices": ints(1, -1, 0, 5)},
    "index wide negative": {"indices": ints(1, -1, 0, 5, dtype="i8"), "indptr": CSR.indptr.astype("i8")},
    "pointer beyond": {"indptr": ints(0, 1, 1, 2, 2, 3, 2**30)},
    "pointers beyond inside": {"indptr": ints(0, 2**30, 2**30, 2**30, 2**30, 2**30, 4)},
    "pointers decrease": {"indptr": ints(0, 1, 3, 2, 2, 3, 4)},
    "pointers decrease over the whole range": {"indptr": ints(0, 2**31 - 1, -(2**31), 2, 2, 3, 4)},
    "first pointer": {"indptr": ints(1, 1, 1, 2, 2, 3, 4)},
    "last pointer short": {"indptr": ints(0, 1, 1, 2, 2, 3, 3)},
    "too few pointers": {"indptr": ints(0, 1, 2, 4)},
    "no pointers": {"indptr": ints()},
    "data short": {"data": np.ones(3)},
    "indices short": {"indices": ints(1, 3, 0)},
    "different dtypes": {"indptr": CSR.indptr.astype("i8")},
    "unsigned": {"indices": CSR.indices.astype("u4"), "indptr": CSR.indptr.astype("u4")},
    "swapped bytes": {"indices": CSR.indices.astype(">i4"), "indptr": CSR.indptr.astype(">i4")},
    "float indices": {"indices": CSR.indices.astype("f4")},
    "list indices": {"indices": [1, 3, 0, 5]},
    "no array": {"indices": None},
    "two dimensions": {"indices": ints(1, 3, 0, 5).reshape(4, 1)},
    "data of two dimensions": {"data": np.ones((4, 1))},
    "data of objects": {"data": np.array([1, 2, 3, None])},
    "data of dates": {"data": np.zeros(4, "M8[s]")},
    "masked data": {"data": np.ma.ones(4)},
    "shape smaller": {"_shape": skcore.Plain((6, 4))},
    "shape with fewer rows": {"_shape": skcore.Plain((5, 6))},
    "shape with more rows": {"_shape": skcore.Plain((2**40, 6))},
    "shape negative": {"_shape": skcore.Plain((6, -6))},
    "shape beyond 64 bits": {"_shape": (6, 2**63)},
    "shape of floats": {"_shape": skcore.Plain((6.0, 6.0))},
    "shape of truth values": {"_shape": skcore.Plain((6, True))},
    "shape of three": {"_shape": skcore.Plain((6, 6, 1))},
    "shape of none": {"_shape": skcore.Plain(())},
    "shape a list": {"_shape": [6, 6]},
    "shape missing": {"_shape": ...},
    "indices missing": {"indices": ...},
    "cached flag": {"_has_sorted_indices": True},
    "other cached flag": {"_has_canonical_format": True},
    "hidden method": {"sum_duplicates": 1},
    "hidden property": {"nnz": 10**9},
    "special name": {"__class__": 1},
    "maxprint": {"maxprint": "a"},
}


@pytest.mark.parametrize("name", COMPRESSED)
@pytest.mark.parametrize("sort", ["matrix", "array"])
def test_rows(forge, refused, name, sort):
    value = getattr(sp, f"csr_{sort}")(FULL)
    assert isinstance(refused(forge(Csr, value, **COMPRESSED[name])), skcore.InvalidStateError)


@pytest.mark.parametrize("name", [name for name in COMPRESSED if "shape" not in name])
def test_columns(forge, refused, name):
    refused(forge(Csc, sp.csr_array(FULL).T, **COMPRESSED[name]))


def test_columns_are_not_rows(forge, refused):
    value = sp.csc_array(np.ones((3, 5)))
    refused(forge(Csc, value, _shape=skcore.Plain((5, 3))))


def test_matrix_of_one_dimension(forge, refused):
    value = sp.csr_matrix(np.ones((1, 3)))
    refused(forge(Csr, value, _shape=skcore.Plain((3,))))


@pytest.mark.parametrize(
    "changes",
    [
        {"data": np.ones((4, 3000, 3000), np.int8)},
        {"data": np.ones((4, 4, 2))},
        {"data": np.ones((4, 0, 2))},
        {"data": np.ones((4, 2, 0))},
        {"data": np.ones((4, 4))},
        {"data": np.ones((3, 2, 2))},
        {"indices": ints(0, 1, 0, 3)},
        {"indices": ints(0, 1, 0, -1)},
        {"indptr": ints(0, 1, 2, 5)},
        {"_shape": skcore.Plain((7, 6))},
        {"_shape": skcore.Plain((6, 7))},
        {"_shape": skcore.Plain((6,))},
    ],
)
def test_blocks(forge, refused, changes):
    value = sp.bsr_array(FULL, blocksize=(2, 2))
    assert value.data.shape == (4, 2, 2)
    refused(forge(Bsr, value, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"coords": (ints(0, 2, 4, 6), ints(1, 3, 0, 5))},
        {"coords": (ints(0, 2, 4, 5), ints(1, 3, 0, -1))},
        {"coords": (ints(0, 2, 4), ints(1, 3, 0))},
        {"coords": (ints(0, 2, 4, 5), ints(1, 3, 0))},
        {"coords": (ints(0, 2, 4, 5), ints(1, 3, 0, 5), ints(10**9, 0, 0, 0))},
        {"coords": (ints(0, 2, 4, 5),)},
        {"coords": [ints(0, 2, 4, 5), ints(1, 3, 0, 5)]},
        {"coords": None},
        {"data": np.ones(5)},
        {"has_canonical_format": 1},
        {"has_canonical_format": ...},
        {"_shape": skcore.Plain((6, 5))},
        {"_shape": skcore.Plain((6, 6, 6))},
        {"_shape": skcore.Plain(())},
        {"_shape": skcore.Plain((1,) * 65), "coords": (ints(0, 0, 0, 0),) * 65},
    ],
)
def test_coordinates(forge, refused, changes):
    refused(forge(Coo, sp.coo_array(FULL), **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"offsets": ints(2**30)},
        {"offsets": ints(2**21)},
        {"offsets": ints(-(2**31))},
        {"offsets": ints(2**62, dtype="i8")},
        {"offsets": ints(0, 0), "data": np.ones((2, 6))},
        {"offsets": ints(0, 1)},
        {"offsets": ints()},
        {"offsets": ints(0).astype("f4")},
        {"data": np.ones(6)},
        {"data": np.ones((2, 6))},
    ],
)
def test_diagonals(forge, refused, changes):
    refused(forge(Dia, sp.dia_array(np.eye(6)), **changes))


def test_values_that_would_become_indices_are_taken_apart(forge):
    block = np.array([5, 4, 3, 2, 1, 0, 10**12])
    tampered = {
        "indptr": ints(0, 6, dtype="i8"),
        "indices": block[:6],
        "data": block[1:],
        "_shape": skcore.Plain((1, 6)),
    }
    value = sp.csr_array(np.ones((1, 6)))
    loaded = skcore.loads(forge(Csr, value, **tampered))
    assert not np.shares_memory(loaded.indices, loaded.data)
    loaded.sort_indices()
    assert loaded.indices.tolist() == [0, 1, 2, 3, 4, 5]


def test_pointers_and_indices_are_taken_apart(forge):
    block = ints(0, 1, 2, 0, 1)
    value = sp.csr_array((np.ones(2), ints(0, 1), ints(0, 1, 2)), shape=(2, 3))
    loaded = skcore.loads(forge(Csr, value, indptr=block[:3], indices=block[1:3]))
    for pair in itertools.combinations((loaded.indptr, loaded.indices, loaded.data), 2):
        assert not np.shares_memory(*pair)


FOLLOWED = {
    "rows": lambda: (sp.csr_array(np.ones((2, 4))), "indices"),
    "pointers": lambda: (sp.csr_array(np.ones((2, 4))), "indptr"),
    "columns": lambda: (sp.csc_array(np.ones((2, 4))), "indices"),
    "blocks": lambda: (sp.bsr_array(np.ones((2, 4)), blocksize=(1, 1)), "indices"),
    "coordinates": lambda: (sp.coo_array(np.ones((2, 4))), "col"),
    "diagonals": lambda: (sp.dia_array((np.ones((4, 4)), ints(0, 1, 2, 3)), shape=(2, 4)), "offsets"),
}


@pytest.mark.parametrize("name", FOLLOWED)
def test_what_one_matrix_follows_another_cannot_sum_into(name):
    """Entries of one place are added up in place, in memory that is the other's indices in the file."""
    matrix, part = FOLLOWED[name]()
    followed = getattr(matrix, part)
    twice = sp.csr_array((followed, np.zeros_like(followed), ints(0, len(followed))), shape=(1, 1))
    twice.data = followed
    loaded, writer = skcore.loads(skcore.dumps([matrix, twice]))
    expected = getattr(loaded, part).tolist()
    writer.data[:] = 2**30
    writer.sum_duplicates()
    assert getattr(loaded, part).tolist() == expected
    np.testing.assert_array_equal(loaded.toarray(), FOLLOWED[name]()[0].toarray())


def test_indices_that_share_their_bytes():
    overlapping = np.ndarray((4,), "i4", np.zeros(16, np.int8), 0, (0,))
    state = {"_shape": (6, 6), "indptr": CSR.indptr, "indices": overlapping, "data": CSR.data}
    loaded = Csr().load(sp.csr_array, state)
    loaded.indices[0] = 3
    assert loaded.indices.tolist() == [3, 0, 0, 0]


def test_indices_that_are_not_aligned():
    packed = np.zeros(4, [("pad", "i1"), ("index", "i4")])["index"]
    state = {"_shape": (6, 6), "indptr": CSR.indptr, "indices": packed, "data": CSR.data}
    with pytest.raises(skcore.InvalidStateError, match="aligned"):
        Csr().load(sp.csr_array, state)


def test_a_broken_matrix_is_refused_where_it_is_saved():
    value = sp.csr_array(FULL)
    value.indices = ints(1, 3, 0, 9)
    with pytest.raises(skcore.UnsupportedTypeError, match=r"obj\['a'\].*indices has an index outside"):
        skcore.dumps({"a": value})


def test_an_attribute_that_hides_a_method_is_refused_where_it_is_saved():
    value = sp.csr_array(FULL)
    value.toarray = 1
    with pytest.raises(skcore.UnsupportedTypeError, match="toarray"):
        skcore.dumps(value)


def test_arrays_that_many_matrices_share_are_read_once(monkeypatch):
    seen = []
    rises = rules._rises.__wrapped__
    monkeypatch.setattr(rules, "_rises", skcore.once(lambda found: seen.append(1) or rises(found)))
    matrix = sp.csr_array(np.eye(5))
    several = [matrix, *(sp.csr_array((matrix.data, matrix.indices, matrix.indptr), matrix.shape) for _ in range(9))]
    assert len({id(one.indptr) for one in several}) == 1
    data = skcore.dumps(several)
    seen.clear()
    loaded = skcore.loads(data)
    assert len({id(one.indptr) for one in loaded}) == 1
    assert len(seen) == 1
