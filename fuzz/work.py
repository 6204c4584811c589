"""A worker: it makes mutants and has children try them, until its time is over."""

from __future__ import annotations

import argparse
import collections
import json
import os
import random
import signal
import sys
import time
from typing import Any

import corpus
import findings
from nursery import Case, Nursery

FEW = 3
"""How many findings of one outcome of one seed are kept, so that one cause does not take all the time."""
MANY = 20
"""How many findings of one outcome are minimised."""
FINE = ("loaded", "refused")
_OFTEN = 1.0
"""Seconds between two lines of counts."""


class Tally:
    """Counts outcomes, keeps findings, and says what was counted since it last did."""

    def __init__(self, nursery: Nursery, arguments: argparse.Namespace) -> None:
        self._nursery = nursery
        self._folder = arguments.findings
        self._counts: collections.Counter[str] = collections.Counter()
        self._kept: collections.Counter[tuple[int, str]] = collections.Counter()
        self._alike: collections.Counter[str] = collections.Counter()
        self._said = time.monotonic()

    def end(self, *_: Any) -> None:
        """End the work at the next outcome: to do so at once could be in the midst of anything."""
        self._nursery.ends = True

    def note(self, case: Case, outcome: str, before: list[Case]) -> None:
        """Count an outcome, and keep the mutant if it is a finding."""
        self._counts[outcome if outcome in FINE else f"findings ({outcome.partition(':')[0]})"] += 1
        if outcome not in FINE:
            self.say()
            self._kept[case.seed, outcome] += 1
            self._alike[outcome] += 1
            if self._kept[case.seed, outcome] <= FEW:
                findings.keep(self._nursery, case, outcome, before, self._folder, smaller=self._alike[outcome] <= MANY)
        if time.monotonic() - self._said > _OFTEN:
            self.say()
        if self._nursery.ends:
            sys.exit(0)

    def say(self) -> None:
        """Print the counts and times of since the last time."""
        counts, spent = dict(self._counts), dict(self._nursery.spent)
        self._counts.clear()
        self._nursery.spent.clear()
        self._said = time.monotonic()
        os.write(1, (json.dumps([counts, spent]) + "\n").encode())


def work(arguments: argparse.Namespace) -> None:
    """Try mutants until the time is over."""
    end = time.monotonic() + 60 * arguments.minutes
    nursery = Nursery([seed for seed in corpus.read(arguments.corpus) if arguments.only in seed.name])
    nursery.warm_up()
    print(f"worker {arguments.worker}: {len(nursery.seeds)} files", file=sys.stderr, flush=True)
    tally = Tally(nursery, arguments)
    signal.signal(signal.SIGTERM, tally.end)
    batches = nursery.batches(random.Random(f"{arguments.seed}-{arguments.worker}"))
    try:
        while time.monotonic() < end:
            nursery.try_all(next(batches), tally.note)
    finally:
        tally.say()
