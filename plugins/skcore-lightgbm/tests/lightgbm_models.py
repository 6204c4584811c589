"""Models of LightGBM, each fitted on data that scikit-learn ships."""

import warnings
from functools import cache

import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris

SMALL = {"n_estimators": 6, "num_leaves": 7, "min_child_samples": 5, "n_jobs": 1, "verbose": -1, "random_state": 0}
NATIVE = {"num_leaves": 7, "min_data_in_leaf": 5, "num_threads": 1, "verbose": -1, "seed": 0, "deterministic": True}


def flowers():
    return load_iris(return_X_y=True)


def tumours():
    return load_breast_cancer(return_X_y=True)


def patients():
    return load_diabetes(return_X_y=True)


def positive():
    X, y = patients()
    return X, y / y.mean()


def missing():
    X, y = patients()
    X = X.copy()
    X[::7, 2] = np.nan
    X[::5, 3] = 0.0
    return X, y


def coded():
    """Return patients whose first column is a category."""
    X, y = patients()
    X = X.copy()
    X[:, 0] = np.arange(len(X)) * 7 % 23
    return X, y + X[:, 0] * 10


def words():
    """Return patients with columns of pandas' categories."""
    X, y = patients()
    frame = pd.DataFrame(X[:, :4], columns=["age", "sex", "bmi", "bp"])
    frame["town"] = pd.Categorical(np.array(["here", "there", "away"])[np.arange(len(X)) % 3])
    frame["grade"] = pd.Categorical(np.arange(len(X)) % 4, categories=[3, 1, 0, 2])
    return frame, y + (np.arange(len(X)) % 3) * 50


def ranked():
    X, y = flowers()
    return X, y, [10] * 15


def rule_of_thumb(truth, guess):
    """Return gradient and Hessian of the squared error."""
    return guess - truth, np.ones_like(truth)


def rule_of_data(guess, data):
    """Return the same as LightGBM's own training asks for it."""
    return rule_of_thumb(data.get_label(), guess)


def _booster(data, categories="auto", rounds=6, **parameters):
    X, y, *group = data()
    data = lgb.Dataset(X, y, group=group[0] if group else None, categorical_feature=categories, free_raw_data=False)
    return lgb.train({**NATIVE, **parameters}, data, rounds)


def _watched():
    X, y = tumours()
    model = lgb.LGBMClassifier(**{**SMALL, "n_estimators": 30, "learning_rate": 0.5})
    watched = {"eval_set": [(X[1::2], y[1::2])], "eval_metric": ["auc", "binary_logloss"]}
    return model.fit(X[::2], y[::2], **watched, callbacks=[lgb.early_stopping(2, verbose=False)])


def _continued():
    X, y = tumours()
    return lgb.train(
        {**NATIVE, "objective": "binary"}, lgb.Dataset(X, y), 3, init_model=_booster(tumours, objective="binary")
    )


def _while_training():
    X, y = tumours()
    train = lgb.Dataset(X, y)
    return lgb.train(
        {**NATIVE, "objective": "binary", "metric": "auc"},
        train,
        3,
        valid_sets=[train, lgb.Dataset(X[::2], y[::2], reference=train)],
        valid_names=["all", "half"],
        feval=lambda guess, data: ("mean", float(np.mean(guess)), True),
        keep_training_booster=True,
    )


def _classifier(data=flowers, **settings):
    X, y = data()
    return lgb.LGBMClassifier(**{**SMALL, **settings}).fit(X, y)


def _regressor(data=patients, fit=None, **settings):
    X, y = data()
    return lgb.LGBMRegressor(**{**SMALL, **settings}).fit(X, y, **(fit or {}))


def _ranker(**settings):
    X, y, group = ranked()
    return lgb.LGBMRanker(**{**SMALL, **settings}).fit(X, y, group=group)


def _named():
    X, y = flowers()
    return lgb.LGBMClassifier(**SMALL).fit(X, np.array(["a", "b", "c"])[y], sample_weight=np.linspace(1, 2, len(y)))


