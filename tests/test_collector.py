"""Whatever happens during loads and dumps, Python's garbage collector is as it was when they are over."""

from __future__ import annotations

import gc
import os
import signal

import pytest
from helpers import run

import skcore
from skcore import collector

DATA = skcore.dumps({"a": [1, 2]})
THREADS = """
import gc, sys, threading
from skcore import collector

sys.setswitchinterval(1e-6)
before = gc.get_threshold()
nothing = collector.paused(lambda: None)

def work():
    for _ in range(20_000):
        nothing()

threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(gc.isenabled(), gc.get_threshold() == before)
"""
INTERRUPTS = """
import gc, random, signal, threading
from skcore import collector

before = gc.get_threshold()
nothing = collector.paused(lambda: None)

def interrupt(*_):
    raise KeyboardInterrupt

def work():
    try:
        signal.setitimer(signal.ITIMER_REAL, random.uniform(1e-5, 1e-4))
        while True:
            nothing()
    except KeyboardInterrupt:
        return (gc.get_threshold(), collector._calls, collector._thresholds) == (before, {}, None)

signal.signal(signal.SIGALRM, interrupt)
kept = all(work() for _ in range(3000))
other = threading.Thread(target=nothing, daemon=True)
other.start()
other.join(10)
print(kept, other.is_alive())
"""
FORK = """
import gc, os, sys, threading
from skcore import collector

before = gc.get_threshold()
inside, end = threading.Event(), threading.Event()

@collector.paused
def wait():
    inside.set()
    end.wait()

thread = threading.Thread(target=wait)
thread.start()
inside.wait()

@collector.paused
def fork():
    return os.fork(), gc.get_threshold()[0]

for function in (os.fork, lambda: fork()[0]):
    child = function()
    if not child:
        os._exit(gc.get_threshold() != before or not gc.isenabled())
    assert os.waitpid(child, 0)[1] == 0
end.set()
thread.join()
print(gc.get_threshold() == before)
"""


@pytest.fixture
def thresholds():
    before, enabled = gc.get_threshold(), gc.isenabled()
    gc.enable()
    gc.set_threshold(600, 11, 12)
    yield gc.get_threshold()
    gc.set_threshold(*before)
    (gc.enable if enabled else gc.disable)()


@collector.paused
def seen():
    return gc.get_threshold()[0]


@collector.paused
def nested():
    return seen(), gc.get_threshold()[0]


@collector.paused
def fails():
    raise ZeroDivisionError


def test_it_is_paused_and_goes_on(thresholds):
    assert seen() == 0
    assert nested() == (0, 0)
    assert gc.get_threshold() == thresholds


def test_after_an_error(thresholds):
    with pytest.raises(ZeroDivisionError):
        fails()
    with pytest.raises(skcore.UnsupportedTypeError):
        skcore.dumps(lambda: 0)
    with pytest.raises(skcore.InvalidFileError):
        skcore.loads(DATA[:-1])
    assert gc.get_threshold() == thresholds


def test_what_the_user_has_off_stays_off(thresholds):
    gc.disable()
    assert skcore.loads(DATA) == {"a": [1, 2]}
    assert not gc.isenabled()
    gc.enable()
    gc.set_threshold(0)
    assert skcore.loads(DATA) == {"a": [1, 2]}
    assert gc.get_threshold()[0] == 0


def test_what_the_user_does_meanwhile_stays(thresholds):
    collector.paused(gc.disable)()
    assert not gc.isenabled()
    collector.paused(gc.enable)()
    assert gc.isenabled()
    collector.paused(gc.set_threshold)(123)
    assert gc.get_threshold()[0] == 123


def test_many_threads():
    assert run(THREADS).stdout == "True True\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_process_that_forks_meanwhile():
    assert run(FORK).stdout == "True\n"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no timer to interrupt by")
def test_interrupts_at_any_moment():
    assert run(INTERRUPTS).stdout == "True False\n"
