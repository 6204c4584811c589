"""What was found: kept with its steps as soon as it is, made smaller then, and tried again from its file."""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import corpus
from nursery import Case, Nursery

import skcore

KEPT = Path(__file__).resolve().parent / "findings"
"""Findings whose cause was mended; the tests try them again."""


def keep(nursery: Nursery, case: Case, outcome: str, before: list[Case], folder: Path, smaller: bool = True) -> None:
    """Write a finding: first as it is, then, if it may take the time, with the fewest steps that have the outcome."""
    trace = nursery.trace.read() if outcome.startswith(("crash", "hang")) else ""
    path = _write(nursery, case, outcome, folder, {"before": _plain(before), "trace": trace})
    if smaller:
        alone = nursery.try_one(case)
        if alone == outcome:
            case = nursery.minimised(case, outcome)
            _remove(path)
            path = _write(nursery, case, outcome, folder, {"trace": trace})
        else:
            # It takes what other mutants have left in the process; the cases before it are kept with it.
            path = _write(nursery, case, outcome, folder, {"alone": alone, "before": _plain(before), "trace": trace})
    seed, steps = nursery.seeds[case.seed].name, json.dumps(case.steps)
    print(f"{outcome} | {seed} | {path.name} | {steps[:300]} | {trace[:1500]}", file=sys.stderr, flush=True)


def _plain(cases: list[Case]) -> list[Any]:
    return [[case.seed, case.steps] for case in cases]


def _write(nursery: Nursery, case: Case, outcome: str, folder: Path, more: dict[str, Any]) -> Path:
    seed = nursery.seeds[case.seed]
    mutant = nursery.mutant(case)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(mutant).hexdigest()[:12]}.skc"
    path.write_bytes(mutant)
    packages = [name for name, _ in nursery.environment(case) if name not in ("python", "skcore")]
    note = {"outcome": outcome, "seed": seed.name, "source": seed.source, "packages": packages}
    path.with_suffix(".json").write_text(json.dumps({**note, "steps": case.steps, **more}))
    return path


def _remove(path: Path) -> None:
    path.unlink()
    path.with_suffix(".json").unlink()


def outcome_of(path: Path) -> str:
    """Return what becomes of a finding now, in a child of this process."""
    note = json.loads(path.with_suffix(".json").read_text())
    # The file is tried as it is, so that no change of the steps or of what skcore writes makes it another.
    finding = corpus.Seed(note["seed"], note["source"], path.read_bytes())
    nursery = Nursery([corpus.Seed("", "", skcore.dumps([])), finding])
    for package in note["packages"]:
        importlib.import_module(package)
    nursery.warm_up(honest=1)
    corpus.data(finding.source)
    return nursery.try_one(Case(1, []))
