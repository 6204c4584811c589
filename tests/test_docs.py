"""The documentation is true: its code runs, and what it must not leave out is in it.

As a script, ``python tests/test_docs.py PAGE`` runs the code of one page.
"""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import os
import pkgutil
import re
import subprocess
import sys
import tomllib
import types
from pathlib import Path

import pytest
from distributions import install

import skcore
from skcore import hookspecs

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
WITH_MODELS = ("docs/guide.md", *(path.relative_to(ROOT).as_posix() for path in ROOT.glob("plugins/*/README.md")))
"""Pages whose code needs scikit-learn and the plugins: they run where these are installed."""

_FILE = re.compile(r"^```{code-block} \w+\n:caption: (\S+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^```(python|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def write_projects(text: str, folder: Path) -> list[Path]:
    """Write the files that a page shows into the folders that they are in, and install these as pip would."""
    for name, content in _FILE.findall(text):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    found = sorted(file.parent for file in folder.glob("*/pyproject.toml"))
    for project in found:
        described = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        install(project, described["name"], described["entry-points"]["skcore"])
    return found


def run_page(path: str) -> None:
    """Run the code blocks of a page in turn, in one namespace, as the main module."""
    text = Path(path).read_text(encoding="utf-8")
    sys.path[:0] = map(str, write_projects(text, Path.cwd()))
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    namespace = vars(main)
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for language, code in _FENCE.findall(text):
        line = text[: text.index(code)].count("\n")
        if language == "python":
            exec(compile("\n" * line + code, path, "exec"), namespace)  # noqa: S102
        else:
            test = parser.get_doctest(code, namespace, path, path, line)
            runner.run(test, clear_globs=False)
            namespace.update(test.globs)
    if runner.failures:
        raise SystemExit(1)


_HAVE_MODELS = importlib.util.find_spec("skcore_sklearn") is not None
PAGES = [
    page
    for page in sorted({"README.md", *(f"docs/{path.name}" for path in DOCS.glob("*.md")), *WITH_MODELS})
    if _FENCE.search((ROOT / page).read_text(encoding="utf-8")) and (_HAVE_MODELS or page not in WITH_MODELS)
]
MODULES = [
    found.name
    for found in pkgutil.walk_packages(skcore.__path__, "skcore.")
    if ">>> " in importlib.util.find_spec(found.name).loader.get_source(found.name)
]


@pytest.mark.parametrize("page", PAGES)
def test_code_of_page_runs(page, tmp_path):
    command = [sys.executable, __file__, str(ROOT / page)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_projects_of_the_guide_pass_their_tests(tmp_path):
    projects = write_projects((DOCS / "write-a-plugin.md").read_text(encoding="utf-8"), tmp_path)
    assert [project.name for project in projects] == ["shop", "skcore-array", "skcore-random"]
    for project in projects:
        environment = {**os.environ, "PYTHONPATH": str(project)}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout
        assert re.search(r"^13 passed", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_module_run(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    results = doctest.testmod(importlib.import_module(name))
    assert results.attempted > 0
    assert results.failed == 0


def test_pages_are_found():
    assert {"docs/index.md", "docs/trust.md", "docs/write-a-plugin.md", "docs/hooks.md"} <= set(PAGES)
    assert MODULES


def test_every_public_name_is_in_the_reference():
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\.\. (?:auto\w+|py:data):: skcore\.(\w+)$", text, re.MULTILINE)
    assert sorted(documented) == sorted(skcore.__all__)


def test_every_member_of_the_contract_is_in_the_tables():
    text = (DOCS / "write-a-plugin.md").read_text(encoding="utf-8")
    rows = " ".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| `"))
    members = {name for name in {**vars(skcore.Handler), **skcore.Handler.__annotations__} if name[0] != "_"}
    assert set(re.findall(r"`(\w+)", rows)) == members


def test_every_hook_is_documented():
    hooks = [name for name, value in vars(hookspecs).items() if hasattr(value, "skcore_spec")]
    text = (DOCS / "hooks.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^## (\w+)$", text, re.MULTILINE)) == sorted(hooks)
    for name in hooks:
        assert f".. autofunction:: skcore.hookspecs.{name}" in text
        assert getattr(hookspecs, name).__doc__


def test_every_module_of_the_core_is_in_the_architecture():
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    table = " ".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| `"))
    modules = {name for _, name, _ in pkgutil.iter_modules(skcore.__path__)} - {"version", "errors", "limits"}
    assert set(re.findall(r"`(\w+)`", table)) >= modules


def test_protocols_have_their_sections():
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    assert {"Node", "Loader", "Trust"} <= set(re.findall(r"^## (.+)$", text, re.MULTILINE))


def test_every_page_is_in_the_contents():
    text = (DOCS / "index.md").read_text(encoding="utf-8")
    contents = re.search(r"^```{toctree}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL).group(1)
    pages = [line for line in contents.splitlines() if line and not line.startswith(":")]
    assert sorted([*pages, "index"]) == sorted(path.stem for path in DOCS.glob("*.md"))


if __name__ == "__main__":
    run_page(sys.argv[1])
