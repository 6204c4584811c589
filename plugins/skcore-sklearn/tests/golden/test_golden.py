"""Files that older releases of scikit-learn wrote load, and their models predict as they did."""

import functools
import io
import runpy
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
import sklearn
from conversions import converted
from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
from sklearn.utils.fixes import parse_version

import skcore

HERE = Path(__file__).parent
INSTALLED = parse_version(sklearn.__version__)
RELEASES = sorted(folder.name for folder in HERE.iterdir() if folder.name[0].isdigit())
# No release of scikit-learn reads what a later one has written.
FILES = [
    f"{release}/{file.stem}"
    for release in RELEASES
    if parse_version(release) <= INSTALLED
    for file in sorted((HERE / release).glob("*-*.skc"))
]
CLIPPED = "its first predictions are clipped at another number"
GONE = "the class of a part is gone"
FILLED = "an imputer has other attributes"
RENAMED = "base_estimator is estimator"
CHANGED = {
    "boosting-adaboost": ("1.6", "the algorithm SAMME.R is gone"),
    "boosting-boosting-from_a_forest": ("1.8", CLIPPED),
    "boosting-boosting-from_a_regression": ("1.8", CLIPPED),
    "boosting-histograms-categories": ("1.7", GONE),
    "boosting-histograms-frame": ("1.7", GONE),
    "components-coder": ("1.8", "what is not fitted has no names"),
    "compositions-chain": ("1.7", RENAMED),
    "interpolations-gaps": ("1.6 1.8", FILLED),
    "interpolations-gaps-trees": ("1.6 1.8", FILLED),
    "interpolations-splines": ("1.8", "it has handle_missing"),
    "linear-ridge_classifier": ("1.8", "it has classes_ of its own"),
    "linear-ridge_classifier-cross-validated": ("1.8", "it has classes_ of its own"),
    "neighbors-centroids": ("1.6", "it has class_prior_"),
    "preprocessing-gaps_filled": ("1.8", FILLED),
    "preprocessing-greatest": ("1.8", "it has clip"),
    "settings-chain_of_classes": ("1.7", RENAMED),
    "settings-trained_on_itself": ("1.6", RENAMED),
}
"""The models that scikit-learn cannot use if they are older than a release (of a pickle or of a file of ours is the
same), and what it has changed."""
said, samples_of = map(runpy.run_path(str(HERE / "write.py")).get, ("said", "samples_of"))


def cases():
    """Return the files, and those marked that the installed version cannot use."""
    found = []
    for file in FILES:
        release, _, name = file.partition("/")
        changes, reason = CHANGED.get(name, ("", ""))
        changed = any(parse_version(release) < parse_version(change) <= INSTALLED for change in changes.split())
        error = skcore.InvalidFileError if reason == GONE else AssertionError
        mark = pytest.mark.xfail(strict=True, raises=error, reason=reason)
        found.append(pytest.param(file, marks=[mark] if changed else []))
    return found


@functools.cache
def records(release):
    return skcore.load(HERE / release / "answers.skc")


def close(found, expected):
    """Compare what was said, to the last digits, which are those of the machine."""
    if sp.issparse(expected):
        found, expected = found.toarray(), expected.toarray()
    if isinstance(expected, (list, tuple)):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            close(one, other)
    elif getattr(expected, "dtype", np.dtype(object)).kind in "fc":
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-8)
    else:
        np.testing.assert_array_equal(found, expected)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("file", cases())
def test_a_model_of_a_release_predicts_as_it_did(file):
    model = skcore.load(HERE / f"{file}.skc")
    release, _, name = file.partition("/")
    record = records(release)[name]
    found = said(model, samples_of(record["samples"]))
    for method, expected in record["answers"].items():
        assert method in found
        close(found[method], expected)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("release", [release for release in RELEASES if parse_version(release) <= INSTALLED])
def test_the_pickled_models_of_a_release_predict_as_they_did(release):
    saved = converted((HERE / release / "models.pkl.xz").read_bytes())
    assert skcore.inspect(io.BytesIO(saved)).environment["sklearn"] == release
    models = skcore.loads(saved)
    assert len(models) >= 20
    for name, model in models.items():
        record = records(release)[name]
        found = said(model, samples_of(record["samples"]))
        for method, expected in record["answers"].items():
            close(found[method], expected)


@pytest.mark.parametrize("release", RELEASES)
def test_no_file_is_without_its_answers(release):
    files = {file.stem for file in (HERE / release).glob("*-*.skc")}
    assert files == {name for name, record in records(release).items() if record["answers"]}
