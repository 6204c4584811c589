"""Compare skcore with pickle, joblib and skops: times, sizes, peak memory, audits.

All libraries take turns within one run. Times are medians in milliseconds, of writing to and reading
from real files; every library does what it does by default, which for skcore includes all its checks
and the flush to disk before the old file is replaced. Peak memory is read from Linux's /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "2")

import checks
import processes
import tables
import timing
from libraries import FACTORIES
from rows import ROWS

EXTRAS = ("memory", "mapped", "audit")


def _list(allowed: list[str]) -> Any:
    def read(text: str) -> list[str]:
        unknown = [name for name in text.split(",") if name not in allowed]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]} is none of {', '.join(allowed)}")
        return text.split(",")

    return read


def _arguments() -> argparse.Namespace:
    everything = [*ROWS, *EXTRAS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--rows", type=_list([*everything, "checks"]), default=everything, help=",".join([*everything, "checks"])
    )
    parser.add_argument("--only", type=_list(list(FACTORIES)), default=list(FACTORIES), help=",".join(FACTORIES))
    parser.add_argument("--repeat", type=int, default=7, help="rounds of each row (small ones get more)")
    parser.add_argument("--json", metavar="FILE", help="write the figures to a file, too")
    parser.add_argument("--folder", help="where the files are written; the default is the system's for temporary files")
    return parser.parse_args()


def main() -> None:
    """Run the rows that were asked for and print them as they come."""
    arguments = _arguments()
    figures: dict[str, Any] = {"versions": tables.versions()}
    libraries = [FACTORIES[name]() for name in arguments.only]
    print(tables.introduction(figures["versions"]))
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        timed = [row for row in arguments.rows if row in ROWS]
        if timed:
            print(tables.heading(arguments.only))
        for row in timed:
            title, build = ROWS[row]
            figures[row] = timing.compare(build(), libraries, folder, arguments.repeat)
            print(tables.line(title, figures[row], arguments.only), flush=True)
        if "memory" in arguments.rows:
            figures["memory"] = processes.memory(arguments.only, folder)
            print(tables.memory(figures["memory"]), flush=True)
        if "mapped" in arguments.rows and "skcore" in arguments.only:
            figures["mapped"] = processes.mapped(folder)
            print(f"\nload(mmap=True) of KNeighbors over 160 MB: {figures['mapped']:.1f} ms", flush=True)
        if "audit" in arguments.rows:
            figures["audit"] = processes.audit(arguments.only, folder, arguments.repeat)
            print(tables.audit(figures["audit"]), flush=True)
        if "checks" in arguments.rows and "skcore" in arguments.only:
            figures["checks"] = {}
            print(tables.checks_heading(list(checks.PARTS)))
            for row in checks.CHECKED:
                figures["checks"][row] = found = checks.measure(ROWS[row][1]())
                print(tables.checks_line(ROWS[row][0], found), flush=True)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(figures, file, indent=1)


if __name__ == "__main__":
    main()
