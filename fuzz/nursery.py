"""Forks children that try mutants, and notes what becomes of them: a child that dies is a finding."""

from __future__ import annotations

import collections
import contextlib
import ctypes
import importlib
import json
import os
import random
import select
import signal
import sys
import time
import traceback
import zoneinfo
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import corpus
import mutations
import trial
from corpus import Seed
from files import METHODS, Whole
from outline import Outline, Step
from trace_of_child import Trace
from watch import Watch

import skcore

PATIENCE = 15.0
"""Seconds of processor time without an answer after which a child hangs."""
LONGEST = 300.0
"""Seconds of any time after which it does, as one that waits for what never comes."""
BATCH = 400
MEMORY = 3000
"""Megabytes that a child may take beyond what it starts with."""
USED = (
    "sklearn.inspection",
    "scipy.sparse",
    "zoneinfo._zoneinfo",
    "joblib",
    "pyarrow.pandas_compat",
    "pyarrow.compute",
    "pyarrow.vendored.version",
)
"""Modules that uses import, where the package that they are of is in use."""
_DIE_WITH_PARENT = 1


BROKEN = 70
"""Exit of a child in which the fuzzer itself fails."""


class Case:
    """One mutant: a seed and the steps that change it."""

    def __init__(self, seed: int, steps: list[Step]) -> None:
        self.seed = seed
        self.steps = steps


