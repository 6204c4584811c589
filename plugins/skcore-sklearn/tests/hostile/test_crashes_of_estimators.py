"""What ended or hung the process as it was used, in a process of its own: each is refused before."""

import copy
import pickle
import subprocess
import sys

import numpy as np
from skcore_sklearn.estimators import Estimators
from sklearn import linear_model, mixture, multiclass, naive_bayes

import skcore

X = np.eye(8, 4) + np.arange(8)[:, None]
LABELS = np.eye(8, 3, dtype=int)
LABELS[:, 2] = 1
WIDE = "np.random.default_rng(0).normal(size=(99, 99_999))"
ENDLESS = np.random.default_rng(0).normal(size=(4, 4))
ENDLESS[0, 0] = ENDLESS[2, 1] = np.inf


def changed(model, **attributes):
    found = copy.deepcopy(model)
    vars(found).update(attributes)
    return found


def descent():
    old = {f"_{kind}_{name}": np.zeros(1) for kind in ("standard", "average") for name in ("coef", "intercept")}
    return changed(linear_model.SGDRegressor(average=-1), t_=1.0, coef_=None, **old)


def constant():
    model = multiclass.OneVsRestClassifier(naive_bayes.GaussianNB()).fit(X, LABELS)
    return changed(model, estimators_=[changed(model.estimators_[2], y_=np.ones(99_999))] * 3)


def drawn():
    model = mixture.GaussianMixture(1).fit(X)
    return changed(model, covariances_=ENDLESS[None])


USES = {
    "descent of averages": (descent(), f"X = {WIDE}; model.partial_fit(X, X[:, 0])"),
    "rows of a Gram matrix": (
        linear_model.Lasso(precompute=np.zeros((99_999, 10)), fit_intercept=False),
        "X = np.zeros((30, 10)); X[:, 0] = np.arange(30); model.fit(X, X[:, 0])",
    ),
    "classes of a constant": (constant(), "model.predict(np.ones((8, 4)))"),
    "samples of a mixture": (drawn(), "model.sample(9)"),
}
RUN = """
import pickle, sys
import numpy as np
import skcore

for name, (data, use) in pickle.load(sys.stdin.buffer).items():
    try:
        model = skcore.loads(data)
    except skcore.InvalidStateError:
        continue
    print(name, flush=True)
    exec(use)
"""


def test_no_process_ends_or_hangs(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Estimators, "save", skcore.ObjectHandler.save)
        files = {name: (skcore.dumps(model), use) for name, (model, use) in USES.items()}
    run = subprocess.run(
        [sys.executable, "-c", RUN], input=pickle.dumps(files), capture_output=True, check=True, timeout=120
    )
    assert run.stdout == b""
