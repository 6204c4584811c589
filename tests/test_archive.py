"""Hostile files end in an error of skcore, and nothing of them was run, opened or imported."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from attacks import load_all
from helpers import ROOT, TESTS

ATTACKS = load_all()
MEMORY = 200


def run_attacks(names):
    environment = {**os.environ, "PYTHONPATH": str(TESTS), "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "attacks.runner"],
        input=json.dumps(names),
        capture_output=True,
        text=True,
        timeout=240,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"{done.returncode} in {rows[-1:]}: {done.stderr[-2000:]}"
    return [row for row in rows if "outcome" in row]


@pytest.fixture(scope="module", params=sorted({name.partition(":")[0] for name in ATTACKS}))
def results(request):
    return run_attacks([name for name in ATTACKS if name.partition(":")[0] == request.param])


def test_attacks(results):
    problems = []
    for row in results:
        attack = ATTACKS[row["name"]]
        error, _, message = row["outcome"].partition(" ")
        if error not in attack.errors:
            problems.append((row["name"], row["variant"], row["outcome"][:300]))
        if not message.replace("\n", " ").isascii() or not message.replace("\n", " ").isprintable():
            problems.append((row["name"], row["variant"], "prints", message[:300]))
        if events := [event for event in row["events"] if not re.search(attack.may, event)]:
            problems.append((row["name"], row["variant"], events[:3]))
        if row["memory"] > MEMORY:
            problems.append((row["name"], row["variant"], f"{row['memory']} MB"))
    assert not problems, "\n".join(map(str, problems[:40])) + f"\n{len(problems)} of {len(results)}"
