"""The commands of skcore itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skcore.cli.check import check
from skcore.cli.convert import convert
from skcore.cli.diff import diff
from skcore.cli.plugins import plugins
from skcore.cli.scan import scan
from skcore.cli.show import show
from skcore.cli.types import types
from skcore.cli.update import update

COMMANDS: tuple[Callable[..., Any], ...] = (check, convert, diff, plugins, scan, show, types, update)
