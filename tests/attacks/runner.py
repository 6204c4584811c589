"""Runs attacks in a process of their own, and prints one line of JSON for each: what came of it."""

from __future__ import annotations

import bz2
import contextlib
import datetime
import gzip
import json
import lzma
import pickle
import resource
import signal
import sys
import time
import warnings
import zlib
import zoneinfo
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import samples

import skcore
from attacks import Attack, load
from attacks.clock import slowness
from skcore.scanning import scan

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
_SHORT = 0.5
_events: list[str] | None = None


class HangError(BaseException):
    """The attack did not end; whoever catches this, it is noted."""

    seen = False


def _listen(event: str, arguments: object) -> None:
    if _events is not None and not event.startswith(_SILENT):
        _events.append(f"{event} {arguments!a}"[:200])


class _Imports:
    """Notes every module that is looked for; ``importlib.import_module`` raises no audit event of its own."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: Any = None) -> None:
        if _events is not None:
            _events.append(f"import {name!a}"[:200])


def _hang(signum: int, frame: object) -> None:
    HangError.seen = True
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
    except skcore.SkcoreError as error:
        return f"{type(error).__name__} {error}"
    except BaseException as error:
        return f"foreign {type(error).__name__} {error!a}"
    return "loaded"


def _try_foreign(data: bytes, trusted: object) -> str:
    """Scan a foreign file and convert it, then load what was written, as a user would."""
    written = BytesIO()
    try:
        found = scan(BytesIO(data))
        if not all(finding.verdict in ("trusted", "converted", "unknown", "dangerous") for finding in found.names):
            return "foreign: a name has no verdict"
        skcore.convert(BytesIO(data), written)
    except skcore.SkcoreError as error:
        return f"{type(error).__name__} {error}"
    except BaseException as error:
        return f"foreign {type(error).__name__} {error!a}"
    return _try(written.getvalue(), trusted)


def _measured(attack: Attack, data: bytes, patience: float) -> dict[str, Any]:
    """Run one hostile file: how it ends, what it does, and what it costs from audit to load."""
    global _events
    before = _reset_peak()
    _events = []
    signal.setitimer(signal.ITIMER_REAL, patience)
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outcome = (_try_foreign if attack.foreign else _try)(data, attack.trusted)
    seconds = time.process_time() - start
    signal.setitimer(signal.ITIMER_REAL, 0)
    if seconds > _SHORT:
        seconds /= slowness()
    events, _events = _events, None
    outcome, HangError.seen = "hang" if HangError.seen else outcome, False
    return {"outcome": outcome, "events": events, "memory": _peak() - before, "seconds": seconds}


def _warm_up() -> None:
    """Import all that a load may import, so that what an attack imports stands out."""
    skcore.loads(skcore.dumps(bytes(10**7)))  # large data has its checksum computed in a thread
    for method in (0, 8, 12, 14):
        skcore.loads(
            skcore.dumps([samples.Plain(), {1}, zoneinfo.ZoneInfo("UTC")], compression=method),
            trusted=["samples.Plain"],
        )
    for packed in (bytes, zlib.compress, gzip.compress, bz2.compress, lzma.compress):
        foreign = packed(pickle.dumps([datetime.date(2020, 1, 1), Decimal(1), {1}], 2))
        scan(BytesIO(foreign))
        skcore.convert(BytesIO(foreign), BytesIO())
    skcore.trusted_types()
    with contextlib.suppress(zoneinfo.ZoneInfoNotFoundError):
        zoneinfo.ZoneInfo("No/Such/Zone")


def main(modules: list[str], names: list[str], patience: float) -> None:
    attacks = load(modules)
    _warm_up()
    sys.addaudithook(_listen)
    sys.meta_path.insert(0, _Imports())  # type: ignore[arg-type]  # it finds nothing
    signal.signal(signal.SIGALRM, _hang)
    for name in names:
        built = attacks[name].build()
        for variant, data in (built if isinstance(built, dict) else {"": built}).items():
            about = {"name": name, "variant": str(variant)}
            print(json.dumps(about), flush=True)
            print(json.dumps({**about, **_measured(attacks[name], data, patience)}), flush=True)


if __name__ == "__main__":
    main(**json.loads(sys.stdin.read()))
