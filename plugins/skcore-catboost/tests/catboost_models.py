"""Models of CatBoost, each fitted on data that scikit-learn ships."""

from functools import cache

import catboost as cb
import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris

QUIET = {"verbose": 0, "thread_count": 1, "allow_writing_files": False}
SMALL = {"iterations": 6, "depth": 3, "random_seed": 0, **QUIET}
DEEP = {"iterations": 6, "random_seed": 0, **QUIET}


def flowers():
    return load_iris(return_X_y=True)


def tumours():
    return load_breast_cancer(return_X_y=True)


def patients():
    X, y = load_diabetes(return_X_y=True)
    return X[:200], y[:200]


def missing():
    X, y = patients()
    X = X.copy()
    X[::7, 2] = np.nan
    return X, y


def coded():
    """Return flowers with columns of categories: of many, and of two values."""
    X, y = flowers()
    frame = pd.DataFrame(X, columns=["a", "b", "c", "d"])
    frame["town"] = np.array(list("abcdefgh"))[np.arange(len(X)) * 7 % 8]
    frame["sex"] = np.array(["x", "y"])[(np.arange(len(X)) // 3 + y) % 2]
    return frame, y


CODES = ["town", "sex"]


def told():
    frame, y = coded()
    frame["text"] = [f"good {'word' if row % 3 else 'wood'} bad {'one' if row % 2 else 'two'}" for row in range(len(y))]
    return frame, y


def embedded():
    X, y = flowers()
    frame = pd.DataFrame(X[:, :2], columns=["a", "b"])
    frame["place"] = [list(map(float, row)) for row in X]
    return frame, y


def ranked():
    X, y = flowers()
    order = np.arange(len(y)) * 7 % len(y)
    return X[order], y[order]


def _fitted(cls, data, **settings):
    return cls(**{**SMALL, **settings}).fit(*data())


def _classifier(data=flowers, **settings):
    return _fitted(cb.CatBoostClassifier, data, **settings)


def _regressor(data=patients, **settings):
    return _fitted(cb.CatBoostRegressor, data, **settings)


def _other(cls, data, **settings):
    return cls(**{**DEEP, **settings}).fit(*data())


def _watched():
    X, y = flowers()
    model = cb.CatBoostClassifier(**{**SMALL, "iterations": 40, "learning_rate": 1, "early_stopping_rounds": 2})
    return model.fit(X[::2], y[::2], eval_set=[(X[1::2], y[1::2])])


def _watched_twice():
    X, y = flowers()
    model = cb.CatBoostClassifier(**SMALL, metric_period=4, custom_metric=["AUC"])
    return model.fit(X, y, eval_set=[(X[1::2], y[1::2]), (X[:30], y[:30])])


def _many(loss, labels, **settings):
    X, y = flowers()
    cls = cb.CatBoostRegressor if loss == "MultiRMSE" else cb.CatBoostClassifier
    return cls(loss_function=loss, **SMALL, **settings).fit(X, labels(X, y))


def _ranker(loss):
    X, y = ranked()
    model = cb.CatBoostRanker(loss_function=loss, **SMALL, bootstrap_type="No")
    return model.fit(X, y, group_id=np.repeat(np.arange(15), 10))


def _named():
    X, y = flowers()
    frame = pd.DataFrame(X, columns=["länge", "b", "c", "d"])
    model = cb.CatBoostClassifier(**SMALL, class_weights=[1, 2, 3])
    model.fit(frame, np.array(["here", "there", "ö"])[y], sample_weight=np.linspace(1, 2, len(y)))
    model.get_metadata()["note"] = "of mine"
    return model


def _summed():
    X, y = coded()
    parts = [cb.CatBoostClassifier(**SMALL, cat_features=CODES).fit(X, y > border) for border in (0, 1)]
    return cb.sum_models(parts, weights=[1.0, 0.5])


def _continued():
    X, y = tumours()
    return cb.CatBoostClassifier(**SMALL).fit(X, y, init_model=_classifier(tumours))


def _shrunk():
    model = _classifier(flowers)
    model.shrink(4, 1)
    return model


def _untold():
    model = _classifier(tumours)
    model.drop_unused_features()
    return model


def one_hot(X, y):
    return np.eye(3, dtype=int)[y]


def two(X, y):
    return X[:, :2]


STATISTICS = {
    "simple_ctr": ["Buckets:TargetBorderCount=2", "BinarizedTargetMeanValue", "Counter", "Borders:TargetBorderCount=3"],
    "combinations_ctr": ["Borders", "Counter"],
    "max_ctr_complexity": 3,
    "one_hot_max_size": 1,
    "iterations": 12,
}
MODELS = {
    "binary": (lambda: _classifier(tumours), tumours),
    "three classes": (_classifier, flowers),
    "names": (_named, flowers),
    "one against all": (lambda: _classifier(loss_function="MultiClassOneVsAll"), flowers),
    "labels": (lambda: _many("MultiLogloss", one_hot), flowers),
    "cross entropy of labels": (lambda: _many("MultiCrossEntropy", lambda X, y: one_hot(X, y) * 0.5), flowers),
    "targets": (lambda: _many("MultiRMSE", two), flowers),
    "quantiles": (lambda: _regressor(loss_function="MultiQuantile:alpha=0.1,0.5,0.9"), patients),
    "uncertainty": (lambda: _regressor(loss_function="RMSEWithUncertainty", posterior_sampling=True), patients),
    "regression": (_regressor, patients),
    "missing values": (lambda: _regressor(missing, nan_mode="Max"), missing),
    **{
        f"loss {name}": (lambda name=name: _regressor(loss_function=name), patients)
        for name in (
            "MAE",
            "Quantile:alpha=0.3",
            "Poisson",
            "Tweedie:variance_power=1.5",
            "Expectile:alpha=0.2",
            "MAPE",
        )
    },
    "loss CrossEntropy": (
        lambda: _classifier(lambda: (flowers()[0], flowers()[1] * 0.5), loss_function="CrossEntropy"),
        flowers,
    ),
    "survival": (
        lambda: _regressor(lambda: (flowers()[0], two(*flowers()).cumsum(1)), loss_function="SurvivalAft"),
        flowers,
    ),
    "codes": (lambda: _classifier(coded, cat_features=CODES), coded),
    "codes of one value": (lambda: _classifier(coded, cat_features=CODES, one_hot_max_size=20), coded),
    "combined codes": (lambda: _classifier(coded, cat_features=CODES, **STATISTICS), coded),
    "codes in a regression": (
        lambda: _regressor(lambda: (coded()[0], coded()[1] * 1.5), cat_features=CODES, **STATISTICS),
        coded,
    ),
    "by leaf": (lambda: _other(cb.CatBoostClassifier, flowers, grow_policy="Lossguide", max_leaves=9), flowers),
    "by level": (lambda: _other(cb.CatBoostRegressor, patients, grow_policy="Depthwise", depth=4), patients),
    "by leaf, with codes": (
        lambda: _other(cb.CatBoostClassifier, coded, grow_policy="Lossguide", cat_features=CODES),
        coded,
    ),
    "watched": (_watched, flowers),
    "watched twice": (_watched_twice, flowers),
    "continued": (_continued, tumours),
    "summed": (_summed, coded),
    "shrunk": (_shrunk, flowers),
    "without unused features": (_untold, tumours),
    "constant": (
        lambda: _regressor(lambda: (flowers()[0], np.ones(150)), allow_const_label=True, bootstrap_type="No"),
        flowers,
    ),
    "base": (lambda: _fitted(_base, flowers), flowers),
    "ranker": (lambda: _ranker("YetiRank"), ranked),
    "ranker of queries": (lambda: _ranker("QueryRMSE"), ranked),
    "many borders": (lambda: _regressor(border_count=600, iterations=30), patients),
}
MORE = {
    "more classes than there are": (lambda: _classifier(loss_function="MultiClass", classes_count=5), flowers),
    "order of classes": (lambda: _classifier(loss_function="MultiClass", class_names=[2, 7, 1, 0]), flowers),
}
"""Models with a class that their data had not: CatBoost itself cannot tell one on its own."""
OPAQUE = {
    "text": (lambda: _classifier(told, cat_features=CODES, text_features=["text"]), told),
    "embedding": (lambda: _classifier(embedded, embedding_features=["place"]), embedded),
    "without a split": (lambda: _regressor(min_data_in_leaf=1000, grow_policy="Lossguide"), patients),
    "named files": (lambda: _classifier(train_dir="somewhere"), flowers),
}


def _base(**settings):
    return cb.CatBoost(settings)


@cache
def fitted(name):
    """Return a fitted model and the data to use it on."""
    make, data = {**MODELS, **MORE, **OPAQUE}[name]
    return make(), data()[0]


def answers(model, X):
    """Return all that a model says of data."""
    kinds = ["RawFormulaVal"]
    labels = model._object._get_class_labels()
    if len(labels):
        kinds += ["Probability", "LogProbability", "Class"]
    found = [cb.CatBoost.predict(model, X, prediction_type=kind, thread_count=1) for kind in kinds]
    found += [model.predict(X, thread_count=1), cb.CatBoost.predict(model, X, ntree_end=2, thread_count=1)]
    features = model._object._get_feature_names()
    # Without a split, CatBoost's explanations of trees that are not oblivious crash.
    split = any(len(borders) for borders in model._get_borders().values())
    plain = not model._object._get_text_feature_indices() and not model._object._get_embedding_feature_indices()
    if plain:
        found.append(model.calc_leaf_indexes(X, thread_count=1))
    found += [model.get_leaf_values(), model.get_tree_leaf_counts()]
    if len(found[0].shape) == 1:
        found.append(model.get_leaf_weights())
    found += list(model.staged_predict(X, thread_count=1))
    if model._object._has_leaf_weights_in_model() and plain and split:
        codes = model.get_cat_feature_indices()
        data = cb.Pool(X, cat_features=list(codes))
        found.append(np.array(model.get_feature_importance(type="PredictionValuesChange")))
        found.append(np.array(model.get_feature_importance(type="Interaction")))
        found.append(model.get_feature_importance(data, type="ShapValues", thread_count=1))
    return [*found, np.array(features), np.array(labels)]


class Squared:
    """An objective of the user's: the squared error."""

    def calc_ders_range(self, approxes, targets, weights):
        """Return the first and the second derivative for each sample."""
        return [(target - approx, -1.0) for approx, target in zip(approxes, targets, strict=True)]


class Mine(cb.CatBoostClassifier):
    """A class of the user's."""
