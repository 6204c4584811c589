"""Hostile files end in an error of skcore, and nothing of them was run, opened or imported."""

from __future__ import annotations

import pytest
from attacks import MODULES, judge, load

PLANTED = "attacks.planted"


@pytest.mark.parametrize("module", MODULES)
def test_attacks(module):
    judge.check([module])


@pytest.fixture(scope="module")
def planted():
    names = load([PLANTED])
    waits = ["planted: outcome never"]
    rows = judge.run([PLANTED], waits, patience=5)
    # What only works for long must not count as waiting where the machine is busy.
    rows += judge.run([PLANTED], [name for name in names if name not in waits], patience=120)
    return {row["name"]: row for row in rows}


@pytest.mark.parametrize("name", sorted(load([PLANTED])))
def test_judge_finds_what_is_planted(planted, name):
    (rule, _, particulars) = name.removeprefix("planted: ").partition(" ")
    found = judge.problems_of(planted[name], load([PLANTED])[name])
    assert [word for word, _ in found] == ([] if rule == "nothing" else [rule])
    if rule == "events":
        assert particulars in found[0][1].replace("subprocess", "process").replace("os.system", "process")


def test_judge_wants_every_attack_to_run():
    with pytest.raises(AssertionError, match=r"crash -6.*\n.*1 problems"):
        judge.check([PLANTED], ["planted: outcome crash"])
    with pytest.raises(AssertionError):
        judge.check([PLANTED], ["planted: outcome crash", "planted: nothing"])
