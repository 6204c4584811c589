"""Runs the command line: in a process of its own, as users do, or in this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers import TESTS


def skcore(*args: object, path: Sequence[Path] = (), **options: Any) -> subprocess.CompletedProcess[str]:
    """Run ``python -m skcore`` with folders put before its path; ``env`` adds to the environment."""
    folders = os.pathsep.join([*map(str, path), str(TESTS), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    env = {**os.environ, "PYTHONPATH": folders, **options.pop("env", {})}
    command = [sys.executable, "-m", "skcore", *map(str, args)]
    return subprocess.run(
        command, **{"capture_output": True, "text": True, "timeout": 120, "env": env, "check": False, **options}
    )


def said(capsys: Any, *args: object, code: int = 0) -> str:
    """Run a command in this process, and return what it wrote to the standard output."""
    from skcore.cli.app import run

    capsys.readouterr()
    found = run(list(map(str, args)))
    out, err = capsys.readouterr()
    assert found == code, (found, out, err)
    return str(out)


def complaint(capsys: Any, *args: object, code: int) -> str:
    """Run a command that must fail, in this process, and return the one line that it says."""
    from skcore.cli.app import run

    capsys.readouterr()
    found = run(list(map(str, args)))
    out, err = capsys.readouterr()
    assert found == code, (found, out, err)
    assert err.startswith("skcore: ")
    assert err.count("\n") == 1
    return str(err).removeprefix("skcore: ").removesuffix("\n")


def read_json(capsys: Any, *args: object, code: int = 0) -> dict[str, Any]:
    """Run a command with ``--json`` in this process, and return what it wrote."""
    found: dict[str, Any] = json.loads(said(capsys, *args, "--json", code=code))
    return found
