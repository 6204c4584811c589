"""Estimators made of others, and the rest."""

import numpy as np
from sklearn import (
    calibration,
    compose,
    dummy,
    linear_model,
    metrics,
    model_selection,
    multiclass,
    multioutput,
    naive_bayes,
    neural_network,
    pipeline,
    preprocessing,
    svm,
)
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.feature_extraction import text as texts

SEED = {"random_state": 0}


def by_position():
    return compose.ColumnTransformer(
        [
            ("scaled", preprocessing.StandardScaler(), [0, 1]),
            ("kept", "passthrough", slice(2, 3)),
            ("binned", preprocessing.KBinsDiscretizer(3), [3]),
        ],
        remainder="drop",
    )


def by_name():
    return compose.ColumnTransformer(
        [("scaled", preprocessing.StandardScaler(), compose.make_column_selector(pattern="width"))],
        remainder=preprocessing.MinMaxScaler(),
    )


MODELS = {
    # made of others
    "pipeline": (
        pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.LogisticRegression(max_iter=500)),
        "iris strings",
    ),
    "pipeline of text": (pipeline.make_pipeline(texts.TfidfVectorizer(), svm.LinearSVC()), "text"),
    "union": (pipeline.make_union(preprocessing.StandardScaler(), "passthrough"), "iris"),
    "columns": (by_position(), "iris"),
    "columns, frame": (by_name(), "iris frame"),
    "target transformed": (
        compose.TransformedTargetRegressor(linear_model.Ridge(), func=np.log1p, inverse_func=np.expm1),
        "diabetes",
    ),
    "grid": (model_selection.GridSearchCV(svm.SVC(), {"C": [0.1, 1.0], "kernel": ["rbf", "linear"]}, cv=3), "iris"),
    "grid of scores": (
        model_selection.GridSearchCV(
            linear_model.Ridge(), {"alpha": [0.1, 1.0]}, scoring=["r2", "neg_mean_squared_error"], refit="r2", cv=3
        ),
        "diabetes",
    ),
    "grid of steps": (
        model_selection.GridSearchCV(
            pipeline.Pipeline([("scale", preprocessing.StandardScaler()), ("model", linear_model.Ridge())]),
            {"scale": [preprocessing.MinMaxScaler(), "passthrough"]},
            cv=model_selection.KFold(3, shuffle=True, **SEED),
            scoring=metrics.make_scorer(metrics.mean_absolute_error, greater_is_better=False),
        ),
        "diabetes",
    ),
    "random search": (
        model_selection.RandomizedSearchCV(svm.SVC(), {"C": [0.1, 1.0, 9.0]}, n_iter=2, cv=3, **SEED),
        "iris",
    ),
    "halving search": (model_selection.HalvingGridSearchCV(svm.SVC(), {"C": [0.1, 1.0]}, cv=3, **SEED), "iris"),
    "calibrated": (calibration.CalibratedClassifierCV(svm.LinearSVC(), cv=3), "iris"),
    "threshold tuned": (model_selection.TunedThresholdClassifierCV(naive_bayes.GaussianNB()), "cancer"),
    "threshold fixed": (model_selection.FixedThresholdClassifier(naive_bayes.GaussianNB(), threshold=0.3), "cancer"),
    "one against the rest": (multiclass.OneVsRestClassifier(svm.LinearSVC()), "iris"),
    "one against one": (multiclass.OneVsOneClassifier(svm.LinearSVC()), "iris"),
    "output codes": (multiclass.OutputCodeClassifier(svm.LinearSVC(), **SEED), "iris"),
    "several outputs": (multioutput.MultiOutputClassifier(naive_bayes.GaussianNB()), "iris two outputs"),
    "chain": (multioutput.RegressorChain(linear_model.Ridge()), "diabetes two outputs"),
    # the rest
    "bayes": (naive_bayes.GaussianNB(), "iris"),
    "bayes, counts": (naive_bayes.MultinomialNB(), "digits sparse"),
    "bayes, categories": (naive_bayes.CategoricalNB(), "iris codes"),
    "network": (neural_network.MLPClassifier(hidden_layer_sizes=(8,), max_iter=20, **SEED), "iris strings"),
    "network, regression": (
        neural_network.MLPRegressor(hidden_layer_sizes=(8,), max_iter=20, solver="sgd", **SEED),
        "diabetes",
    ),
    "guess": (dummy.DummyClassifier(), "iris two outputs"),
    "guess, mean": (dummy.DummyRegressor(), "diabetes"),
}
