"""The hooks: questions that several plugins answer. Everything else is a handler."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from skcore.handler import Handler
    from skcore.reader import Reader
    from skcore.report import Report

PROJECT = "skcore"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin as its answer to a hook."""


@hookspec
def skcore_handlers() -> Iterable[type[Handler]]:  # type: ignore[empty-body]
    """Return the handler classes of this plugin."""


@hookspec(firstresult=True)
def skcore_review(report: Report) -> str | None:
    """Return why an audited file must not be loaded, or None.

    Every plugin that is loaded is asked, before anything is built: those that the file needs, those that
    were needed before, and those registered by hand. The first reason given refuses the file with an
    InvalidFileError.
    """


@hookspec
def skcore_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """Return readers of foreign file formats, which ``skcore convert`` and ``skcore scan`` use.

    The first that recognises a file reads it: those of plugins are asked before the core's own, which
    reads pickles and is registered by the same hook.
    """


@hookspec
def skcore_commands(app: Any) -> None:
    """Add commands to the command line: ``app`` is a :class:`typer.Typer` for those of this plugin.

    Asked of each plugin alone, when the command line starts. What has the name of another's command, or fails,
    is left out with a warning, and the other commands work. Import typer inside the function: it may not be
    installed.
    """
