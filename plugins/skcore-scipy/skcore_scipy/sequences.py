"""Sequences that fill space evenly, of ``scipy.stats.qmc``: how far they are, and what scrambled them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from skcore import checked
from skcore_scipy import rules
from skcore_scipy.parameters import check_seed
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require
from skcore_scipy.sharing import copied

MAX_DIMENSIONS = 2**15
_COMMON = ("d", "scramble", "num_generated", "rng", "rng_seed")


class Sequence(Rebuilt):
    """Base of the three; none whose points are optimised."""

    given: tuple[str, ...] = ()

    def parts(self, obj: Any) -> dict[str, Any]:
        require(obj._optimization is None, "its points are optimised")
        held = {**vars(obj), **{name: obj._init_quad[name] for name in self.given}}
        return {name: held[name] for name in self.fields}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        import numpy as np

        rules.check_int(state["d"], "d", 0, MAX_DIMENSIONS)
        require(type(state["scramble"]) is bool, "scramble is no bool")
        rules.check_int(state["num_generated"], "num_generated", 0, 2**62)
        for name in ("rng", "rng_seed"):
            check_seed(state[name], name)
            require(isinstance(state[name], np.random.Generator | np.random.RandomState), f"{name} is no generator")
        obj = self.make(cls, state["d"], self.check(state))
        vars(obj).update({name: state[name] for name in self.fields if name not in self.given})
        return obj

    def make(self, cls: Any, dimensions: int, given: dict[str, Any]) -> Any:
        """Build one at its start."""
        return cls(dimensions, scramble=False, **given)

    def check(self, state: dict[str, Any]) -> dict[str, Any]:
        """Check what not all have; return what else the constructor is given."""
        raise NotImplementedError(f"{type(self).__name__}.check")


class Sobol(Sequence):
    """``Sobol``: its direction numbers, and the last point."""

    kind = "scipy.stats.sobol"
    types = ("scipy.stats._qmc.Sobol",)
    trusts = {types[0]: checked("as many direction numbers as dimensions and bits, and fewer points than they make")}
    given = ("bits",)
    fields = (*_COMMON, "bits", "_sv", "_shift", "_quasi", "_first_point")

    def check(self, state: dict[str, Any]) -> dict[str, Any]:
        import numpy as np

        bits = 30 if state["bits"] is None else state["bits"]
        rules.check_int(bits, "bits", 1, 64)
        rules.check_int(state["num_generated"], "num_generated", 0, 2**bits)
        dtype = np.dtype(np.uint32 if bits <= 32 else np.uint64)
        for name, shape in (("_sv", (state["d"], bits)), ("_shift", (state["d"],)), ("_quasi", (state["d"],))):
            found = rules.array(state[name], name, len(shape))
            require(found.dtype == dtype and found.shape == shape, f"{name} is of another shape or dtype")
        # Drawing writes the next point in its place, which something else in the file may follow.
        state["_quasi"] = copied(state["_quasi"], "_quasi")
        rules.doubles(state["_first_point"], "_first_point", 1, state["d"])
        return {"bits": state["bits"]}


class Halton(Sequence):
    """``Halton``: the permutations of digits, where it is scrambled."""

    kind = "scipy.stats.halton"
    types = ("scipy.stats._qmc.Halton",)
    trusts = {types[0]: checked("a table of digits for each dimension, as long as its base asks for")}
    fields = (*_COMMON, "_permutations")

    def check(self, state: dict[str, Any]) -> dict[str, Any]:
        import numpy as np

        tables = state["_permutations"]
        require(type(tables) is list and len(tables) == state["d"], "_permutations has not one table a dimension")
        if not state["scramble"]:
            require(all(table is None for table in tables), "there is a table for digits that are not scrambled")
            return {}
        for base, table in zip(_primes(state["d"]), tables, strict=True):
            rules.array(table, "_permutations", 2)
            shape = (math.ceil(54 / math.log2(base)) - 1, base)
            require(table.dtype == np.int64 and table.shape == shape, "_permutations has a table of another shape")
        return {}

    def make(self, cls: Any, dimensions: int, given: dict[str, Any]) -> Any:
        # The constructor would look for the primes each time, for a record of a few bytes.
        obj = cls(1, scramble=False)
        obj.base, obj._init_quad["d"] = [*_primes(dimensions)], dimensions
        return obj


@lru_cache(maxsize=8)
def _primes(number: int) -> tuple[int, ...]:
    from scipy.stats._qmc import n_primes

    return tuple(map(int, n_primes(number)))


class LatinHypercube(Sequence):
    """``LatinHypercube``: nothing but its generator."""

    kind = "scipy.stats.latin_hypercube"
    types = ("scipy.stats._qmc.LatinHypercube",)
    trusts = {types[0]: checked("a generator and a number of dimensions")}
    given = ("strength",)
    fields = (*_COMMON, "strength")
    computed = ("lhs_method",)

    def check(self, state: dict[str, Any]) -> dict[str, Any]:
        rules.check_int(state["strength"], "strength", 1, 2)
        return {"strength": state["strength"]}


HANDLERS = (Sobol, Halton, LatinHypercube)
