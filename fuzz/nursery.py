"""Forks children that try mutants, and notes what becomes of them: a child that dies is a finding."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import mutations
import trial
from corpus import Seed
from files import Parts, take_apart

PATIENCE = 20.0
"""Seconds without an answer after which a child hangs."""
BATCH = 400
MEMORY = 3000
"""Megabytes that a child may take beyond what it starts with."""


class Case:
    """One mutant: a seed and the steps that change it."""

    def __init__(self, seed: int, steps: list[mutations.Step]) -> None:
        self.seed = seed
        self.steps = steps


def cases(seeds: list[Seed], rng: random.Random) -> Iterator[Case]:
    """Yield mutants of the seeds without an end."""
    parts: dict[int, Parts] = {}
    while True:
        index = rng.randrange(len(seeds))
        if index not in parts:
            parts[index] = take_apart(seeds[index].file)
        yield Case(index, mutations.propose(parts[index], len(seeds[index].file), rng))


def try_all(seeds: list[Seed], batch: list[Case], report: Callable[[Case, str], None]) -> None:
    """Try mutants in a child, and in another from where it died."""
    start = 0
    while start < len(batch):
        start += _try_some(seeds, batch[start:], report)


def try_one(seeds: list[Seed], case: Case) -> str:
    """Return what becomes of one mutant."""
    found: list[str] = []
    try_all(seeds, [case], lambda _, outcome: found.append(outcome))
    return found[0]


def _try_some(seeds: list[Seed], batch: list[Case], report: Callable[[Case, str], None]) -> int:
    """Return how many were tried, the last of which may have ended the child."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_child(seeds, batch, writing)
    os.close(writing)
    done = 0
    try:
        with os.fdopen(reading) as lines:
            while done < len(batch):
                if not select.select([lines], [], [], PATIENCE)[0]:
                    os.kill(child, signal.SIGKILL)
                    report(batch[done], "hang")
                    return done + 1
                line = lines.readline()
                if not line:
                    break
                report(batch[done], json.loads(line))
                done += 1
    finally:
        _, status = os.waitpid(child, 0)
    if done < len(batch):
        how = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit {status >> 8}"
        report(batch[done], f"crash: {how}")
        return done + 1
    return done


def _be_child(seeds: list[Seed], batch: list[Case], writing: int) -> Any:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    trial.limit_memory(MEMORY)
    watch = trial.Watch()
    for case in batch:
        seed = seeds[case.seed]
        outcome = trial.run(mutations.apply(seed.file, case.steps), seed.data, watch)
        os.write(writing, (json.dumps(outcome) + "\n").encode())
    os._exit(0)


def minimised(seeds: list[Seed], case: Case, outcome: str, seconds: float = 120.0) -> Case:
    """Return the fewest steps that still have the outcome."""
    end, steps = time.monotonic() + seconds, list(case.steps)
    for step in list(steps):
        fewer = [other for other in steps if other is not step]
        if fewer and time.monotonic() < end and try_one(seeds, Case(case.seed, fewer)) == outcome:
            steps = fewer
    return Case(case.seed, steps)
