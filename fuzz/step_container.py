"""Steps on the archive and on raw bytes: below the format, where checksums agree or do not."""

from __future__ import annotations

import random

from files import FIELDS, MEMBERS, METHODS, Parts
from outline import Outline, Step
from step_values import near


def _edit(size: int, rng: random.Random) -> tuple[int, int, str]:
    start = rng.randrange(max(1, size))
    stop = rng.choice((start, start + 1, start + 1, start + 4, start + rng.randrange(64)))
    return start, stop, rng.randbytes(rng.choice((stop - start, stop - start, 1, 0))).hex()


def raw(outline: Outline, rng: random.Random) -> Step:
    """Change bytes of the file, which no checksum is mended for."""
    return ["bytes", *_edit(len(outline.whole.data), rng)]


def text(outline: Outline, rng: random.Random) -> Step:
    """Change bytes of the header's text; the checksum agrees."""
    start, stop, content = _edit(100 + 40 * len(outline.records), rng)
    tokens = [b"[", b"]", b",", b"null", b'"', b"\\u0000", b"1e5", b"-", b"{}", b"00", b" ", b"1e999", b"[" * 5000]
    return ["text", start, stop, content if rng.random() < 0.4 else rng.choice(tokens).hex()]


def _apply_text(parts: Parts, start: int, stop: int, content: str) -> None:
    parts.edits.setdefault("text", []).append((start, stop, bytes.fromhex(content)))


def packed(outline: Outline, rng: random.Random) -> Step:
    """Compress the members."""
    return ["packed", rng.choice(sorted(METHODS.values()))]


def _apply_packed(parts: Parts, method: int) -> None:
    parts.method = method


def stream(outline: Outline, rng: random.Random) -> Step:
    """Change bytes of a compressed stream."""
    method, member = rng.choice((8, 12, 14)), rng.choice(MEMBERS)
    return ["stream", method, member, *_edit(rng.choice((20, 200, 2000)), rng)]


def _apply_stream(parts: Parts, method: int, member: str, start: int, stop: int, content: str) -> None:
    parts.method = method
    parts.edits.setdefault(member, []).append((start, stop, bytes.fromhex(content)))


def lie(outline: Outline, rng: random.Random) -> Step:
    """Have a field of the archive say another number."""
    record = rng.choice(sorted(FIELDS))
    member = 0 if record == "end" else rng.randrange(2)
    return ["lie", record, member, rng.randrange(FIELDS[record]), near(rng.choice((0, 2, 8, 64)), outline, rng)]


def _apply_lie(parts: Parts, record: str, member: int, field: int, number: int) -> None:
    parts.lies.append((record, member, field, number))
