"""Vectorizers: the columns that their words stand for."""

from __future__ import annotations

from typing import Any

from skcore import InvalidStateError, once
from skcore_sklearn.checking import MOST, count, require, within

LONGEST_NGRAM = 128


def check_vocabulary(obj: Any) -> None:
    """Check that the words of a vocabulary stand for the columns from the first to the last."""
    words = vars(obj).get("vocabulary_")
    if words is not None:
        require(type(words) is dict, "vocabulary_ is no dict")
        _check_columns(words, "vocabulary_")


@once
def _check_columns(words: dict[Any, Any], name: str) -> None:
    import numpy as np

    if words:
        known = all(cls is int or issubclass(cls, np.integer) for cls in set(map(type, words.values())))
        require(known, f"{name} has a column that is no int")
        try:
            columns = np.fromiter(words.values(), np.int64, len(words))
        except OverflowError:
            raise InvalidStateError(f"{name} has a column beyond its words") from None
        within(columns, name, len(words))
        there = np.zeros(len(words), bool)
        there[columns] = True
        require(there.all(), f"{name} has a column twice")


def check_text(obj: Any) -> None:
    """Check how a vectorizer reads and cuts its documents, and its vocabulary."""
    fields = vars(obj)
    known = type(fields["input"]) is str and fields["input"] in ("content", "file")
    require(known, "input='filename' would open files; set it to 'content'")
    span = fields["ngram_range"]
    require(type(span) in (tuple, list) and len(span) == 2, "ngram_range is no pair")
    for size in span:
        count(size, "ngram_range", 1, LONGEST_NGRAM)
    check_vocabulary(obj)


def check_hashing(obj: Any) -> None:
    """Check that hashes are divided by a number that is none of zero and what an int32 cannot hold."""
    count(vars(obj)["n_features"], "n_features", 1, MOST)


def check_hashing_text(obj: Any) -> None:
    """Check a hashing vectorizer, which is both."""
    check_text(obj)
    check_hashing(obj)


def check_label_sets(obj: Any) -> None:
    """Check that the columns which a binarizer has remembered are those of its classes."""
    known = vars(obj).get("_cached_dict")
    if known is not None:
        require(type(known) is dict, "_cached_dict is no dict")
        _check_columns(known, "_cached_dict")
