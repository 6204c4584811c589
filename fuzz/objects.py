"""Objects beside models: of Python itself, numpy, scipy and pandas."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import functools
import pathlib
import types
import uuid
from typing import Any


def collect() -> dict[str, Any]:
    """Return all objects by name."""
    return {**python(), **numpy(), **sparse(), **scipy()}


def python() -> dict[str, Any]:
    """Return containers and scalars of the standard library."""
    shared = [1, "two", 3.5]
    cycle: list[Any] = [shared, {"self": shared}]
    cycle.append(cycle)
    return {
        "containers": [shared, (shared, frozenset("ab")), {"a": {1, 2}}, collections.deque([1, 2], 5)],
        "cycle": cycle,
        "mappings": [collections.OrderedDict(a=1), collections.Counter("aab"), collections.defaultdict(list, {1: [2]})],
        "bulk": [list(range(100)), [0.5] * 100, [f"word {i}" for i in range(100)], {f"k{i}": i for i in range(100)}],
        "scalars": [1, -0.0, float("nan"), 2**200, 1j, b"bytes", bytearray(b"more"), None, ..., range(5), slice(1, 2)],
        "moments": [
            datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC),
            datetime.timedelta(3),
            datetime.date(2020, 2, 3),
        ],
        "values": [decimal.Decimal("1.5"), fractions.Fraction(1, 3), uuid.UUID(int=5), pathlib.PurePosixPath("a/b")],
        "callables": [len, functools.partial(round, ndigits=2), list, types.MappingProxyType({"a": 1})],
        "nested": _nested(200),
    }


def _nested(depth: int) -> Any:
    inner: Any = 0
    for _ in range(depth):
        inner = [inner]
    return inner


def numpy() -> dict[str, Any]:
    """Return arrays of every sort, generators and dtypes."""
    import numpy as np

    base = np.arange(24.0).reshape(4, 6)
    bits = [np.random.MT19937, np.random.PCG64, np.random.PCG64DXSM, np.random.Philox, np.random.SFC64]
    return {
        "arrays": [base, base[1:], base.T, np.asfortranarray(base), base[::2, ::3], np.zeros(0), np.array(5)],
        "dtypes of arrays": [
            np.arange(5).astype(code) for code in ("?", "i1", "u2", "f2", "c8", "S3", "U3", "M8[s]", "m8[D]")
        ],
        "records": np.zeros(3, [("a", "f8"), ("b", "i4", (2,)), ("c", "U3")]),
        "records of objects": np.array([(1, "a"), (2, None)], [("a", "i8"), ("b", "O")]),
        "objects": np.array([1, "a", None, [base]], object),
        "strings": np.array(["a", "bc", ""], np.dtypes.StringDType()),
        "masked": np.ma.array([1.0, 2.0], mask=[False, True]),
        "scalars of numpy": [np.float32(1), np.int8(2), np.datetime64("2020-01-01"), np.str_("a"), np.longdouble(1)],
        "many scalars": [np.int64(i) for i in range(50)],
        "dtypes": [np.dtype(d) for d in ("f8", "U5", [("a", "f8")])],
        "generators": [np.random.Generator(kind(0)) for kind in bits],
        "random state": np.random.RandomState(0),
        "seeds": np.random.SeedSequence(5).spawn(2),
        "polynomials": [np.polynomial.Polynomial([1, 2]), np.poly1d([1, 2])],
        "functions": [np.log1p, np.mean, np.linalg.norm, np.vectorize(round), np.float32],
    }


def sparse() -> dict[str, Any]:
    """Return sparse matrices and arrays of every format."""
    import numpy as np
    import scipy.sparse as sp

    dense = np.random.default_rng(0).integers(0, 3, (6, 8)) * 1.0
    formats = ("csr", "csc", "coo", "bsr", "dia", "lil", "dok")
    return {
        **{f"{name} matrix": sp.csr_matrix(dense).asformat(name) for name in formats},
        **{f"{name} array": sp.csr_array(dense).asformat(name) for name in formats},
    }


def scipy() -> dict[str, Any]:
    """Return interpolators, trees, hulls, distributions, operators and results."""
    import numpy as np
    from scipy import interpolate, optimize, sparse, spatial, special, stats
    from scipy.sparse import linalg

    rng = np.random.default_rng(0)
    x, y = np.arange(9.0), rng.random(9)
    points = rng.random((30, 2))
    return {
        "splines": [
            interpolate.make_interp_spline(x, y),
            interpolate.CubicSpline(x, y),
            interpolate.UnivariateSpline(x, y),
        ],
        "piecewise": [
            interpolate.PchipInterpolator(x, y),
            interpolate.Akima1DInterpolator(x, y),
            interpolate.interp1d(x, y),
        ],
        "through points": [interpolate.BarycentricInterpolator(x, y), interpolate.KroghInterpolator(x, y)],
        "on grids": interpolate.RegularGridInterpolator((x, x), rng.random((9, 9))),
        "in two variables": interpolate.RectBivariateSpline(x, x, rng.random((9, 9))),
        "nearest": interpolate.NearestNDInterpolator(points, points[:, 0]),
        "linear between points": interpolate.LinearNDInterpolator(points, points[:, 0]),
        "smooth between points": interpolate.CloughTocher2DInterpolator(points, points[:, 0]),
        "radial": interpolate.RBFInterpolator(points, points[:, 0]),
        "ck tree": spatial.cKDTree(points, leafsize=4),
        "k-d tree": spatial.KDTree(points, leafsize=4),
        "triangles": spatial.Delaunay(points),
        "hull": spatial.ConvexHull(points),
        "cells": spatial.Voronoi(points),
        "rotations": spatial.transform.Rotation.from_euler("xyz", rng.random((3, 3))),
        "frozen": [stats.norm(1, 2), stats.uniform(0, 4), stats.randint(1, 5)],
        "histogram": stats.rv_histogram(np.histogram(y)),
        "vectors": [stats.multivariate_normal([0, 1], np.eye(2)), stats.dirichlet([1.0, 2.0])],
        "density": stats.gaussian_kde(y),
        "result": optimize.minimize(optimize.rosen, [0.0, 0.0]),
        "operators": linalg.aslinearoperator(sparse.csr_array(np.eye(3))) + linalg.aslinearoperator(np.ones((3, 3))),
        "ufuncs": [special.expit, special.gammaln, spatial.distance.cosine],
    }
