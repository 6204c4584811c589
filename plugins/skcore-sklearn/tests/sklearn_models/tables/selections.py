"""Selection of features, and what finds structure without targets: manifolds, projections and matrix methods."""

from sklearn import (
    cluster,
    covariance,
    cross_decomposition,
    decomposition,
    feature_selection,
    kernel_approximation,
    kernel_ridge,
    linear_model,
    manifold,
    mixture,
    neighbors,
    neural_network,
    preprocessing,
    random_projection,
)
from sklearn.feature_extraction import image
from sklearn.feature_extraction import text as texts

SEED = {"random_state": 0}

MODELS = {
    # features
    "selected by rate of errors": (feature_selection.SelectFpr(), "cancer"),
    "selected by rate of discoveries": (feature_selection.SelectFdr(alpha=0.01), "cancer"),
    "selected by family of errors": (feature_selection.SelectFwe(), "cancer strings"),
    "selected by a mode": (feature_selection.GenericUnivariateSelect(mode="k_best", param=3), "wine frame"),
    "selected by regression": (feature_selection.SelectKBest(feature_selection.f_regression, k=4), "diabetes"),
    "eliminated": (feature_selection.RFE(linear_model.Ridge(), n_features_to_select=0.4), "diabetes frame"),
    "added one by one": (
        feature_selection.SequentialFeatureSelector(linear_model.Ridge(), n_features_to_select=2, cv=2),
        "diabetes",
    ),
    "taken off while it helps": (
        feature_selection.SequentialFeatureSelector(
            linear_model.Ridge(), n_features_to_select="auto", tol=-1e-3, direction="backward", cv=2
        ),
        "iris",
    ),
    # kernels and projections
    "chi square features": (kernel_approximation.AdditiveChi2Sampler(), "digits positive"),
    "skewed chi square features": (kernel_approximation.SkewedChi2Sampler(n_components=9, **SEED), "iris"),
    "fourier features": (kernel_approximation.RBFSampler(n_components=9, **SEED), "iris float32"),
    "sketched features": (kernel_approximation.PolynomialCountSketch(n_components=9, **SEED), "digits sparse"),
    "centred kernel": (preprocessing.KernelCenterer(), "iris kernel"),
    "kernel ridge": (kernel_ridge.KernelRidge(kernel="rbf", gamma=0.1), "diabetes two outputs"),
    "kernel ridge, given": (kernel_ridge.KernelRidge(kernel="precomputed"), "iris kernel"),
    "gaussian projection": (
        random_projection.GaussianRandomProjection(4, compute_inverse_components=True, **SEED),
        "iris",
    ),
    "patches": (image.PatchExtractor(patch_size=(3, 3), max_patches=2, **SEED), "images"),
    "weights of counts": (texts.TfidfTransformer(sublinear_tf=True), "digits sparse"),
    "weights of counts, unscaled": (texts.TfidfTransformer(use_idf=False), "digits sparse array"),
    # manifolds
    "scaled distances": (manifold.MDS(n_init=1, max_iter=20, **SEED), "iris"),
    "spectrum": (manifold.SpectralEmbedding(2, **SEED), "iris"),
    "stochastic neighbours": (manifold.TSNE(perplexity=9, max_iter=250, **SEED), "iris"),
    # clusters
    "joined": (cluster.AgglomerativeClustering(3, compute_distances=True), "iris"),
    "joined by links": (cluster.AgglomerativeClustering(3, linkage="average", metric="cosine"), "iris"),
    "shifted": (cluster.MeanShift(bandwidth=0.9, bin_seeding=True), "iris"),
    "ordered by density": (cluster.OPTICS(min_samples=5), "iris"),
    "ordered by density, in a range": (cluster.OPTICS(cluster_method="dbscan", eps=0.5), "iris"),
    "spectral": (cluster.SpectralClustering(3, n_init=1, **SEED), "iris"),
    "both ways": (cluster.SpectralBiclustering(2, n_init=1, **SEED), "wine positive"),
    "both ways at once": (cluster.SpectralCoclustering(3, n_init=1, **SEED), "wine positive"),
    "affinity, given": (cluster.AffinityPropagation(affinity="precomputed", **SEED), "iris kernel"),
    "density clusters, weighted": (cluster.DBSCAN(metric="manhattan"), "iris weighted"),
    # components and covariances
    "factors": (decomposition.FactorAnalysis(2, rotation="varimax"), "iris"),
    "components, whitened": (decomposition.PCA(0.9, whiten=True, svd_solver="full"), "iris frame"),
    "components, of sparse data": (decomposition.PCA(3, svd_solver="arpack", **SEED), "digits sparse"),
    "components, kernel, back": (
        decomposition.KernelPCA(2, kernel="poly", fit_inverse_transform=True, remove_zero_eig=True),
        "iris",
    ),
    "oracle": (covariance.OAS(), "iris"),
    "shrunk": (covariance.ShrunkCovariance(shrinkage=0.2), "iris"),
    "sparse inverse, cross-validated": (covariance.GraphicalLassoCV(alphas=2, cv=2), "iris"),
    "correlations": (cross_decomposition.CCA(1), "diabetes two outputs"),
    "least squares of parts": (cross_decomposition.PLSRegression(2), "diabetes frame"),
    "least squares of parts, canonical": (cross_decomposition.PLSCanonical(2), "diabetes two outputs"),
    "parts": (cross_decomposition.PLSSVD(2), "diabetes two outputs"),
    "mixture, bayesian": (mixture.BayesianGaussianMixture(n_components=3, max_iter=400, **SEED), "iris"),
    "mixture, diagonal": (
        mixture.GaussianMixture(2, covariance_type="diag", warm_start=True, max_iter=400, **SEED),
        "iris float32",
    ),
    "mixture, tied": (mixture.GaussianMixture(2, covariance_type="tied", **SEED), "iris"),
    "mixture, spherical": (mixture.GaussianMixture(2, covariance_type="spherical", **SEED), "iris frame"),
    "boltzmann": (neural_network.BernoulliRBM(4, n_iter=2, **SEED), "digits binary"),
    "components of neighbours": (
        neighbors.NeighborhoodComponentsAnalysis(2, max_iter=9, **SEED),
        "iris strings",
    ),
    "graph within": (neighbors.RadiusNeighborsTransformer(radius=1.0, mode="connectivity"), "iris"),
    "outliers": (neighbors.LocalOutlierFactor(n_neighbors=9), "iris"),
}

if hasattr(manifold, "ClassicalMDS"):
    # New in 1.8.
    MODELS["classical scaling"] = (manifold.ClassicalMDS(2), "iris")
