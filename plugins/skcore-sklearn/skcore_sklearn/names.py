"""The reviewed lists of names that this plugin trusts, read from the text files beside this module."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from skcore import Trust, checked

_NAME = re.compile(r"(\w+)((?:(?:>=|<)\d+\.\d+)*)")
_BOUND = re.compile(r"(>=|<)([\d.]+)")


def read(file: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the rule of each name in a list, and the reason of each rule.

    A list has lines ``rule = reason``, and under a line ``[module]`` lines ``rule: name name``. A name that only some
    of the supported versions of scikit-learn have is followed by which: ``name>=1.6``, ``name<1.8``, ``name>=1.6<1.8``.
    """
    rules, reasons, _ = _parse(file)
    return rules, reasons


def trusts(file: str, *rules: str) -> dict[str, Trust]:
    """Return the names in a list that are under one of these rules, each trusted for the rule's reason."""
    found, reasons = read(file)
    return {name: checked(reasons[rule]) for name, rule in found.items() if rule in rules}


def versions(file: str) -> dict[str, str]:
    """Return which versions of scikit-learn have each name in a list: ``">=1.6"``, or ``""`` for all of them."""
    return _parse(file)[2]


def includes(versions: str, version: str) -> bool:
    """Return whether a range of versions, as a list spells it, includes a version."""
    bounds = _BOUND.findall(versions)
    return all((_numbers(version) >= _numbers(bound)) is (sign == ">=") for sign, bound in bounds)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)[:2]]


@lru_cache(maxsize=8)
def _parse(file: str) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    rules: dict[str, str] = {}
    reasons: dict[str, str] = {}
    ranges: dict[str, str] = {}
    module = ""
    with open(os.path.join(os.path.dirname(__file__), file), encoding="utf-8") as opened:
        lines = opened.read().splitlines()
    for line in lines:
        if line.startswith("["):
            module = line.strip("[]")
        elif line and not line.startswith("#"):
            rule, _, rest = line.partition(": " if module else " = ")
            if module:
                for name, mark in _names(rest):
                    rules[f"{module}.{name}"], ranges[f"{module}.{name}"] = rule, mark
            else:
                reasons[rule] = rest
    return rules, reasons, ranges


def _names(words: str) -> list[tuple[str, str]]:
    found = []
    for word in words.split():
        match = _NAME.fullmatch(word)
        if match is None:
            raise ValueError(f"{word} is no name with the versions that have it")
        found.append((match[1], match[2]))
    return found
