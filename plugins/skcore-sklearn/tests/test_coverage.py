"""The page of the documentation that says what is saved is up to date."""

import runpy
from pathlib import Path

import sklearn

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_is_what_the_plugin_says():
    script = runpy.run_path(str(DOCS / "coverage.py"))
    written = (DOCS / "coverage.md").read_text(encoding="utf-8")
    release = ".".join(sklearn.__version__.split(".")[:2])
    if f"scikit-learn {release} has" in written:
        assert script["page"]() == written
    assert [name for name in script["estimators"]() if f"| `{name}` |" not in written] == []
