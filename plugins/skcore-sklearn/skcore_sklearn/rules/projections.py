"""Random projections and approximations of kernels: how large their results are, and what is inverted."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import any_of, array, bounded, count

MOST_COLUMNS = 2**24
MOST_STEPS = 2**16


def check_projection(obj: Any) -> None:
    """Check that the matrix is finite: its inverse is found by LAPACK, when samples are transformed back."""
    from scipy.sparse import issparse

    found = vars(obj).get("components_")
    if found is not None:
        numbers = found.data if issparse(found) else array(found, "components_", "f", (None, None))
        bounded(numbers, "components_")


def check_sketch(obj: Any) -> None:
    """Check that a sketch has columns for each of its degrees, and no more of them than anyone asks for."""
    fields = vars(obj)
    if any_of(fields, "indexHash_", "bitHash_"):
        degrees = len(array(fields["indexHash_"], "indexHash_", "iu", (None, None)))
        count(fields["degree"], "degree", 1, degrees)
        count(fields["n_components"], "n_components", 1, MOST_COLUMNS)


def check_steps(obj: Any) -> None:
    """Check how many times the columns are repeated."""
    count(vars(obj)["sample_steps"], "sample_steps", 1, MOST_STEPS)
