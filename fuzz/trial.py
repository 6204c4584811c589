"""Tries one mutant: audit, load, use. What may happen is that it is refused, or that it works."""

from __future__ import annotations

import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

from exercise import exercise

import skcore

SLOW = 2.0
"""Seconds of processor time after which a load was too long."""
MUCH = 300
"""Megabytes over what the process had, after which a load took too much."""
_CLEAR = Path("/proc/self/clear_refs")
_STATUS = Path("/proc/self/status")
_FORBIDDEN = (
    "subprocess.",
    "os.",
    "socket.",
    "shutil.",
    "pty.",
    "webbrowser.",
    "ctypes.",
    "urllib.",
    "ftplib.",
    "tempfile.",
)
_ALLOWED = ("os.listdir", "os.scandir", "os.putenv", "os.unsetenv", "ctypes.dlopen", "ctypes.dlsym")
_LIBRARY = re.compile(r"site-packages|/lib/python|/plugins/skcore-|/skcore/|zoneinfo|/proc/|\.pyx$")


class Watch:
    """Notes what the process does meanwhile that a load must not do."""

    def __init__(self) -> None:
        self.on = False
        self.events: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            path, mode = str(arguments[0]), str(arguments[1] or "r")
            if not _LIBRARY.search(path) or set(mode) & set("wax+"):
                self.events.append(f"open {path} {mode}")
        elif event.startswith(_FORBIDDEN) and event not in _ALLOWED:
            self.events.append(f"{event} {arguments!a}"[:200])


def _megabytes(name: str) -> int:
    return next(int(line.split()[1]) // 1024 for line in _STATUS.read_text().splitlines() if line.startswith(name))


def run(data: bytes, use: Any, watch: Watch) -> str:
    """Return ``"refused"`` or ``"loaded"``, or what happened that must not."""
    _CLEAR.write_text("5")
    before, start = _megabytes("VmRSS"), time.process_time()
    watch.events.clear()
    watch.on = True
    obj = None
    try:
        obj = skcore.loads(data)
        outcome = "loaded"
    except skcore.SkcoreError:
        outcome = "refused"
    except MemoryError:
        outcome = "memory: MemoryError in load"
    except BaseException as error:
        outcome = f"foreign: {type(error).__name__} in {_place(error)}"
    spent, grown = time.process_time() - start, _megabytes("VmHWM") - before
    if spent > SLOW:
        outcome = "slow: load"
    elif grown > MUCH:
        outcome = "memory: load"
    elif outcome == "loaded":
        try:
            exercise(obj, use)
        except MemoryError:
            outcome = "memory: use"
        except Exception:
            outcome = "loaded"
    watch.on = False
    if watch.events:
        outcome = f"event: {watch.events[0]}"
    return outcome


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
