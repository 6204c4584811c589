"""What cannot be loaded is refused when it is saved, with the path to it."""

from __future__ import annotations

import array
import functools
import io
import re
import sys
import threading
import types
import weakref
from collections import defaultdict, deque

import pytest
import samples

import skcore


class Local:
    pass


def local_class():
    class Hidden:
        pass

    return Hidden


def local_function():
    def hidden():
        pass

    return hidden


def generator():
    yield 1


def old_class():
    """A class whose name leads to another class by now."""
    module = types.ModuleType("module_of_old_class")
    sys.modules[module.__name__] = module
    first = type("Old", (), {"__module__": module.__name__})
    module.Old = type("Old", (), {"__module__": module.__name__})
    return first


class Failing:
    def __getstate__(self):
        raise RuntimeError("no state")


class ByOther:
    def __reduce__(self):
        return (samples.Plain, ())


class ByName:
    def __reduce__(self):
        return "SOME_CONSTANT"


class WithSetter:
    def __reduce__(self):
        return (WithSetter, (), None, None, None, print)


class Hiding:
    def method(self):
        pass


def hiding():
    made = Hiding()
    made.method = 1
    return made


REFUSED = {
    "a lambda": lambda: lambda: 0,
    "a local function": local_function,
    "a local class": local_class,
    "an object of a local class": lambda: local_class()(),
    "a subclass of list made in a function": lambda: type("Sub", (list,), {})(),
    "a class that was replaced": old_class,
    "an object of a class that was replaced": lambda: old_class()(),
    "an open file": lambda: open(__file__, encoding="utf-8"),  # noqa: SIM115
    "a lock": threading.Lock,
    "a thread": threading.current_thread,
    "a generator": generator,
    "a module": lambda: sys,
    "an iterator": lambda: iter([1]),
    "a regular expression": lambda: re.compile("a"),
    "a weak reference": lambda: weakref.ref(Local),
    "a frame": sys._getframe,
    "a code object": lambda: generator.__code__,
    "a memoryview": lambda: memoryview(b"abc"),
    "a property": lambda: property(),
    "a method of a class without it": lambda: types.MethodType(samples.double, samples.Plain()),
    "a method of a local class": lambda: types.MethodType(local_function(), 1),
    "a built-in class method": lambda: dict.fromkeys,
    "a state that fails": Failing,
    "a class that another rebuilds": ByOther,
    "an object that is found by name": ByName,
    "a state setter": WithSetter,
    "an attribute that hides a method": hiding,
    "a partial with attributes": lambda: _with_attribute(functools.partial(len)),
    "an attribute that is no str": lambda: _with_entry(samples.Plain(), 1),
    "an attribute with a lone surrogate": lambda: _with_entry(samples.Plain(), "\ud800"),
}


def _with_attribute(obj):
    obj.note = 1
    return obj


def _with_entry(obj, key):
    vars(obj)[key] = 1
    return obj


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    obj = REFUSED[name]()
    for graph, path in [
        (obj, "obj"),
        ([1, obj], "obj[1]"),
        ({"a": [(obj,)]}, "obj['a'][0][0]"),
        (samples.Plain(steps=[("name", samples.Plain(func=obj))]), "obj.steps[0][1].func"),
    ]:
        with pytest.raises(skcore.UnsupportedTypeError) as caught:
            skcore.dumps(graph)
        assert caught.value.path.startswith(path)
        assert isinstance(caught.value, TypeError)
        assert isinstance(caught.value, skcore.SkcoreError)
        assert str(caught.value).startswith(path + ("" if caught.value.path != path else ":"))
    if hasattr(obj, "close"):
        obj.close()


def bad():
    return lambda: 0


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: {(1, 2): bad()}, "obj[(1, 2)]"),
        (lambda: {samples.Plain: bad()}, "obj[<class 'samples.Plain'>]"),
        (lambda: {bad(): 1}, "obj.keys()[0]"),
        (lambda: {10**5000: bad()}, "obj[...]"),
        (lambda: samples.Plain(queue=deque([1, bad()])), "obj.queue[1]"),
        (lambda: functools.partial(max, 1, bad()), "obj.args[1]"),
        (lambda: functools.partial(max, 1, key=bad()), "obj.keywords['key']"),
        (lambda: functools.partial(bad()), "obj.func"),
        (lambda: defaultdict(bad()), "obj.default_factory"),
        (lambda: defaultdict(list, a=bad()), "obj['a']"),
        (lambda: types.MappingProxyType({"a": bad()}), "obj['a']"),
        (lambda: slice(None, bad()), "obj.stop"),
        (lambda: samples.SlotsRecord("a", bad()), "obj.parts"),
        (lambda: samples.Plain(a=bad()).method, "obj.__self__.a"),
        (lambda: samples.ListState(bad()), "obj.__getstate__()[0]"),
    ],
)
def test_paths(make, path):
    with pytest.raises(skcore.UnsupportedTypeError) as caught:
        skcore.dumps(make())
    assert caught.value.path == path


def test_a_long_path_is_cut_in_the_middle():
    made = bad()
    for _ in range(1000):
        made = [made]
    with pytest.raises(skcore.UnsupportedTypeError) as caught:
        skcore.dumps(made)
    assert len(caught.value.path) < 250
    assert "..." in caught.value.path


def test_nothing_is_written(tmp_path):
    path = tmp_path / "model.skc"
    stream = io.BytesIO()
    for file in (path, stream):
        with pytest.raises(skcore.UnsupportedTypeError):
            skcore.dump([1, bad()], file)
    assert list(tmp_path.iterdir()) == []
    assert stream.getvalue() == b""


@pytest.mark.parametrize(
    "memory",
    [array.array("d", [0.5]), memoryview(bytes(8))[::2], (b"", "text"), [b""]],
    ids=lambda memory: type(memory).__name__,
)
def test_a_buffer_holds_nothing_but_memory_in_order(memory):
    with pytest.raises(
        TypeError, match=r"a Buffer holds bytes or a memoryview in C order|a bytes-like object is required"
    ):
        skcore.Buffer(memory)


def test_a_buffer_of_any_items_is_its_bytes():
    numbers = memoryview(array.array("d", [0.5, 1.5]))
    assert skcore.Buffer((numbers, bytearray(1))).memory[0].nbytes == 16
