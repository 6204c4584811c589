"""The command line: ``skcore``, or ``python -m skcore``."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; without typer and rich, say what to install."""
    _make_writable()
    try:
        import rich  # noqa: F401
        import typer  # noqa: F401
    except ImportError as error:
        missing = f"skcore: its commands need typer and rich, and there is no {error.name}: install skcore[cli]"
        print(missing, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    from skcore.cli.app import run

    sys.exit(run(sys.argv[1:]))


def _make_writable() -> None:
    """Let output never fail for what a terminal cannot show, nor for a stream that was closed before the start."""
    # Both streams live as long as the process.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text files here
