"""The command line: ``skcore``, or ``python -m skcore``."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; without typer and rich, say what to install."""
    try:
        _make_writable()
        sys.exit(_run(sys.argv[1:]))
    except KeyboardInterrupt:
        # It came while modules were imported; the application has its own way with it.
        sys.exit(130)


def _run(arguments: list[str]) -> int:
    try:
        import rich  # noqa: F401
        import typer  # noqa: F401
    except ImportError as error:
        missing = f"skcore: its commands need typer and rich, and there is no {error.name}: install skcore[cli]"
        print(missing, file=sys.stderr)
        return 2
    from skcore.cli.app import run

    return run(arguments)


def _make_writable() -> None:
    """Let output never fail for what a terminal cannot show, nor for a stream that was closed before the start."""
    # Both streams live as long as the process.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text files here
