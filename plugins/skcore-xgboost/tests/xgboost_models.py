"""Models of XGBoost, each fitted on data that scikit-learn ships."""

import warnings
from functools import cache

import numpy as np
import pandas as pd
import xgboost as xgb
from skcore_xgboost import trees
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris

SMALL = {"n_estimators": 5, "max_depth": 3, "n_jobs": 1, "random_state": 0}
NATIVE = {"max_depth": 3, "nthread": 1, "seed": 0}
VERSION = tuple(map(int, xgb.__version__.split(".")[:2]))
KNOWS_CATEGORIES = VERSION >= (3, 1)
"""Whether a booster keeps the categories of data frames."""
VECTORS = {"multi_strategy": "multi_output_tree", "tree_method": "hist"}


def flowers():
    return load_iris(return_X_y=True)


def tumours():
    return load_breast_cancer(return_X_y=True)


def patients():
    return load_diabetes(return_X_y=True)


def positive():
    X, y = patients()
    return X, y / y.mean()


def shares():
    X, y = patients()
    return X, y / y.max()


def several():
    X, y = patients()
    return X, np.column_stack([y, -y, y**0.5])


def labels():
    X, y = flowers()
    return X, np.column_stack([y == 1, y > 0]).astype(int)


def missing():
    X, y = patients()
    X = X.copy()
    X[::7, 2] = np.nan
    X[::5, 3] = 0.0
    return X, y


def coded():
    """Return patients whose first column is a category, as a number."""
    X, y = patients()
    frame = pd.DataFrame(X, columns=[f"f{place}" for place in range(X.shape[1])])
    frame["f0"] = np.arange(len(X)) * 7 % 40
    return frame.to_numpy(), y + frame["f0"] % 5 * 50


def words():
    """Return patients with columns of pandas' categories."""
    X, y = patients()
    frame = pd.DataFrame(X[:, :4], columns=["age", "sex", "bmi", "bp"])
    frame["town"] = pd.Categorical(np.array(["here", "there", "far", "away"])[np.arange(len(X)) % 4])
    frame["mood"] = pd.Categorical(np.array(["gut", "schön"])[np.arange(len(X)) % 2])
    frame["grade"] = pd.Categorical(np.arange(len(X)) % 6, categories=[3, 1, 0, 2, 4, 5])
    return frame, y + (np.arange(len(X)) % 4) * 50


def ranked():
    X, y = flowers()
    return X, y, np.repeat(np.arange(15), 10)


def rule_of_thumb(truth, guess):
    """Return gradient and Hessian of the squared error."""
    return guess - truth, np.ones_like(truth)


def mistake(truth, guess):
    """Return the mean absolute error."""
    return float(np.abs(truth - guess).mean())


def _booster(data=tumours, rounds=5, types=None, **parameters):
    X, y = data()
    matrix = xgb.DMatrix(X, y, enable_categorical=True, feature_types=types)
    return xgb.train({**NATIVE, **parameters}, matrix, rounds)


def _survivors(**parameters):
    X, y = positive()
    matrix = xgb.DMatrix(X, label_lower_bound=y, label_upper_bound=np.where(np.arange(len(y)) % 3, y, np.inf))
    return xgb.train({**NATIVE, "objective": "survival:aft", **parameters}, matrix, 5)


def _watched(cls=xgb.XGBClassifier, data=tumours, **settings):
    X, y = data()
    model = cls(**{**SMALL, "n_estimators": 30, "learning_rate": 1.0, "early_stopping_rounds": 2, **settings})
    return model.fit(X[::2], y[::2], eval_set=[(X[1::2], y[1::2])], verbose=False)


def _continued():
    X, y = tumours()
    return xgb.train(NATIVE, xgb.DMatrix(X, y), 3, xgb_model=_booster(objective="binary:logistic"))


def _told():
    """Return a booster with names, types and attributes."""
    X, y = tumours()
    names = [f"tumour {place}" for place in range(X.shape[1])]
    matrix = xgb.DMatrix(X, y, feature_names=names, feature_types=["float"] * 29 + ["q"])
    booster = xgb.train({**NATIVE, "eval_metric": ["auc", "error@0.7"]}, matrix, 5)
    booster.set_attr(colour="red", trees="many", best_iteration="3", Straße="1")
    return booster


