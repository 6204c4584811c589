"""The fuzzer sees what it looks for: each sort of finding is planted, and found; and nothing that it counts is lost."""

from __future__ import annotations

import functools
import importlib.util
import json
import math
import os
import random
import re
import signal
import struct
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest
from helpers import ROOT, run

import skcore

sys.path.insert(0, str(ROOT / "fuzz"))
import files
import mutations
from outline import Outline

if not sys.platform.startswith("linux"):
    pytest.skip("the fuzzer reads /proc", allow_module_level=True)

AUDIT, LOAD, USE = "skcore.inspect", "skcore.loads", "trial.exercise"
PLANTED = {
    "nothing": (LOAD, "original(*given)", "loaded"),
    "a refusal": (LOAD, "original(b'')", "refused"),
    "a crash in audit": (AUDIT, "os.abort()", "crash: SIGABRT"),
    "a crash": (LOAD, "os.abort()", "crash: SIGABRT"),
    "a crash in use": (USE, "ctypes.string_at(0)", "crash: SIGSEGV"),
    "an exit": (LOAD, "os._exit(7)", "crash: exit 7"),
    "a hang": (LOAD, "[None for _ in iter(int, 1)]", "hang"),
    "a hang in use": (USE, "[None for _ in iter(int, 1)]", "hang"),
    "a wait without work": (USE, "time.sleep(1000)", "hang"),
    "a foreign error in audit": (AUDIT, "[][0]", "foreign: IndexError in <string>:"),
    "a foreign error": (LOAD, "[][0]", "foreign: IndexError in <string>:"),
    "a foreign error of the core's": (LOAD, "fail(KeyboardInterrupt)", "foreign: KeyboardInterrupt in"),
    "a panic in use": (USE, "fail(BaseException)", "foreign: BaseException in"),
    "memory in audit": (AUDIT, "len(b'x' * 4 * 10**8)", "memory: audit"),
    "memory": (LOAD, "len(b'x' * 4 * 10**8)", "memory: load"),
    "memory in use": (USE, "len(b'x' * 16 * 10**8)", "memory: use"),
    "more memory than there is": (LOAD, "len(b'x' * 10**11)", "memory: MemoryError in load"),
    "more memory than there is, in use": (USE, "calling.Calls()(lambda: b'x' * 10**11)", "memory: MemoryError in use"),
    "more memory than there is, refused": (LOAD, "refuse(lambda: b'x' * 10**11)", "memory: MemoryError in load"),
    "a slow audit": (AUDIT, "work(2.5)", "slow: audit"),
    "a slow load": (LOAD, "work(2.5)", "slow: load"),
    "a file in audit": (AUDIT, "open('/etc/hostname')", "event: open /etc/hostname r in audit"),
    "a file": (LOAD, "open('/etc/hostname')", "event: open /etc/hostname r in load"),
    "a file that is written": (USE, "open(os.__file__, 'a')", "event: open "),
    "a file above those of libraries": (USE, "open(os.path.dirname(os.__file__) + '/../../../x')", "event: open "),
    "a process": (LOAD, "os.system('true')", "event: os.system"),
    "a process in use": (USE, "subprocess.run('true')", "event: "),
    "a socket": (USE, "socket.socket()", "event: socket.__new__"),
    "a pickle": (LOAD, "pickle.loads(pickle.dumps(os.getcwd))", "event: pickle.find_class"),
    "an import in audit": (AUDIT, "importlib.import_module('wave')", "event: import wave in audit"),
    "an import": (LOAD, "importlib.import_module('wave')", "event: import wave in load"),
    "an import by a statement": (LOAD, "__import__('wave')", "event: import wave in load"),
    "an import in use": (USE, "importlib.import_module('wave')", "event: import wave in use"),
    "an import without an event": (LOAD, "appear('strange')", "event: import strange in load"),
    "code": (LOAD, "exec(compile('1', 'code', 'exec'))", "event: exec code in load"),
    "code in use": (USE, "exec(compile('1', 'code', 'exec'))", "event: exec code in use"),
    "a load that the audit did not approve": (AUDIT, "original(io.BytesIO(b''))", "foreign: the load takes"),
    "a load that takes back what the audit approved": (LOAD, "take_back()", "foreign: the load refuses"),
    "an error of Python's in use": (USE, "calling.Calls()(lambda: [][0])", "loaded"),
}
PRELUDE = """
import ctypes, importlib, importlib.util, io, json, os, pickle, socket, subprocess, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import calling, corpus, findings, nursery, skcore, trial
from nursery import Case
nursery.PATIENCE = 4.0

def fail(error):
    raise error

def refuse(act):
    try:
        act()
    except MemoryError as error:
        raise skcore.InvalidStateError("no memory") from error

def work(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass

def appear(name):
    sys.modules[name] = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, None))

def take_back():
    raise skcore.UntrustedTypesError(())
"""
CODE = (
    PRELUDE
    + """
ready = nursery.Nursery([corpus.Seed("one", "", skcore.dumps([1]))])
ready.warm_up()
if "sleep" in sys.argv[2]:
    nursery.LONGEST = 3.0
original = {place}
{place} = lambda *given, **named: {planted}
print(ready.try_one(Case(0, [])))
"""
)


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found(name):
    place, planted, outcome = PLANTED[name]
    found = run(
        CODE.replace("{planted}", planted).replace("{place}", place), str(ROOT / "fuzz"), planted
    ).stdout.strip()
    assert found.startswith(outcome)


