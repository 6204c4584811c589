"""Findings in SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), which code hosts and editors read."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from skcore.findings import RULES, Finding
from skcore.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_INDICES = {rule: index for index, rule in enumerate(RULES)}


def document(findings: Iterable[Finding]) -> dict[str, Any]:
    """Return findings as one SARIF log of one run.

    Examples
    --------
    >>> from skcore.findings import make
    >>> from skcore.sarif import document
    >>> (run,) = document([make("damaged-file", "models/a b.skc", "", "it is too short")])["runs"]
    >>> run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    {'uri': 'models/a%20b.skc'}
    """
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.title},
            "help": {"text": rule.help},
            "defaultConfiguration": {"level": rule.level},
        }
        for rule in RULES.values()
    ]
    run = {
        "tool": {"driver": {"name": "skcore", "version": __version__, "rules": rules}},
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(finding) for finding in findings],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(finding: Finding) -> dict[str, Any]:
    # Some readers take no location without a line; and tell results on one line apart by their fingerprint alone.
    about = f"{finding.rule}\0{finding.subject}".encode("utf-8", "surrogatepass")
    place = {"artifactLocation": {"uri": _uri(finding.file)}, "region": {"startLine": 1}}
    return {
        "ruleId": finding.rule,
        "ruleIndex": _INDICES[finding.rule],
        "level": finding.level,
        "message": {"text": _plain(finding.message)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"primaryLocationLineHash": f"{hashlib.sha256(about).hexdigest()[:16]}:1"},
    }


def _plain(text: str) -> str:
    """Escape what SARIF takes for links and placeholders: a file may say what it likes of what wrote it."""
    return re.sub(r"([\\\[\]])", r"\\\1", text).replace("{", "{{").replace("}", "}}")


def _uri(file: str) -> str:
    """Return where a file is: relative to the current folder, where it is in that, and percent-encoded."""
    path, here = Path(os.path.abspath(file)), Path.cwd()
    inside = path.is_relative_to(here)
    encoded = quote(os.fsencode((path.relative_to(here) if inside else path).as_posix()))
    return encoded if inside else f"file://{encoded}"