def _pruned():
    X, y = patients()
    return xgb.train({**NATIVE, "max_depth": 6, "tree_method": "exact", "gamma": 30000}, xgb.DMatrix(X, y), 5)


def _reset():
    """Return a booster of a file of XGBoost's own, which has no configuration."""
    booster = xgb.Booster({"nthread": 1})
    booster.load_model(_booster(several, **VECTORS).save_raw())
    return booster


def _classifier(data=flowers, cls=xgb.XGBClassifier, **settings):
    X, y = data()
    return cls(**{**SMALL, **settings}).fit(X, y)


def _regressor(data=patients, cls=xgb.XGBRegressor, **settings):
    return _classifier(data, cls, **settings)


def _ranker(**settings):
    X, y, group = ranked()
    return xgb.XGBRanker(**{**SMALL, **settings}).fit(X, y, qid=group)


def _forest(cls, data, **settings):
    X, y = data()
    return cls(**{**SMALL, "max_depth": 5, **settings}).fit(X, y)


MODELS = {
    "booster": (lambda: _booster(objective="binary:logistic"), tumours),
    "booster with names": (_told, tumours),
    "booster that goes on": (_continued, tumours),
    "booster of a slice": (lambda: _booster(flowers, 7, objective="multi:softprob", num_class=3)[1:7:2], flowers),
    "booster of classes": (lambda: _booster(flowers, objective="multi:softmax", num_class=3), flowers),
    "pruned": (_pruned, patients),
    "dart": (
        lambda: _booster(flowers, booster="dart", rate_drop=0.5, objective="multi:softprob", num_class=3),
        flowers,
    ),
    "dart of a slice": (lambda: _booster(booster="dart", rate_drop=0.5)[1:4], tumours),
    "linear": (lambda: _booster(patients, booster="gblinear"), patients),
    "linear by coordinates": (
        lambda: _booster(flowers, booster="gblinear", updater="coord_descent", objective="multi:softprob", num_class=3),
        flowers,
    ),
    "code": (lambda: _booster(coded, types=["c"] + ["q"] * 9, max_cat_to_onehot=1), coded),
    "code to one": (lambda: _booster(coded, types=["c"] + ["q"] * 9, max_cat_to_onehot=99), coded),
    "forest": (lambda: _booster(num_parallel_tree=4, subsample=0.5), tumours),
    **{
        f"grown by {method}": (lambda method=method: _booster(tree_method=method), tumours)
        for method in ("exact", "approx")
    },
    "lossguide": (lambda: _booster(grow_policy="lossguide", max_leaves=20, max_depth=0), tumours),
    "constrained": (
        lambda: _regressor(monotone_constraints=(1,) + (0,) * 9, interaction_constraints="[[0, 1], [2, 3, 4]]"),
        patients,
    ),
    "binary": (lambda: _classifier(tumours), tumours),
    "three classes": (_classifier, flowers),
    "classes by dart": (lambda: _classifier(booster="dart"), flowers),
    "classes by lines": (lambda: _classifier(booster="gblinear"), flowers),
    "several labels": (lambda: _classifier(labels), labels),
    "watched": (_watched, tumours),
    "watched by a callback": (
        lambda: _watched(
            early_stopping_rounds=None,
            eval_metric=["auc", "logloss"],
            callbacks=[xgb.callback.EarlyStopping(2, save_best=True), xgb.callback.EvaluationMonitor(period=100)],
        ),
        tumours,
    ),
    "watched by a function": (lambda: _watched(xgb.XGBRegressor, patients, eval_metric=mistake), patients),
    "base score": (lambda: _classifier(tumours, base_score=0.25, scale_pos_weight=2.0), tumours),
    "further parameters": (lambda: _classifier(tumours, seed_per_iteration=True, num_class=0), tumours),
    "regression": (_regressor, patients),
    "missing values": (lambda: _regressor(missing), missing),
    "zero as missing": (lambda: _regressor(missing, missing=0.0), missing),
    "pandas' categories": (lambda: _regressor(words, enable_categorical=True, max_cat_to_onehot=1), words),
    "several outputs": (lambda: _regressor(several), several),
    "several quantiles": (lambda: _regressor(objective="reg:quantileerror", quantile_alpha=[0.1, 0.5, 0.9]), patients),
    "own objective": (lambda: _regressor(objective=rule_of_thumb), patients),
    **{
        f"objective {name}": (lambda name=name, data=data: _regressor(data, objective=name), data)
        for data, names in (
            (positive, "reg:gamma reg:tweedie count:poisson reg:squaredlogerror survival:cox"),
            (shares, "reg:logistic"),
            (patients, "reg:absoluteerror reg:pseudohubererror"),
        )
        for name in names.split()
    },
    **{
        f"objective {name}": (lambda name=name: _classifier(tumours, objective=name), tumours)
        for name in ("binary:hinge", "binary:logitraw")
    },
    "survivors": (_survivors, positive),
    "ranker": (_ranker, ranked),
    "ranker without bias": (lambda: _ranker(objective="rank:pairwise", lambdarank_unbiased=True), ranked),
    "random forest of classes": (lambda: _forest(xgb.XGBRFClassifier, flowers), flowers),
    "random forest": (lambda: _forest(xgb.XGBRFRegressor, patients), patients),
    "model": (lambda: _regressor(cls=xgb.XGBModel, objective="reg:squarederror"), patients),
}


