"""What the files beside this module hold."""

import numpy as np

GRID = np.arange(12.0).reshape(3, 4)
VALUES = {
    "arrays": [np.arange(5, dtype=dtype) for dtype in ("?", "i1", "u2", "i4", "u8", "f2", "f4", "f8", "c8", "c16")],
    "by column": np.asfortranarray(GRID),
    "other byte order": GRID.astype(">f4"),
    "not numbers": np.array([np.nan, np.inf, -np.inf, -0.0]),
    "empty": np.empty((0, 3), "f4"),
    "of no dimension": np.array(7),
    "texts": np.array(["ab", "", "é"]),
    "bytes": np.array([b"ab", b""]),
    "objects": np.array(["a", None, 1.5, (1, 2)], object),
    "times": np.array(["2026-01-02", "NaT"], "M8[D]"),
    "records": np.array([(1, 2.5, "a")], [("x", "i4"), ("y", "f8"), ("z", "U3")]),
    "masked": np.ma.array([1.0, 2.0, 3.0], mask=[0, 1, 0], fill_value=9.0),
    "matrix": np.matrix([[1, 2], [3, 4]]),
    "scalars": [np.float32(0.1), np.int64(-1), np.bool_(True), np.str_("a"), np.complex64(1j), np.datetime64(7, "s")],
    "types": [np.dtype("f8"), np.dtype([("a", "i2")]), np.float64],
    "functions": [np.log1p, np.mean],
    "random": [np.random.RandomState(7), np.random.default_rng(7), np.random.Generator(np.random.Philox(7))],
    "polynomial": np.polynomial.Chebyshev([1.0, 2.0, 3.0]),
}
