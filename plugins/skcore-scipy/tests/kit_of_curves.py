"""The rows of the conformance kit for what interpolates."""

import numpy as np
import scipy.interpolate as si
from kit_tables import Row
from scipy.spatial import KDTree
from skcore_scipy import grids, lines, nodes, polynomials, radial, scattered, smoothing, splines, surfaces

X = np.linspace(0, 1, 12)
KNOTS = np.arange(8.0)
RNG = np.random.default_rng(0)
POINTS = RNG.random((12, 2))
VALUES = POINTS[:, :1]


def curve():
    return si.BSpline(KNOTS, np.ones(4), 3)


def steep():
    return si.BSpline(np.arange(14.0), np.ones(7), 6, extrapolate=False)


def called(*points):
    return {"use": lambda self, obj: obj(*points)}


AT, AT_TWO = called([0.1, 0.5, 7.0]), called([[0.1, 0.5], [0.3, 0.3]])
ONE = [
    Row(
        splines.BSplines,
        {
            "plain": curve,
            "rows": lambda: si.make_interp_spline(X, np.outer(X, [1, 2])),
            "complex": lambda: si.make_interp_spline(X, X * 1j, k=1),
        },
        [
            ("plain", {"k": -1}, "k is no degree from 0"),
            ("plain", {"k": 10**6}, "k is no degree from 0"),
            ("plain", {"k": 4}, "t has too few knots"),
            ("plain", {"t": KNOTS[::-1]}, "t is not finite, or decreases"),
            ("plain", {"t": KNOTS.astype("f4")}, "t is not float64"),
            ("plain", {"c": np.ones(3)}, "c has fewer coefficients"),
            ("plain", {"c": np.ones(4, int)}, "c is neither float64 nor complex128"),
            ("plain", {"axis": 1}, "axis is none of c"),
            ("plain", {"extrapolate": "no"}, "neither a bool nor periodic"),
            ("plain", {"more": 1}, "other fields"),
        ],
        AT,
    ),
    Row(splines.SteepBSplines, {"steep": steep}, [("steep", {"c": np.ones(3)}, "c has fewer coefficients")], AT),
    Row(
        lines.Lines,
        {
            "linear": lambda: si.interp1d(X, X),
            "next": lambda: si.interp1d(X, X, kind="next", fill_value="extrapolate"),
            "cubic": lambda: si.interp1d(X, X, kind="cubic"),
        },
        [
            ("linear", {"kind": "cubic"}, "kind or call is unknown"),
            ("linear", {"call": "__init__"}, "kind or call is unknown"),
            ("linear", {"y": np.ones(12, int)}, "y has no floating point numbers"),
            ("linear", {"axis": 1}, "axis is none of y"),
            ("linear", {"fill_value": "other"}, "a text other than extrapolate"),
            ("linear", {"spline": curve()}, "spline is given for another kind"),
            ("linear", {"left": (X, X)}, "left is no pair"),
            ("cubic", {"spline": 1}, "spline is no BSpline"),
        ],
        AT,
    ),
    Row(
        polynomials.Polynomials,
        {
            "power": lambda: si.PPoly(np.ones((4, 11)), X),
            "bernstein": lambda: si.BPoly(np.ones((4, 11)), X),
            "cubic": lambda: si.CubicSpline(X, np.outer(X, X)[:, :2]),
            "akima": lambda: si.Akima1DInterpolator(X, X**2),
        },
        [
            ("power", {"c": np.ones(4)}, "c has fewer than two dimensions"),
            ("power", {"c": np.ones((4, 12))}, "not one polynomial for each interval"),
            ("power", {"c": np.ones((2**10 + 1, 11))}, "c has no polynomial, or one of more"),
            ("power", {"c": np.ones((4, 11), "f4")}, "c is not float64"),
            ("power", {"x": np.sin(9 * X)}, "x neither increases nor decreases"),
            ("power", {"axis": 1}, "axis is no int from 0"),
        ],
        AT,
    ),
    Row(
        nodes.Krogh,
        {"points": lambda: si.KroghInterpolator(X[:5], np.outer(X[:5], [1, 2]))},
        [
            ("points", {"xi": X[:3]}, "of different lengths"),
            ("points", {"c": np.ones((3, 2))}, "c has not the shape"),
            ("points", {"extra": (3,)}, "extra is not the shape of a row"),
        ],
        AT,
    ),
    Row(
        nodes.Barycentric,
        {
            "points": lambda: si.BarycentricInterpolator(X[:5], X[:5]),
            "no values": lambda: si.BarycentricInterpolator(X[:5]),
        },
        [
            ("points", {"wi": np.ones(3)}, "wi has not the shape"),
            ("points", {"extra": (2,)}, "extra is not the shape of a row"),
            ("points", {"capacity": "x"}, "capacity is no float"),
            ("no values", {"extra": (1,)}, "given without values"),
        ],
        {"use": lambda self, obj: obj([0.1, 0.5]) if obj.yi is not None else obj.set_yi(X[:5])},
    ),
    Row(
        nodes.Rational,
        {
            "aaa": lambda: si.AAA(X, np.exp(X)),
            "floater": lambda: si.FloaterHormannInterpolator(X, np.outer(X, [1, 2]), d=2),
        },
        [
            ("aaa", {"_shape": 1}, "_shape is no shape"),
            ("aaa", {"_support_points": [0.5]}, "_support_points is no plain array"),
        ],
        AT,
    ),
]


