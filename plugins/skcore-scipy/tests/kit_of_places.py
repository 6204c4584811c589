"""The rows of the conformance kit for matrices, trees, hulls, rotations and operators."""

import numpy as np
import scipy.sparse as sp
import scipy.sparse.linalg as sl
import scipy.spatial as ss
import scipy.spatial.transform as tr
from kit_tables import Row
from scipy.sparse.linalg._interface import IdentityOperator
from skcore_scipy import compressed, coordinate, diagonal, hulls, keyed, listed, operators, rotations, trees

from skcore import Plain

FULL = np.array([[0, 1.5, 0, 2], [0, 0, 0, 0], [3, 0, 4, 0]])
RNG = np.random.default_rng(0)
POINTS = RNG.random((12, 2))
HALFSPACES = np.array([[-1, 0.0, 0.0], [0.0, -1.0, 0.0], [2.0, 1.0, -4.0], [-0.5, 1.0, -2.0]])
SEVERAL = tr.Rotation.from_euler("xyz", RNG.random((4, 3)))


def int32(*values):
    return np.array(values, np.int32)


def lists(*rows):
    found = np.empty(len(rows), object)
    found[:] = rows
    return found


def both(name, full=FULL):
    """Return the matrix and the array of a format."""
    return {sort: lambda sort=sort: getattr(sp, f"{name}_{sort}")(full) for sort in ("matrix", "array")}


SPARSE = [
    Row(
        compressed.Csr,
        {**both("csr"), "row": lambda: sp.csr_array(sp.coo_array(FULL[0]))},
        [
            ("array", {"indices": int32(1, 4, 0, 2)}, "indices has an index outside"),
            ("array", {"indices": int32(1, -1, 0, 2)}, "indices has an index outside"),
            ("array", {"indices": int32(1, 3, 0)}, "of different lengths"),
            ("array", {"indices": np.array([1, 3, 0, 2])}, "of different dtypes"),
            ("array", {"indptr": int32(0, 2, 1, 4)}, "indptr decreases"),
            ("array", {"indptr": int32(1, 2, 2, 4)}, "indptr does not start at 0"),
            ("array", {"indptr": int32(0, 2, 2, 5)}, "indptr does not end"),
            ("array", {"indptr": int32(0, 2, 4)}, "indptr has not one place for each row"),
            ("array", {"data": [1.5, 2, 3, 4]}, "data is no plain array"),
            ("array", {"_shape": Plain((3, -4))}, "_shape has a length"),
            ("array", {"_shape": Plain((3, 4, 1))}, "_shape is no tuple"),
            ("array", {"toarray": 1}, "toarray hides one of the class"),
            ("array", {"_has_sorted_indices": True}, "not its own to set"),
        ],
    ),
    Row(
        compressed.Csc,
        both("csc"),
        [
            ("matrix", {"indices": int32(2, 0, 2, 3)}, "indices has an index outside"),
            ("matrix", {"indptr": int32(0, 1, 2, 4)}, "indptr has not one place for each row"),
        ],
    ),
    Row(
        compressed.Bsr,
        {sort: lambda sort=sort: getattr(sp, f"bsr_{sort}")(FULL, blocksize=(1, 2)) for sort in ("matrix", "array")},
        [
            ("array", {"data": np.ones((4, 2, 2))}, "do not divide the shape"),
            ("array", {"data": np.ones((4, 0, 2))}, "blocks without elements"),
            ("array", {"data": np.ones(4)}, "data has not 3 dimensions"),
        ],
    ),
    Row(
        coordinate.Coo,
        {**both("coo"), "row": lambda: sp.coo_array(FULL[0])},
        [
            ("array", {"coords": (int32(0, 0, 2, 3), int32(1, 3, 0, 2))}, r"coords\[0\] has an index outside"),
            ("array", {"coords": (int32(0, 0, 2), int32(1, 3, 0, 2))}, "of different lengths"),
            ("array", {"coords": (int32(0, 0, 2, 2),)}, "not one array for each axis"),
            ("array", {"has_canonical_format": 1}, "has_canonical_format is no bool"),
        ],
    ),
    Row(
        diagonal.Dia,
        both("dia"),
        [
            ("array", {"offsets": int32(-2, 0, 1, 1)}, "offsets has a diagonal twice"),
            ("array", {"offsets": int32(-2, 0, 1, 2**30)}, "far above the shape"),
            ("array", {"offsets": int32(-(2**30), 0, 1, 3)}, "far below the shape"),
            ("array", {"offsets": int32(0)}, "of different lengths"),
        ],
    ),
    Row(
        keyed.Dok,
        both("dok"),
        [
            ("array", {"_dict": {(3, 0): 1.0}}, "_dict has a key outside"),
            ("array", {"_dict": {(0,): 1.0}}, "without an index for each axis"),
            ("array", {"_dict": {0: 1.0}}, "_dict has a key that is no tuple"),
            ("array", {"_dict": {(0, 1.0): 1.0}}, "has no integers"),
            ("array", {"_dict": {(0, 1): "x"}}, "_dict has no numbers"),
            ("array", {"dtype": np.dtype(object)}, "dtype is none of numbers"),
        ],
    ),
    Row(
        listed.Lil,
        both("lil"),
        [
            ("array", {"rows": lists([1, 4], [], [0, 2])}, "rows has a column outside"),
            ("array", {"rows": lists([3, 1], [], [0, 2])}, "columns that do not increase"),
            ("array", {"rows": lists([1], [], [0, 2])}, "of different lengths"),
            ("array", {"rows": lists([1, 3], [])}, "not one list for each row"),
            ("array", {"rows": lists([1, 3], (), [0, 2])}, "a row that is no list"),
            ("array", {"rows": lists(*[[]] * 3), "data": lists([], [], [])}, "a list stands for two rows"),
        ],
    ),
]


