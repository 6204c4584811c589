"""What must hold of fitted estimators whose attributes reach native code, one family a module."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

Check = Callable[[Any], None]


@lru_cache(maxsize=1)
def checks() -> dict[str, Check | None]:
    """Return the check of each rule of the trusted list; None for a rule that asks for none."""
    from skcore_sklearn.rules import (
        birch,
        boosting,
        clusters,
        compositions,
        covariances,
        displays,
        dummies,
        encoders,
        factors,
        hierarchies,
        histograms,
        imputers,
        isotonic,
        linear,
        losses,
        manifolds,
        neighbors,
        polynomials,
        process_kernels,
        processes,
        propagation,
        splines,
        svm,
        trees,
        vocabularies,
    )

    return {
        "plain": None,
        "tree": trees.check_tree,
        "forest": trees.check_forest,
        "isolation_forest": trees.check_isolation_forest,
        "gradient_boosting": boosting.check_gradient_boosting,
        "histogram_boosting": histograms.check_histogram_boosting,
        "bin_mapper": histograms.check_bin_mapper,
        "dummy": dummies.check_dummy,
        "linear": linear.check_linear,
        "svm": svm.check_svm,
        "neighbors": neighbors.check_neighbors,
        "density": neighbors.check_density,
        "kmeans": clusters.check_kmeans,
        "bisecting_kmeans": clusters.check_bisecting_kmeans,
        "covariance": covariances.check_covariance,
        "agglomeration": clusters.check_agglomeration,
        "vocabulary": vocabularies.check_vocabulary,
        "text": vocabularies.check_text,
        "hashing": vocabularies.check_hashing,
        "hashing_text": vocabularies.check_hashing_text,
        "label_sets": vocabularies.check_label_sets,
        "one_hot": encoders.check_one_hot,
        "polynomial": polynomials.check_polynomial,
        "composition": compositions.check_cache,
        "function": compositions.check_function,
        "selector": compositions.check_selector,
        "label_binarizer": encoders.check_label_binarizer,
        "stack": compositions.check_stack,
        "scorer": compositions.check_scorer,
        "cached": compositions.check_cache,
        "loss": losses.check_loss,
        "display": displays.check_display,
        "progress": displays.check_progress,
        "birch": birch.check_birch,
        "birch_node": birch.check_birch_node,
        "birch_subcluster": birch.check_birch_subcluster,
        "hierarchy": hierarchies.check_hierarchy,
        "factorization": factors.check_factorization,
        "allocation": factors.check_allocation,
        "incremental": factors.check_incremental,
        "sparse_components": factors.check_sparse_components,
        "dictionary": factors.check_dictionary,
        "process_kernel": process_kernels.check_process_kernel,
        "process_regressor": processes.check_process_regressor,
        "process_binary": processes.check_process_binary,
        "process_classifier": processes.check_process_classifier,
        "imputer": imputers.check_imputer,
        "isomap": manifolds.check_isomap,
        "locally_linear": manifolds.check_locally_linear,
        "propagation": propagation.check_propagation,
        "isotonic": isotonic.check_isotonic,
        "splines": splines.check_splines,
    }
