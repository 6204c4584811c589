"""Rows or columns one after another: csr, csc and bsr."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skcore import checked
from skcore_scipy import rules
from skcore_scipy.rules import require
from skcore_scipy.sparse import Sparse

if TYPE_CHECKING:
    from skcore_scipy.rules import Array

_REASON = checked("every index lies in the shape, and the rows divide the entries among them")


class Compressed(Sparse):
    """Base of the three: ``indptr`` says where each row's entries begin in ``indices`` and ``data``."""

    parts = ("indptr", "indices", "data")

    followed = ("indptr", "indices")

    def check_parts(self, cls: Any, state: dict[str, Any]) -> None:
        indptr, indices = (rules.indices(state[name], name) for name in self.followed)
        data = rules.array(state["data"], "data", self.ndim)
        require(indptr.dtype == indices.dtype, "indptr and indices are of different dtypes")
        require(len(indices) == len(data), "indices and data are of different lengths")
        rows, columns = self.lengths(state["_shape"], data)
        rules.check_pointers(indptr, rows, len(data))
        rules.check_within(indices, columns, "indices")

    ndim = 1

    def lengths(self, shape: tuple[int, ...], data: Array) -> tuple[int, int]:
        """Return how many rows ``indptr`` has, and how many columns ``indices``."""
        return shape if len(shape) == 2 else (1, *shape)  # type: ignore[return-value]


class Csr(Compressed):
    """Compressed sparse rows; an array may have one dimension, which is one row."""

    kind = "scipy.sparse.csr"
    types = ("scipy.sparse._csr.csr_matrix", "scipy.sparse._csr.csr_array")
    aliases = {f"scipy.sparse.csr.{name}": f"scipy.sparse._csr.{name}" for name in ("csr_matrix", "csr_array")}
    trusts = dict.fromkeys(types, _REASON)


class Csc(Compressed):
    """Compressed sparse columns."""

    kind = "scipy.sparse.csc"
    types = ("scipy.sparse._csc.csc_matrix", "scipy.sparse._csc.csc_array")
    aliases = {f"scipy.sparse.csc.{name}": f"scipy.sparse._csc.{name}" for name in ("csc_matrix", "csc_array")}
    trusts = dict.fromkeys(types, _REASON)

    def lengths(self, shape: tuple[int, ...], data: Array) -> tuple[int, int]:
        rows, columns = shape
        return columns, rows


class Bsr(Compressed):
    """Compressed rows of dense blocks, all of one size."""

    kind = "scipy.sparse.bsr"
    types = ("scipy.sparse._bsr.bsr_matrix", "scipy.sparse._bsr.bsr_array")
    aliases = {f"scipy.sparse.bsr.{name}": f"scipy.sparse._bsr.{name}" for name in ("bsr_matrix", "bsr_array")}
    trusts = dict.fromkeys(types, _REASON)
    ndim = 3

    def lengths(self, shape: tuple[int, ...], data: Array) -> tuple[int, int]:
        (rows, columns), (_, height, width) = shape, data.shape
        require(height >= 1 and width >= 1, "data has blocks without elements")
        require(rows % height == 0 and columns % width == 0, "the blocks of data do not divide the shape")
        return rows // height, columns // width


HANDLERS = (Csr, Csc, Bsr)