def of_nodes(**columns):
    return lambda state: {**state, "nodes": {**state["nodes"], **columns}}


def used_points(self, obj):
    near = POINTS[:4]
    for name in ("query", "find_simplex", "transform_points", "count_neighbors"):
        method = getattr(obj, name, None)
        method(
            obj if name == "count_neighbors" else near, *([1.0] if name == "count_neighbors" else [])
        ) if method else 0
    for name in ("convex_hull", "vertex_neighbor_vertices", "transform", "ridge_dict", "dual_vertices", "vertices"):
        getattr(obj, name, None)


PLACES = [
    Row(
        trees.Trees,
        {
            "tree": lambda: ss.KDTree(POINTS, leafsize=2),
            "native": lambda: ss.cKDTree(POINTS, leafsize=1),
            "box": lambda: ss.cKDTree(POINTS, boxsize=[1.5, 0]),
        },
        [
            ("tree", {"indices": np.zeros(12, np.intp)}, "indices has a point twice"),
            ("tree", {"indices": np.arange(11)}, "not one index for each point"),
            ("tree", {"leafsize": 0}, "leafsize is no int from 1"),
            ("tree", {"data": POINTS * np.nan}, "data is not finite"),
            ("tree", {"nodes": {}}, "nodes has other columns"),
            ("tree", of_nodes(split_dim=np.zeros(1, np.intp)), "of different lengths"),
            ("box", {"boxsize": np.array([0.1, 0.0])}, "outside of its box|too small"),
        ],
        {"use": used_points},
    ),
    Row(
        hulls.Triangulation,
        {"plane": lambda: ss.Delaunay(POINTS), "furthest": lambda: ss.Delaunay(POINTS, furthest_site=True)},
        [
            ("plane", lambda s: {**s, "simplices": np.full_like(s["simplices"], 12)}, "an index outside"),
            ("plane", lambda s: {**s, "neighbors": np.full_like(s["neighbors"], -2)}, "an index outside"),
            ("plane", {"coplanar": np.zeros((1, 2), np.intc)}, "coplanar has another shape"),
            ("plane", {"_points": POINTS[:, :1]}, "points have not 2 to"),
            ("plane", {"furthest_site": 1}, "furthest_site is no bool"),
            ("plane", {"more": 1}, "other fields"),
        ],
        {"use": used_points},
    ),
    Row(
        hulls.Convex,
        {"plane": lambda: ss.ConvexHull(POINTS)},
        [
            ("plane", {"_vertices": int32(12)}, "_vertices has an index outside"),
            ("plane", {"_vertices": np.array([0.5])}, "_vertices has no ints"),
            ("plane", {"volume": "1"}, "volume is no float"),
        ],
        {"use": used_points},
    ),
    Row(
        hulls.Diagram,
        {"plane": lambda: ss.Voronoi(POINTS)},
        [
            ("plane", lambda s: {**s, "ridge_points": np.full_like(s["ridge_points"], 12)}, "an index outside"),
            ("plane", lambda s: {**s, "regions": (-s["regions"][0], s["regions"][1])}, "a length that is none"),
            (
                "plane",
                lambda s: {**s, "regions": (s["regions"][0], s["regions"][1][:-1])},
                "not as many items|a length",
            ),
            ("plane", lambda s: {**s, "point_region": s["point_region"][:1]}, "not one region for each point"),
            ("plane", lambda s: {**s, "point_region": s["point_region"] + 99}, "an unknown region"),
            ("plane", {"ridge_vertices": None}, "no pair of lengths and items"),
        ],
        {"use": used_points},
    ),
    Row(
        hulls.Intersection,
        {"cut": lambda: ss.HalfspaceIntersection(HALFSPACES, np.array([0.5, 0.5]))},
        [
            ("cut", {"dual_facets": hulls.flat([[0, 9]] * 4, "")}, "an index outside"),
            ("cut", {"interior_point": np.zeros(3)}, "interior_point has not the shape"),
            ("cut", {"dual_volume": None}, "dual_volume is no float"),
        ],
        {"use": used_points},
    ),
    Row(
        rotations.Rotations,
        {"one": lambda: SEVERAL[0], "several": lambda: tr.Rotation.from_euler("xyz", np.eye(3))},
        [
            ("one", {"quat": np.zeros(4)}, "not of unit length"),
            ("one", {"quat": np.ones(3)}, "not rows of four floats"),
            ("one", {"quat": 1.0}, "quat is no plain array"),
        ],
        {
            "equal": lambda self, saved, loaded: np.testing.assert_array_equal(saved.as_quat(), loaded.as_quat()),
            "use": lambda self, obj: obj.apply(np.ones(3)),
        },
    ),
    Row(
        rotations.Between,
        {"slerp": lambda: tr.Slerp([0, 1, 3, 4], SEVERAL), "spline": lambda: tr.RotationSpline([0, 1, 3, 4], SEVERAL)},
        [
            ("slerp", {"times": np.zeros(4)}, "times do not increase"),
            ("slerp", {"times": np.array([0.0, 1.0, 2.0])}, "not one for each step|timedelta has not one"),
            ("slerp", {"rotations": 1}, "rotations are none"),
            ("spline", {"timedelta": np.ones(3)}, "given for a spline"),
            ("spline", {"interpolator": 1}, "interpolator is none of the rotations"),
        ],
        {
            "equal": lambda self, saved, loaded: np.testing.assert_array_equal(
                saved([0.5, 2]).as_quat(), loaded([0.5, 2]).as_quat()
            ),
            "use": lambda self, obj: obj([0.5, 2]),
        },
    ),
]
if hasattr(tr, "RigidTransform"):
    MATRIX = np.eye(4)
    MATRIX[3, 0] = 1
    PLACES.append(
        Row(
            rotations.Motions,
            {"moved": lambda: tr.RigidTransform.from_translation(np.ones((2, 3)))},
            [
                ("moved", {"matrix": np.eye(3)}, "not four rows of four floats"),
                ("moved", {"matrix": MATRIX}, "that of no motion"),
            ],
            {
                "equal": lambda self, one, other: np.testing.assert_array_equal(one.as_matrix(), other.as_matrix()),
                "use": lambda self, obj: obj.apply(np.ones(3)),
            },
        )
    )


