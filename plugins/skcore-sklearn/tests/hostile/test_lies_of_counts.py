"""What a model goes on counting: in floats, and in numbers that are no arrays, which another object could follow."""

import copy

import numpy as np
import pytest
from scipy import sparse
from sklearn import datasets, naive_bayes, neural_network

import skcore

X, y = datasets.load_iris(return_X_y=True)
X, y = X[::5], y[::5]
CODES = X.astype(int)
GAUSSIAN = naive_bayes.GaussianNB().fit(X, y)
MULTINOMIAL = naive_bayes.MultinomialNB().fit(CODES, y)
COMPLEMENT = naive_bayes.ComplementNB().fit(CODES, y)
CATEGORIES = naive_bayes.CategoricalNB(min_categories=9).fit(CODES, y)
LEARNING = {"max_iter": 2, "hidden_layer_sizes": (3,), "tol": 1e9}
ADAM = neural_network.MLPClassifier(**LEARNING).fit(X, y)
DESCENT = neural_network.MLPClassifier(solver="sgd", **LEARNING).fit(X, y)


def whole(old):
    return old.astype(int)


def whole_arrays(old):
    return [part.astype(int) for part in old]


LIES = {
    "gaussian: whole means": (GAUSSIAN, {"theta_": whole}, "theta_ is no array of kind f"),
    "gaussian: whole variances": (GAUSSIAN, {"var_": whole}, "var_ is no array of kind f"),
    "gaussian: whole counts": (GAUSSIAN, {"class_count_": whole}, "class_count_ is no array of kind f"),
    "gaussian: priors": (GAUSSIAN, {"class_prior_": np.ones((9, 3))}, "class_prior_ has not the shape"),
    "gaussian: without classes": (GAUSSIAN, {"classes_": ..., "theta_": whole}, "lacks the attribute 'classes_'"),
    "multinomial: whole counts": (MULTINOMIAL, {"feature_count_": whole}, "feature_count_ is no array of kind f"),
    "multinomial: rows": (MULTINOMIAL, {"feature_log_prob_": np.zeros((9, 4))}, "feature_log_prob_ has not the shape"),
    "multinomial: priors": (MULTINOMIAL, {"class_log_prior_": np.zeros((9, 1))}, "class_log_prior_ has not the shape"),
    "complement: sums": (COMPLEMENT, {"feature_all_": np.zeros((9, 4))}, "feature_all_ has not the shape"),
    "categories: whole counts": (
        CATEGORIES,
        {"category_count_": whole_arrays},
        "category_count_ is no array of kind f",
    ),
    "categories: few": (CATEGORIES, {"category_count_": lambda old: old[:1]}, "category_count_ has not one array"),
    "categories: no list": (CATEGORIES, {"feature_log_prob_": tuple}, "feature_log_prob_ has not one array"),
    "optimizer: an array of steps": (ADAM, {"_optimizer.t": np.zeros(3, int)}, "t is no number"),
    "optimizer: an array of rates": (DESCENT, {"_optimizer.learning_rate": np.ones(3)}, "learning_rate is no number"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])


def test_what_a_network_counts_is_nothing_else_s_index():
    matrix = sparse.csr_array(np.eye(4))
    matrix.indices = matrix.indptr[:4].copy()
    model = copy.deepcopy(ADAM)
    model.t_ = matrix.indices
    loaded, found = skcore.loads(skcore.dumps([model, matrix]))
    loaded.partial_fit(X, y)
    assert (found.indices == matrix.indices).all()
