"""Tries one mutant: audit, load, use. What may happen is that it is refused, or that it works."""

from __future__ import annotations

import collections
import io
import os
import resource
import time
import zlib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from exercise import exercise
from watch import Watch

import skcore
from skcore.names import split

SLOW = 2.0
"""Seconds of processor time after which an audit or a load was too long."""
MUCH = 300
"""Megabytes over what the process had, after which an audit or a load took too much."""
MUCH_TO_USE = 1500
_CLEAR = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")


class _FoundError(Exception):
    """Something happened that must not."""


class Trial:
    """Tries mutants one after another.

    Attributes
    ----------
    spent : dict of str to float
        Seconds of processor time of each phase.
    """

    def __init__(self, watch: Watch) -> None:
        self.spent: dict[str, float] = collections.defaultdict(float)
        self._watch = watch

    def run(self, data: bytes, use: Any) -> str:
        """Return ``"refused"`` or ``"loaded"``, or what happened that must not."""
        self._watch.events.clear()
        number = zlib.crc32(data)
        try:
            report = self._limited("audit", lambda: skcore.inspect(io.BytesIO(data)))
            approved = isinstance(report, skcore.Report) and not report.untrusted and not report.missing
            obj = self._load(data, _modules(report), number)
            if isinstance(obj, (skcore.UntrustedTypesError, skcore.MissingPluginError)) and approved:
                return "foreign: the load refuses what the audit approved"
            if isinstance(obj, skcore.SkcoreError):
                return "refused"
            if not approved:
                return "foreign: the load takes what the audit did not approve"
            self._limited("use", lambda: exercise(obj, use, number))
        except _FoundError as found:
            return str(found)
        return "loaded"

    def _load(self, data: bytes, modules: set[str], number: int) -> Any:
        """Load from memory or, one in sixteen and always the same ones, from a file that is mapped."""
        if number % 16:
            return self._limited("load", lambda: skcore.loads(data), modules)
        file = os.memfd_create("mutant")
        try:
            os.write(file, data)
            path = f"/proc/{os.getpid()}/fd/{file}"
            return self._limited("load", lambda: skcore.load(path, mmap=True), modules, path)
        finally:
            os.close(file)

    def _limited(self, phase: str, act: Callable[[], Any], modules: Collection[str] = (), file: str = "") -> Any:
        """Return what an act returns, or the error of ours that it raises."""
        _CLEAR.write_text("5")
        before, start = _megabytes("VmRSS"), time.process_time()
        bad = ""
        found: Any = None
        self._watch.start(phase, modules, file)
        try:
            found = act()
        except skcore.SkcoreError as error:
            found = error.with_traceback(None)
            if isinstance(error.__cause__, MemoryError):
                bad = f"memory: MemoryError in {phase}"
        except MemoryError:
            bad = f"memory: MemoryError in {phase}"
        except BaseException as error:
            bad = f"foreign: {type(error).__name__} in {_place(error)} in {phase}"
        self._watch.stop()
        spent, grown = time.process_time() - start, _megabytes("VmHWM") - before
        self.spent[phase] += spent
        if self._watch.events:
            raise _FoundError(f"event: {self._watch.events[0]}")
        if bad:
            raise _FoundError(bad)
        if spent > SLOW and phase != "use":
            raise _FoundError(f"slow: {phase}")
        if grown > (MUCH_TO_USE if phase == "use" else MUCH):
            raise _FoundError(f"memory: {phase}")
        return found


def _modules(report: Any) -> set[str]:
    """Return the modules of the names that an audit approved, and the packages that they are in."""
    modules = set()
    for row in report.names if isinstance(report, skcore.Report) else ():
        if row.trusted:
            parts = split(row.name)[0].split(".")
            modules |= {".".join(parts[: end + 1]) for end in range(len(parts))}
    return modules


def _megabytes(name: str) -> int:
    return next(int(line.split()[1]) // 1024 for line in _STATUS.read_text().splitlines() if line.startswith(name))


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def limit_memory(megabytes: int) -> None:
    """Let the process have no more than this beyond what it has."""
    allowed = (_megabytes("VmSize") + megabytes) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