class Nursery:
    """Seeds made ready, and the mutants that come of them.

    Attributes
    ----------
    spent : dict of str to float
        Seconds of processor time that children spent on each phase.
    ends : bool
        Whether to take no time for smaller findings any more.
    """

    def __init__(self, seeds: list[Seed]) -> None:
        self.seeds = seeds
        self.spent: dict[str, float] = collections.defaultdict(float)
        self.watch = Watch()
        self.trace = Trace()
        self.ends = False
        self._wholes = [Whole(seed.file) for seed in seeds]
        self._outlines: dict[int, Outline] = {}
        self._groups = [
            [number for number, seed in enumerate(seeds) if seed.has_threads is threads] for threads in (False, True)
        ]

    def warm_up(self, *, honest: int | None = None) -> None:
        """Load and import what children share; what starts threads is left to them.

        A file that was written by other code, and is refused, is not used. So many seeds are honest.
        """
        skcore.trusted_types()
        with self.watch.learning():
            for method in METHODS.values():
                skcore.loads(skcore.dumps([bytes(10**6)], compression=method))
            # For a zone that the system has not, Python itself looks into one package of this name.
            with contextlib.suppress(zoneinfo.ZoneInfoNotFoundError):
                zoneinfo.ZoneInfo("No/Such/Zone")
            for number, seed in enumerate(self.seeds[:honest]):
                if not seed.has_threads and not _loads(seed):
                    self._groups[0].remove(number)
        for module in USED:
            if module.partition(".")[0] in sys.modules:
                importlib.import_module(module)
        if "joblib" in sys.modules:
            # LightGBM asks for it where a model does not say on how many it runs, and joblib starts a process once.
            sys.modules["joblib"].cpu_count(only_physical_cores=True)

    def batches(self, rng: random.Random) -> Iterator[list[Case]]:
        """Yield mutants without an end; those of a batch are all of seeds that start threads, or none is."""
        while True:
            (group,) = rng.choices(self._groups, [len(group) for group in self._groups])
            # A part of a file that starts threads would start them in each child.
            donors = group if group is self._groups[0] or rng.random() < 0.5 else self._groups[0] or group
            yield [self._case(rng.choice(group), rng.choice(donors), rng) for _ in range(BATCH)]

    def _case(self, number: int, donor: int, rng: random.Random) -> Case:
        return Case(number, mutations.propose(self._outline(number), self._outline(donor), rng))

    def _outline(self, number: int) -> Outline:
        if number not in self._outlines:
            self._outlines[number] = Outline(self.seeds[number].name, self._wholes[number])
        return self._outlines[number]

    def mutant(self, case: Case) -> bytes:
        """Return the bytes of a case."""
        return mutations.apply(self._wholes[case.seed], case.steps)

    def environment(self, case: Case) -> list[tuple[str, str]]:
        """Return the packages that a case's seed says it was written with, and their versions."""
        found: list[tuple[str, str]] = self._wholes[case.seed].parts().header["environment"]
        return found

    def try_all(self, batch: list[Case], report: Callable[[Case, str, list[Case]], None]) -> None:
        """Try mutants in a child, and in another from where it died; what is reported has the cases before it."""
        start = 0
        while start < len(batch):
            start += self._try_some(batch[start:], report)

    def try_one(self, *cases: Case) -> str:
        """Return what becomes of the last of some mutants that one child tries."""
        found: list[str] = []
        self._try_some(list(cases), lambda _case, outcome, _before: found.append(outcome))
        return found[-1] if len(found) == len(cases) else f"before: {found[-1]}"

    def _try_some(self, batch: list[Case], report: Callable[[Case, str, list[Case]], None]) -> int:
        """Return how many were tried, the last of which may have ended the child."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            os.close(reading)
            self._be_child(batch, writing)
        os.close(writing)
        done, hangs = 0, True
        for outcome, spent in _outcomes(child, reading):
            if outcome is None:
                break
            for phase, seconds in spent.items():
                self.spent[phase] += seconds
            report(batch[done], outcome, batch[:done])
            done += 1
        else:
            hangs = False
        os.close(reading)
        if hangs:
            self.trace.ask(child)
        status = _bury(child, hangs)
        if done == len(batch):
            return done
        how = f"crash: {signal.Signals(status).name}" if status > 0 else f"crash: exit {-status}"
        report(batch[done], "hang" if hangs else how, batch[:done])
        return done + 1

    def _be_child(self, batch: list[Case], writing: int) -> Any:
        try:
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            self.trace.begin()
            self._try_each(batch, writing)
        except BaseException:
            self.trace.write(traceback.format_exc())
            os._exit(BROKEN)
        os._exit(0)

    def _try_each(self, batch: list[Case], writing: int) -> None:
        for seed in {self.seeds[case.seed] for case in batch}:
            if seed.has_threads:
                with self.watch.learning():
                    _loads(seed)
        trial.limit_memory(MEMORY)
        trying = trial.Trial(self.watch)
        for case in batch:
            start = time.process_time()
            mutant, use = self.mutant(case), corpus.data(self.seeds[case.seed].source)
            trying.spent["mutation"] += time.process_time() - start
            outcome = trying.run(mutant, use)
            os.write(writing, (json.dumps([outcome, trying.spent]) + "\n").encode())
            trying.spent.clear()

    def minimised(self, case: Case, outcome: str, seconds: float = 120.0) -> Case:
        """Return the fewest steps that still have the outcome."""
        end, steps = time.monotonic() + seconds, list(case.steps)
        for step in list(steps):
            fewer = [other for other in steps if other is not step]
            if fewer and not self.ends and time.monotonic() < end and self.try_one(Case(case.seed, fewer)) == outcome:
                steps = fewer
        return Case(case.seed, steps)


def _loads(seed: Seed) -> bool:
    """Make a file's libraries and data ready, and return whether it loads."""
    corpus.data(seed.source)
    try:
        skcore.loads(seed.file)
    except skcore.SkcoreError as error:
        print(f"left out: {seed.name}: {error}"[:300], file=sys.stderr)
        return False
    return True


def _outcomes(child: int, reading: int) -> Iterator[tuple[str | None, dict[str, float]]]:
    """Yield what a child writes, outcomes and times; no outcome when it was silent for too long."""
    waiting = b""
    spent, since = _processor_time(child), time.monotonic()
    while True:
        if not select.select([reading], [], [], 1.0)[0]:
            if _processor_time(child) - spent > PATIENCE or time.monotonic() - since > LONGEST:
                yield None, {}
            continue
        if not (chunk := os.read(reading, 65536)):
            return
        *lines, waiting = (waiting + chunk).split(b"\n")
        for line in lines:
            outcome, times = json.loads(line)
            yield outcome, times
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
