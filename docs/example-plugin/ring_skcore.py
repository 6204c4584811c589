"""The skcore plugin for ``ring``."""

from skcore import Buffer, InvalidStateError, StateHandler, checked, hookimpl


class Rings(StateHandler):
    """``Ring``: its buffer, where the oldest number is, and how many there are."""

    kind = "ring.buffer"
    types = ("ring.Ring",)
    trusts = {"ring.Ring": checked("where it starts and what it counts lie within its buffer")}
    copies = True

    def getstate(self, obj):
        items, start, count = obj.__getstate__()
        return {"items": Buffer(items), "start": start, "count": count}

    def check(self, state):
        if set(state) != {"items", "start", "count"}:
            raise InvalidStateError("a ring has other fields than items, start and count")
        items, start, count = state["items"], state["start"], state["count"]
        if type(items) is not memoryview or not len(items) or len(items) % 8:
            raise InvalidStateError("items is no whole number of doubles, one at least")
        if type(start) is not int or not 0 <= start < len(items) // 8:
            raise InvalidStateError("start is outside of the buffer")
        if type(count) is not int or not 0 <= count <= len(items) // 8:
            raise InvalidStateError("count is more than there is room for")

    def setstate(self, cls, state):
        obj = cls(1)
        obj.__setstate__((state["items"].tobytes(), state["start"], state["count"]))
        return obj


@hookimpl
def skcore_handlers():
    """Return the handlers of this plugin."""
    return [Rings]
