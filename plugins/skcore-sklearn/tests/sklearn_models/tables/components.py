"""Matrices taken apart into components, with and without zeros."""

import numpy as np
from sklearn import decomposition

SEED = {"random_state": 0}
ATOMS = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 0.8, 0.6, 0.0], [0.5, 0.5, 0.5, 0.5]])

MODELS = {
    "factors": (decomposition.NMF(2, **SEED), "iris"),
    "factors, sparse": (decomposition.NMF(4, init="nndsvda", shuffle=True, **SEED), "digits sparse"),
    "factors, as many as columns": (decomposition.NMF(n_components=None, max_iter=20, **SEED), "iris float32"),
    "factors, multiplied": (
        decomposition.NMF(2, solver="mu", beta_loss="kullback-leibler", alpha_W=0.1, l1_ratio=0.5, **SEED),
        "iris frame",
    ),
    "factors, drawn": (decomposition.NMF(2, init="random", random_state=np.random.RandomState(0)), "iris"),
    "factors, batches": (decomposition.MiniBatchNMF(2, batch_size=32, **SEED), "iris"),
    "factors, batches of zeros": (
        decomposition.MiniBatchNMF(3, fresh_restarts=True, max_iter=2, transform_max_iter=50, **SEED),
        "digits sparse array",
    ),
    "topics": (decomposition.LatentDirichletAllocation(3, max_iter=3, **SEED), "digits"),
    "topics, sparse": (
        decomposition.LatentDirichletAllocation(3, learning_method="online", max_iter=2, n_jobs=1, **SEED),
        "digits sparse",
    ),
    "topics, float32": (decomposition.LatentDirichletAllocation(2, doc_topic_prior=0.5, **SEED), "iris float32"),
    "topics, measured": (
        decomposition.LatentDirichletAllocation(2, evaluate_every=1, max_iter=2, **SEED),
        "iris frame",
    ),
    "sparse components": (decomposition.SparsePCA(2, max_iter=20, **SEED), "iris"),
    "sparse components, descent": (
        decomposition.SparsePCA(2, method="cd", U_init=np.ones((150, 2)), V_init=np.ones((2, 4)), max_iter=5, **SEED),
        "iris frame",
    ),
    "sparse components, batches": (decomposition.MiniBatchSparsePCA(2, max_iter=5, **SEED), "iris float32"),
    "dictionary": (decomposition.DictionaryLearning(2, max_iter=5, **SEED), "iris"),
    "dictionary, descent": (
        decomposition.DictionaryLearning(
            3,
            max_iter=5,
            fit_algorithm="cd",
            transform_algorithm="lasso_cd",
            transform_alpha=0.1,
            positive_code=True,
            positive_dict=True,
            dict_init=ATOMS,
            code_init=np.ones((150, 3)),
            **SEED,
        ),
        "iris frame",
    ),
    "dictionary, thresholds": (
        decomposition.DictionaryLearning(max_iter=3, transform_algorithm="threshold", split_sign=True, **SEED),
        "iris float32",
    ),
    "dictionary, batches": (
        decomposition.MiniBatchDictionaryLearning(3, max_iter=3, batch_size=50, transform_algorithm="lars", **SEED),
        "iris",
    ),
    "dictionary, batches of one kind": (
        decomposition.MiniBatchDictionaryLearning(
            2, max_iter=2, fit_algorithm="cd", transform_algorithm="lasso_lars", dict_init=ATOMS, shuffle=False, **SEED
        ),
        "iris float32",
    ),
    "coder": (decomposition.SparseCoder(ATOMS), "iris"),
    "coder, least angles": (
        decomposition.SparseCoder(np.asfortranarray(ATOMS), transform_algorithm="lasso_lars", split_sign=True),
        "iris float32",
    ),
    "coder, whole numbers": (
        decomposition.SparseCoder(np.eye(4, dtype=int), transform_algorithm="omp", transform_n_nonzero_coefs=2),
        "iris frame",
    ),
}
