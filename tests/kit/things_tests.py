"""The kit run on each handler of the plugin beside it; ``tests/test_testing.py`` says which tests have to fail."""

from pathlib import Path

import hasty
import skcore_things
import things

from skcore.testing import HandlerTests


class Kit(HandlerTests):
    plugin = "skcore_things"
    roots = ("things",)
    cls = things.Thing
    seconds = 1.0

    def objects(self):
        return {"one": self.cls(1)}

    def equal(self, saved, loaded):
        assert saved.value == loaded.value

    def hostile(self):
        yield "one", {"value": 1.5}, "value is no int"


def of(name):
    """Return the tests of a handler that needs no more than that."""
    members = {"__module__": __name__, "handler": getattr(skcore_things, name), "cls": getattr(things, name)}
    return type(f"Test{name}", (Kit,), members)


class TestThings(Kit):
    handler = skcore_things.Things


class TestHasty(Kit):
    handler = skcore_things.Hasty
    plugin = "skcore_things:hasty_plugin"
    roots = ("hasty",)
    cls = hasty.Thing


class TestUnread(Kit):
    handler = skcore_things.Unread
    cls = things.Unread
    docs = Path(__file__)

    def hostile(self):
        return ()


class TestTouchy(Kit):
    handler = skcore_things.Touchy
    cls = things.Touchy

    def use(self, obj):
        if obj.value == -1:
            raise MemoryError

    def hostile(self):
        yield "one", {"value": 1.5}, "value is too large"


TestMisread = of("Misread")
TestRefusing = of("Refusing")
TestTrusting = of("Trusting")
TestRandom = of("Random")
TestPickled = of("Pickled")
TestRounded = of("Rounded")
TestCrashing = of("Crashing")
TestEndless = of("Endless")
TestLax = of("Lax")
TestImporting = of("Importing")
TestOld = of("Old")
TestTwin = of("Twin")