def inside(name, **changes):
    return lambda state: {**state, name: {**state[name], **changes}}


def same_curve(self, saved, loaded):
    assert vars(saved).keys() == vars(loaded).keys()
    np.testing.assert_array_equal(saved._eval_args[0], loaded._eval_args[0])
    np.testing.assert_array_equal(saved.get_coeffs(), loaded.get_coeffs())
    np.testing.assert_array_equal(saved([0.1, 0.9]), loaded([0.1, 0.9]))


SMOOTH = [
    Row(
        smoothing.UnivariateSplines,
        {
            "smooth": lambda: si.UnivariateSpline(X, np.sin(9 * X), s=0.01),
            "through": lambda: si.InterpolatedUnivariateSpline(X, X, k=1, ext="zeros"),
        },
        [
            ("smooth", {"k": 6}, "k is no int from 1 to 5"),
            ("smooth", {"ext": 4}, "ext is no int from 0 to 3"),
            ("smooth", {"c": np.ones(1)}, "c has not the shape"),
            ("smooth", {"form": "BSpline"}, "form is none of a spline"),
            ("smooth", {"data": 1}, "data is no data"),
            ("smooth", inside("data", x=X[:3], y=X[:3], w=X[:3]), "x has too few points"),
            ("smooth", inside("data", s=1), "s is no float"),
            ("smooth", {"smoothing": {}}, "smoothing has other fields"),
            ("smooth", inside("smoothing", size=2**40), "size is no int from"),
        ],
        {"equal": same_curve, "use": lambda self, obj: (obj(X), obj.integral(0, 1), obj.set_smoothing_factor(0.5))},
    ),
    Row(
        surfaces.Surfaces,
        {"grid": lambda: si.RectBivariateSpline(X, X, np.outer(X, X))},
        [
            ("grid", lambda s: {**s, "tck": (*s["tck"][:2], s["tck"][2][:-1])}, "c has not the shape"),
            ("grid", {"tck": ()}, "tck is no triple"),
            ("grid", {"degrees": (6, 6)}, "degrees is no int from 1 to 5"),
            ("grid", {"fp": "0"}, "fp is no number"),
        ],
        {"use": lambda self, obj: obj([0.1, 0.5], [0.2, 0.3])},
    ),
]
SEVERAL = [
    Row(
        polynomials.GridPolynomials,
        {"grid": lambda: si.NdPPoly(np.ones((3, 3, 11, 11)), (X, X))},
        [
            ("grid", {"x": (X[:2], X)}, r"x\[0\] has not the shape"),
            ("grid", {"x": (X, X[::-1])}, r"x\[1\] does not increase"),
            ("grid", {"x": [X, X]}, "not one array for each two dimensions"),
            ("grid", {"extrapolate": "periodic"}, "extrapolate is no bool"),
        ],
        AT_TWO,
    ),
    Row(
        grids.GridSplines,
        {"grid": lambda: si.NdBSpline((KNOTS, KNOTS), np.ones((4, 4)), 3)},
        [
            ("grid", {"k": (3, 2000)}, "no degree from 0"),
            ("grid", {"t": (KNOTS, KNOTS[:-1])}, "too few knots"),
            ("grid", {"c": np.ones((4, 3))}, r"t\[1\] does not fit c"),
            ("grid", {"extrapolate": None}, "extrapolate is no bool"),
        ],
        AT_TWO,
    ),
    Row(
        grids.Grids,
        {
            "linear": lambda: si.RegularGridInterpolator((X, X[::-1]), np.outer(X, X)),
            "cubic": lambda: si.RegularGridInterpolator((X, X), np.outer(X, X), method="cubic"),
        },
        [
            ("linear", {"grid": (np.zeros(0), X)}, r"grid\[0\] is empty"),
            ("linear", {"grid": (X, np.zeros(12))}, r"grid\[1\] does not increase"),
            ("linear", {"values": np.zeros((12, 12), int)}, "no floating point numbers"),
            ("linear", {"method": "other"}, "method is unknown"),
            ("linear", {"descending": (2,)}, "descending is no int from 0 to 1"),
            ("cubic", {"spline": 1}, "spline is none of as many axes"),
        ],
        AT_TWO,
    ),
    Row(
        scattered.Nearest,
        {"points": lambda: si.NearestNDInterpolator(POINTS, VALUES)},
        [
            ("points", {"points": POINTS[:9]}, "of different lengths"),
            ("points", {"tree": KDTree(POINTS)}, "tree is not of the points"),
            ("points", {"offset": np.ones(2)}, "an offset without a scale"),
            ("points", {"fill_value": 1j}, "not of the values' type"),
        ],
        AT_TWO,
    ),
    Row(
        scattered.Triangles,
        {
            "linear": lambda: si.LinearNDInterpolator(POINTS, VALUES, rescale=True),
            "cubic": lambda: si.CloughTocher2DInterpolator(POINTS, VALUES),
        },
        [
            ("linear", {"tri": None}, "tri is missing"),
            ("linear", {"values_shape": (2,)}, "values_shape is not that of a row"),
            ("linear", {"grad": np.zeros((12, 1, 2))}, "given for lines"),
            ("cubic", {"grad": np.zeros((1, 1, 2))}, "grad has not the shape"),
            ("cubic", {"_maxiter": 2**40}, "_maxiter is no int from 0"),
        ],
        AT_TWO,
    ),
    Row(
        radial.Radial,
        {
            "all": lambda: si.RBFInterpolator(POINTS, VALUES),
            "near": lambda: si.RBFInterpolator(POINTS, VALUES, neighbors=7),
        },
        [
            ("all", {"kernel": "none"}, "kernel is unknown"),
            ("all", {"powers": np.full((3, 2), -1)}, "more than points, or negative"),
            ("all", {"d_shape": (2,)}, "d_shape is not that of a row"),
            ("all", {"tree": KDTree(POINTS)}, "tree is given without neighbors"),
            ("near", {"tree": KDTree(POINTS[:9])}, "tree is not of the points"),
            ("near", {"neighbors": 41}, "neighbors is no int from"),
        ],
        AT_TWO,
    ),
]
ROWS = [*ONE, *SMOOTH, *SEVERAL]
