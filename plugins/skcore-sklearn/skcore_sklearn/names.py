"""The reviewed lists of names that this plugin trusts, read from the text files beside this module."""

from __future__ import annotations

from pathlib import Path


def read(file: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the rule of each name in a list, and the reason of each rule.

    A list has lines ``rule = reason``, and under a line ``[module]`` lines ``rule: name name``.
    """
    rules: dict[str, str] = {}
    reasons: dict[str, str] = {}
    module = ""
    for line in Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            module = line.strip("[]")
        elif line and not line.startswith("#"):
            rule, _, rest = line.partition(": " if module else " = ")
            if module:
                rules.update((f"{module}.{name}", rule) for name in rest.split())
            else:
                reasons[rule] = rest
    return rules, reasons
