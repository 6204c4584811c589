"""Functions of two samples that would write into the second, which is the user's data."""

import functools

import numpy as np
import pytest
from scipy.spatial import distance
from sklearn import cluster, decomposition, kernel_ridge, manifold, neighbors
from sklearn.metrics import pairwise

import skcore


@pytest.mark.parametrize(
    "model",
    [
        neighbors.NearestNeighbors(metric=np.negative),
        neighbors.KNeighborsClassifier(metric=functools.partial(np.add, np.ones(4))),
        cluster.DBSCAN(metric=np.fix),
        cluster.HDBSCAN(metric=np.isposinf),
        cluster.SpectralClustering(affinity=np.exp),
        decomposition.KernelPCA(kernel=np.sqrt),
        kernel_ridge.KernelRidge(kernel=functools.partial(functools.partial(np.sign))),
        manifold.Isomap(metric=np.tanh),
    ],
    ids=lambda model: type(model).__name__,
)
def test_a_function_that_writes_into_its_second_argument_is_refused(model, refused):
    refused(model, "second argument")


@pytest.mark.parametrize(
    "model",
    [
        neighbors.NearestNeighbors(metric=distance.cosine),
        neighbors.NearestNeighbors(metric=functools.partial(distance.minkowski, p=3)),
        cluster.DBSCAN(metric=np.dot),
        decomposition.KernelPCA(kernel=np.dot),
        kernel_ridge.KernelRidge(kernel=pairwise.rbf_kernel),
    ],
    ids=lambda model: type(model).__name__,
)
def test_a_function_of_two_samples_is_kept(model, assert_same):
    assert_same(model, skcore.loads(skcore.dumps(model)))
