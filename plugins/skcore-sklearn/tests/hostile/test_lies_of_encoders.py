"""Encoders and vectorizers: attributes that lie."""

import collections
import functools

import numpy as np
import pytest
from sklearn import datasets, feature_extraction, preprocessing
from sklearn.feature_extraction import text

X, y = datasets.load_iris(return_X_y=True)


def counted(words):
    """Return a dict that makes up what it does not have."""
    found = collections.defaultdict(int)
    found.update(words)
    return found


NAMES = (X * 2).astype(int).astype(str).astype(object)
CODES = (X * 2).astype(int)
WORDS = ["one two", "two three", "three four four"]
ONE_HOT = preprocessing.OneHotEncoder(drop="first").fit(NAMES)
NUMBERS = preprocessing.OneHotEncoder(handle_unknown="ignore").fit(CODES)
RARE = preprocessing.OneHotEncoder(max_categories=3).fit(NAMES)
POLYNOMIAL = preprocessing.PolynomialFeatures(2).fit(X)
COUNTS = text.CountVectorizer().fit(WORDS)
HASHED = text.HashingVectorizer(n_features=16)
DICTS = feature_extraction.DictVectorizer().fit([{"a": 1, "b": 2}])
LABELS = preprocessing.MultiLabelBinarizer().fit([["a", "b"], ["c"]])
BINARIZER = preprocessing.LabelBinarizer().fit([1, 2, 3])
NESTED = functools.reduce(lambda inside, _: [inside, inside], range(40), [1])

LIES = {
    "one hot: more categories": (ONE_HOT, {"categories_": [np.arange(10**5)] * 4}),
    "one hot: no list": (ONE_HOT, {"categories_": tuple}),
    "one hot: fewer features": (ONE_HOT, {"n_features_in_": 3}),
    "one hot: columns": (ONE_HOT, {"_n_features_outs": [1] * 4}),
    "one hot: not in order": (NUMBERS, {"categories_": lambda old: [part[::-1].copy() for part in old]}),
    "one hot: objects not in order": (
        NUMBERS,
        {"categories_": lambda old: [part[::-1].astype(object) for part in old]},
    ),
    "one hot: numbers after others": (
        NUMBERS,
        {"categories_": lambda old: [np.array([None, *range(len(part) - 1)], object) for part in old]},
    ),
    "one hot: strings not in order": (
        NUMBERS,
        {"categories_": lambda old: [np.sort(part.astype(str))[::-1].copy() for part in old]},
    ),
    "one hot: empty": (NUMBERS, {"categories_": lambda old: [old[0][:0], *old[1:]]}),
    "one hot: dropped": (ONE_HOT, {"_drop_idx_after_grouping[0]": 10**6}),
    "one hot: dropped once": (ONE_HOT, {"_drop_idx_after_grouping": np.array([0])}),
    "one hot: rare": (RARE, {"_infrequent_indices[0]": 5}),
    "one hot: groups": (RARE, {"_default_to_infrequent_mappings": lambda old: [None] * 4}),
    "one hot: one group": (RARE, {"_infrequent_indices": lambda old: old[:1]}),
    "one hot: a code beyond": (
        RARE,
        {"_default_to_infrequent_mappings": lambda old: [np.full(len(part), 10**6) for part in old]},
    ),
    "one hot: an empty group": (RARE, {"_infrequent_indices": lambda old: [part[:0] for part in old]}),
    "one hot: a flag": (RARE, {"_infrequent_enabled": 1}),
    "one hot: categories twice": (NUMBERS, {"categories_": lambda old: [old[0]] * 4}),
    "one hot: no columns": (NUMBERS, {"_n_features_outs": NESTED}),
    "labels: not in order": (BINARIZER, {"classes_": np.array([3, 1, 2])}),
    "labels: twice": (BINARIZER, {"classes_": np.array([1, 1, 2])}),
    "labels: no number": (BINARIZER, {"classes_": np.array([1, 2, np.nan])}),
    "labels: without order": (BINARIZER, {"classes_": np.array([5.0, np.nan, 1.0, 1.0], object)}),
    "words: lists of lists": (COUNTS, {"vocabulary_": {"one": NESTED}}),
    "polynomial: columns": (POLYNOMIAL, {"n_output_features_": 2}),
    "polynomial: memory": (POLYNOMIAL, {"_n_out_full": 10**12}),
    "polynomial: long sums": (
        POLYNOMIAL,
        {"interaction_only": True, "n_features_in_": 2**31 - 1, "_max_degree": 1000},
    ),
    "polynomial: degree": (POLYNOMIAL, {"_max_degree": 10**9}),
    "polynomial: least degree": (POLYNOMIAL, {"_min_degree": 3}),
    "polynomial: flags": (POLYNOMIAL, {"interaction_only": 2}),
    "words: a column beyond": (COUNTS, {"vocabulary_": lambda old: {**old, "x": 10**9}}),
    "words: a negative column": (COUNTS, {"vocabulary_": lambda old: {**old, "x": -1}}),
    "words: a column twice": (COUNTS, {"vocabulary_": lambda old: {**old, "x": 0}}),
    "words: no column": (COUNTS, {"vocabulary_": lambda old: {**old, "x": 0.5}}),
    "words: a factory": (COUNTS, {"vocabulary_": counted}),
    "words: files": (COUNTS, {"input": "filename"}),
    "words: long": (COUNTS, {"ngram_range": (1, 10**9)}),
    "words: no range": (COUNTS, {"ngram_range": 5}),
    "hashed: no columns": (HASHED, {"n_features": 0}),
    "hashed: negative columns": (HASHED, {"n_features": -5}),
    "hashed: files": (HASHED, {"input": "filename"}),
    "hashed dicts": (feature_extraction.FeatureHasher(16), {"n_features": 2**40}),
    "dicts": (DICTS, {"vocabulary_": {"a": 10**9}}),
    "label sets": (LABELS, {"_cached_dict": {"a": 10**9, "b": 0, "c": 1}}),
    "label sets: a factory": (LABELS, {"_cached_dict": counted({"a": 0, "b": 1, "c": 2})}),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name, lie_refused):
    lie_refused(*LIES[name])
