"""Everything that is done with the project, a session each.

Our own packages are installed from their folders, all that a session needs in one call, so that
nothing of ours is ever asked of a package index.
"""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2024.4.15"
nox.options.default_venv_backend = "venv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests", "example", "lint", "docs"]

PLUGINS = {
    "numpy": ("numpy",),
    "scipy": ("numpy", "scipy"),
    "sklearn": ("numpy", "scipy", "sklearn"),
    "pandas": ("numpy", "scipy", "sklearn", "pandas"),
    "polars": ("numpy", "scipy", "sklearn", "polars"),
    "lightgbm": ("numpy", "scipy", "sklearn", "lightgbm"),
    "xgboost": ("numpy", "scipy", "sklearn", "pandas", "xgboost"),
    "catboost": ("numpy", "scipy", "sklearn", "catboost"),
    "quantile-forest": ("numpy", "scipy", "sklearn", "quantile-forest"),
}
PARTS = ["core", *PLUGINS, "all", "oldest"]
TESTING = ("pytest>=8", "pytest-timeout>=2.3", "pytest-xdist>=3.6", "hypothesis>=6.100")
FOREIGN = ("cloudpickle>=3", "joblib>=1.3", "lz4>=4")
"""What writes the files that are converted."""
CLI = ("typer>=0.15", "rich>=13.9")
FRAMES = ("pandas>=2", "pyarrow>=16", "pytz")
WITH_FOREIGN = ("numpy", "sklearn", "lightgbm", "xgboost", "catboost", "quantile-forest")
"""Plugins whose tests convert what these write."""
WITH_FRAMES = ("sklearn", "pandas", "lightgbm", "xgboost")
"""Plugins whose tests use frames of pandas."""
OLDEST = (
    "numpy==1.26.*",
    "scipy==1.15.*",
    "scikit-learn==1.5.*",
    "pandas==2.0.*",
    "polars==1.0.*",
    "lightgbm==3.3.*",
    "xgboost==2.1.*",
    "catboost==1.2.5",
    "quantile-forest==1.4.*",
)
"""The least of what the plugins ask for: a release of each that was current at one time with the others."""
THREADS = {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}
ALONE = dict.fromkeys(THREADS, "1")


def install(session: nox.Session, plugins: tuple[str, ...], *requirements: str) -> None:
    """Install the core and some plugins from their folders, and what they and the session need."""
    session.install("hatchling>=1.25", "editables")
    folders = [".", *(f"plugins/skcore-{plugin}" for plugin in plugins)]
    editable = [part for folder in folders for part in ("--editable", folder)]
    session.install("--no-build-isolation", *editable, *requirements)


@nox.session
def demo(session: nox.Session) -> None:
    """Train, save, audit and load real models, and refuse hostile files before the reader's eyes."""
    install(session, PLUGINS["sklearn"], "joblib", "skops", *CLI)
    session.run("python", "demo/demo.py", *session.posargs, env=THREADS)


@nox.session
@nox.parametrize("part", PARTS, ids=PARTS)
def tests(session: nox.Session, part: str) -> None:
    """Run the tests: of the core alone and among all plugins, of each plugin, of these with the oldest libraries."""
    folders = [f"plugins/skcore-{part}/tests"]
    if part == "core":
        install(session, (), *TESTING, *CLI)
        folders = ["tests"]
    elif part == "all":
        install(session, tuple(PLUGINS), *TESTING, *CLI, *FRAMES)
        # Each plugin has tests of its own; here are those that depend on which others there are.
        folders = ["tests", *map(str, sorted(Path("plugins").glob("*/tests/test_*_attacks.py")))]
    elif part == "oldest":
        install(session, tuple(PLUGINS), *TESTING, *OLDEST, *FOREIGN, "pyarrow==16.*")
        folders = [f"plugins/skcore-{plugin}/tests" for plugin in PLUGINS]
    else:
        frames, foreign = FRAMES if part in WITH_FRAMES else (), FOREIGN if part in WITH_FOREIGN else ()
        install(session, PLUGINS[part], *TESTING, *frames, *foreign)
    session.run("python", "-m", "pytest", "-n", "2", *folders, *session.posargs, env=ALONE)


@nox.session(reuse_venv=False)
def example(session: nox.Session) -> None:
    """Build and install the example plugin of the docs in a fresh environment, and run its tests."""
    if shutil.which("cc") is None:
        session.skip("the example is written in C, and there is no C compiler")
    session.install("hatchling>=1.25", "setuptools>=77", "pytest>=8")
    session.install("--no-build-isolation", ".", "docs/example-plugin")
    session.run("pytest", "docs/example-plugin", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and types."""
    install(session, PLUGINS["sklearn"], "ruff>=0.9", "mypy>=1.14", "nox", "pytest>=8", *CLI)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    packages = [f"plugins/skcore-{plugin}/skcore_{plugin.replace('-', '_')}" for plugin in PLUGINS]
    session.run("mypy", "skcore", *packages, "benchmarks", "demo", "fuzz", "noxfile.py")


@nox.session
def names(session: nox.Session) -> None:
    """Print what a release of scikit-learn would add to the lists of names: ``nox -s names -- scikit-learn==1.9``."""
    install(session, PLUGINS["sklearn"], *(session.posargs or ["scikit-learn"]))
    session.run("python", "plugins/skcore-sklearn/review/names.py")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation into docs/_build, with every warning an error."""
    install(session, (), "sphinx>=8", "furo", "myst-parser>=4", "pytest>=8")
    session.run("sphinx-build", "-W", "--keep-going", "-n", "-E", "-b", "html", "docs", "docs/_build/html")


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Compare with pickle, joblib and skops; what follows -- goes to benchmarks/run.py."""
    install(session, PLUGINS["sklearn"], "joblib", "skops")
    session.run("python", "benchmarks/run.py", *session.posargs, env=THREADS)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Load and use mutants of real files; what follows -- goes to fuzz/fuzz.py, such as --minutes 60."""
    install(session, tuple(PLUGINS), *FRAMES)
    session.run("python", "-W", "ignore", "fuzz/fuzz.py", *session.posargs)


@nox.session
def guided(session: nox.Session) -> None:
    """Fuzz the core's reader by coverage; what follows -- goes to fuzz/guided.py, such as --minutes 10."""
    install(session, (), "atheris>=3")
    session.run("python", "-W", "ignore", "fuzz/guided.py", *session.posargs)
