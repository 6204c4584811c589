"""The formats made of Python objects: a state that breaks a rule is refused."""

import numpy as np
import pytest
import scipy.sparse as sp
from skcore_scipy.keyed import Dok
from skcore_scipy.listed import Lil

import skcore


def rows(*values):
    found = np.empty(len(values), object)
    found[:] = values
    return found


SHARED = [1]


@pytest.mark.parametrize(
    "changes",
    [
        {"rows": rows([1, 2], [0], []), "data": rows([1.0], [1.0], [])},
        {"rows": rows([3], [0], [])},
        {"rows": rows([-1], [0], [])},
        {"rows": rows([2**70], [0], [])},
        {"rows": rows([1.0], [0], [])},
        {"rows": rows([True], [0], [])},
        {"rows": rows(["1"], [0], [])},
        {"rows": rows([None], [0], [])},
        {"rows": rows([2, 1], [0], []), "data": rows([1.0, 2.0], [1.0], [])},
        {"rows": rows([1, 1], [0], []), "data": rows([1.0, 2.0], [1.0], [])},
        {"rows": rows([1], [0])},
        {"rows": rows((1,), [0], [])},
        {"rows": rows([1], None, [])},
        {"rows": rows(SHARED, [0], []), "data": rows(SHARED, [1.0], [])},
        {"rows": rows(SHARED, SHARED, [])},
        {"rows": np.array([1, 0, 0])},
        {"rows": [[1], [0], []]},
        {"rows": rows([1], [0], []).reshape(3, 1)},
        {"data": rows(["1"], [1.0], [])},
        {"data": rows([[1]], [1.0], [])},
        {"data": rows([np.datetime64(1, "s")], [1.0], [])},
        {"dtype": np.dtype(object)},
        {"dtype": np.dtype("V8")},
        {"dtype": float},
        {"dtype": ...},
        {"_shape": skcore.Plain((2**40, 3))},
        {"_shape": skcore.Plain((3,))},
    ],
)
def test_lists(forge, refused, changes):
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
def test_keys(forge, refused, entries):
    refused(forge(Dok, sp.dok_array(np.eye(6)), _dict=entries))


@pytest.mark.parametrize("changes", [{"_dict": {(1,): 1.0}}, {"_dict": {9: 1.0}}, {"dtype": np.dtype("U1")}])
def test_keys_in_one_dimension(forge, refused, changes):
    refused(forge(Dok, sp.dok_array(np.eye(6)[0]), **changes))
