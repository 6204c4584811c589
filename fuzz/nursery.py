"""Forks children that try mutants, and notes what becomes of them: a child that dies is a finding."""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mutations
import trial
from corpus import Seed
from files import Parts, take_apart

PATIENCE = 15.0
"""Seconds of processor time without an answer after which a child hangs."""
LONGEST = 300.0
"""Seconds of any time after which it does, as one that waits for what never comes."""
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
        os.setpgid(0, 0)
        os.close(reading)
        _be_child(seeds, batch, writing)
    os.close(writing)
    done, hangs = 0, True
    for outcome in _outcomes(child, reading):
        if outcome is None:
            break
        report(batch[done], outcome)
        done += 1
    else:
        hangs = False
    os.close(reading)
    status = _bury(child, hangs)
    if done == len(batch):
        return done
    how = f"crash: {signal.Signals(status).name}" if status > 0 else f"crash: exit {-status}"
    report(batch[done], "hang" if hangs else how)
    return done + 1


def _outcomes(child: int, reading: int) -> Iterator[str | None]:
    """Yield what a child writes, and None when it has worked or waited for too long without a word."""
    waiting = b""
    spent, since = _processor_time(child), time.monotonic()
    while True:
        if not select.select([reading], [], [], 1.0)[0]:
            if _processor_time(child) - spent > PATIENCE or time.monotonic() - since > LONGEST:
                yield None
            continue
        if not (chunk := os.read(reading, 65536)):
            return
        *lines, waiting = (waiting + chunk).split(b"\n")
        for line in lines:
            yield json.loads(line)
        spent, since = _processor_time(child), time.monotonic()


def _processor_time(process: int) -> float:
    """Return how many seconds a process has worked; it may be over, but is not forgotten."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _bury(child: int, hangs: bool) -> int:
    """Wait for a child, end what it has started, and return its signal, or less than one for its exit."""
    if hangs:
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    return -status


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