MAPPED = (
    PRELUDE
    + """
seeds = [corpus.Seed(str(number), "", skcore.dumps([number])) for number in range(40)]
ready = nursery.Nursery(seeds)
ready.warm_up()
skcore.load = lambda *given, **named: [][0]
outcomes = {ready.try_one(Case(number, [])).partition(" in ")[0] for number in range(40)}
print(json.dumps(sorted(outcomes)))
"""
)


def test_some_are_mapped():
    assert json.loads(run(MAPPED, str(ROOT / "fuzz")).stdout) == ["foreign: IndexError", "loaded"]


APPROVED = (
    PRELUDE
    + """
nursery.Nursery([corpus.Seed("other", "", skcore.dumps([1]))]).warm_up()
assert "fractions" not in sys.modules
ready = nursery.Nursery([corpus.Seed("one", "", bytes.fromhex(sys.argv[2]))])
print(ready.try_one(Case(0, [])))
"""
)


def test_a_module_that_the_audit_approved_may_be_imported():
    assert run(APPROVED, str(ROOT / "fuzz"), skcore.dumps(Fraction(1, 3)).hex()).stdout.strip() == "loaded"


KEPT = (
    PRELUDE
    + """
folder = Path(sys.argv[2])
ready = nursery.Nursery([corpus.Seed("one", "", skcore.dumps(["text", 2.5, 7]))])
ready.warm_up()
original, before = skcore.loads, []

def loads(data):
    before.append(data)
    if b"asleep" in data:
        while True:
            pass
    if b"alone" in data or (b"second" in data and any(b"first" in each for each in before)):
        os.abort()
    return original(data)

skcore.loads = loads
steps = {word: [["value", 0, 2, 5], ["value", 0, 1, word]] for word in ("alone", "first", "second", "asleep", "fine")}
counts = []
def note(case, outcome, before):
    counts.append(outcome)
    if outcome not in ("loaded", "refused"):
        findings.keep(ready, case, outcome, before, folder)
ready.try_all([Case(0, steps[word]) for word in ("alone", "first", "fine", "second", "asleep", "fine")], note)
kept = sorted(folder.glob("*.skc"))
notes = [json.loads(path.with_suffix(".json").read_text()) for path in kept]
print(json.dumps([counts, notes, [findings.outcome_of(path) for path in kept]]))
"""
)


def test_findings_are_minimised_and_kept_with_what_they_take(tmp_path):
    counts, notes, outcomes = json.loads(run(KEPT, str(ROOT / "fuzz"), str(tmp_path)).stdout)
    assert counts == ["crash: SIGABRT", "loaded", "loaded", "crash: SIGABRT", "hang", "loaded"]
    (asleep,) = [note for note in notes if note["outcome"] == "hang"]
    alone, second = sorted((note for note in notes if note != asleep), key=lambda note: len(note["steps"]))
    assert asleep["trace"].count("in loads") == alone["trace"].count("in loads") == 1
    assert "Aborted" in alone["trace"]
    assert "Aborted" not in asleep["trace"]
    assert alone["steps"] == [["value", 0, 1, "alone"]]
    assert "before" not in alone
    assert second["alone"] == "loaded"
    assert [steps[1][3] for _, steps in second["before"]] == ["first", "fine"]
    assert sorted(outcomes) == ["crash: SIGABRT", "hang", "loaded"]


# -- the program ------------------------------------------------------------------------------------


