"""The same model gives the same bytes in every process."""

import hashlib
import os
import subprocess
import sys

import pytest
from sklearn.feature_extraction import text

import skcore

LINES = ["red green", "green and blue", "blue sky", "red and sky"]
MODELS = {
    "words": text.CountVectorizer(),
    "without some": text.CountVectorizer(stop_words=["and"]),
    "in pairs": text.TfidfVectorizer(stop_words="english", ngram_range=(1, 2)),
    "hashed": text.HashingVectorizer(n_features=16),
}
ELSEWHERE = """
import hashlib, sys
import skcore

lines = sys.argv[1:]
for model in skcore.loads(sys.stdin.buffer.read()):
    print(hashlib.sha256(skcore.dumps(model.fit(lines))).hexdigest())
"""


def test_a_vectorizer_has_no_address_in_it():
    found = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, *LINES],
        input=skcore.dumps(list(MODELS.values())),
        env={**os.environ, "PYTHONHASHSEED": "1"},
        check=True,
        stdout=subprocess.PIPE,
    ).stdout.split()
    for model, digest in zip(MODELS.values(), found, strict=True):
        fitted = type(model)(**model.get_params()).fit(LINES)
        assert hashlib.sha256(skcore.dumps(fitted)).hexdigest().encode() == digest


@pytest.mark.filterwarnings("ignore:Your stop_words may be inconsistent")
def test_a_vectorizer_looks_at_its_stop_words_again():
    model = text.CountVectorizer(stop_words=["isn't"]).fit(LINES)
    loaded = skcore.loads(skcore.dumps(model))
    assert "_stop_words_id" not in vars(loaded)
    assert (loaded.transform(LINES) != model.transform(LINES)).nnz == 0
    assert vars(loaded)["_stop_words_id"] == id(loaded.stop_words)
    assert skcore.dumps(loaded) == skcore.dumps(model)
