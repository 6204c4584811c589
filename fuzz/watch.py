"""Hears what the process does while a mutant is tried: what it opens, imports, starts and connects to."""

from __future__ import annotations

import contextlib
import dis
import sys
import sysconfig
from collections.abc import Collection, Iterator
from types import CodeType, FrameType
from typing import Any

from corpus import ROOT

_FORBIDDEN = (
    *("subprocess.", "os.", "socket.", "shutil.", "pty.", "webbrowser.", "ctypes.", "urllib.", "ftplib.", "http."),
    *("tempfile.", "pickle.", "sqlite3.", "smtplib.", "signal.", "fcntl.", "resource.", "glob.", "pathlib.", "code."),
    *("builtins.input", "builtins.breakpoint", "sys.addaudithook", "sys.setprofile", "sys.settrace", "syslog."),
)
_ALLOWED = ("os.listdir", "os.scandir", "os.putenv", "os.unsetenv", "ctypes.dlopen", "ctypes.dlsym", "code.__new__")
_OURS = (str(ROOT / "skcore"), str(ROOT / "plugins"))
_LIBRARIES = tuple({sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *_OURS})
_READ = (*_LIBRARIES, "/usr/share/zoneinfo", "/proc/self/", "/sys/fs/cgroup", "/sys/devices/system/cpu")
_MACHINERY = "<frozen importlib"
_PURE = sysconfig.get_path("purelib")
_BINDINGS = tuple(f"{_PURE}/{library}/" for library in ("xgboost", "lightgbm"))
_CTYPES = (f"{sysconfig.get_path('stdlib')}/ctypes/", f"{_PURE}/numpy/")


class Watch:
    """Notes what must not happen.

    Attributes
    ----------
    events : list of str
        What happened, the first in front.
    """

    def __init__(self) -> None:
        self.events: list[str] = []
        self._phase = ""
        self._approved: Collection[str] = ()
        self._known: set[str] = set()
        self._modules = 0
        self._file = ""
        self._codes: set[CodeType] = set()
        sys.addaudithook(self._hear)

    @contextlib.contextmanager
    def learning(self) -> Iterator[None]:
        """Take all code that is executed meanwhile for what libraries may execute, as they do for named tuples."""
        self.start("learning")
        yield
        self._phase = ""
        self.events.clear()

    def start(self, phase: str, approved: Collection[str] = (), file: str = "") -> None:
        """Listen from now on; modules of these names may be imported, and this file may be read."""
        self._approved, self._file = approved, file
        if len(sys.modules) != self._modules:
            self._known, self._modules = set(sys.modules), len(sys.modules)
        self._phase = phase

    def stop(self) -> None:
        """Listen no longer, and note what was imported without an event."""
        phase, self._phase = self._phase, ""
        if len(sys.modules) == self._modules or not phase:
            return
        for name in set(sys.modules) - self._known:
            if name.startswith("skcore"):
                continue
            # Without a spec it is none that was imported, but what a library puts there.
            if getattr(sys.modules[name], "__spec__", None) is not None:
                self.events.append(f"import {name} in {phase}")

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._phase:
            return
        if event == "import":
            self._judge(str(arguments[0]))
        elif event == "exec":
            self._hear_exec(arguments[0])
        elif event == "open":
            self._hear_open(str(arguments[0]), str(arguments[1] or "r"))
        elif event.startswith("ctypes.") and _is_of_a_binding(sys._getframe(1)):
            pass
        elif event.startswith(_FORBIDDEN) and event not in _ALLOWED and not _is_of_a_module(sys._getframe(1)):
            self.events.append(f"{event} {arguments!a} in {self._phase}"[:200])

    def _hear_exec(self, code: Any) -> None:
        if not isinstance(code, CodeType) or code.co_name != "<module>":
            return
        if (module := _executed()) is not None:
            self._judge(module, 4)
        elif self._phase == "learning":
            self._codes.add(code)
        elif code not in self._codes and not self._may_execute(sys._getframe(2)):
            self.events.append(f"exec {code.co_filename} in {self._phase}")

    def _may_execute(self, frame: FrameType) -> bool:
        return _is_of_a_module(frame) or (self._phase == "use" and _is_of_library(frame))

    def _hear_open(self, path: str, mode: str) -> None:
        # Cython looks for its own sources, which are not there, when it makes a traceback.
        reads = path.startswith(_READ) or path == self._file or path.endswith((".pyx", ".pxd", ".pxi"))
        if not reads or ".." in path or set(mode) & set("wax+"):
            self.events.append(f"open {path} {mode} in {self._phase}")

    def _judge(self, module: str, depth: int = 3) -> None:
        """Note the import of a module, unless it was approved, or is one that an import itself asks for."""
        if module in self._known or module.partition(".")[0].startswith("skcore"):
            return
        frame = _importer(depth)
        by_import = frame is not None and _is_of_a_module(frame)
        by_statement = frame is not None and self._phase == "use" and _is_statement(frame)
        if by_import or by_statement or module in self._approved:
            self._known.add(module)
        else:
            self.events.append(f"import {module} in {self._phase}")


def _executed() -> str | None:
    """Return the module that the machinery of imports is executing, if it is."""
    frame: FrameType | None = sys._getframe(3)
    while frame is not None and frame.f_code.co_filename.startswith(_MACHINERY):
        if frame.f_code.co_name == "exec_module":
            return str(frame.f_locals["module"].__name__)
        frame = frame.f_back
    return None


def _importer(depth: int) -> FrameType | None:
    """Return who asked for an import: the first frame outside of the machinery."""
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None and (
        frame.f_code.co_filename.startswith(_MACHINERY) or frame.f_code.co_name == "import_module"
    ):
        frame = frame.f_back
    return frame


def _is_of_a_module(frame: FrameType | None) -> bool:
    """Whether a module is being executed, which was judged itself."""
    while frame is not None and frame.f_code.co_filename != __file__:
        if frame.f_code.co_name == "exec_module" and frame.f_code.co_filename.startswith(_MACHINERY):
            return True
        frame = frame.f_back
    return False


def _is_of_a_binding(frame: FrameType | None) -> bool:
    """Whether code asks for memory that is how a library of its own is called."""
    while frame is not None and frame.f_code.co_filename.startswith(_CTYPES):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename.startswith(_BINDINGS)


def _is_statement(frame: FrameType) -> bool:
    """Whether code imports by a statement, in which the name is written and cannot be a file's choice."""
    return dis.opname[frame.f_code.co_code[frame.f_lasti]] == "IMPORT_NAME" and _is_of_library(frame)


def _is_of_library(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith(_LIBRARIES)
