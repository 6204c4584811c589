"""Operators come back and compute the same; those that would call a function, or never end, are refused."""

import numpy as np
import pytest
import scipy.optimize as so
import scipy.sparse as sp
import scipy.sparse.linalg as sl
from scipy.sparse.linalg._interface import IdentityOperator
from skcore_scipy.operators import Composed, Matrices, Others

import skcore

A = sl.aslinearoperator(np.arange(9.0).reshape(3, 3))
S = sl.aslinearoperator(sp.eye_array(3, format="csr") * 1j)

OPERATORS = {
    "matrix": A,
    "sparse": S,
    "sum": A + S,
    "product": A @ S,
    "multiple": 2.5 * A,
    "power": A**3,
    "adjoint": S.H,
    "transpose": S.T,
    "adjoint of a sum": (A + S).H,
    "transpose of a product": (A @ S).T,
    "adjoint of another": sl.LaplacianNd((3,)).T + A,
    "identity": IdentityOperator((3, 3)),
    "identity of floats": IdentityOperator((3, 3), np.dtype(float)),
    "laplacian": sl.LaplacianNd((3, 1), boundary_conditions="periodic", dtype=np.float32),
    "hessian": so.LbfgsInvHessProduct(np.eye(3)[:2], np.eye(3)[:2]),
}


@pytest.mark.parametrize("name", OPERATORS)
def test_operators(name):
    value = OPERATORS[name]
    data = skcore.dumps(value)
    loaded = skcore.loads(data)
    assert type(loaded) is type(value)
    assert (loaded.shape, loaded.dtype) == (value.shape, value.dtype)
    assert vars(loaded).keys() == vars(value).keys()
    assert skcore.dumps(loaded) == data
    for x in (np.arange(3.0), np.ones((3, 2))):
        np.testing.assert_array_equal(loaded @ x, value @ x)
    if name != "hessian":
        np.testing.assert_array_equal(loaded.H @ np.arange(3.0), value.H @ np.arange(3.0))


def test_operators_share_their_parts():
    loaded = skcore.loads(skcore.dumps(A + A))
    assert loaded.args[0] is loaded.args[1]


def test_an_operator_of_functions_is_refused():
    custom = sl.LinearOperator((3, 3), matvec=np.sort)
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(skcore.dumps(custom))
    with pytest.raises(skcore.UnsupportedTypeError, match="no operator"):
        skcore.dumps(custom + A)


def test_an_operator_that_doubles_without_end_is_refused():
    value = A
    for _ in range(13):
        value = value + value
    skcore.loads(skcore.dumps(value))
    for _ in range(30):
        value = value + value
    for endless in (value, (A**200) ** 200):
        with pytest.raises(skcore.UnsupportedTypeError, match="times"):
            skcore.dumps(endless)


def test_doubling_in_a_file(refused, monkeypatch):
    value = A
    for _ in range(40):
        value = value + value
    monkeypatch.setattr(Composed, "save", lambda self, obj: {"args": obj.args})
    assert "times" in str(refused(skcore.dumps(value)))


@pytest.mark.parametrize("matrix", [None, np.ones(3), np.ones((2, 2), object), [[1.0]], sp.coo_array(np.ones(3))])
def test_hostile_matrices(forge, refused, matrix):
    refused(forge(Matrices, A, matrix=matrix))


@pytest.mark.parametrize(
    ("value", "args"),
    [
        (A + S, (A,)),
        (A + S, (A, 1)),
        (A + S, [A, S]),
        (A + S, (A, sl.aslinearoperator(np.ones((2, 2))))),
        (A @ S, (A, sl.aslinearoperator(np.ones((2, 2))))),
        (2 * A, (A, "2")),
        (2 * A, (A, A)),
        (A**3, (A, 10**9)),
        (A**3, (A, -1)),
        (A**3, (sl.aslinearoperator(np.ones((2, 3))), 2)),
        (S.T, (S, S)),
        (S.T, (np.eye(3),)),
    ],
)
def test_hostile_compositions(forge, refused, value, args):
    refused(forge(Composed, value, args=args))


@pytest.mark.parametrize(
    ("value", "arguments"),
    [
        (IdentityOperator((3, 3)), {"shape": (3, 3)}),
        (IdentityOperator((3, 3)), {"shape": (3,), "dtype": None}),
        (IdentityOperator((3, 3)), {"shape": (-3, 3), "dtype": None}),
        (IdentityOperator((3, 3)), {"shape": (3, 3), "dtype": np.dtype(object)}),
        (IdentityOperator((3, 3)), {"shape": (3, 3), "dtype": float}),
        (sl.LaplacianNd((3,)), {"grid_shape": (2**50,), "boundary_conditions": "neumann", "dtype": np.dtype(int)}),
        (sl.LaplacianNd((3,)), {"grid_shape": (3,), "boundary_conditions": "other", "dtype": np.dtype(int)}),
        (OPERATORS["hessian"], {"sk": np.ones((2, 3)), "yk": np.ones((3, 2))}),
        (OPERATORS["hessian"], {"sk": np.ones(3), "yk": np.ones(3)}),
        (OPERATORS["hessian"], None),
    ],
)
def test_hostile_others(forge, refused, value, arguments):
    refused(forge(Others, value, arguments=arguments))
