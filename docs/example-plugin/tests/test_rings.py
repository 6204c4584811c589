"""The conformance kit, on rings."""

import ring
from ring_skcore import Rings

from skcore import Buffer
from skcore.testing import HandlerTests


def filled(capacity, count):
    """Return a ring into which so many numbers were pushed."""
    found = ring.Ring(capacity)
    for number in range(count):
        found.push(number)
    return found


class TestRings(HandlerTests):
    handler = Rings

    def objects(self):
        return {"new": ring.Ring(3), "partly": filled(5, 2), "round": filled(4, 6)}

    def equal(self, saved, loaded):
        assert saved.__getstate__() == loaded.__getstate__()
        assert (len(saved), saved.mean()) == (len(loaded), loaded.mean())

    def use(self, obj):
        obj.mean()
        obj.push(1.0)
        obj.mean()

    def hostile(self):
        state = self.state("round")
        yield "round", {**state, "more": 1}, "other fields"
        yield "round", {**state, "items": Buffer(bytes(33))}, "whole number of doubles"
        yield "round", {**state, "items": Buffer(b"")}, "one at least"
        yield "round", {**state, "start": 4}, "start is outside"
        yield "round", {**state, "start": -(10**9)}, "start is outside"
        yield "round", {**state, "count": 10**9}, "more than there is room for"
