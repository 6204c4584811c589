"""Load and use mutants of real files, and keep every one that does what no file may do.

A finding is a crash, a hang, much memory, an error that is not skcore's, or an event that nobody
approved. Each is minimised, and written with its steps to the folder of findings.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import corpus
import mutations
import nursery

import skcore

HERE = Path(__file__).resolve().parent
ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""A child of a process with threads would wait for those that it does not have."""
FEW = 3
"""How many findings of one outcome of one seed are kept."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0, help="how long to go on")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that try mutants")
    parser.add_argument("--seed", type=int, default=0, help="of the random numbers; each worker has its own")
    parser.add_argument("--only", default="", help="use the files whose name has this text")
    parser.add_argument("--corpus", type=Path, default=HERE / "_corpus", help="folder of the real files")
    parser.add_argument("--findings", type=Path, default=HERE / "_findings", help="folder of what was found")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _work(arguments: argparse.Namespace) -> None:
    """Try mutants until the time is over, and print the counts."""
    seeds = [seed for seed in corpus.read(arguments.corpus) if arguments.only in seed.name]
    _warm_up(seeds)
    generated = nursery.cases(seeds, random.Random(f"{arguments.seed}-{arguments.worker}"))
    counts: collections.Counter[str] = collections.Counter()
    kept: collections.Counter[tuple[int, str]] = collections.Counter()
    end = time.monotonic() + 60 * arguments.minutes

    def report(case: nursery.Case, outcome: str) -> None:
        counts[outcome if outcome in ("refused", "loaded") else "findings"] += 1
        if outcome not in ("refused", "loaded"):
            kept[case.seed, outcome] += 1
            if kept[case.seed, outcome] <= FEW:
                _keep(seeds, case, outcome, arguments.findings)

    while time.monotonic() < end:
        batch = [next(generated) for _ in range(nursery.BATCH)]
        nursery.try_all(seeds, batch, report)
    print(json.dumps(counts), flush=True)


def _warm_up(seeds: list[corpus.Seed]) -> None:
    """Load everything once, so that children share what is imported; to use it would start threads."""
    for seed in seeds:
        skcore.loads(seed.file)


def _keep(seeds: list[corpus.Seed], case: nursery.Case, outcome: str, folder: Path) -> None:
    smallest = nursery.minimised(seeds, case, outcome)
    seed = seeds[case.seed]
    data = mutations.apply(seed.file, smallest.steps)
    name = hashlib.sha256(data).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.skc").write_bytes(data)
    note = {"outcome": outcome, "seed": seed.name, "steps": smallest.steps}
    (folder / f"{name}.json").write_text(json.dumps(note))
    print(f"{outcome} | {seed.name} | {name}.skc | {json.dumps(smallest.steps)[:300]}", file=sys.stderr, flush=True)


def main() -> int:
    """Start the workers, add up their counts, and return 1 if anything was found."""
    arguments = _arguments()
    corpus.use_models()
    if arguments.worker is not None:
        _work(arguments)
        return 0
    corpus.write(arguments.corpus)
    command = [sys.executable, __file__, *sys.argv[1:]]
    workers = [
        subprocess.Popen(
            [*command, "--worker", str(number)], stdout=subprocess.PIPE, text=True, env={**os.environ, **ALONE}
        )
        for number in range(arguments.workers)
    ]
    counts: collections.Counter[str] = collections.Counter()
    for worker in workers:
        counts.update(json.loads(worker.communicate()[0] or '{"died": 1}'))
    print(f"{counts.total()} mutants: {', '.join(f'{count} {what}' for what, count in sorted(counts.items()))}")
    return 1 if counts["findings"] or counts["died"] else 0


if __name__ == "__main__":
    sys.exit(main())
