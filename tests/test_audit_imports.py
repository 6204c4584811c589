"""What an import of skcore, and an audit, bring into a fresh interpreter."""

from __future__ import annotations

import importlib.util

import pytest
from helpers import run

import skcore

LIBRARIES = ("numpy", "scipy", "sklearn", "pandas", "joblib", "xgboost", "lightgbm", "catboost")
PLUGINS = ("skcore_numpy", "skcore_scipy", "skcore_sklearn")
needs_models = pytest.mark.skipif(
    importlib.util.find_spec("skcore_sklearn") is None, reason="the core is tested without plugins too"
)


def loaded_by(code, *args):
    return set(run(f"{code}\nimport sys; print(*sys.modules)", *args).stdout.split("\n")[-2].split())


def test_an_import_loads_no_plugin_and_no_library():
    loaded = loaded_by("import skcore")
    assert loaded.isdisjoint((*LIBRARIES, *PLUGINS, "importlib.metadata", "zipfile"))


def test_a_dump_of_plain_data_loads_no_plugin_and_no_library(tmp_path):
    loaded = loaded_by("import sys, skcore; skcore.dump({'a': [1]}, sys.argv[1])", str(tmp_path / "a.skc"))
    assert loaded.isdisjoint((*LIBRARIES, *PLUGINS))


def test_an_audit_of_unknown_names_imports_none_of_them():
    import samples

    code = "import sys, skcore; assert skcore.get_untrusted_types(data=bytes.fromhex(sys.argv[1]))"
    assert "samples" not in loaded_by(code, skcore.dumps(samples.Plain()).hex())


@needs_models
def test_an_audit_of_a_model_imports_its_plugins_and_no_library(tmp_path):
    path = tmp_path / "model.skc"
    make = """
import sys, numpy, scipy.sparse, skcore
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
model = make_pipeline(StandardScaler(), LogisticRegression())
model.fit(numpy.arange(20.0).reshape(10, 2), [0, 1] * 5)
skcore.dump([model, scipy.sparse.csr_matrix(numpy.eye(3))], sys.argv[1])
"""
    run(make, str(path))
    audit = "import sys, skcore; assert skcore.get_untrusted_types(file=sys.argv[1]) == []"
    loaded = loaded_by(audit, str(path))
    assert loaded.isdisjoint(LIBRARIES)
    assert loaded.issuperset(PLUGINS)
    assert loaded_by("import sys, skcore; str(skcore.inspect(sys.argv[1]))", str(path)).isdisjoint(LIBRARIES)
    assert loaded_by("import skcore; skcore.trusted_types(skcore.plugin_defaults)").isdisjoint(LIBRARIES)
