"""What a file holds as one page of HTML: it needs no network, and nothing that the file says runs in it.

All of the file's texts are data in JSON, which the page's script puts in by ``textContent`` alone; the policy in its
head allows that one script and that one style sheet, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skcore import drawing
from skcore.names import show
from skcore.page.choice import PAIR, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skcore.look import Found
    from skcore.trust import Verdict

_MOST_NAMES = 500
"""Names that are told, of those that are trusted and of the others, beside those of objects in the tree."""
_MOST_PACKAGES = 40
_FOLDER = Path(__file__).parent
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{script_hash}'; \
style-src '{style_hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<noscript>This page shows a file by a script that is in it; let it run.</noscript>
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def document(found: Found) -> bytes:
    """Return the page of a file."""
    style, script = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    return _PAGE.format(
        title=html.escape(f"{found.title} - skcore"),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        data=_embedded(content(found)),
    ).encode()


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _embedded(value: Any) -> str:
    """Return JSON in which no character can end the element that it stands in."""
    found = json.dumps(value, separators=(",", ":"), allow_nan=False)
    return found.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def content(found: Found) -> dict[str, Any]:
    """Return what the page's script is given."""
    report, outline = found.report, found.outline
    entries, left = choose(outline, found.peek)
    order = _order(report.names, {row[PAIR] for row in entries if row[PAIR] is not None})
    places = {pair: at for at, pair in enumerate(order)}
    for row in entries:
        row[PAIR] = places.get(row[PAIR])
    return {
        "title": found.title,
        "objects": len(outline.records),
        "packed": report.packed_size,
        "unpacked": report.header_size + report.data_size,
        "total": sum(outline.totals[top] for top in outline.tops),
        "environment": [[show(n), show(version)] for n, version in islice(report.environment.items(), _MOST_PACKAGES)],
        "names": [_row(report.names[pair]) for pair in order],
        "count": len(report.names),
        "untrusted": len(report.untrusted),
        "entries": entries,
        "left": left,
        "marks": [drawing.UNTRUSTED, drawing.HOLDS],
    }


def _order(names: Sequence[Verdict], used: set[int]) -> list[int]:
    """Return the numbers of the verdicts that are shown: those that are not trusted first, then those in the tree."""
    untrusted = [pair for pair, row in enumerate(names) if not row.trusted][:_MOST_NAMES]
    trusted = [pair for pair, row in enumerate(names) if row.trusted][:_MOST_NAMES]
    return list(dict.fromkeys([*untrusted, *sorted(used), *trusted]))


def _row(row: Verdict) -> dict[str, Any]:
    return {
        "name": row.shown,
        "kind": show(row.kind),
        "role": row.role,
        "plugin": None if row.plugin is None else show(row.plugin),
        "level": row.level,
        "reason": show(row.reason) if row.level else row.explanation,
        "trusted": row.trusted,
    }
