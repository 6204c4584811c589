"""What models do besides answering: they learn on, are cut, sampled and asked for their likelihood."""

import copy

import numpy as np
import pytest
from sklearn import cluster, datasets, decomposition, impute, isotonic, manifold, model_selection, semi_supervised, svm
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.gaussian_process import GaussianProcessClassifier, GaussianProcessRegressor, kernels
from sklearn.gaussian_process.kernels import RBF, Matern, WhiteKernel

import skcore

X, y = datasets.load_iris(return_X_y=True)
NAMES = np.array(["ab", "c", "def"])[y]
SEED = {"random_state": 0}
pytestmark = [
    pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning"),
    pytest.mark.filterwarnings("ignore::RuntimeWarning"),
]

LEARNERS = {
    "birch": cluster.Birch(threshold=0.3, branching_factor=4),
    "birch without clusters": cluster.Birch(threshold=0.1, n_clusters=None),
    "factors": decomposition.MiniBatchNMF(2, **SEED),
    "topics": decomposition.LatentDirichletAllocation(2, **SEED),
    "dictionary": decomposition.MiniBatchDictionaryLearning(2, batch_size=20, max_iter=2, **SEED),
    "dictionary, descent": decomposition.MiniBatchDictionaryLearning(2, fit_algorithm="cd", max_iter=2, **SEED),
}


@pytest.mark.parametrize("whole", [True, False], ids=["fit", "partial_fit"])
@pytest.mark.parametrize("name", LEARNERS)
def test_a_model_learns_on_as_the_one_that_was_saved(name, whole, assert_same):
    model = copy.deepcopy(LEARNERS[name])
    model.fit(X[::3]) if whole else model.partial_fit(X[::3])
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(model, loaded)
    for step in (1, 2):
        samples = X[step::3]
        model.partial_fit(samples)
        loaded.partial_fit(samples)
        assert_same(model, loaded)
        assert_same(model.transform(X), loaded.transform(X))
    assert_same(model, skcore.loads(skcore.dumps(loaded)))


def test_views_of_a_node_are_views_again():
    model = cluster.Birch(threshold=0.2, branching_factor=3).fit(X)
    for node in (model.root_, skcore.loads(skcore.dumps(model)).root_):
        assert np.shares_memory(node.centroids_, node.init_centroids_)
        assert np.shares_memory(node.squared_norm_, node.init_sq_norm_)


def test_a_node_without_views_stays_one(assert_same):
    model = copy.deepcopy(cluster.Birch(threshold=0.2, branching_factor=3).fit(X))
    assert not np.shares_memory(model.root_.centroids_, model.root_.init_centroids_)
    loaded = skcore.loads(skcore.dumps(model))
    assert not np.shares_memory(loaded.root_.centroids_, loaded.root_.init_centroids_)
    assert_same(model, loaded)


def test_a_deep_tree_is_saved_without_recursion(assert_same):
    model = cluster.Birch(threshold=1e-6, branching_factor=2, n_clusters=None)
    model.fit(np.arange(400.0)[:, None])
    assert_same(model, skcore.loads(skcore.dumps(model)))


@pytest.mark.parametrize("gaps", [True, False])
def test_a_hierarchy_is_cut(gaps, assert_same):
    samples = X.copy()
    if gaps:
        samples[::7, 1], samples[3::11, 2] = np.nan, np.inf
    model = cluster.HDBSCAN(copy=True).fit(samples)
    loaded = skcore.loads(skcore.dumps(model))
    for distance in (0.1, 0.5, 9.0):
        assert_same(model.dbscan_clustering(distance), loaded.dbscan_clustering(distance))


