"""Load and use mutants of real files, and keep every one that does what no file may do.

A finding is a crash, a hang, much memory, an error that is not skcore's, or an event that nobody
approved. Each is written with its steps to the folder of findings, and minimised. Counts are printed
every minute, and when it ends or is interrupted.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import corpus
import work

HERE = Path(__file__).resolve().parent
ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""A child of a process with threads would wait for those that it does not have.

How many a model asks for is bounded by a rule: with the memory of a child, as many cannot be started.
"""
EVERY = 60.0
"""Seconds between two reports."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0, help="how long to go on")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that try mutants")
    parser.add_argument("--seed", type=int, default=0, help="of the random numbers; each worker has its own")
    parser.add_argument("--only", default="", help="use the files whose name has this text")
    parser.add_argument("--corpus", type=Path, default=HERE / "_corpus", help="folder of the real files")
    parser.add_argument("--reuse", action="store_true", help="take the real files that are there")
    parser.add_argument("--findings", type=Path, default=HERE / "_findings", help="folder of what was found")
    parser.add_argument("--worker", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


class Fuzzer:
    """Starts workers, and another for each that dies, and adds up what they count."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        self._start = time.monotonic()
        self._end = self._start + 60 * arguments.minutes
        self._counts: collections.Counter[str] = collections.Counter()
        self._spent: dict[str, float] = collections.defaultdict(float)
        self._workers: dict[Any, subprocess.Popen[bytes]] = {}
        self._heard: set[Any] = set()
        self._started = 0
        self._ends = False
        self._selector = selectors.DefaultSelector()

    def end(self, *_: Any) -> None:
        """Ask the workers to end, and print what was counted."""
        self._ends = True

    def run(self) -> bool:
        """Go on until the time is over or someone interrupts, and return whether all went well."""
        report = self._start + EVERY
        for _ in range(self._arguments.workers):
            self._begin()
        while self._workers and not self._ends:
            self._listen()
            if time.monotonic() > report:
                report += EVERY
                print(self._text(), file=sys.stderr, flush=True)
        if self._ends:
            print("interrupted", file=sys.stderr, flush=True)
            self._stop()
        print(self._text(), flush=True)
        return not any(what not in work.FINE for what in self._counts)

    def _begin(self) -> None:
        left = max(0.0, self._end - time.monotonic()) / 60
        command = [sys.executable, "-W", "ignore", str(HERE / "fuzz.py"), *sys.argv[1:]]
        command += ["--worker", str(self._started), "--minutes", str(left)]
        # In a group of its own: an interrupt is for this process, which tells the workers.
        worker = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **ALONE}, process_group=0)
        assert worker.stdout is not None
        os.set_blocking(worker.stdout.fileno(), False)
        self._workers[worker.stdout] = worker
        self._selector.register(worker.stdout, selectors.EVENT_READ)
        self._started += 1

    def _listen(self) -> None:
        for key, _ in self._selector.select(1.0):
            stream: Any = key.fileobj
            lines = stream.readlines()
            for line in lines:
                self._heard.add(stream)
                self._add(line)
            if not lines and not stream.peek(1):
                self._selector.unregister(stream)
                if self._workers.pop(stream).wait() != 0:
                    self._counts["workers that died"] += 1
                    # What keeps one from its first mutant would keep the next.
                    if stream in self._heard and time.monotonic() < self._end:
                        self._begin()

    def _add(self, line: bytes) -> None:
        # A worker that is killed may leave half a line.
        with contextlib.suppress(ValueError):
            counts, spent = json.loads(line)
            self._counts.update(counts)
            for phase, seconds in spent.items():
                self._spent[phase] += seconds

    def _stop(self) -> None:
        for stream, worker in self._workers.items():
            worker.send_signal(signal.SIGTERM)
            os.set_blocking(stream.fileno(), True)
            for line in stream.readlines():
                self._add(line)
            worker.wait()

    def _text(self) -> str:
        seconds = time.monotonic() - self._start
        mutants = sum(self._counts[what] for what in self._counts if not what.startswith("workers"))
        counts = ", ".join(f"{count} {what}" for what, count in sorted(self._counts.items()))
        whole = sum(self._spent.values()) or 1.0
        times = ", ".join(f"{phase} {100 * part / whole:.0f}%" for phase, part in sorted(self._spent.items()))
        rate = mutants / seconds
        return f"{seconds / 60:.1f} min: {mutants} mutants ({rate:.0f}/s): {counts or 'none yet'}; time: {times or '-'}"


def main() -> int:
    """Write the corpus, run the workers, and return 1 if anything was found."""
    arguments = _arguments()
    corpus.use_samples()
    if arguments.worker:
        work.work(arguments)
        return 0
    if not arguments.reuse:
        corpus.write(arguments.corpus)
    fuzzer = Fuzzer(arguments)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, fuzzer.end)
    return 0 if fuzzer.run() else 1


if __name__ == "__main__":
    sys.exit(main())
