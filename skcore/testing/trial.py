"""The fresh process of the kit: loads files, and says in a line of JSON for each what came of it.

``python -m skcore.testing.trial`` reads what to do as one object of JSON from its standard input.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import signal
import sys
import types
import warnings
from pathlib import Path
from typing import Any

import skcore
from skcore.testing.mutants import BAIT

MEGABYTES = 2048
"""That the process may take beyond what it has before the first file."""


def register(plugin: str, roots: list[str]) -> None:
    """Register a plugin by hand, by the spelling of an entry point: ``module`` or ``module:attribute``."""
    if plugin:
        module, _, attribute = plugin.partition(":")
        found = importlib.import_module(module)
        skcore.register(getattr(found, attribute) if attribute else found, *roots)


def _tests_of(path: str, name: str) -> Any:
    """Return an instance of the class of tests, out of the file that defines it."""
    spec = importlib.util.spec_from_file_location("_skcore_tests", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    found: Any = module
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
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _outcome(data: bytes, tests: Any) -> str:
    """Return ``"loaded"``, or the class of the error and its text, or what must not be."""
    try:
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
    return "loaded"


def _try_files(paths: list[str], tests: Any, seconds: float) -> None:
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _hang)
    _limit_memory()
    watch = _Watch()
    for path in paths:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, seconds)
        watch.heard = ""
        outcome = _outcome(Path(path).read_bytes(), tests)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        print(json.dumps(f"foreign event: {watch.heard}" if watch.heard else outcome), flush=True)


def _again(paths: list[str]) -> None:
    """Load each file and save what it holds beside it; name what pickle was asked for meanwhile."""
    for path in paths:
        data = Path(path).read_bytes()
        skcore.loads(data, trusted=skcore.plugin_defaults)  # imports what there is to import, pickle among it
        calls = PickleCalls()
        sys.setprofile(calls.hear)
        try:
            again = skcore.dumps(skcore.loads(data, trusted=skcore.plugin_defaults))
        finally:
            sys.setprofile(None)
        Path(path).with_suffix(".again").write_bytes(again)
        print(json.dumps(sorted(calls.names)), flush=True)


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


def _audit(paths: list[str]) -> None:
    """Audit each file and name the modules that are there by then."""
    for path in paths:
        skcore.get_untrusted_types(file=path)
    print(json.dumps(sorted(sys.modules)))


def main() -> None:
    """Do what the standard input says."""
    task = json.load(sys.stdin)
    sys.path[:] = task["path"]
    warnings.simplefilter("ignore")
    register(task["plugin"], task["roots"])
    if task["do"] == "try":
        tests = _tests_of(*task["tests"]) if task["tests"] else None
        _try_files(task["files"], tests, task["seconds"])
    else:
        {"again": _again, "audit": _audit}[task["do"]](task["files"])


if __name__ == "__main__":
    main()
