"""Loaded models are used as the original: output in frames, routed metadata, names of features, callbacks."""

import copy
import importlib.util

import numpy as np
import pytest
from sklearn import (
    compose,
    config_context,
    datasets,
    decomposition,
    ensemble,
    linear_model,
    model_selection,
    pipeline,
    preprocessing,
)

import skcore

X, y = datasets.load_iris(return_X_y=True, as_frame=True)
LIBRARIES = [name for name in ("pandas", "polars") if importlib.util.find_spec(name)]
WEIGHTS = np.linspace(0.5, 2.0, len(y))


def loaded(model):
    return skcore.loads(skcore.dumps(model))


def columns():
    return compose.make_column_transformer(
        (preprocessing.StandardScaler(), ["sepal length (cm)"]),
        (decomposition.PCA(1), ["petal length (cm)", "petal width (cm)"]),
        remainder="passthrough",
    )


TRANSFORMERS = {
    "scaler": preprocessing.StandardScaler(),
    "components": decomposition.PCA(2),
    "encoder": preprocessing.OneHotEncoder(sparse_output=False),
    "polynomial": preprocessing.PolynomialFeatures(2),
    "columns": columns(),
    "pipeline": pipeline.make_pipeline(columns(), preprocessing.MinMaxScaler()),
    "union": pipeline.make_union(preprocessing.StandardScaler(), decomposition.PCA(1)),
}


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", TRANSFORMERS)
def test_output_is_set_after_loading(name, library):
    model = copy.deepcopy(TRANSFORMERS[name]).fit(X)
    expected = copy.deepcopy(model).set_output(transform=library).transform(X)
    found = loaded(model).set_output(transform=library).transform(X)
    assert type(found) is type(expected)
    assert found.equals(expected)
    assert loaded(model.set_output(transform=library)).transform(X).equals(expected)


@pytest.mark.parametrize("library", LIBRARIES)
def test_names_of_features_are_kept(library):
    frame = X if library == "pandas" else importlib.import_module(library).from_pandas(X)
    for model in (linear_model.LogisticRegression(max_iter=500), ensemble.RandomForestClassifier(3, random_state=0)):
        model.fit(frame, y.to_numpy())
        found = loaded(model)
        assert found.feature_names_in_.tolist() == list(frame.columns)
        np.testing.assert_array_equal(found.predict(frame), model.predict(frame))
        with pytest.raises(ValueError, match="feature names should match"):
            found.predict(frame[list(frame.columns)[::-1]])


@config_context(enable_metadata_routing=True)
def test_metadata_is_routed_after_loading():
    scaler = preprocessing.StandardScaler().set_fit_request(sample_weight=True)
    model = linear_model.LogisticRegression(max_iter=500).set_fit_request(sample_weight="w")
    steps = pipeline.make_pipeline(scaler, model)
    expected = copy.deepcopy(steps).fit(X, y, sample_weight=WEIGHTS, w=WEIGHTS[::-1])
    found = loaded(steps).fit(X, y, sample_weight=WEIGHTS, w=WEIGHTS[::-1])
    np.testing.assert_array_equal(found.predict_proba(X), expected.predict_proba(X))
    plain = loaded(linear_model.LogisticRegression(max_iter=500))
    search = model_selection.GridSearchCV(
        plain.set_fit_request(sample_weight=True).set_score_request(sample_weight=False), {"C": [0.1, 1.0]}, cv=2
    )
    twice = loaded(loaded(search).fit(X, y, sample_weight=WEIGHTS))
    assert twice.best_params_ == copy.deepcopy(search).fit(X, y, sample_weight=WEIGHTS).best_params_


def test_parameters_are_set_after_loading():
    model = loaded(pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.Ridge(alpha=2.0)).fit(X, y))
    model.set_params(ridge__alpha=0.5, standardscaler="passthrough")
    expected = pipeline.make_pipeline("passthrough", linear_model.Ridge(alpha=0.5)).fit(X, y)
    np.testing.assert_array_equal(model.fit(X, y).predict(X), expected.predict(X))


try:
    from sklearn import callback as callbacks
except ImportError:
    # Callbacks are new in 1.9.
    pass
else:

    def monitored():
        monitor = callbacks.ScoringMonitor(scoring="accuracy")
        return linear_model.LogisticRegression(max_iter=500).set_callbacks(monitor).fit(X, y)

    def test_callbacks_come_back_with_their_logs():
        model = monitored()
        saved = skcore.dumps(model)
        assert skcore.get_untrusted_types(data=saved) == ["sklearn.callback._scoring_monitor.ScoringMonitor"]
        found = skcore.loads(saved, trusted=skcore.plugin_defaults)
        logs = [each._skl_callbacks[0].get_logs() for each in (model, found)]
        assert logs[0].data == logs[1].data != []
        assert found._skl_callbacks[0]._listener_handle != model._skl_callbacks[0]._listener_handle
        again = found.fit(X, y)._skl_callbacks[0].get_logs()
        assert [row["score"] for row in again.data if "score" in row] == [
            row["score"] for row in logs[0].data if "score" in row
        ]
        assert skcore.loads(skcore.dumps(logs[0])).data == logs[0].data

    def progress_bar():
        """Return a progress bar as rich would be asked to draw it, which need not be installed."""
        bar = callbacks.ProgressBar.__new__(callbacks.ProgressBar)
        bar.max_propagation_depth, bar._listener_handles = 2, {}
        return bar

    def test_a_progress_bar_comes_back(assert_same):
        model = linear_model.LogisticRegression().set_callbacks(progress_bar())
        assert_same(model, loaded(model))
