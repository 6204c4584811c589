"""The commands in one application, with those that plugins add, and what all of them do about errors."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, Any

import typer

from skcore.cli import output
from skcore.cli.commands import COMMANDS
from skcore.cli.extensions import Extensions, extend
from skcore.errors import SkcoreError
from skcore.registry import CORE, current
from skcore.version import __version__

FINE, FINDING, USAGE = 0, 1, 2
"""Exit codes: nothing to say, something found, the command was given wrongly or cannot run."""
INTERRUPTED, UNREAD = 130, 141
"""Exit codes as shells give them for Ctrl-C, and for output that its reader did not want to the end."""
_MISTAKE: Any = typer.BadParameter.__mro__[2]
"""``ClickException``, of click or of the copy of it that newer releases of typer have inside."""
_COMPLETING = "_SKCORE_COMPLETE"
"""Set by the shell when it asks for completions."""


def _version(wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    print(f"skcore {__version__}")
    for plugin in current().load_all():
        if plugin.distribution == CORE:
            continue
        try:
            print(f"{plugin.distribution} {version(plugin.distribution)}")
        except PackageNotFoundError:
            print(plugin.distribution)
    raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the versions of skcore and its plugins."
        ),
    ] = False,
) -> None:
    """See, check, convert and update model files, without running what is in them."""


def application() -> tuple[typer.Typer, Extensions]:
    """Return the application with all commands, and what there is to say of those of plugins."""
    app = typer.Typer(
        name="skcore",
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for command in COMMANDS:
        app.command()(command)
    return app, extend(app, current())


def run(arguments: Sequence[str]) -> int:
    """Run one command, and return its exit code; an error is one line on the standard error."""
    extensions = Extensions({}, {})
    try:
        app, extensions = application()
        if _COMPLETING not in os.environ:
            _warn(extensions)
        given = list(arguments) or ["--help"]
        with warnings.catch_warnings():
            warnings.showwarning = _show_warning  # type: ignore[assignment]  # it takes all that is given
            result: Any = app(args=given, prog_name="skcore", standalone_mode=False, obj=extensions)
        sys.stdout.flush()
    except (typer.Abort, KeyboardInterrupt):
        output.complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _stop_writing()
        return UNREAD
    except SystemExit as error:
        # By a command of a plugin, or by typer and rich for a broken pipe.
        if isinstance(error.__context__, BrokenPipeError):
            _stop_writing()
            return UNREAD
        result = error.code if error.code is None or isinstance(error.code, int) else USAGE
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        return _failed(error, arguments, extensions)
    return result if isinstance(result, int) else FINE


def _show_warning(message: Warning | str, *_: Any) -> None:
    """Write what a library warns of, while a file of its is loaded, as our own warnings are."""
    output.complain(f"warning: {message}")


def _warn(extensions: Extensions) -> None:
    """Name the plugins that fail: their files and their commands alone are not to be had."""
    reasons = {str(error): None for error in (*current().failures().values(), *extensions.failures.values())}
    for reason in reasons:
        output.complain(f"warning: {reason}")


def _failed(error: Exception, arguments: Sequence[str], extensions: Extensions) -> int:
    """Say in one line what a command failed by, and return the exit code."""
    if isinstance(error, _MISTAKE):
        context: Any = getattr(error, "ctx", None)
        command = context.command_path if context is not None else "skcore"
        output.complain(f"{error.format_message()} See: {command} --help")
        return USAGE
    if isinstance(error, SkcoreError):
        output.complain(output.explain(error))
        return FINDING
    if isinstance(error, OSError):
        output.complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        if error.filename is None:
            _stop_writing()
        return USAGE
    name = next((argument for argument in arguments if argument in extensions.owners), "")
    owner = extensions.owners.get(name, CORE)
    output.complain(f"{name} of {owner} failed: {type(error).__name__}: {error} (PYTHONDEVMODE=1 shows where)")
    return USAGE


def _stop_writing() -> None:
    """Let Python not complain once more, when it flushes at its end what nobody takes."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