@pytest.fixture
def fuzzer(tmp_path):
    """Return a fuzzer that goes on until it is stopped, on one small file."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/0.skc").write_bytes(skcore.dumps(VALUE))
    (tmp_path / "corpus/index.json").write_text(json.dumps([["one", ""]]))
    command = [sys.executable, "-W", "ignore", str(ROOT / "fuzz/fuzz.py"), "--reuse", "--workers", "1"]
    command += ["--corpus", str(tmp_path / "corpus"), "--findings", str(tmp_path / "findings"), "--minutes", "10"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield program
    program.kill()
    program.communicate()


def counts(text):
    return {what: int(count) for count, what in re.findall(r"(\d+) (mutants|loaded|refused|workers that died)", text)}


def test_counts_are_printed_when_it_is_interrupted(fuzzer):
    assert fuzzer.stderr.readline() == "worker 0: 1 files\n"
    wait_for_work(fuzzer)
    fuzzer.send_signal(signal.SIGTERM)
    found = counts(fuzzer.communicate(timeout=200)[0])
    assert found["mutants"] == found["loaded"] + found["refused"] > 0
    assert fuzzer.returncode == 0


def test_another_worker_takes_the_place_of_one_that_dies(fuzzer):
    fuzzer.stderr.readline()
    wait_for_work(fuzzer)
    os.kill(worker_of(fuzzer), signal.SIGKILL)
    assert fuzzer.stderr.readline() == "worker 1: 1 files\n"
    fuzzer.send_signal(signal.SIGTERM)
    found = counts(fuzzer.communicate(timeout=200)[0])
    assert found["workers that died"] == 1
    assert found["mutants"] == found["loaded"] + found["refused"] > 0
    assert fuzzer.returncode == 1


def test_a_worker_that_dies_before_it_works_is_not_replaced(tmp_path):
    (tmp_path / "index.json").write_text(json.dumps([["missing", ""]]))
    command = [sys.executable, str(ROOT / "fuzz/fuzz.py"), "--reuse", "--workers", "1", "--corpus", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert "0 mutants (0/s): 1 workers that died" in done.stdout
    assert done.returncode == 1


def worker_of(program):
    (worker,) = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
    return int(worker)


def wait_for_work(program):
    """Wait until two children of the worker are over, so that what the first has done was told."""
    stat = Path(f"/proc/{worker_of(program)}/stat")
    spent = 0
    for _ in range(2):
        while (now := sum(map(int, stat.read_text().rpartition(")")[2].split()[13:15]))) <= spent:
            time.sleep(0.05)
        spent = now


# -- mutations ------------------------------------------------------------------------------------

VALUE = {"a": [1, 2.5, "text"], "b": list(range(100)), "c": (None, True, b"bytes"), "d": {1, 2}}
DONOR = MappingProxyType({"given": [Fraction(1, 3)]})


def test_a_file_that_is_taken_apart_and_put_together_loads():
    for method in files.METHODS.values():
        parts = files.take_apart(skcore.dumps(VALUE, compression=method))
        assert skcore.loads(files.put_together(parts)) == VALUE
        parts.method = method
        assert skcore.loads(files.put_together(parts)) == VALUE
    assert files.put_together(files.take_apart(skcore.dumps(VALUE))) == skcore.dumps(VALUE)


def proposals(count):
    outline, donor = (Outline("", files.Whole(skcore.dumps(value))) for value in (VALUE, DONOR))
    for seed in range(count):
        yield outline.whole, mutations.propose(outline, donor, random.Random(seed))


def test_mutants_can_be_replayed_and_reach_the_loader():
    outcomes = set()
    for (whole, steps), (_, again) in zip(proposals(300), proposals(300), strict=True):
        assert steps == again
        mutant = mutations.apply(whole, json.loads(json.dumps(steps)))
        assert mutant == mutations.apply(whole, steps)
        try:
            skcore.loads(mutant)
            outcomes.add("loaded")
        except skcore.SkcoreError as error:
            outcomes.add(type(error).__name__)
    assert {"loaded", "InvalidFileError", "InvalidStateError"} <= outcomes


def model():
    """Return a file of the form of a model's: attributes, two of which are arrays, and a list."""
    header = files.take_apart(skcore.dumps([])).header
    header["kinds"] = [["python.object", 1, "skcore"], ["python.array", 1, "skcore"], ["python.list", 1, "skcore"]]
    header["pairs"] = [[0, "shop.Basket"], [1, "shop.Array"], [2, "builtins.list"]]
    header["layouts"] = [[0, ["size", "weights", "index", "names"]], [1, ["dtype", "shape", "data"]], [2, None]]
    arrays = [[1, "<f8", ["plain", 2, 3], ["buffer", 0]], [1, "<i8", ["plain", 6], ["buffer", 1]]]
    header |= {"objects": [*arrays, [2, "a", "b"], [0, 7, [0], [1], [2]]], "root": [3], "buffers": [48, 48]}
    return files.Whole(files.put_together(files.Parts(header, [struct.pack("<6d", *range(6)), bytes(48)])))


