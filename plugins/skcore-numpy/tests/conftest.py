"""Files in which the states of one handler lie, and what must become of them."""

import pytest

import skcore


@pytest.fixture
def tampered(monkeypatch):
    """Return the bytes of a file in which the states of one handler were changed."""

    def tampered(handler, obj, change, method="save"):
        original = getattr(handler, method)

        def lie(self, given):
            states = original(self, given)
            for state in states if method == "save_all" else [states]:
                change(getattr(state, "state", state))
            return states

        with monkeypatch.context() as patch:
            patch.setattr(handler, method, lie)
            return skcore.dumps(obj)

    return tampered


@pytest.fixture
def refused():
    """Hold that a file is refused with an error of ours."""

    def refused(data):
        with pytest.raises(skcore.SkcoreError) as caught:
            skcore.loads(data, trusted=skcore.plugin_defaults)
        assert str(caught.value).isascii()

    return refused
