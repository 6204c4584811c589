"""The reviewed lists of names that this plugin trusts, read from the text files beside this module."""

from __future__ import annotations

import os


def read(file: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the rule of each name in a list, and the reason of each rule.

    A list has lines ``rule = reason``, and under a line ``[module]`` lines ``rule: name name``.
    """
    rules: dict[str, str] = {}
    reasons: dict[str, str] = {}
    module = ""
    with open(os.path.join(os.path.dirname(__file__), file), encoding="utf-8") as opened:
        lines = opened.read().splitlines()
    for line in lines:
        if line.startswith("["):
            module = line.strip("[]")
        elif line and not line.startswith("#"):
            rule, _, rest = line.partition(": " if module else " = ")
            if module:
                rules.update((f"{module}.{name}", rule) for name in rest.split())
            else:
                reasons[rule] = rest
    return rules, reasons
