"""What a child was doing when it died, or when it was found to hang."""

from __future__ import annotations

import faulthandler
import os
import signal
import tempfile
import time

_LARGEST = 20_000
_SECONDS = 0.5


class Trace:
    """A file that a child writes its stack to, and that outlives it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it stays open as long as there are children

    def begin(self) -> None:
        """Have this process, a child, write its errors here, and its stack when it crashes or is asked."""
        os.lseek(self._file.fileno(), 0, os.SEEK_SET)
        os.ftruncate(self._file.fileno(), 0)
        os.dup2(self._file.fileno(), 2)
        faulthandler.enable(self._file)
        faulthandler.register(signal.SIGUSR1, self._file)

    def write(self, text: str) -> None:
        """Write in place of the stack."""
        os.write(self._file.fileno(), text.encode())

    def ask(self, child: int) -> None:
        """Have a child that hangs write its stack."""
        os.kill(child, signal.SIGUSR1)
        time.sleep(_SECONDS)

    def read(self) -> str:
        """Return what the last child wrote."""
        # Not by the file's own buffer, which may hold what an earlier child wrote.
        size = os.fstat(self._file.fileno()).st_size
        return os.pread(self._file.fileno(), _LARGEST, max(0, size - _LARGEST)).decode(errors="replace")
