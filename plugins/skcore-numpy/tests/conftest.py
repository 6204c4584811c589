"""What comes back from a file as it was, and files in which the states of one handler lie."""

import pytest

import skcore


@pytest.fixture
def round_trip():
    """Load what was saved of an object, by default and to the same bytes again."""

    def round_trip(obj):
        saved = skcore.dumps(obj)
        assert skcore.get_untrusted_types(data=saved) == []
        loaded = skcore.loads(saved)
        assert type(loaded) is type(obj)
        assert skcore.dumps(loaded) == saved
        return loaded

    return round_trip


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
    """Hold that a file is refused with an error of ours, by a rule of ours or of numpy."""

    def refused(data):
        with pytest.raises(skcore.SkcoreError) as caught:
            skcore.loads(data, trusted=skcore.plugin_defaults)
        assert str(caught.value).isascii()
        assert isinstance(caught.value.__cause__, skcore.SkcoreError | ValueError | None)

    return refused
