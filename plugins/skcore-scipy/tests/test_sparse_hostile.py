"""A state that breaks a rule of its format is refused before compiled code follows it."""

import itertools

import numpy as np
import pytest
import scipy.sparse as sp

import skcore
from skcore_scipy.compressed import Bsr, Csc, Csr
from skcore_scipy.coordinate import Coo
from skcore_scipy.diagonal import Dia
from skcore_scipy.keyed import Dok
from skcore_scipy.listed import Lil

FULL = np.zeros((6, 6))
FULL[0, 1], FULL[2, 3], FULL[5, 5], FULL[4, 0] = 1, 2, 3, 4
CSR = sp.csr_array(FULL)


def ints(*values, dtype=np.int32):
    return np.array(values, dtype)


def rows(*values):
    found = np.empty(len(values), object)
    found[:] = values
    return found


SHARED = [1]
COMPRESSED = {
    "index beyond": dict(indices=ints(1, 3, 0, 6)),
    "index far beyond": dict(indices=ints(1, 3, 0, 2**31 - 1)),
    "index negative": dict(indices=ints(1, -1, 0, 5)),
    "index wide negative": dict(indices=ints(1, -1, 0, 5, dtype="i8"), indptr=CSR.indptr.astype("i8")),
    "pointer beyond": dict(indptr=ints(0, 1, 1, 2, 2, 3, 2**30)),
    "pointers beyond inside": dict(indptr=ints(0, 2**30, 2**30, 2**30, 2**30, 2**30, 4)),
    "pointers decrease": dict(indptr=ints(0, 1, 3, 2, 2, 3, 4)),
    "pointers decrease over the whole range": dict(indptr=ints(0, 2**31 - 1, -(2**31), 2, 2, 3, 4)),
    "first pointer": dict(indptr=ints(1, 1, 1, 2, 2, 3, 4)),
    "last pointer short": dict(indptr=ints(0, 1, 1, 2, 2, 3, 3)),
    "too few pointers": dict(indptr=ints(0, 1, 2, 4)),
    "no pointers": dict(indptr=ints()),
    "data short": dict(data=np.ones(3)),
    "indices short": dict(indices=ints(1, 3, 0)),
    "different dtypes": dict(indptr=CSR.indptr.astype("i8")),
    "unsigned": dict(indices=CSR.indices.astype("u4"), indptr=CSR.indptr.astype("u4")),
    "swapped bytes": dict(indices=CSR.indices.astype(">i4"), indptr=CSR.indptr.astype(">i4")),
    "float indices": dict(indices=CSR.indices.astype("f4")),
    "list indices": dict(indices=[1, 3, 0, 5]),
    "no array": dict(indices=None),
    "two dimensions": dict(indices=ints(1, 3, 0, 5).reshape(4, 1)),
    "data of two dimensions": dict(data=np.ones((4, 1))),
    "data of objects": dict(data=np.array([1, 2, 3, None])),
    "data of dates": dict(data=np.zeros(4, "M8[s]")),
    "masked data": dict(data=np.ma.ones(4)),
    "shape smaller": dict(_shape=skcore.Plain((6, 4))),
    "shape with fewer rows": dict(_shape=skcore.Plain((5, 6))),
    "shape with more rows": dict(_shape=skcore.Plain((2**40, 6))),
    "shape negative": dict(_shape=skcore.Plain((6, -6))),
    "shape beyond 64 bits": dict(_shape=(6, 2**63)),
    "shape of floats": dict(_shape=skcore.Plain((6.0, 6.0))),
    "shape of truth values": dict(_shape=skcore.Plain((6, True))),
    "shape of three": dict(_shape=skcore.Plain((6, 6, 1))),
    "shape of none": dict(_shape=skcore.Plain(())),
    "shape a list": dict(_shape=[6, 6]),
    "shape missing": dict(_shape=...),
    "indices missing": dict(indices=...),
    "cached flag": dict(_has_sorted_indices=True),
    "other cached flag": dict(_has_canonical_format=True),
    "hidden method": dict(sum_duplicates=1),
    "hidden property": dict(nnz=10**9),
    "special name": dict(__class__=1),
    "maxprint": dict(maxprint="a"),
}


