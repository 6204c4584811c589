"""Covariances: attributes that lie."""

import numpy as np
import pytest
from sklearn import covariance, datasets

X, y = datasets.load_iris(return_X_y=True)
PLAIN = covariance.EmpiricalCovariance().fit(X)
ENVELOPE = covariance.EllipticEnvelope(random_state=0).fit(X)
KINDS = (
    *("EllipticEnvelope", "EmpiricalCovariance", "GraphicalLasso", "GraphicalLassoCV", "LedoitWolf"),
    *("MinCovDet", "OAS", "ShrunkCovariance"),
)

LIES = {
    "precision": (PLAIN, {"precision_": np.eye(1)}),
    "precision of objects": (PLAIN, {"precision_": np.eye(4).astype(object)}),
    "precision of a vector": (ENVELOPE, {"precision_": np.ones(4)}),
    "no precision": (PLAIN, {"precision_": ...}),
    "covariance": (ENVELOPE, {"covariance_": np.eye(3)}),
    "location": (ENVELOPE, {"location_": np.zeros(3)}),
    "features": (PLAIN, {"n_features_in_": 5000}),
    "no features": (PLAIN, {"n_features_in_": ...}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_covariance_is_held_against_its_width(kind, lie_refused):
    model = getattr(covariance, kind)().fit(X)
    lie_refused(model, {"n_features_in_": 5000, "location_": np.zeros(5000), "precision_": np.eye(1)})