def test_a_process_is_sampled(assert_same):
    model = GaussianProcessRegressor(1.0 * RBF() + WhiteKernel(), **SEED).fit(X[::3], y[::3])
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(model.sample_y(X[:5]), loaded.sample_y(X[:5]))
    assert_same(model.predict(X, return_std=True), loaded.predict(X, return_std=True))
    assert_same(model.predict(X, return_cov=True), loaded.predict(X, return_cov=True))
    theta = model.kernel_.theta
    both = [one.log_marginal_likelihood(theta, eval_gradient=True) for one in (model, loaded)]
    assert_same(*both)
    assert_same(model.fit(X[:50], y[:50]), loaded.fit(X[:50], y[:50]))


def test_a_process_without_a_fit_answers_by_its_prior(assert_same):
    model = GaussianProcessRegressor(RBF(), n_targets=2)
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(model.predict(X[:5], return_cov=True), loaded.predict(X[:5], return_cov=True))


@pytest.mark.parametrize("scheme", ["one_vs_rest", "one_vs_one"])
def test_classes_of_processes_keep_their_kernels(scheme, assert_same):
    model = GaussianProcessClassifier(RBF(), multi_class=scheme, **SEED).fit(X[::3], NAMES[::3])
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(model, loaded)
    assert_same(model.predict(X), loaded.predict(X))
    assert type(loaded.kernel_) is kernels.CompoundKernel
    assert loaded.kernel_ == model.kernel_
    theta = loaded.base_estimator_.estimators_[0].kernel_.theta
    assert_same(model.log_marginal_likelihood(theta), loaded.log_marginal_likelihood(theta))


@pytest.mark.parametrize(
    "kernel",
    [
        kernels.CompoundKernel([RBF(), Matern()]),
        (RBF([1, 2]) + 2.0) * kernels.DotProduct() ** 3,
        kernels.PairwiseKernel(metric="cosine", gamma_bounds=np.array([[0.1, 1.0]])),
    ],
    ids=str,
)
def test_kernels_come_back(kernel, assert_same):
    loaded = skcore.loads(skcore.dumps(kernel))
    assert_same(kernel, loaded)
    assert_same(kernel(X[:9, :2]), loaded(X[:9, :2]))
    parameters = kernel.hyperparameters
    assert_same(parameters, skcore.loads(skcore.dumps(parameters)))


def test_a_kernel_is_one_of_vectors(assert_same):
    model = svm.SVC(kernel=RBF(0.5) + WhiteKernel()).fit(X, NAMES)
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(model.decision_function(X), loaded.decision_function(X))


def test_a_constant_function_comes_back():
    model = isotonic.IsotonicRegression().fit([1.0], [2.0])
    loaded = skcore.loads(skcore.dumps(model))
    assert loaded.predict([0.0, 9.0]).tolist() == [2.0, 2.0]


def test_labels_spread_by_another_kernel_than_before(assert_same):
    model = semi_supervised.LabelSpreading(kernel="knn").fit(X, y)
    model.set_params(kernel="rbf").fit(X[::2], y[::2])
    loaded = skcore.loads(skcore.dumps(model))
    assert_same(model, loaded)
    assert_same(model.predict(X), loaded.predict(X))


def test_an_isomap_tells_its_error():
    model = manifold.Isomap(n_neighbors=9).fit(X)
    assert skcore.loads(skcore.dumps(model)).reconstruction_error() == model.reconstruction_error()


def test_an_imputer_goes_on_drawing(assert_same):
    samples = X.copy()
    samples[::5, 2] = np.nan
    model = impute.IterativeImputer(sample_posterior=True, max_iter=2, **SEED).fit(samples)
    loaded = skcore.loads(skcore.dumps(model))
    for _ in range(2):
        assert_same(model.transform(samples), loaded.transform(samples))


def test_grids_come_back():
    grid = model_selection.ParameterGrid({"a": [1, 2], "b": [True, False]})
    assert list(skcore.loads(skcore.dumps(grid))) == list(grid)
    sampler = model_selection.ParameterSampler({"a": [1, 2, 3]}, 2, **SEED)
    assert list(skcore.loads(skcore.dumps(sampler))) == list(sampler)
