"""Exact comparison of fitted models."""

import pytest
from sklearn_models.comparison import same


@pytest.fixture
def assert_same():
    return same
