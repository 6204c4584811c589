"""Gaussian processes with each kernel, and kernels elsewhere."""

import numpy as np
from sklearn import gaussian_process as processes
from sklearn import svm
from sklearn.gaussian_process import kernels
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern, WhiteKernel

SEED = {"random_state": 0}
SUM = ConstantKernel(1.0, (0.1, np.inf)) * RBF([1.0, 2.0, 1.0, 1.0], (1e-2, 1e2)) + WhiteKernel(0.1)
KERNELS = {
    "constant": ConstantKernel(2) + WhiteKernel(noise_level_bounds="fixed"),
    "matern": Matern(nu=2.5),
    "matern, any": Matern(length_scale=np.array([1.0, 2.0, 3.0, 4.0]), nu=1.7),
    "matern, endless": Matern(nu=np.inf, length_scale_bounds=[(1e-3, 1e3)]),
    "rational": kernels.RationalQuadratic(alpha=0.5) + WhiteKernel(),
    "products": kernels.DotProduct(sigma_0=0) + WhiteKernel(),
    "power": kernels.DotProduct() ** 2 + WhiteKernel(),
    "pairwise": kernels.PairwiseKernel(metric="laplacian") + WhiteKernel(),
    "pairwise, polynomial": kernels.PairwiseKernel(
        gamma=0.1, metric="polynomial", pairwise_kernels_kwargs={"degree": 2}, gamma_bounds="fixed"
    )
    + WhiteKernel(),
    "sum": SUM,
    "shared": RBF() + RBF(length_scale_bounds="fixed") * Matern(),
}


def shared():
    kernel = RBF(length_scale_bounds="fixed")
    return kernel + kernel * kernel


MODELS = {
    **{
        f"process, {name}": (processes.GaussianProcessRegressor(kernel, alpha=0.1, **SEED), "iris")
        for name, kernel in KERNELS.items()
    },
    "process, periodic": (
        processes.GaussianProcessRegressor(kernels.ExpSineSquared(1.0, 5.0, periodicity_bounds="fixed"), alpha=1.0),
        "iris column",
    ),
    "process": (processes.GaussianProcessRegressor(), "iris"),
    "process, normalized": (processes.GaussianProcessRegressor(SUM, normalize_y=True, alpha=0.1), "iris two outputs"),
    "process, shared kernels": (processes.GaussianProcessRegressor(shared(), optimizer=None, alpha=0.1), "iris"),
    "process, noise for each": (
        processes.GaussianProcessRegressor(RBF(), alpha=np.full(150, 0.1), n_restarts_optimizer=1, **SEED),
        "iris float32",
    ),
    "process, targets": (
        processes.GaussianProcessRegressor(RBF(), alpha=0.1, n_targets=2, copy_X_train=False),
        "iris two outputs",
    ),
    "classes": (processes.GaussianProcessClassifier(**SEED), "iris two classes"),
    "classes, several": (processes.GaussianProcessClassifier(1.0 * RBF(1.0), **SEED), "iris strings"),
    "classes, warm": (processes.GaussianProcessClassifier(Matern(), warm_start=True, **SEED), "iris objects"),
    "classes, frame": (processes.GaussianProcessClassifier(RBF(length_scale_bounds="fixed")), "iris frame"),
    "vectors": (svm.SVC(kernel=RBF(2.0)), "iris strings"),
    "vectors, sum": (svm.SVR(kernel=SUM), "iris"),
    "vectors, pairwise": (svm.NuSVC(kernel=kernels.PairwiseKernel(metric="rbf")), "iris"),
}
