"""Clusters of any shape, and the tree that they are read off."""

import numpy as np
from sklearn import cluster
from sklearn.cluster import AgglomerativeClustering

COPY = {"copy": True}

MODELS = {
    "subclusters": (cluster.Birch(), "iris"),
    "subclusters, narrow": (cluster.Birch(threshold=0.2, branching_factor=3), "iris"),
    "subclusters, sparse": (cluster.Birch(threshold=2, branching_factor=4, n_clusters=None), "digits sparse"),
    "subclusters, float32": (cluster.Birch(threshold=0.3, compute_labels=False), "iris float32"),
    "subclusters, joined by an estimator": (
        cluster.Birch(threshold=np.float64(0.4), n_clusters=AgglomerativeClustering(2)),
        "iris fortran",
    ),
    "subclusters, one sample": (cluster.Birch(n_clusters=None), "iris one"),
    "hierarchy": (cluster.HDBSCAN(**COPY), "iris"),
    "hierarchy, kd tree": (cluster.HDBSCAN(algorithm="kd_tree", store_centers="both", **COPY), "iris float32"),
    "hierarchy, ball tree": (
        cluster.HDBSCAN(metric="manhattan", algorithm="ball_tree", cluster_selection_method="leaf", **COPY),
        "iris fortran",
    ),
    "hierarchy, gaps": (cluster.HDBSCAN(min_samples=3, **COPY), "iris gaps"),
    "hierarchy, sparse": (cluster.HDBSCAN(min_cluster_size=3, **COPY), "digits sparse"),
    "hierarchy, one cluster": (cluster.HDBSCAN(allow_single_cluster=True, metric="cosine", **COPY), "iris"),
    "hierarchy, parameters": (
        cluster.HDBSCAN(metric="mahalanobis", metric_params={"V": np.diag([1.0, 2, 3, 4])}, **COPY),
        "iris",
    ),
}