def refused(data):
    with pytest.raises(skcore.SkcoreError) as error:
        skcore.loads(data)
    return error.value


@pytest.mark.parametrize("name", COMPRESSED)
@pytest.mark.parametrize("sort", ["matrix", "array"])
def test_rows(forge, name, sort):
    value = getattr(sp, f"csr_{sort}")(FULL)
    assert isinstance(refused(forge(Csr, value, **COMPRESSED[name])), skcore.InvalidStateError)


@pytest.mark.parametrize("name", [name for name in COMPRESSED if "shape" not in name])
def test_columns(forge, name):
    refused(forge(Csc, sp.csr_array(FULL).T, **COMPRESSED[name]))


def test_columns_are_not_rows(forge):
    value = sp.csc_array(np.ones((3, 5)))
    refused(forge(Csc, value, _shape=skcore.Plain((5, 3))))


def test_matrix_of_one_dimension(forge):
    value = sp.csr_matrix(np.ones((1, 3)))
    refused(forge(Csr, value, _shape=skcore.Plain((3,))))


@pytest.mark.parametrize(
    "changes",
    [
        dict(data=np.ones((4, 3000, 3000), np.int8)),
        dict(data=np.ones((4, 4, 2))),
        dict(data=np.ones((4, 0, 2))),
        dict(data=np.ones((4, 2, 0))),
        dict(data=np.ones((4, 4))),
        dict(data=np.ones((3, 2, 2))),
        dict(indices=ints(0, 1, 0, 3)),
        dict(indices=ints(0, 1, 0, -1)),
        dict(indptr=ints(0, 1, 2, 5)),
        dict(_shape=skcore.Plain((7, 6))),
        dict(_shape=skcore.Plain((6, 7))),
        dict(_shape=skcore.Plain((6,))),
    ],
)
def test_blocks(forge, changes):
    value = sp.bsr_array(FULL, blocksize=(2, 2))
    assert value.data.shape == (4, 2, 2)
    refused(forge(Bsr, value, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        dict(coords=(ints(0, 2, 4, 6), ints(1, 3, 0, 5))),
        dict(coords=(ints(0, 2, 4, 5), ints(1, 3, 0, -1))),
        dict(coords=(ints(0, 2, 4), ints(1, 3, 0))),
        dict(coords=(ints(0, 2, 4, 5), ints(1, 3, 0))),
        dict(coords=(ints(0, 2, 4, 5), ints(1, 3, 0, 5), ints(10**9, 0, 0, 0))),
        dict(coords=(ints(0, 2, 4, 5),)),
        dict(coords=[ints(0, 2, 4, 5), ints(1, 3, 0, 5)]),
        dict(coords=None),
        dict(data=np.ones(5)),
        dict(has_canonical_format=1),
        dict(has_canonical_format=...),
        dict(_shape=skcore.Plain((6, 5))),
        dict(_shape=skcore.Plain((6, 6, 6))),
        dict(_shape=skcore.Plain(())),
        dict(_shape=skcore.Plain((1,) * 65), coords=(ints(0, 0, 0, 0),) * 65),
    ],
)
def test_coordinates(forge, changes):
    refused(forge(Coo, sp.coo_array(FULL), **changes))


@pytest.mark.parametrize(
    "changes",
    [
        dict(offsets=ints(2**30)),
        dict(offsets=ints(2**21)),
        dict(offsets=ints(-(2**31))),
        dict(offsets=ints(2**62, dtype="i8")),
        dict(offsets=ints(0, 0), data=np.ones((2, 6))),
        dict(offsets=ints(0, 1)),
        dict(offsets=ints()),
        dict(offsets=ints(0).astype("f4")),
        dict(data=np.ones(6)),
        dict(data=np.ones((2, 6))),
    ],
)
def test_diagonals(forge, changes):
    refused(forge(Dia, sp.dia_array(np.eye(6)), **changes))


