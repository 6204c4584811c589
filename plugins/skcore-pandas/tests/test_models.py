"""Models that were fitted on frames, and frames beside them."""

import numpy as np
import pandas as pd
import pytest
from sklearn import datasets
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, OrdinalEncoder, StandardScaler, TargetEncoder

import skcore

LOADERS = [datasets.load_iris, datasets.load_diabetes, datasets.load_breast_cancer, datasets.load_wine]


def round_trip(obj):
    saved = skcore.dumps(obj)
    assert skcore.get_untrusted_types(data=saved) == []
    loaded = skcore.loads(saved)
    assert skcore.dumps(loaded) == saved
    return loaded


def table():
    generator = np.random.default_rng(0)
    frame = pd.DataFrame(
        {
            "size": generator.normal(size=120),
            "count": pd.array(generator.integers(0, 9, 120), "Int64"),
            "shop": pd.Categorical(generator.choice(["north", "south", "west"], 120)),
            "word": generator.choice(["a", "b", "c"], 120).astype(object),
            "grade": pd.Categorical(generator.choice([3, 1, 2], 120), [1, 2, 3], ordered=True),
        },
        index=pd.date_range("2020", periods=120, freq="D"),
    )
    return frame, generator.integers(0, 2, 120)


@pytest.mark.parametrize("load", LOADERS)
def test_frames_of_scikit_learn(load):
    bunch = load(as_frame=True)
    loaded = round_trip({"frame": bunch.frame, "data": bunch.data, "target": bunch.target})
    for name, part in loaded.items():
        compare = pd.testing.assert_series_equal if name == "target" else pd.testing.assert_frame_equal
        compare(part, bunch[name], check_exact=True)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=50)).fit(
        bunch.data, bunch.target > bunch.target.mean()
    )
    again = round_trip({"model": model, "data": bunch.data})
    np.testing.assert_array_equal(again["model"].predict(again["data"]), model.predict(bunch.data))
    np.testing.assert_array_equal(again["model"].feature_names_in_, model.feature_names_in_)


@pytest.mark.parametrize("output", ["default", "pandas"])
def test_a_transformer_of_columns(output):
    frame, target = table()
    model = ColumnTransformer(
        [
            ("numbers", StandardScaler(), make_column_selector(dtype_include=np.number)),
            ("shops", OneHotEncoder(sparse_output=False), make_column_selector(dtype_include=pd.CategoricalDtype)),
            ("words", OrdinalEncoder(), ["word", "grade"]),
            ("given", OrdinalEncoder(categories=[pd.Index(["a", "b", "c"])]), ["word"]),
            ("targets", TargetEncoder(cv=2), ["shop", "word"]),
            ("missing", FunctionTransformer(pd.isna, feature_names_out="one-to-one"), ["size"]),
        ]
    ).set_output(transform=output)
    model.fit(frame, target)
    loaded = round_trip({"model": model, "frame": frame})
    result, expected = loaded["model"].transform(loaded["frame"]), model.transform(frame)
    if output == "pandas":
        pd.testing.assert_frame_equal(result, expected, check_exact=True)
    else:
        np.testing.assert_array_equal(result, expected)
    assert loaded["model"].get_feature_names_out().tolist() == model.get_feature_names_out().tolist()


def test_categories_that_a_model_takes_from_a_frame():
    frame, target = table()
    frame = frame.drop(columns="word")
    model = HistGradientBoostingClassifier(max_iter=5, categorical_features="from_dtype").fit(frame, target)
    loaded = round_trip([model, frame])
    np.testing.assert_array_equal(loaded[0].predict_proba(loaded[1]), model.predict_proba(frame))


def test_functions_as_parameters():
    frame, _ = table()
    model = FunctionTransformer(pd.get_dummies, kw_args={"columns": ["shop"]}).fit(frame)
    pd.testing.assert_frame_equal(round_trip(model).transform(frame), model.transform(frame), check_exact=True)
    model = FunctionTransformer(pd.to_numeric, kw_args={"errors": "coerce"})
    words = pd.Series(["1", "2.5", "x"])
    pd.testing.assert_series_equal(round_trip(model).transform(words), model.transform(words), check_exact=True)
