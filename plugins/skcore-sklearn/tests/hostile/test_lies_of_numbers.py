"""Numbers on which LAPACK does not end, and sizes that only a number claims."""

import numpy as np
import pytest
from sklearn import covariance, datasets, kernel_approximation, mixture, random_projection

X, y = datasets.load_iris(return_X_y=True)
COVARIANCE = covariance.EmpiricalCovariance(store_precision=False).fit(X)
ROBUST = covariance.EllipticEnvelope(random_state=0).fit(X)
MIXTURE = mixture.GaussianMixture(2, random_state=0).fit(X)
TIED = mixture.BayesianGaussianMixture(n_components=2, covariance_type="tied", random_state=0).fit(X)
STARTED = mixture.GaussianMixture(2, precisions_init=np.array([np.eye(4)] * 2), random_state=0)
DENSE = random_projection.GaussianRandomProjection(2, random_state=0).fit(X)
SPARSE = random_projection.SparseRandomProjection(2, random_state=0).fit(X)
SKETCH = kernel_approximation.PolynomialCountSketch(n_components=8, random_state=0).fit(X)
STEPS = kernel_approximation.AdditiveChi2Sampler(sample_interval=0.5).fit(X)


def endless(old):
    found = old.copy()
    found.flat[0] = np.inf
    return found


def great(old):
    return old * 1e200


def endless_sparse(old):
    found = old.copy()
    found.data[0] = np.inf
    return found


LIES = {
    "covariance: endless": (COVARIANCE, {"covariance_": endless}, "covariance_ has a number over"),
    "covariance: great": (ROBUST, {"covariance_": great}, "covariance_ has a number over"),
    "covariance: none": (COVARIANCE, {"covariance_": lambda old: old * np.nan}, "covariance_ has a number over"),
    "mixture: endless": (MIXTURE, {"covariances_": endless}, "covariances_ has a number over"),
    "mixture: great": (TIED, {"covariances_": great}, "covariances_ has a number over"),
    "mixture: no array": (TIED, {"covariances_": [np.inf]}, "covariances_ is no array"),
    "mixture: to start from": (STARTED, {"precisions_init": great}, "precisions_init has a number over"),
    "projection: endless": (DENSE, {"components_": endless}, "components_ has a number over"),
    "projection: endless and sparse": (SPARSE, {"components_": endless_sparse}, "components_ has a number over"),
    "sketch: columns": (SKETCH, {"n_components": 10**12}, "n_components is no int"),
    "sketch: degrees": (SKETCH, {"degree": 10**9}, "degree is no int"),
    "sketch: without hashes": (SKETCH, {"indexHash_": ..., "degree": 10**9}, "lacks the attribute 'indexHash_'"),
    "steps: many": (STEPS, {"sample_steps": 10**9}, "sample_steps is no int"),
    "steps: none": (STEPS, {"sample_steps": ...}, "lacks the attribute 'sample_steps'"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])
