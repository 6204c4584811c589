"""Polynomial features: how many there are of a degree."""

from __future__ import annotations

from math import comb
from typing import Any

from skcore_sklearn.checking import MOST, any_of, count, equal, require

HIGHEST_DEGREE = 1000


def _number(width: int, low: int, high: int, alone: bool, bias: bool) -> int:
    if alone:
        found = 0
        for degree in range(max(1, low), min(high, width) + 1):
            found += comb(width, degree)
            # More columns than any array has: further terms would only take time.
            if found > MOST:
                break
    else:
        found = comb(width + high, high) - (comb(width + low - 1, low - 1) if low > 0 else 1)
    return found + bias


def check_polynomial(obj: Any) -> None:
    """Check that the numbers of output columns are those that the degrees give."""
    fields = vars(obj)
    if not any_of(fields, "n_output_features_", "_n_out_full", "_min_degree", "_max_degree"):
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    high = count(fields["_max_degree"], "_max_degree", 0, HIGHEST_DEGREE)
    low = count(fields["_min_degree"], "_min_degree", 0, high)
    alone, bias = fields["interaction_only"], fields["include_bias"]
    require(type(alone) is bool and type(bias) is bool, "interaction_only or include_bias is no bool")
    equal(fields["n_output_features_"], _number(width, low, high, alone, bias), "n_output_features_ is wrong")
    equal(fields["_n_out_full"], _number(width, 0, high, alone, bias), "_n_out_full is wrong")
