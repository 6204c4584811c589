"""Runs attacks in a process of their own, and prints one line of JSON for each: what came of it."""

from __future__ import annotations

import contextlib
import json
import resource
import signal
import sys
import warnings
import zoneinfo
from io import BytesIO
from pathlib import Path

import samples

import skcore
from attacks import load_all

HANG = 5
_CLEAR = Path("/proc/self/clear_refs")
_SILENT = (
    "object.__",
    "sys._getframe",
    "builtins.id",
    "code.__new__",
    "function.__new__",
    "gc.",
    "mmap.__new__",
    "array.__new__",
)
_events: list[str] | None = None


class HangError(BaseException):
    """The attack did not end."""


def _listen(event: str, arguments: object) -> None:
    if _events is not None and not event.startswith(_SILENT):
        _events.append(f"{event} {arguments!a}"[:200])


def _hang(signum: int, frame: object) -> None:
    raise HangError


def _peak() -> int:
    """Return the process's greatest memory in MB since the last call of ``_reset_peak``."""
    if not _CLEAR.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return _status("VmHWM")


def _reset_peak() -> int:
    if not _CLEAR.exists():
        return _peak()
    _CLEAR.write_text("5")
    return _status("VmRSS")


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(name))


def _try(data: bytes, trusted: object) -> str:
    """Audit, print the report and load, as a user would."""
    try:
        text = str(skcore.inspect(BytesIO(data), trusted=trusted)).replace("\n", " ")
        if not (text.isascii() and text.isprintable()):
            return "foreign: the report is not printable"
        skcore.get_untrusted_types(data=data, trusted=trusted)
    except skcore.SkcoreError:
        pass
    try:
        skcore.loads(data, trusted=trusted)
    except HangError:
        return "hang"
    except skcore.SkcoreError as error:
        return f"{type(error).__name__} {error}"
    except BaseException as error:
        return f"foreign {type(error).__name__} {error!a}"
    return "loaded"


def _warm_up() -> None:
    """Import all that a load may import, so that what an attack imports stands out."""
    skcore.loads(skcore.dumps(bytes(10**7)))  # large data has its checksum computed in a thread
    for method in (0, 8, 12, 14):
        skcore.loads(
            skcore.dumps([samples.Plain(), {1}, zoneinfo.ZoneInfo("UTC")], compression=method),
            trusted=["samples.Plain"],
        )
    skcore.trusted_types()
    with contextlib.suppress(zoneinfo.ZoneInfoNotFoundError):
        zoneinfo.ZoneInfo("No/Such/Zone")


def main(names: list[str]) -> None:
    global _events
    attacks = load_all()
    _warm_up()
    sys.addaudithook(_listen)
    signal.signal(signal.SIGALRM, _hang)
    for name in names:
        attack = attacks[name]
        built = attack.build()
        for variant, data in (built if isinstance(built, dict) else {"": built}).items():
            print(json.dumps({"start": name, "variant": str(variant)}), flush=True)
            before = _reset_peak()
            _events = []
            signal.setitimer(signal.ITIMER_REAL, HANG)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                outcome = _try(data, attack.trusted)
            signal.setitimer(signal.ITIMER_REAL, 0)
            events, _events = _events, None
            row = {"outcome": outcome, "events": events, "memory": _peak() - before}
            print(json.dumps({"name": name, "variant": str(variant), **row}), flush=True)


if __name__ == "__main__":
    main(json.loads(sys.stdin.read()))
