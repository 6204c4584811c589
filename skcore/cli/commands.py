"""The commands of skcore itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skcore.cli.convert import convert
from skcore.cli.scan import scan

COMMANDS: tuple[Callable[..., Any], ...] = (convert, scan)
