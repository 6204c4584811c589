"""Components and dictionaries: attributes that lie."""

import numpy as np
import pytest
from sklearn import datasets, decomposition

X = datasets.load_iris().data
SEED = {"random_state": 0}
NMF = decomposition.NMF(2, max_iter=50, tol=0.1, **SEED).fit(X)
BATCHES = decomposition.MiniBatchNMF(2, max_iter=2, **SEED).fit(X)
TOPICS = decomposition.LatentDirichletAllocation(2, max_iter=1, **SEED).fit(X)
SPARSE = decomposition.SparsePCA(2, max_iter=1, **SEED).fit(X)
ATOMS = decomposition.DictionaryLearning(2, max_iter=1, **SEED).fit(X)
LEARNER = decomposition.MiniBatchDictionaryLearning(2, max_iter=1, **SEED).fit(X)
INCREMENTAL = decomposition.IncrementalPCA(2).fit(X)
CODER = decomposition.SparseCoder(np.eye(4)).fit(X)
ENDLESS = 10**12


def narrow(old):
    return old[:, :1]


def empty(old):
    return old[:0]


LIES = {
    **{
        f"{name}: {lie}": (model, {"components_": value})
        for name, model in {
            "factors": NMF,
            "batches": BATCHES,
            "topics": TOPICS,
            "sparse": SPARSE,
            "atoms": ATOMS,
            "learner": LEARNER,
        }.items()
        for lie, value in {
            "narrow": narrow,
            "none": empty,
            "flat": np.ravel,
            "deep": lambda old: old[None],
            "objects": lambda old: old.astype(object),
            "text": "x",
        }.items()
    },
    "factors: endless": (NMF, {"max_iter": ENDLESS}),
    "factors: no number of rounds": (NMF, {"max_iter": 1e9}),
    "factors: features": (NMF, {"n_features_in_": 9}),
    "batches: endless": (BATCHES, {"_transform_max_iter": ENDLESS}),
    "batches: endless restarts": (BATCHES, {"fresh_restarts_max_iter": ENDLESS}),
    "batches: endless later": (BATCHES, {"transform_max_iter": ENDLESS}),
    "batches: memory": (BATCHES, {"_n_components": 10**9}),
    "batches: numerator": (BATCHES, {"_components_numerator": narrow}),
    "batches: denominator": (BATCHES, {"_components_denominator": empty}),
    "batches: power": (BATCHES, {"_beta_loss": 10**400}),
    "batches: array for a power": (BATCHES, {"_gamma": np.ones((9, 9))}),
    "topics: endless": (TOPICS, {"max_doc_update_iter": ENDLESS}),
    "topics: other weights": (TOPICS, {"exp_dirichlet_component_": narrow}),
    "topics: deep weights": (TOPICS, {"exp_dirichlet_component_": lambda old: old[:, :, None]}),
    "topics: weights of another kind": (TOPICS, {"exp_dirichlet_component_": lambda old: old.astype("f4")}),
    "sparse: mean": (SPARSE, {"mean_": lambda old: old[:1]}),
    "atoms: endless": (ATOMS, {"transform_max_iter": ENDLESS}),
    "learner: sums": (LEARNER, {"_A": narrow}),
    "learner: sums of the data": (LEARNER, {"_B": narrow}),
    "learner: algorithm": (LEARNER, {"_fit_algorithm": "omp"}),
    "learner: algorithms": (LEARNER, {"_fit_algorithm": ["lasso_cd"]}),
    "learner: steps": (LEARNER, {"n_steps_": 10**400}),
    "incremental: narrow": (INCREMENTAL, {"components_": narrow}),
    "incremental: infinite": (INCREMENTAL, {"components_": lambda old: old * np.inf}),
    "incremental: no number": (INCREMENTAL, {"singular_values_": lambda old: old * np.nan}),
    "incremental: great": (INCREMENTAL, {"mean_": lambda old: old + 1e200}),
    "incremental: variances": (INCREMENTAL, {"var_": lambda old: old[:1]}),
    "incremental: samples": (INCREMENTAL, {"n_samples_seen_": 0.5}),
    "incremental: endless samples": (INCREMENTAL, {"n_samples_seen_": np.inf}),
    "incremental: samples that are none": (INCREMENTAL, {"n_samples_seen_": "x"}),
    "coder: endless": (CODER, {"transform_max_iter": ENDLESS}),
    "coder: endless names": (CODER, {"n_components_": ENDLESS}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])
