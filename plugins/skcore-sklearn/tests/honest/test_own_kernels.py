"""Gaussian processes with kernels that users write, over samples that are no vectors."""

import importlib
import sys

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessClassifier, GaussianProcessRegressor

import skcore

OWN = """
import numpy as np
from sklearn.gaussian_process.kernels import GenericKernelMixin, Kernel, StationaryKernelMixin


class Letters(GenericKernelMixin, StationaryKernelMixin, Kernel):
    def __init__(self, share=0.5):
        self.share = share

    def similarity(self, one, other):
        return sum(1.0 if a == b else self.share for a in one for b in other)

    def __call__(self, X, Y=None, eval_gradient=False):
        return np.array([[self.similarity(x, y) for y in (X if Y is None else Y)] for x in X])

    def diag(self, X):
        return np.array([self.similarity(x, x) for x in X])
"""
WORDS = np.array(["AGCT", "AGC", "AACT", "TAA", "AAA", "GAACA"])
VALUES = np.array([1.0, 1.0, 2.0, 2.0, 3.0, 3.0])


@pytest.fixture
def own_kernel(tmp_path, monkeypatch):
    (tmp_path / "letters_of_a_user.py").write_text(OWN)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("letters_of_a_user").Letters
    del sys.modules["letters_of_a_user"]


@pytest.mark.parametrize("classifies", [True, False])
def test_a_kernel_that_the_user_trusts_comes_back(classifies, own_kernel, assert_same):
    kernel = own_kernel() * 2.0
    if classifies:
        model = GaussianProcessClassifier(kernel, optimizer=None).fit(WORDS, VALUES > 1)
    else:
        model = GaussianProcessRegressor(kernel, optimizer=None, alpha=0.1).fit(WORDS, VALUES)
    saved = skcore.dumps(model)
    assert skcore.get_untrusted_types(data=saved) == ["letters_of_a_user.Letters"]
    loaded = skcore.loads(saved, trusted=[own_kernel])
    assert_same(model, loaded)
    assert_same(model.predict(WORDS), loaded.predict(WORDS))
