"""The other process of the kit: loads files, and says of each what came of it.

``python -m skcore.testing.trial`` reads requests from its standard input, each a line of JSON that says what to do, and
the bytes of a file. An answer is a line of JSON with what is said and how many bytes follow.
"""

from __future__ import annotations

import faulthandler
import functools
import importlib
import importlib.util
import io
import json
import os
import signal
import sys
import types
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import skcore
from skcore.testing.mutants import BAIT

MEGABYTES = 2048
"""That the process may take for one file, beyond what it has before."""
Answer = tuple[Any, bytes]


def register(plugin: str, roots: Sequence[str]) -> None:
    """Register a plugin by hand, by the spelling of an entry point: ``module`` or ``module:attribute``."""
    if plugin:
        module, _, attribute = plugin.partition(":")
        found = importlib.import_module(module)
        skcore.register(getattr(found, attribute) if attribute else found, *roots)


@functools.cache
def _module(path: str) -> types.ModuleType:
    """Return the module of a file of tests."""
    spec = importlib.util.spec_from_file_location("_skcore_tests", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _tests_of(path: str, name: str) -> Any:
    """Return an instance of the class of tests, out of the file that defines it."""
    found: Any = _module(path)
    for part in name.split("."):
        found = getattr(found, part)
    return found()


class _HangError(BaseException):
    pass


class _Watch:
    """Hears what the process does that no file may have it do (audit events of PEP 578)."""

    def __init__(self) -> None:
        self.heard = ""
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note the first event that is one of these."""
        # importlib.import_module raises no event of its own: what it opens tells.
        named = event in ("import", "open") and BAIT in str(arguments[0])
        if named or event.startswith(("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.remove", "socket.")):
            self.heard = self.heard or f"{event} {arguments[0]!r}"


def _hang(signum: int, frame: object) -> None:
    raise _HangError


def _limit_memory() -> None:
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + MEGABYTES * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _outcome(data: bytes, tests: Any, convert: bool) -> str:
    """Return ``"loaded"``, or the class of the error and its text, or what must not be."""
    try:
        if convert:
            written = io.BytesIO()
            skcore.convert(io.BytesIO(data), written)
            data = written.getvalue()
        obj = skcore.loads(data, trusted=skcore.plugin_defaults)
    except skcore.SkcoreError as error:
        return f"{type(error).__name__}: {error}"
    except _HangError:
        return "hang in load"
    except BaseException as error:
        return f"foreign {type(error).__name__} in load: {error}"
    try:
        if tests is not None:
            tests.use(obj)
    except _HangError:
        return "hang in use"
    except MemoryError:
        return "foreign MemoryError in use"
    except Exception:
        return "loaded"
    except BaseException as error:
        # The panic of a library in Rust is one, which no owner of an object would catch.
        return f"foreign {type(error).__name__} in use: {error}"
    return "loaded"


@functools.cache
def _watch() -> _Watch:
    return _Watch()


def _try(data: bytes, request: dict[str, Any]) -> Answer:
    """Load a file, converted before if it is a pickle, use what it holds, and say what came of it."""
    tests = _tests_of(*request["tests"]) if request["tests"] else None
    watch = _watch()
    _limit_memory()
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _hang)
        signal.setitimer(signal.ITIMER_REAL, request["seconds"])
    watch.heard = ""
    outcome = _outcome(data, tests, request["convert"])
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    return f"foreign event: {watch.heard}" if watch.heard else outcome, b""


def _again(data: bytes, request: dict[str, Any]) -> Answer:
    """Load a file and save what it holds; name what pickle was asked for meanwhile."""
    skcore.loads(data, trusted=skcore.plugin_defaults)  # imports what there is to import, pickle among it
    calls = PickleCalls()
    sys.setprofile(calls.hear)
    try:
        again = skcore.dumps(skcore.loads(data, trusted=skcore.plugin_defaults))
    finally:
        sys.setprofile(None)
    return sorted(calls.names), again


class PickleCalls:
    """Hears of the calls of ``pickle``'s functions, by ``sys.setprofile``."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def hear(self, frame: types.FrameType, event: str, arg: Any) -> None:
        """Note a call that is of pickle's."""
        if event == "c_call":
            owner = getattr(arg, "__self__", None)
            modules = {getattr(arg, "__module__", None), type(owner).__module__, getattr(owner, "__name__", None)}
            if "_pickle" in modules:
                self.names.add(arg.__name__)
        elif event == "call" and frame.f_globals.get("__name__") in ("pickle", "cloudpickle.cloudpickle", "dill._dill"):
            self.names.add(frame.f_code.co_name)


def _audit(data: bytes, request: dict[str, Any]) -> Answer:
    """Audit a file and name the modules that are there by then."""
    skcore.get_untrusted_types(data=data)
    return sorted(sys.modules), b""


_DO: dict[str, Callable[[bytes, dict[str, Any]], Answer]] = {"try": _try, "again": _again, "audit": _audit}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    for line in requests:
        request = json.loads(line)
        # Native code does not hear the alarm. What does not end in twice its time is ended with the process.
        faulthandler.dump_traceback_later(2 * request["seconds"], exit=True)
        answer, data = _DO[request["do"]](requests.read(request["size"]), request)
        faulthandler.cancel_dump_traceback_later()
        answers.write(json.dumps([answer, len(data)]).encode() + b"\n" + data)
        answers.flush()


def main() -> None:
    """Register the plugin that the arguments name, and do what the standard input says."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints is no answer
        warnings.simplefilter("ignore")
        _, plugin, *roots = sys.argv
        register(plugin, roots)
        serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
