"""Preprocessing and text."""

import functools

import numpy as np
from sklearn import (
    ensemble,
    feature_extraction,
    feature_selection,
    impute,
    kernel_approximation,
    linear_model,
    preprocessing,
    random_projection,
)
from sklearn.feature_extraction import text as texts

SEED = {"random_state": 0}
FOREST = {"n_estimators": 5, **SEED}


MODELS = {
    # preprocessing
    "standard": (preprocessing.StandardScaler(), "iris gaps"),
    "standard, sparse": (preprocessing.StandardScaler(with_mean=False), "digits sparse"),
    "standard, frame": (preprocessing.StandardScaler().set_output(transform="pandas"), "iris frame"),
    "least and greatest": (preprocessing.MinMaxScaler(), "iris"),
    "greatest": (preprocessing.MaxAbsScaler(), "digits sparse"),
    "robust": (preprocessing.RobustScaler(), "iris"),
    "unit length": (preprocessing.Normalizer(), "iris"),
    "power": (preprocessing.PowerTransformer(), "iris"),
    "ranks": (preprocessing.QuantileTransformer(n_quantiles=20, **SEED), "iris"),
    "threshold": (preprocessing.Binarizer(), "iris"),
    "one hot": (preprocessing.OneHotEncoder(), "iris codes"),
    "one hot, names": (preprocessing.OneHotEncoder(drop="first", sparse_output=False), "iris names"),
    "one hot, rare": (
        preprocessing.OneHotEncoder(min_frequency=30, handle_unknown="infrequent_if_exist"),
        "iris names",
    ),
    "one hot, rare, dropped": (preprocessing.OneHotEncoder(max_categories=3, drop="if_binary"), "iris codes"),
    "one hot, gaps": (preprocessing.OneHotEncoder(handle_unknown="ignore"), "iris gaps"),
    "one hot, given": (
        preprocessing.OneHotEncoder(categories=[["b", "a", *map(str, range(20, -1, -1))]] * 4),
        "iris names",
    ),
    "ordinal": (preprocessing.OrdinalEncoder(), "iris names"),
    "ordinal, gaps": (preprocessing.OrdinalEncoder(encoded_missing_value=-1), "iris gaps"),
    "target codes": (preprocessing.TargetEncoder(target_type="continuous", **SEED), "iris codes"),
    "bins": (preprocessing.KBinsDiscretizer(4), "iris"),
    "polynomial": (preprocessing.PolynomialFeatures((2, 3), include_bias=False), "iris"),
    "polynomial, sparse": (preprocessing.PolynomialFeatures(2, interaction_only=True), "digits sparse"),
    "polynomial, of degree 0": (preprocessing.PolynomialFeatures(0), "iris"),
    "function": (preprocessing.FunctionTransformer(np.log1p, np.expm1), "iris"),
    "function of keywords": (
        preprocessing.FunctionTransformer(functools.partial(np.clip, a_min=0), kw_args={"a_max": 5}),
        "iris",
    ),
    "function of an argument": (preprocessing.FunctionTransformer(functools.partial(np.power, 2.0)), "iris"),
    "gaps filled": (impute.SimpleImputer(add_indicator=True), "iris gaps"),
    "gaps filled by neighbours": (impute.KNNImputer(), "iris gaps"),
    "best features": (feature_selection.SelectKBest(feature_selection.chi2, k=2), "iris"),
    "best features by information": (feature_selection.SelectPercentile(feature_selection.mutual_info_classif), "iris"),
    "varying features": (feature_selection.VarianceThreshold(), "digits"),
    "features eliminated": (feature_selection.RFECV(linear_model.LogisticRegression(max_iter=900), cv=3), "iris"),
    "features of a model": (feature_selection.SelectFromModel(ensemble.RandomForestClassifier(**FOREST)), "wine"),
    "kernel features": (kernel_approximation.Nystroem(n_components=9, **SEED), "iris"),
    "projection": (random_projection.SparseRandomProjection(5, **SEED), "digits"),
    # text
    "words": (texts.CountVectorizer(stop_words="english", min_df=2), "text"),
    "words, cut at spaces": (texts.TfidfVectorizer(tokenizer=str.split, token_pattern=None), "text"),
    "words, cut by an analyzer": (texts.CountVectorizer(analyzer=str.split), "text"),
    "words, given": (texts.CountVectorizer(vocabulary=["data", "set", "class"]), "text"),
    "weights of words": (texts.TfidfVectorizer(ngram_range=(1, 2), strip_accents="unicode"), "text"),
    "weights of letters": (texts.TfidfVectorizer(analyzer="char_wb", max_features=50), "text"),
    "hashed words": (texts.HashingVectorizer(n_features=64), "text"),
    "hashed dicts": (feature_extraction.FeatureHasher(16), "dicts"),
    "dicts": (feature_extraction.DictVectorizer(), "dicts"),
}
