"""The lists of trusted names, held against the scikit-learn that is installed."""

import importlib
from pathlib import Path

import pytest
import sklearn
from skcore_sklearn import names, skcore_handlers
from skcore_sklearn.estimators import Estimators
from skcore_sklearn.losses import Losses
from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
from sklearn.utils import all_estimators

REFUSED = str(Path(__file__).parents[1] / "review" / "refused.txt")
FILES = ("trusted.txt", "native.txt", "functions.txt")


def spelled(target):
    """Return the names that the plugin has for a class or function."""
    return {Losses().qualify(target), Estimators().qualify(target)}


def found(name):
    """Return whether a name leads to what calls itself so."""
    module, _, attribute = name.rpartition(".")
    try:
        target = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError):
        return False
    return name in spelled(target)


@pytest.mark.parametrize("file", FILES)
def test_a_list_has_exactly_the_names_of_its_versions(file):
    listed = {name: names.includes(versions, sklearn.__version__) for name, versions in names.versions(file).items()}
    assert {name: found(name) for name in listed} == listed


def test_no_estimator_is_without_a_trusted_name():
    trusted = names.read("trusted.txt")[0]
    assert [name for name, cls in all_estimators() if not spelled(cls) & trusted.keys()] == []


def test_no_name_is_both_trusted_and_refused():
    trusted = {name for handler in skcore_handlers() for name in handler.trusts}
    assert trusted & names.read(REFUSED)[0].keys() == set()


@pytest.mark.parametrize("file", [*FILES, REFUSED])
def test_every_rule_has_a_reason_and_every_reason_a_name(file):
    rules, reasons = names.read(file)
    assert set(rules.values()) == set(reasons)


@pytest.mark.parametrize(
    ("versions", "version", "expected"),
    [
        ("", "1.5.2", True),
        (">=1.6", "1.5.2", False),
        (">=1.6", "1.10.0", True),
        (">=1.6", "1.6rc1", True),
        ("<1.8", "1.7.2", True),
        ("<1.8", "1.8.0", False),
        (">=1.6<1.8", "1.7.dev0", True),
        (">=1.6<1.8", "1.8", False),
    ],
)
def test_a_range_includes_versions(versions, version, expected):
    assert names.includes(versions, version) is expected
