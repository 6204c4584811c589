"""Neighbours, clusters and decompositions."""

import numpy as np
from scipy.spatial import distance
from sklearn import cluster as clusters
from sklearn import covariance, decomposition, mixture, neighbors

SEED = {"random_state": 0}
V = {"V": np.array([1.0, 2.0, 3.0, 4.0])}
W = {"w": np.array([1.0, 2.0, 3.0, 4.0])}


MODELS = {
    # neighbours
    "neighbours": (neighbors.NearestNeighbors(algorithm="brute"), "iris"),
    "neighbours, kd tree": (neighbors.NearestNeighbors(algorithm="kd_tree", leaf_size=3), "iris"),
    "neighbours, ball tree": (neighbors.NearestNeighbors(algorithm="ball_tree", leaf_size=1), "iris"),
    "neighbours, haversine": (neighbors.NearestNeighbors(metric="haversine"), "iris degrees"),
    "neighbours, standardized": (neighbors.NearestNeighbors(metric="seuclidean", metric_params=V), "iris"),
    "neighbours, mahalanobis": (
        neighbors.NearestNeighbors(metric="mahalanobis", metric_params={"V": np.diag([1.0, 2, 3, 4])}),
        "iris",
    ),
    "neighbours, chebyshev": (neighbors.NearestNeighbors(metric="chebyshev"), "iris"),
    "neighbours, of any order": (neighbors.NearestNeighbors(p=np.inf, algorithm="ball_tree"), "iris"),
    "neighbours, manhattan": (neighbors.KNeighborsRegressor(metric="manhattan", weights="distance"), "iris frame"),
    "neighbours, canberra": (neighbors.KNeighborsClassifier(metric="canberra"), "iris positive"),
    "neighbours, cosine": (neighbors.NearestNeighbors(metric="cosine"), "iris sparse"),
    "neighbours, a function of scipy": (neighbors.KNeighborsClassifier(metric=distance.cosine), "iris"),
    "neighbours, a function and its keywords": (
        neighbors.NearestNeighbors(metric=distance.mahalanobis, metric_params={"VI": np.eye(4)}),
        "iris",
    ),
    "neighbours, weighted": (neighbors.NearestNeighbors(metric="minkowski", p=3, metric_params=W), "iris"),
    "neighbours, binary": (neighbors.NearestNeighbors(metric="jaccard", algorithm="ball_tree"), "digits binary"),
    "classes": (neighbors.KNeighborsClassifier(), "iris strings"),
    "classes, brute": (neighbors.KNeighborsClassifier(algorithm="brute"), "digits"),
    "classes, sparse": (neighbors.KNeighborsClassifier(weights="distance"), "digits sparse"),
    "classes, two outputs": (neighbors.KNeighborsClassifier(), "iris two outputs"),
    "classes, kernel": (neighbors.KNeighborsClassifier(metric="precomputed"), "iris kernel"),
    "means": (neighbors.KNeighborsRegressor(), "diabetes two outputs"),
    "classes within": (neighbors.RadiusNeighborsClassifier(5.0, outlier_label="most_frequent"), "iris"),
    "means within": (neighbors.RadiusNeighborsRegressor(5.0), "diabetes"),
    "neighbours' graph": (neighbors.KNeighborsTransformer(), "iris"),
    "outlier factor": (neighbors.LocalOutlierFactor(novelty=True), "iris"),
    "density": (neighbors.KernelDensity(), "iris"),
    "centroids": (neighbors.NearestCentroid(), "iris"),
    # clusters and decompositions
    "k-means": (clusters.KMeans(3, n_init=2, **SEED), "iris"),
    "k-means, float32": (clusters.KMeans(3, n_init=2, algorithm="elkan", **SEED), "iris float32"),
    "k-means, batches": (clusters.MiniBatchKMeans(3, n_init=2, **SEED), "digits sparse"),
    "k-means, bisecting": (clusters.BisectingKMeans(5, **SEED), "iris"),
    "k-means, bisecting, sparse": (clusters.BisectingKMeans(3, **SEED), "digits sparse"),
    "affinity": (clusters.AffinityPropagation(**SEED), "iris"),
    "density clusters": (clusters.DBSCAN(), "iris"),
    "features joined": (clusters.FeatureAgglomeration(3), "iris"),
    "components": (decomposition.PCA(2), "iris"),
    "components, incremental": (decomposition.IncrementalPCA(4), "iris"),
    "components, truncated": (decomposition.TruncatedSVD(2, **SEED), "digits sparse"),
    "components, independent": (decomposition.FastICA(2, **SEED), "iris"),
    "components, kernel": (decomposition.KernelPCA(2, kernel="rbf"), "iris"),
    "mixture": (mixture.GaussianMixture(2, **SEED), "iris"),
    "covariance": (covariance.EllipticEnvelope(**SEED), "iris"),
    "covariance, float32": (covariance.EmpiricalCovariance(), "iris float32"),
    "covariance, sparse inverse": (covariance.GraphicalLasso(0.1), "iris"),
    "covariance, robust": (covariance.MinCovDet(**SEED), "iris fortran"),
    "covariance, shrunk": (covariance.LedoitWolf(store_precision=False), "iris"),
}
