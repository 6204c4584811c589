"""Values between those that are known: of a rising function, of splines, and of gaps."""

import numpy as np
from sklearn import impute, isotonic, linear_model, preprocessing, tree
from sklearn.experimental import enable_iterative_imputer  # noqa: F401

SEED = {"random_state": 0}
KNOTS = np.array([[4.0, 2.0, 1.0, 0.0], [6.0, 3.0, 4.0, 1.0], [8.0, 5.0, 7.0, 3.0]])

MODELS = {
    "rising": (isotonic.IsotonicRegression(out_of_bounds="clip"), "diabetes column"),
    "rising or falling": (isotonic.IsotonicRegression(increasing="auto", y_min=100.0), "diabetes column"),
    "falling, float32": (isotonic.IsotonicRegression(increasing=False), "diabetes float32 column"),
    "rising, raises": (isotonic.IsotonicRegression(out_of_bounds="raise", y_max=200.0), "diabetes column"),
    "splines": (preprocessing.SplineTransformer(), "iris"),
    "splines, continued": (
        preprocessing.SplineTransformer(n_knots=3, degree=2, extrapolation="continue", include_bias=False),
        "iris frame",
    ),
    "splines, linear": (preprocessing.SplineTransformer(knots="quantile", extrapolation="linear", order="F"), "iris"),
    "splines, periodic": (preprocessing.SplineTransformer(n_knots=6, extrapolation="periodic"), "iris float32"),
    "splines, sparse": (preprocessing.SplineTransformer(degree=1, sparse_output=True), "iris"),
    "splines, knots": (preprocessing.SplineTransformer(knots=KNOTS, degree=0), "iris"),
    "gaps": (impute.IterativeImputer(max_iter=2, **SEED), "iris gaps"),
    "gaps, drawn": (
        impute.IterativeImputer(max_iter=2, sample_posterior=True, add_indicator=True, n_nearest_features=2, **SEED),
        "iris gaps",
    ),
    "gaps, trees": (
        impute.IterativeImputer(
            tree.DecisionTreeRegressor(max_depth=3, **SEED), max_iter=2, imputation_order="random", **SEED
        ),
        "iris gaps",
    ),
    "gaps, bounds": (
        impute.IterativeImputer(linear_model.Ridge(), max_iter=2, min_value=0.0, max_value=[9.0] * 4),
        "iris gaps",
    ),
    "gaps, none": (impute.IterativeImputer(skip_complete=True), "iris"),
}
