"""Splines as features: one basis for each column, all of one size."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import any_of, array, count, require


def check_splines(obj: Any) -> None:
    """Check that each column has its basis, and that they fill the columns of the result."""
    import numpy as np
    from scipy.interpolate import BSpline

    fields = vars(obj)
    require(type(fields["include_bias"]) in (bool, np.bool_), "include_bias is no bool")
    if not any_of(fields, "bsplines_", "n_features_out_"):
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    splines = fields["bsplines_"]
    require(type(splines) is list and len(splines) == width, "bsplines_ has not one for each feature")
    require(all(type(spline) is BSpline for spline in splines), "bsplines_ has something else than a BSpline")
    shape, degree = splines[0].c.shape, splines[0].k
    for spline in splines:
        array(spline.c, "the coefficients of a spline", "f", (shape[0], None))
        require(spline.c.shape == shape and spline.k == degree, "bsplines_ has splines of several sizes")
        require(spline.axis == 0, "a spline is one along another axis")
    number = count(fields["n_features_out_"], "n_features_out_", 0)
    known = (width * shape[1], width * (shape[1] - 1))
    require(shape[1] and number in known, "n_features_out_ is not the number of splines")