def test_every_step_changes_a_file():
    whole = model()
    outline, donor = Outline("", whole), Outline("", files.Whole(skcore.dumps(DONOR)))
    changed, seen = set(), set()
    for seed in range(4000):
        for step in mutations.propose(outline, donor, random.Random(seed)):
            seen.add(step[0])
            if step[0] not in changed and mutations.apply(whole, [step]) != whole.data:
                changed.add(step[0])
    assert changed == seen
    assert seen == {"bytes", *mutations.APPLY}


STEPS = {
    "an attribute is left out": (["leave", 3, 2, False], {"size": 7, "index": [0] * 6, "names": ["a", "b"]}),
    "an attribute has another's name": (["rename", 3, 1, "fit"], {"fit": 7}),
    "attributes are exchanged": (["exchange", 0, 0, 3], {"names": 7, "size": ["a", "b"]}),
    "an attribute is added": (["add", 3, "fit", 5], {"fit": 5}),
    "two objects become one": (["share", 3, 2, 3], {"weights": [0] * 6}),
    "one object becomes two": (["split", 3, 4], {"names": ["a", "b"]}),
    "an array has other rows": (["shape", 0, 1, 2, 3, [3, 3]], {"weights": [0, 1, 2, 3, 4, 5, 0, 1, 2]}),
    "an array has fewer rows": (["shape", 0, 1, 2, 3, [1, 3]], {"weights": [0, 1, 2]}),
    "a number is overwritten": (["cell", 0, 8, struct.pack("<d", 9).hex(), 1], {"weights": [0, 9, 2, 3, 4, 5]}),
    "all from there are": (["cell", 0, 24, struct.pack("<d", 9).hex(), 99], {"weights": [0, 1, 2, 9, 9, 9]}),
    "a number is copied": (["move", 0, 0, 40, 8], {"weights": [5, 1, 2, 3, 4, 5]}),
    "a part of another file": (
        [
            "graft",
            3,
            "names",
            {"records": [[[["python.tuple", 1, "skcore"], "builtins.tuple", None], 4]], "buffers": []},
        ],
        {"names": [4]},
    ),
    "a part that is new": (
        ["graft", 3, "tree", {"records": [[[["python.list", 1, "skcore"], "builtins.list", None], 4]], "buffers": []}],
        {"tree": [4]},
    ),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_does_what_it_says(name):
    step, expected = STEPS[name]
    parts = files.take_apart(mutations.apply(model(), [step]))
    found = attributes(parts)
    assert {key: found[key] for key in expected} == expected
    assert not (step[0] == "leave" and "weights" in found)


def attributes(parts):
    """Return the attributes of the root, with lists for lists and arrays."""
    records, layouts = parts.header["objects"], parts.header["layouts"]

    def meaning(value):
        if type(value) is not list:
            return value
        record = records[value[0]]
        fields = layouts[record[0]][1]
        if fields is None:
            return record[1:]
        state = dict(zip(fields, record[1:], strict=True))
        form = f"<{math.prod(state['shape'][1:])}{ {'<f8': 'd', '<i8': 'q'}[state['dtype']] }"
        return list(struct.unpack(form, parts.buffers[state["data"][1]]))

    root = records[parts.header["root"][0]]
    return {name: meaning(value) for name, value in zip(layouts[root[0]][1], root[1:], strict=True)}


# -- what was found -------------------------------------------------------------------------------

FINDINGS = {
    path.stem: json.loads(path.read_text())
    for path in sorted((ROOT / "fuzz/findings").glob("*.json"))
    if all(importlib.util.find_spec(package) for package in json.loads(path.read_text())["packages"])
}
"""Files that did what none may do, of the packages that are installed here; the cause of each was mended."""
AGAIN = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import corpus, findings
corpus.use_samples()
print(json.dumps({name: findings.outcome_of(findings.KEPT / f"{name}.skc") for name in sys.argv[2:]}))
"""


@functools.cache
def outcomes():
    return json.loads(run(AGAIN, str(ROOT / "fuzz"), *FINDINGS).stdout)


@pytest.mark.parametrize("name", FINDINGS)
def test_what_was_found_does_not_happen_again(name):
    assert outcomes()[name] in ("loaded", "refused"), FINDINGS[name]