@pytest.mark.parametrize(
    "changes",
    [
        dict(rows=rows([1, 2], [0], []), data=rows([1.0], [1.0], [])),
        dict(rows=rows([3], [0], [])),
        dict(rows=rows([-1], [0], [])),
        dict(rows=rows([2**70], [0], [])),
        dict(rows=rows([1.0], [0], [])),
        dict(rows=rows([True], [0], [])),
        dict(rows=rows(["1"], [0], [])),
        dict(rows=rows([None], [0], [])),
        dict(rows=rows([2, 1], [0], []), data=rows([1.0, 2.0], [1.0], [])),
        dict(rows=rows([1, 1], [0], []), data=rows([1.0, 2.0], [1.0], [])),
        dict(rows=rows([1], [0])),
        dict(rows=rows((1,), [0], [])),
        dict(rows=rows([1], None, [])),
        dict(rows=rows(SHARED, [0], []), data=rows(SHARED, [1.0], [])),
        dict(rows=rows(SHARED, SHARED, [])),
        dict(rows=ints(1, 0, 0)),
        dict(rows=[[1], [0], []]),
        dict(rows=rows([1], [0], []).reshape(3, 1)),
        dict(data=rows(["1"], [1.0], [])),
        dict(data=rows([[1]], [1.0], [])),
        dict(data=rows([np.datetime64(1, "s")], [1.0], [])),
        dict(dtype=np.dtype(object)),
        dict(dtype=np.dtype("V8")),
        dict(dtype=float),
        dict(dtype=...),
        dict(_shape=skcore.Plain((2**40, 3))),
        dict(_shape=skcore.Plain((3,))),
    ],
)
def test_lists(forge, changes):
    value = sp.lil_array(np.array([[0, 1.0, 0], [1, 0, 0], [0, 0, 0]]))
    refused(forge(Lil, value, **changes))


@pytest.mark.parametrize(
    "entries",
    [
        {(2**30, 2**30): 1.0},
        {(6, 0): 1.0},
        {(0, -1): 1.0},
        {(0, np.int64(-1)): 1.0},
        {(0, 2**70): 1.0},
        {(0, True): 1.0},
        {(0, 1.0): 1.0},
        {(0,): 1.0},
        {(0, 1, 2): 1.0},
        {(): 1.0},
        {0: 1.0},
        {"ab": 1.0},
        {(0, 1): "x"},
        {(0, 1): None},
        {(0, 1): [1.0]},
        [(0, 1)],
        None,
    ],
)
def test_keys(forge, entries):
    refused(forge(Dok, sp.dok_array(FULL), _dict=entries))


@pytest.mark.parametrize("changes", [dict(_dict={(1,): 1.0}), dict(_dict={9: 1.0}), dict(dtype=np.dtype("U1"))])
def test_keys_in_one_dimension(forge, changes):
    refused(forge(Dok, sp.dok_array(FULL[0]), **changes))


def test_values_that_would_become_indices_are_taken_apart(forge):
    block = np.array([5, 4, 3, 2, 1, 0, 10**12])
    tampered = dict(indptr=ints(0, 6, dtype="i8"), indices=block[:6], data=block[1:], _shape=skcore.Plain((1, 6)))
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


def test_indices_that_share_their_bytes():
    overlapping = np.ndarray((4,), "i4", np.zeros(16, np.int8), 0, (0,))
    state = {"_shape": (6, 6), "indptr": CSR.indptr, "indices": overlapping, "data": CSR.data}
    with pytest.raises(skcore.InvalidStateError, match="share their bytes"):
        Csr().load(sp.csr_array, state)


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
