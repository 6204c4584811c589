"""A model without one of its attributes is not taken for unfitted: what does not read it still runs."""

import numpy as np
import pytest
from sklearn import (
    covariance,
    datasets,
    decomposition,
    gaussian_process,
    impute,
    linear_model,
    manifold,
    naive_bayes,
    preprocessing,
    semi_supervised,
)
from sklearn.experimental import enable_iterative_imputer  # noqa: F401

X, y = datasets.load_iris(return_X_y=True)
X, y = X[::4], y[::4]
GAPS = np.where(X > 6, np.nan, X)
SEED = {"random_state": 0}

MODELS = {
    "allocation": (
        decomposition.LatentDirichletAllocation(2, max_iter=1, **SEED).fit(X),
        ["components_", "exp_dirichlet_component_"],
    ),
    "batches": (
        decomposition.MiniBatchNMF(2, max_iter=2, **SEED).fit(X),
        ["components_", "_components_numerator", "_components_denominator", "_n_components"],
    ),
    "incremental": (
        decomposition.IncrementalPCA(2).fit(X),
        ["components_", "singular_values_", "mean_", "var_", "n_samples_seen_", "n_features_in_"],
    ),
    "sparse": (decomposition.SparsePCA(2, max_iter=1, **SEED).fit(X), ["components_", "mean_"]),
    "dictionary": (
        decomposition.MiniBatchDictionaryLearning(2, max_iter=1, **SEED).fit(X),
        ["components_", "_A", "_B", "n_steps_", "_fit_algorithm"],
    ),
    "polynomial": (
        preprocessing.PolynomialFeatures(2).fit(X),
        ["n_output_features_", "_n_out_full", "_min_degree", "_max_degree", "n_features_in_"],
    ),
    "one hot": (
        preprocessing.OneHotEncoder(max_categories=3).fit(X),
        ["categories_", "_n_features_outs", "_infrequent_enabled", "_default_to_infrequent_mappings", "n_features_in_"],
    ),
    "splines": (preprocessing.SplineTransformer().fit(X), ["bsplines_", "n_features_out_", "n_features_in_"]),
    "covariance": (covariance.EmpiricalCovariance().fit(X), ["covariance_", "precision_", "location_"]),
    "isomap": (manifold.Isomap(n_neighbors=9).fit(X), ["nbrs_", "dist_matrix_", "kernel_pca_", "embedding_"]),
    "locally linear": (manifold.LocallyLinearEmbedding(**SEED).fit(X), ["nbrs_", "embedding_"]),
    "imputer": (
        impute.IterativeImputer(max_iter=1, **SEED).fit(GAPS),
        ["imputation_sequence_", "initial_imputer_", "n_iter_"],
    ),
    "propagation": (
        semi_supervised.LabelSpreading().fit(X, y),
        ["X_", "classes_", "label_distributions_"],
    ),
    "process": (
        gaussian_process.GaussianProcessRegressor(optimizer=None).fit(X, y),
        ["X_train_", "y_train_", "alpha_", "L_", "kernel_"],
    ),
    "process of classes": (
        gaussian_process.GaussianProcessClassifier(optimizer=None).fit(X, y),
        ["base_estimator_", "classes_", "n_classes_"],
    ),
    "bayes": (naive_bayes.GaussianNB().fit(X, y), ["classes_", "n_features_in_"]),
    "categories": (naive_bayes.CategoricalNB().fit(X.astype(int), y), ["feature_log_prob_", "classes_"]),
    "descent": (
        linear_model.SGDClassifier(average=True, **SEED).fit(X, y),
        ["n_features_in_", "average", "intercept_"],
    ),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "left_out"), [(name, part) for name in MODELS for part in MODELS[name][1]])
def test_a_model_without_an_attribute_is_refused(name, left_out, lie_refused):
    lie_refused(MODELS[name][0], {left_out: ...}, f"lacks the attribute '{left_out}'|{left_out} is missing")
