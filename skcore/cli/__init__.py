"""The command line: ``skcore``, or ``python -m skcore``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; without typer and rich, say what to install."""
    try:
        import rich  # noqa: F401
        import typer  # noqa: F401
    except ImportError as error:
        print(f"skcore: its commands need typer and rich, and there is no {error.name}: install skcore[cli]")
        sys.exit(2)
    from skcore.cli.app import run

    sys.exit(run(sys.argv[1:]))
