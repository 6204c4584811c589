"""The other processes of the kit: those that audit, and those that load, where a crash is an answer."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Hashable, Sequence
from typing import Any


class EndedError(Exception):
    """The process ended in place of an answer."""


class Process:
    """A process that is told what to do with a file, one at a time (``skcore.testing.trial``)."""

    def __init__(self, plugin: str, roots: Sequence[str]) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # it is read when the process has ended
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "skcore.testing.trial", plugin, *roots],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def ask(self, do: str, data: bytes, **more: Any) -> tuple[Any, bytes]:
        """Return what the process says of a file, and the bytes that it gives back.

        Raises
        ------
        EndedError
            With how it ended, and the end of what it wrote.
        """
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        request = {"do": do, "size": len(data), **more}
        try:
            self._child.stdin.write(json.dumps(request).encode() + b"\n" + data)
            self._child.stdin.flush()
            line = self._child.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            raise EndedError(self._end())
        answer, size = json.loads(line)
        return answer, self._child.stdout.read(size)

    def _end(self) -> str:
        code = self._child.wait()
        self._errors.seek(0)
        written = self._errors.read().decode(errors="replace")
        self.close()
        return f"exit {code}: {written[-300:]}"

    @property
    def ended(self) -> bool:
        """Whether there is no process any more."""
        return self._child.poll() is not None

    def close(self) -> None:
        """End the process."""
        for stream in (self._child.stdin, self._child.stdout, self._errors):
            assert stream is not None
            try:
                stream.close()
            except BrokenPipeError:
                continue
        self._child.wait()


@atexit.register
def _close() -> None:
    for _, running in _running.values():
        running.close()


_running: dict[str, tuple[Hashable, Process]] = {}


def process(sort: str, owner: Hashable, plugin: str, roots: Sequence[str]) -> Process:
    """Return the process of this sort that an owner has; there is one of each sort at a time."""
    if sort in _running:
        found, running = _running[sort]
        if found == owner and not running.ended:
            return running
        running.close()
    _running[sort] = owner, Process(plugin, roots)
    return _running[sort][1]