if trees.reads_vectors():
    MODELS |= {
        "booster of another file": (_reset, several),
        "vectors": (lambda: _booster(several, **VECTORS), several),
        "labels by vectors": (lambda: _classifier(labels, **VECTORS), labels),
    }


@cache
def fitted(name):
    """Return a fitted model and the data to use it on."""
    make, data = MODELS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return make(), data()[0][:60]


PREDICTIONS = (
    {},
    {"output_margin": True},
    {"iteration_range": (0, 2)},
    {"pred_leaf": True, "strict_shape": True},
    {"pred_contribs": True},
    {"pred_contribs": True, "approx_contribs": True},
    {"pred_interactions": True},
)


def booster_of(model):
    return model if isinstance(model, xgb.Booster) else model.get_booster()


def predictions(model, X):
    """Return all that a model predicts."""
    booster = booster_of(model)
    types = booster.feature_types
    matrix = xgb.DMatrix(X, enable_categorical=True, feature_names=booster.feature_names, feature_types=types)
    found = [_answer(booster.predict, matrix, **options) for options in PREDICTIONS]
    found.append(_answer(booster.inplace_predict, X, validate_features=False))
    if model is not booster:
        found += [_answer(getattr(model, name, None), X) for name in ("predict", "predict_proba", "apply")]
    return found


def answers(model, X):
    """Return all that a model says, of data and of itself."""
    booster = booster_of(model)
    found = predictions(model, X)
    if model is not booster:
        found += [_answer(getattr, model, name) for name in ("feature_importances_", "intercept_")]
    found += [_answer(booster.get_dump, with_stats=stats, dump_format="json") for stats in (True, False)]
    return [*found, _answer(booster.get_score, importance_type="gain"), booster.attributes(), booster.save_config()]


def _answer(function, *arguments, **options):
    """Return what a function says, or the kind of error that it raises."""
    try:
        return function(*arguments, **options)
    except (ValueError, TypeError, AttributeError, NotImplementedError) as error:
        return type(error).__name__


def plain(found):
    """Return what of answers can be saved."""
    return [part for part in found if isinstance(part, (np.ndarray, str))]


def same(left, right):
    """Assert that two objects are equal, with their types and what is in them; boosters by what they serialise."""
    assert type(left) is type(right)
    if isinstance(left, xgb.Booster):
        assert left.__getstate__() == right.__getstate__()
    elif hasattr(left, "__dict__") and not callable(left):
        same(vars(left), vars(right))
    elif isinstance(left, dict):
        assert list(left) == list(right)
        for key in left:
            same(left[key], right[key])
    elif isinstance(left, (list, tuple)):
        assert len(left) == len(right)
        list(map(same, left, right))
    elif isinstance(left, float):
        assert np.array_equal(left, right, equal_nan=True)
    elif isinstance(left, np.ndarray):
        assert left.dtype == right.dtype
        assert np.array_equal(left, right, equal_nan=left.dtype.kind == "f")
    else:
        assert left is right or left == right
