"""Changes of a file: of its bytes, or of what its archive, its header and its buffers say.

A mutant is a list of steps, plain data that can be kept, replayed, and left out one by one.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from typing import Any

import step_buffers as buffers
import step_container as container
import step_schema as schema
import step_values as values
from files import Whole, put_together
from outline import Outline, Step

ALONE: dict[Callable[[Outline, random.Random], Step | None], int] = {
    values.value: 40,
    values.every: 4,
    values.swap: 6,
    values.items: 5,
    values.split: 3,
    values.share: 4,
    values.root: 1,
    schema.leave: 12,
    schema.exchange: 4,
    schema.layout: 2,
    schema.pair: 2,
    schema.kind: 1,
    schema.version: 1,
    buffers.cell: 30,
    buffers.move: 6,
    buffers.resize: 3,
    buffers.size: 1,
    buffers.shape: 16,
    buffers.retype: 5,
    container.text: 2,
    container.packed: 1,
    container.stream: 1,
    container.lie: 1,
}
"""Steps that need the file alone, and how often each is taken."""
WITH_DONOR: dict[Callable[[Outline, random.Random, Outline], Step | None], int] = {
    schema.name: 2,
    schema.rename: 5,
    schema.add: 6,
    schema.graft: 14,
}
"""Steps that take something of another file."""
APPLY: dict[str, Callable[..., None]] = {
    name.removeprefix("_apply_"): function
    for module in (values, schema, buffers, container)
    for name, function in vars(module).items()
    if name.startswith("_apply_")
}
_ALL = [*ALONE, *WITH_DONOR]
_WEIGHTS = [*ALONE.values(), *WITH_DONOR.values()]
_COUNTS = (1, 1, 1, 1, 2, 2, 3, 5)


def propose(outline: Outline, donor: Outline, rng: random.Random) -> list[Step]:
    """Return a few steps: most of the format, some of raw bytes."""
    if rng.random() < 0.04:
        return [container.raw(outline, rng) for _ in range(rng.choice((1, 1, 2, 8)))]
    steps = [_step(maker, outline, donor, rng) for maker in rng.choices(_ALL, _WEIGHTS, k=rng.choice(_COUNTS))]
    return [step for step in steps if step]


def _step(maker: Any, outline: Outline, donor: Outline, rng: random.Random) -> Step | None:
    found: Step | None = maker(outline, rng, donor) if maker in WITH_DONOR else maker(outline, rng)
    return found


def apply(whole: Whole, steps: list[Step]) -> bytes:
    """Return the mutant of a file; a step that no longer fits does nothing."""
    data = whole.data
    shaped = [step for step in steps if step[0] != "bytes"]
    if shaped:
        parts = whole.parts()
        for step in shaped:
            try:
                APPLY[step[0]](parts, *step[1:])
            except (IndexError, KeyError, TypeError, ValueError, struct.error):
                continue
        data = put_together(parts)
    found = bytearray(data)
    for _, start, stop, content in (step for step in steps if step[0] == "bytes"):
        found[start:stop] = bytes.fromhex(content)
    return bytes(found)
