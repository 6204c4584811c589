"""What the files beside this module hold."""

import numpy as np
import scipy.sparse as sp
from scipy import interpolate, spatial, stats

DENSE = np.array([[1.0, 0.0, 2.0], [0.0, 0.0, 0.0], [0.0, 3.0, 0.0]])
FORMS = ("csr", "csc", "coo", "bsr", "dia", "lil", "dok")
POINTS = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.4, 0.3]])
AXIS = np.arange(6.0)
VALUES = {
    "matrices": [getattr(sp, f"{form}_matrix")(DENSE) for form in FORMS],
    "arrays": [getattr(sp, f"{form}_array")(DENSE) for form in FORMS],
    "spline": interpolate.make_interp_spline(AXIS, AXIS**2),
    "polynomials": interpolate.CubicSpline(AXIS, AXIS**3),
    "grid": interpolate.RegularGridInterpolator((AXIS, AXIS), np.add.outer(AXIS, AXIS)),
    "tree": spatial.KDTree(POINTS),
    "triangles": spatial.Delaunay(POINTS),
    "rotation": spatial.transform.Rotation.from_euler("z", 90, degrees=True),
    "distributions": [stats.norm(1.0, 2.0), stats.uniform(0, 3)],
    "density": stats.gaussian_kde(AXIS),
}
ANSWERS = {
    "spline": lambda found: found([1.5, 2.5]),
    "polynomials": lambda found: found([1.5, 2.5]),
    "grid": lambda found: found([[1.5, 2.5]]),
    "tree": lambda found: found.query([[0.5, 0.5]], k=2),
    "triangles": lambda found: found.find_simplex([[0.2, 0.2]]) >= 0,
    "rotation": lambda found: found.as_matrix(),
    "density": lambda found: found([1.0]),
}
EXPECTED = {
    "spline": [2.25, 6.25],
    "polynomials": [3.375, 15.625],
    "grid": [4.0],
    "tree": ([[np.sqrt(0.05), np.sqrt(0.5)]], None),
    "triangles": [True],
    "rotation": [[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]],
}
