"""A process that loads file after file keeps nothing of what they name."""

from __future__ import annotations

import gc
import sys
import traceback
import tracemalloc

import distributions
import pytest
from helpers import forged

import skcore
from skcore.stdlib import attributes


def grown(load, rounds=20):
    """Return how many bytes are kept of each round, once the caches that have a bound are full."""
    load(0)
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(1, rounds + 1):
            load(number)
        gc.collect()
        return (tracemalloc.get_traced_memory()[0] - before) / rounds
    finally:
        tracemalloc.stop()


def refused(data, **how):
    with pytest.raises(skcore.SkcoreError):
        skcore.loads(data, **how)


def test_roots_that_nobody_speaks_for():
    def load(number):
        kinds = [[f"root{number}x{index}.thing", 1, "none"] for index in range(2_000)]
        pairs = [[index, "a.B"] for index in range(2_000)]
        refused(forged([("python.list", "builtins.list", None, [])], kinds=kinds, pairs=pairs, layouts=[[0, None]]))

    assert grown(load) < 20_000


@pytest.mark.parametrize(("count", "length"), [(2_000, 1), (2, 20_000)])
def test_attribute_names(count, length):
    def load(number):
        names = [f"a{number}_{index}".ljust(length, "_") for index in range(count)]
        data = forged([("python.object", "samples.Plain", names, [1] * count)])
        assert len(vars(skcore.loads(data, trusted=["samples.Plain"]))) == count

    kept = attributes._shadowing.cache_info().currsize
    for number in range(20):
        load(number)
    assert attributes._shadowing.cache_info().currsize == kept


def test_plugin_that_does_not_import(tmp_path, monkeypatch):
    distributions.install(tmp_path, "skcore-broken", {"broken": "skcore_broken"}, skcore_broken="raise OSError")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("skcore.registry._made", [])
    depths = []
    for _ in range(3):
        with pytest.raises(skcore.PluginError, match="does not import") as caught:
            skcore.loads(forged([("broken.thing", "broken.Thing", [], [])]))
        depths.append(len(traceback.extract_tb(caught.value.__traceback__)))
    # The error is one for all loads; if it kept their frames, it would grow, and keep what these hold.
    assert depths[1] == depths[2]
    assert "skcore_broken" not in sys.modules
