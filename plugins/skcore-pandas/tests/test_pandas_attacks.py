"""Hostile files end in an error of skcore where this plugin is installed, with what plugins vouch for trusted."""

from __future__ import annotations

from pathlib import Path

from attacks import judge

HERE = Path(__file__).parent


def test_names_of_others(monkeypatch):
    monkeypatch.syspath_prepend(str(HERE))
    judge.check(["pandas_attacks"], path=[HERE])
