"""The conformance kit: a handler that keeps the rules passes, and each rule that one breaks fails one test or more."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from helpers import TESTS

KIT = TESTS / "kit"
FRESH = "test_a_fresh_process_gives_the_same_and_asks_no_pickle"
BYTES = "test_the_same_object_gives_the_same_bytes"
BACK = "test_objects_come_back"
SHARED = "test_objects_share_and_nest"
AUDIT = "test_an_audit_imports_no_library"
LIES = "test_hostile_states_are_refused"
MUTANTS = "test_mutants_are_refused_or_harmless"
THERE = "test_names_declared_are_there"
CONVERTED = "test_pickles_are_converted"
PICKLES = "test_mutants_of_pickles_are_refused_or_harmless"
OLD = "test_older_files_load"
PAGE = "test_the_documentation_names_the_kind"
MUST_FAIL = {
    "TestThings": {},
    "TestRandom": {FRESH: "saves other bytes", BYTES: "one"},
    "TestPickled": {FRESH: "pickle was asked for"},
    "TestRounded": {BACK: "1 == 0", SHARED: "1 == 0", FRESH: "1 == 0"},
    "TestMisread": {CONVERTED: "1 == 2"},
    "TestRefusing": {CONVERTED: "one does not convert, by protocol 2"},
    "TestTrusting": {PICKLES: r"crash: exit -\d+"},
    "TestHasty": {AUDIT: "the audit imported what it is about"},
    "TestCrashing": {MUTANTS: r"crash: exit -\d+"},
    "TestEndless": {MUTANTS: "hang in load"},
    "TestTouchy": {MUTANTS: "foreign MemoryError in use", LIES: "by another rule than 'value is too large'"},
    "TestLax": {LIES: "ended in: loaded"},
    "TestImporting": {MUTANTS: "foreign event: open '.*tabnanny", LIES: "by another rule"},
    "TestOld": {OLD: r"no golden file has version \[1\]"},
    "TestTwin": {THERE: "things.Gone does not exist"},
    "TestUnread": {LIES: "there is no hostile state", PAGE: "does not name things.unread"},
}


@pytest.fixture(scope="module")
def report():
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=", "things_tests.py"]
    environment = {**os.environ, "PYTHONPATH": str(KIT)}
    done = subprocess.run(command, cwd=KIT, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", MUST_FAIL)
def test_what_fails(report, name):
    failures = {
        match[1]: match[2]
        for match in re.finditer(
            rf"^_+ {name}\.(\w+) _+$\n(.*?)(?=^(?:_{{4,}} \w+\.\w+ _+|=+ [\w ]+ =+)$)", report, re.M | re.S
        )
    }
    assert failures.keys() == MUST_FAIL[name].keys()
    for test, text in MUST_FAIL[name].items():
        assert re.search(text, failures[test])


def test_every_class_of_tests_is_here(report):
    failing = {name for name, tests in MUST_FAIL.items() if tests}
    assert set(re.findall(r"^_+ (Test\w+)\.", report, re.MULTILINE)) == failing
    assert not re.search("ERROR|skipped", report)
