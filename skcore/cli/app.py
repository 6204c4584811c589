"""The commands in one application, with those that plugins add, and what all of them do about errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from skcore.cli import output
from skcore.cli.commands import COMMANDS
from skcore.errors import SkcoreError
from skcore.registry import current
from skcore.version import __version__

FINE, FINDING, USAGE = 0, 1, 2
"""Exit codes: nothing to say, something found, the command was given wrongly or cannot run."""
_MISTAKE: Any = typer.BadParameter.__mro__[2]
"""``ClickException``, of click or of the copy of it that newer releases of typer have inside."""


def _version(wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    print(f"skcore {__version__}")
    for plugin in current().load_all():
        if plugin.distribution == "skcore":
            continue
        try:
            print(f"{plugin.distribution} {version(plugin.distribution)}")
        except PackageNotFoundError:
            print(plugin.distribution)
    raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the versions of all."),
    ] = False,
) -> None:
    """See, check, convert and update model files, without running what is in them."""


def application() -> typer.Typer:
    """Return the application with all commands, those of plugins among them."""
    app = typer.Typer(
        name="skcore",
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for command in COMMANDS:
        app.command()(command)
    registry = current()
    registry.load_all()
    registry.add_commands(app)
    return app


def _command(error: Any) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context is not None else "skcore"


def run(arguments: Sequence[str]) -> int:
    """Run one command, and return its exit code; an error is one line on the standard error."""
    try:
        app = application()
        result: Any = app(args=list(arguments) or ["--help"], prog_name="skcore", standalone_mode=False)
    except _MISTAKE as error:
        output.complain(f"{error.format_message()} See: {_command(error)} --help")
        return USAGE
    except (typer.Abort, KeyboardInterrupt):
        output.complain("interrupted")
        return 130
    except SkcoreError as error:
        output.complain(str(error))
        return FINDING
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        output.complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return USAGE
    return result if isinstance(result, int) else FINE
