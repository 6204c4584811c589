"""Files whose states were changed while their handlers wrote them."""

import numpy as np
import pytest

import skcore


def tampered(handler, obj, change):
    """Return the bytes of a file in which the states of one handler were changed."""
    original = handler.save

    def lie(self, given):
        state = original(self, given)
        if callable(change):
            change(state)
        else:
            state.update(change)
        return state

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handler, "save", lie)
        return skcore.dumps(obj)


def refused(handler, obj, change, rule=None):
    data = tampered(handler, obj, change)
    with pytest.raises(skcore.SkcoreError, match=rule) as caught:
        skcore.loads(data, trusted=skcore.plugin_defaults)
    assert str(caught.value).isascii()


def ints(values, dtype):
    return skcore.Buffer(np.array(values, dtype).tobytes())


def nested(depth):
    label = ()
    for _ in range(depth):
        label = (label,)
    return label


def doubled(times):
    label = ("x",)
    for _ in range(times):
        label = (label, label)
    return label


def at(place, value):
    return lambda state: state.__setitem__(place, value)
