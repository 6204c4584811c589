"""What only a fresh process can tell: peak memory, the time of an audit, the time of a mapped load."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))


def _status(field: str) -> int:
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field))


def _forget_peak() -> None:
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


def measure_memory(task: str, library: str, path: str) -> int:
    """Return how far the peak of a dump or a load rises above the process as it was before."""
    from libraries import FACTORIES
    from rows import linear, neighbors

    found = FACTORIES[library]()
    model = neighbors() if task == "dump" else linear()
    warm = path + ".warm"
    found.dump(linear(), warm)
    found.load(warm, found.prepare(warm))
    os.unlink(warm)
    extra = found.prepare(path) if task == "load" else None
    _forget_peak()
    before = _status("VmRSS")
    if task == "dump":
        found.dump(model, path)
    else:
        model = found.load(path, extra)
    return _status("VmHWM") - before


def measure_mapped(path: str) -> float:
    """Return the median time in milliseconds of a load that maps the arrays."""
    import skcore

    skcore.load(path, mmap=True)
    times = []
    for _ in range(21):
        start = time.perf_counter()
        model = skcore.load(path, mmap=True)
        times.append(time.perf_counter() - start)
        del model
    return statistics.median(times) * 1000


def _run(task: str, *arguments: str) -> Any:
    command = [sys.executable, os.path.abspath(__file__), task, *arguments]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


def memory(libraries: list[str], folder: str) -> dict[str, Any]:
    """Measure the peak memory of dumping and of loading the 160 MB model, beyond the model, in bytes."""
    from rows import neighbors

    array = neighbors()._fit_X.nbytes
    found: dict[str, Any] = {"array": array}
    for library in libraries:
        path = os.path.join(folder, f"memory.{library}")
        try:
            dumped = _run("dump", library, path)
            found[library] = [dumped, _run("load", library, path) - array]
        except subprocess.CalledProcessError as error:
            found[library] = error.stderr.strip().splitlines()[-1]
        if os.path.exists(path):
            os.unlink(path)
    return found


def mapped(folder: str) -> float:
    """Measure a mapped load of the 160 MB model."""
    from rows import neighbors

    import skcore

    path = os.path.join(folder, "mapped")
    skcore.dump(neighbors(), path)
    return float(_run("mapped", path))


def audit(libraries: list[str], folder: str, repeat: int) -> dict[str, float]:
    """Measure audits in fresh processes, beyond Python's own start with pluggy and msgspec imported.

    The model is the small pipeline, and for skcore a forest of 100 trees as well.
    """
    from libraries import FACTORIES
    from rows import forest, pipeline

    start = "import pluggy, msgspec"
    codes = {"start": start}
    cases = [("skcore", "skcore", pipeline), ("skcore, forest", "skcore", lambda: forest(100))]
    for title, module, build in [*cases, ("skops", "skops.io", pipeline)]:
        name = module.partition(".")[0]
        if name in libraries:
            path = os.path.join(folder, f"audit.{title}")
            FACTORIES[name]().dump(build(), path)
            codes[title] = f"{start}\nimport {module} as library\nlibrary.get_untrusted_types(file={path!r})"
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(repeat + 1):
        for name, code in codes.items():
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times[name].append((time.perf_counter() - begin) * 1000)
    medians = {name: statistics.median(found[1:]) for name, found in times.items()}
    return {name: medians[name] - medians["start"] for name in medians if name != "start"}


if __name__ == "__main__":
    task, *arguments = sys.argv[1:]
    result = measure_mapped(*arguments) if task == "mapped" else measure_memory(task, *arguments)
    sys.stdout.write(json.dumps(result))