def dense():
    return sl.aslinearoperator(np.arange(9.0).reshape(3, 3))


def identity(**changes):
    return {"arguments": {"shape": (3, 3), "dtype": None, **changes}}


def same_operator(self, saved, loaded):
    assert (saved.shape, saved.dtype) == (loaded.shape, loaded.dtype)
    assert vars(saved).keys() == vars(loaded).keys()
    np.testing.assert_array_equal(saved @ np.eye(3), loaded @ np.eye(3))


APPLIED = {"equal": same_operator, "use": lambda self, obj: (obj @ np.ones(obj.shape[1]), obj.H)}
OPERATORS = [
    Row(
        operators.Matrices,
        {"dense": dense, "sparse": lambda: sl.aslinearoperator(sp.eye_array(3, format="csr") * 1j)},
        [
            ("dense", {"matrix": np.ones(3)}, "matrix has not 2 dimensions"),
            ("dense", {"matrix": np.ones((2, 2), object)}, "matrix holds no numbers"),
        ],
        APPLIED,
    ),
    Row(
        operators.Composed,
        {"sum": lambda: dense() + dense(), "power": lambda: dense() ** 3, "turned": lambda: (2.5 * dense()).T},
        [
            ("sum", {"args": (dense(),)}, "args are too few or many"),
            ("sum", {"args": (dense(), 1)}, "an argument is no operator"),
            ("power", {"args": (dense(), 2**14)}, "times"),
            ("power", {"args": (dense(), -1)}, "the exponent is no int"),
        ],
        APPLIED,
    ),
    Row(
        operators.Others,
        {
            "identity": lambda: IdentityOperator((3, 3)),
            "laplacian": lambda: sl.LaplacianNd((3,)),
        },
        [
            ("identity", identity(shape=(3,)), "shape is no pair"),
            ("identity", identity(shape=(-3, 3)), "a size is no int from 1"),
            ("identity", identity(shape=(2**40, 2**41)), "a size is no int|too large together"),
            ("identity", identity(dtype=np.dtype(object)), "dtype is none of numbers"),
            ("laplacian", identity(), "of another operator"),
        ],
        APPLIED,
    ),
]
ROWS = [*SPARSE, *PLACES, *OPERATORS]
