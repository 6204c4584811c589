"""The fuzzer sees what it looks for: each sort of finding is planted, and found."""

from __future__ import annotations

import json
import random
import sys

import pytest
from helpers import ROOT, run

import skcore

sys.path.insert(0, str(ROOT / "fuzz"))
import files
import mutations

if not sys.platform.startswith("linux"):
    pytest.skip("the fuzzer reads /proc", allow_module_level=True)

PLANTED = {
    "nothing": ("lambda data: original(data)", "loaded"),
    "a refusal": ("lambda data: original(b'')", "refused"),
    "a crash": ("lambda data: os.abort()", "crash: SIGABRT"),
    "an exit": ("lambda data: os._exit(7)", "crash: exit 7"),
    "a hang": ("lambda data: [None for _ in iter(int, 1)]", "hang"),
    "a foreign error": ("lambda data: [][0]", "foreign: IndexError in <string>:"),
    "memory": ("lambda data: len(b'x' * 4 * 10**8)", "memory: load"),
    "more memory than there is": ("lambda data: len(b'x' * 10**11)", "memory: MemoryError"),
    "a slow load": ("lambda data: [None for _ in iter(lambda: time.process_time() < 2.5, False)]", "slow: load"),
    "a file": ("lambda data: open('/etc/hostname')", "event: open /etc/hostname r"),
    "a process": ("lambda data: os.system('true')", "event: os.system"),
}
CODE = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
import nursery, skcore
from corpus import Seed
original = skcore.loads
nursery.PATIENCE = 5.0
seeds = [Seed("one", skcore.dumps([1]), None)]
skcore.loads(seeds[0].file)
skcore.loads = {planted}
print(nursery.try_one(seeds, nursery.Case(0, [])))
"""


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found(name):
    planted, outcome = PLANTED[name]
    found = run(CODE.replace("{planted}", planted), str(ROOT / "fuzz")).stdout.strip()
    assert found.startswith(outcome)


VALUE = {"a": [1, 2.5, "text"], "b": list(range(100)), "c": (None, True, b"bytes"), "d": {1, 2}}


def test_a_file_that_is_taken_apart_and_put_together_loads():
    parts = files.take_apart(skcore.dumps(VALUE))
    assert skcore.loads(files.put_together(parts)) == VALUE


def test_mutants_can_be_replayed_and_reach_the_loader():
    data = skcore.dumps(VALUE)
    outcomes = set()
    for seed in range(300):
        steps = mutations.propose(files.take_apart(data), len(data), random.Random(seed))
        assert steps == mutations.propose(files.take_apart(data), len(data), random.Random(seed))
        mutant = mutations.apply(data, json.loads(json.dumps(steps)))
        assert mutant == mutations.apply(data, steps)
        try:
            skcore.loads(mutant)
            outcomes.add("loaded")
        except skcore.SkcoreError as error:
            outcomes.add(type(error).__name__)
    assert {"loaded", "InvalidFileError", "InvalidStateError"} <= outcomes


def test_every_step_changes_a_file():
    data = skcore.dumps(VALUE)
    steps = {}
    for seed in range(2000):
        for step in mutations.propose(files.take_apart(data), len(data), random.Random(seed)):
            steps.setdefault(step[0], []).append(step)
    assert steps.keys() >= {"bytes", "value", "swap", "items", "cell", "resize", "layout", "pair", "kind", "root"}
    for name, found in steps.items():
        assert any(mutations.apply(data, [step]) != data for step in found), name
