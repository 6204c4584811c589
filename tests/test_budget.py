"""What the objects of one file may ask for beyond what it holds, and handlers that fail in any way."""

from __future__ import annotations

import threading

import pytest
from helpers import run

import skcore
from skcore.budget import budget, granting

PLUGIN = """
import skcore
from skcore import Buffer, Handler, checked, hookimpl

class Panic(BaseException):
    __module__ = "pyo3_runtime"

class Thing:
    def __init__(self, count): self.count = count

class Things(Handler):
    kind, types, trusts = "__main__.thing", ("__main__.Thing",), {"__main__.Thing": checked("tests")}
    def save(self, obj): return {"count": obj.count, "data": Buffer(bytes(100))}
    def load(self, cls, state):
        return build(cls, state)

class Plugin:
    @hookimpl
    def skcore_handlers(self): return [Things]

def load(*counts):
    return skcore.loads(skcore.dumps([Thing(count) for count in counts]), trusted=skcore.plugin_defaults)

skcore.register(Plugin(), "__main__")
"""


def test_what_is_spent_is_counted():
    with granting(10):
        skcore.spend(4)
        skcore.spend(6)
        with pytest.raises(skcore.InvalidStateError, match="far more memory or work"):
            skcore.spend(1)


def test_a_load_within_another_has_a_budget_of_its_own():
    with granting(10):
        skcore.spend(10)
        with granting(5):
            skcore.spend(5)
        with pytest.raises(skcore.InvalidStateError):
            skcore.spend(1)


def test_nothing_is_counted_outside_of_a_load():
    skcore.spend(2**80)
    with granting(1):
        thread = threading.Thread(target=skcore.spend, args=(5,))
        thread.start()
        thread.join()
        skcore.spend(1)


def test_the_objects_of_a_file_have_one_budget():
    most = budget(3 * 100, 3 * 100)
    code = f"""
def build(cls, state):
    skcore.spend(state["count"])
    return cls(state["count"])

load({most} - 3, 1, 2), load({most}, 0, 0)
try:
    load({most} - 3, 2, 2)
except skcore.InvalidStateError as error:
    print(error)
"""
    assert run(PLUGIN + code).stdout.startswith("__main__.thing: the objects of the file ask for far more")


def test_a_failure_that_is_no_exception_is_an_error_of_ours():
    code = """
def build(cls, state):
    raise Panic("it \\x1b[31m broke")

try:
    load(1)
except skcore.InvalidStateError as error:
    print(error)
"""
    assert run(PLUGIN + code).stdout == "__main__.thing: Panic: it \\x1b[31m broke\n"


@pytest.mark.parametrize("name", ["KeyboardInterrupt", "SystemExit", "GeneratorExit", "BaseException"])
def test_what_ends_the_process_or_its_work_passes(name):
    code = f"""
def build(cls, state):
    raise {name}

try:
    load(1)
except {name}:
    print("passed")
"""
    assert run(PLUGIN + code).stdout == "passed\n"