BAGGED = {"subsample": 0.6, "subsample_freq": 1}
MODELS = {
    "booster": (lambda: _booster(tumours, objective="binary"), tumours),
    "booster of a custom objective": (lambda: _booster(patients, objective=rule_of_data), patients),
    "booster of classes": (lambda: _booster(flowers, objective="multiclassova", num_class=3), flowers),
    "booster with a code": (lambda: _booster(coded, [0], objective="regression", max_cat_to_onehot=1), coded),
    "booster that goes on": (_continued, tumours),
    "booster while training": (_while_training, tumours),
    "booster of a constant": (lambda: _booster(patients, objective="regression", min_data_in_leaf=10**6), patients),
    "linear booster": (lambda: _booster(missing, objective="regression", linear_tree=True), missing),
    "binary": (lambda: _classifier(tumours), tumours),
    "three classes": (_classifier, flowers),
    "names of classes": (_named, flowers),
    "balanced": (lambda: _classifier(tumours, class_weight="balanced"), tumours),
    "watched": (_watched, tumours),
    "dart": (lambda: _classifier(boosting_type="dart"), flowers),
    "random forest": (lambda: _classifier(boosting_type="rf", **BAGGED), flowers),
    "goss": (lambda: _classifier(data_sample_strategy="goss"), flowers),
    "one against all": (lambda: _classifier(objective="multiclassova"), flowers),
    "regression": (_regressor, patients),
    "missing values": (lambda: _regressor(missing), missing),
    "zero as missing": (lambda: _regressor(missing, zero_as_missing=True), missing),
    "code": (lambda: _regressor(coded, {"categorical_feature": [0]}, max_cat_to_onehot=1), coded),
    "pandas' categories": (lambda: _regressor(words), words),
    "linear trees": (lambda: _regressor(linear_tree=True), patients),
    "monotone": (lambda: _regressor(monotone_constraints=[0, 0, 1, 1, -1] + [0] * 5), patients),
    "interactions": (lambda: _regressor(interaction_constraints=[[0, 1, 2], [3, 4, 5, 6]]), patients),
    "importance by gain": (lambda: _regressor(importance_type="gain", extra_trees=True), patients),
    "own objective": (lambda: _regressor(objective=rule_of_thumb), patients),
    **{
        f"objective {name}": (lambda name=name: _regressor(positive, objective=name), positive)
        for name in (
            "regression_l1",
            "huber",
            "fair",
            "poisson",
            "quantile",
            "mape",
            "gamma",
            "tweedie",
        )
    },
    "objective cross_entropy": (lambda: _booster(tumours, objective="cross_entropy"), tumours),
    "objective cross_entropy_lambda": (lambda: _booster(tumours, objective="cross_entropy_lambda"), tumours),
    "square root": (lambda: _regressor(reg_sqrt=True), patients),
    "ranker": (_ranker, ranked),
    "ranker by another objective": (lambda: _ranker(objective="rank_xendcg"), ranked),
}


OLD = int(lgb.__version__.partition(".")[0]) < 4
if OLD:
    # It takes no function among the parameters, and keeps that of an estimator in a private class of its own.
    del MODELS["booster of a custom objective"], MODELS["own objective"]


@cache
def fitted(name):
    """Return a fitted model and the data to use it on."""
    make, data = MODELS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make(), data()[0]


def answers(model, X):
    """Return all that a model says of data."""
    booster = model if isinstance(model, lgb.Booster) else model.booster_
    ways = ({}, {"raw_score": True}, {"pred_leaf": True}, {"num_iteration": 2})
    found = [model.predict(X, num_threads=1, **way) for way in ways]
    if "is_linear=1" not in booster.model_to_string():
        found.append(model.predict(X, pred_contrib=True, num_threads=1))
    if hasattr(model, "predict_proba"):
        found.append(model.predict_proba(X, num_threads=1))
    importances = [booster.feature_importance(kind) for kind in ("split", "gain")]
    return [*found, *importances, np.array(booster.feature_name())]
