"""Linear operators that are matrices, and what is made of them. None calls a function of a file."""

from __future__ import annotations

import math
from typing import Any
from weakref import WeakKeyDictionary

from skcore import checked
from skcore_scipy import rules
from skcore_scipy.parameters import is_number
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require

MAX_PRODUCTS = 2**14
MAX_SIZE = 2**40
_INTERFACE = "scipy.sparse.linalg._interface"
_MATRICES = ("MatrixLinearOperator", "_AdjointMatrixOperator")
_PAIRS = ("_SumLinearOperator", "_ProductLinearOperator")
_TURNED = ("_AdjointLinearOperator", "_TransposedLinearOperator")
_SCALED = ("_ScaledLinearOperator", "_PowerLinearOperator")


class Matrices(Rebuilt):
    """A matrix as an operator, or its adjoint."""

    kind = "scipy.operator.matrix"
    types = tuple(f"{_INTERFACE}.{name}" for name in _MATRICES)
    trusts = dict.fromkeys(types, checked("a matrix, dense or sparse, which is checked on its own"))
    fields = ("matrix",)
    computed = ("_MatrixLinearOperator__adj",)

    def parts(self, obj: Any) -> dict[str, Any]:
        return {"matrix": obj.args[0]}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        from scipy.sparse import issparse

        matrix = state["matrix"]
        if not issparse(matrix):
            rules.array(matrix, "matrix", 2)
        require(matrix.ndim == 2, "matrix has not two dimensions")
        return cls(matrix)


class Composed(Rebuilt):
    """A sum, product, multiple, power, adjoint or transpose of other operators.

    Applying it applies each of them as often as it stands in the expression, shared or not.
    """

    kind = "scipy.operator.composed"
    types = tuple(f"{_INTERFACE}.{name}" for name in (*_PAIRS, *_TURNED, *_SCALED))
    trusts = dict.fromkeys(types, checked("made of operators that are, which it applies a limited number of times"))
    fields = ("args",)
    shallow = True

    def __init__(self) -> None:
        self._counts: WeakKeyDictionary[Any, int] = WeakKeyDictionary()

    def parts(self, obj: Any) -> dict[str, Any]:
        return {"args": obj.args}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        args, name = state["args"], cls.__name__
        require(type(args) is tuple and len(args) == (1 if name in _TURNED else 2), "args are too few or many")
        operators = args[:1] if name in _SCALED else args
        count = sum(map(self._count, operators))
        if name == "_PowerLinearOperator":
            rules.check_int(args[1], "the exponent", 0, MAX_PRODUCTS)
            count *= max(1, args[1])
        elif name in _SCALED:
            require(type(args[1]) is complex or is_number(args[1]), "the factor is no number")
        require(count < MAX_PRODUCTS, f"it applies operators more than {MAX_PRODUCTS} times")
        obj = cls(*args)
        self._counts[obj] = count + 1
        return obj

    def _count(self, operator: Any) -> int:
        """Return how many operators applying one applies."""
        name = self.qualify(type(operator))
        require(name in (*Matrices.types, *Others.types, *self.types), "an argument is no operator")
        if name not in self.types:
            return 1
        if operator not in self._counts:
            self.build(type(operator), self.parts(operator))
            own = sum(self._count(arg) for arg in operator.args if hasattr(arg, "matvec"))
            self._counts[operator] = 1 + own * (operator.args[1] if "Power" in name else 1)
        return self._counts[operator]


class Others(Rebuilt):
    """The identity, Laplacians of grids, and what L-BFGS knows of a Hessian."""

    kind = "scipy.operator"
    arguments = {
        f"{_INTERFACE}.IdentityOperator": ("shape", "dtype"),
        "scipy.sparse.linalg._special_sparse_arrays.LaplacianNd": ("grid_shape", "boundary_conditions", "dtype"),
        "scipy.optimize._lbfgsb_py.LbfgsInvHessProduct": ("sk", "yk"),
    }
    types = tuple(arguments)
    trusts = dict.fromkeys(types, checked("sizes, or two arrays of one shape"))
    fields = ("arguments",)

    def parts(self, obj: Any) -> dict[str, Any]:
        return {"arguments": {name: getattr(obj, name) for name in self.arguments[self.qualify(type(obj))]}}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        given = state["arguments"]
        known = self.arguments[self.qualify(cls)]
        require(type(given) is dict and given.keys() == {*known}, "arguments are of another operator")
        if "sk" in known:
            rows = rules.array(given["sk"], "sk", 2)
            require(rules.array(given["yk"], "yk", 2).shape == rows.shape, "sk and yk are of different shapes")
            return cls(**given)
        _check_dtype(given["dtype"])
        _check_sizes(given[known[0]])
        if "shape" in known:
            require(len(given["shape"]) == 2, "shape is no pair")
        return cls(**given)


def _check_dtype(dtype: Any) -> None:
    import numpy as np

    require(dtype is None or (isinstance(dtype, np.dtype) and dtype.kind in "biufc"), "dtype is none of numbers")


def _check_sizes(sizes: Any) -> None:
    require(type(sizes) is tuple and len(sizes) >= 1, "the sizes are no tuple")
    for size in sizes:
        rules.check_int(size, "a size", 1, MAX_SIZE)
    require(math.prod(sizes) <= MAX_SIZE**2, "the sizes are too large together")


HANDLERS = (Matrices, Composed, Others)
