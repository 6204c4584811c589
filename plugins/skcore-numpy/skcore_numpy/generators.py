"""Random number generators: their state, held against what their C code believes.

The rules come from numpy's sources: ``_mt19937.pyx``, ``_pcg64.pyx``, ``_philox.pyx``, ``_sfc64.pyx``.
"""

from __future__ import annotations

from typing import Any

from skcore import Converted, Handler, InvalidStateError, Record, checked, spend

_WORDS = 2**32
_BYTES = 2**14
"""What a generator is counted for: kilobytes and a while to make it, out of a state that may be that of others."""
_FIXED = checked("every field is held against the range that the generator's C code relies on")


def _require(holds: bool, rule: str) -> None:
    if not holds:
        raise InvalidStateError(rule)


def _ints(state: Any, /, **bounds: int) -> None:
    for name, bound in bounds.items():
        _require(type(state[name]) is int and 0 <= state[name] < bound, f"{name} is not in [0, {bound})")


def _words(state: Any, /, **sizes: tuple[str, int]) -> None:
    import numpy as np

    for name, (dtype, size) in sizes.items():
        array = state[name]
        fits = type(array) is np.ndarray and array.dtype == dtype and array.shape == (size,)
        _require(fits, f"{name} is no array of {size} {dtype}")


def _check_mt19937(state: Any) -> None:
    _words(state["state"], key=("uint32", 624))
    _ints(state["state"], pos=625)
    _require(bool(state["state"]["key"].any()), "key is all zero")


def _check_pcg64(state: Any) -> None:
    _ints(state["state"], state=2**128, inc=2**128)
    _require(state["state"]["inc"] % 2 == 1, "inc is not odd")
    _ints(state, has_uint32=2, uinteger=_WORDS)


def _check_philox(state: Any) -> None:
    _words(state["state"], counter=("uint64", 4), key=("uint64", 2))
    _words(state, buffer=("uint64", 4))
    _ints(state, buffer_pos=5, has_uint32=2, uinteger=_WORDS)


def _check_sfc64(state: Any) -> None:
    _words(state["state"], state=("uint64", 4))
    _ints(state, has_uint32=2, uinteger=_WORDS)


class BitGenerator(Handler):
    """``MT19937``, ``PCG64``, ``PCG64DXSM``, ``Philox`` and ``SFC64``."""

    kind = "numpy.bit_generator"
    checks = {
        "numpy.random._mt19937.MT19937": _check_mt19937,
        "numpy.random._pcg64.PCG64": _check_pcg64,
        "numpy.random._pcg64.PCG64DXSM": _check_pcg64,
        "numpy.random._philox.Philox": _check_philox,
        "numpy.random._sfc64.SFC64": _check_sfc64,
    }
    types = tuple(checks)
    trusts = dict.fromkeys(types, _FIXED)
    named_so = frozenset(name.rpartition(".")[2] for name in checks)

    makers = ("numpy.random._pickle.__bit_generator_ctor",)

    def save(self, obj: Any) -> Any:
        return {"state": obj.state, "seed_seq": getattr(obj, "seed_seq", None)}

    def convert(self, record: Record) -> Any:
        if record.how == "refer":
            # The numpy before 2 has it among the arguments of a generator, beside the name.
            return Converted("python.function", record.maker, {})
        # It writes the state without the seeds.
        state = record.state if type(record.state) is tuple else (record.state, None)
        _require(record.how == "call" and len(record.args) == 1 and len(state) == 2, "it is no generator and its state")
        return self.named(record.args[0], *state)

    def named(self, target: Any, inner: Any, seed: Any) -> Any:
        """Return the generator of this name, or of a class as the pickle refers to it, with a state."""
        import numpy as np

        name = target if type(target) is str else getattr(target, "name", "").rpartition(".")[2]
        _require(name in self.named_so, "it is none of numpy's own generators")
        return self.load(getattr(np.random, name), {"state": inner, "seed_seq": seed})

    def load(self, cls: Any, state: Any) -> Any:
        from numpy.random import SeedSequence

        inner, seed = state["state"], state["seed_seq"]
        _require(type(inner) is dict and type(inner.get("state")) is dict, "state is no dict of a state")
        _require(inner.get("bit_generator") == cls.__name__, "state is that of another generator")
        self.checks[self.qualify(cls)](inner)
        spend(_BYTES)
        _require(seed is None or type(seed) is SeedSequence, "seed_seq is no SeedSequence")
        generator = cls(0 if seed is None else seed)
        _restore(generator, inner, seed)
        return generator


def _restore(generator: Any, state: Any, seed: Any) -> None:
    import numpy as np

    if int(np.__version__.partition(".")[0]) >= 2:
        generator.__setstate__((state, seed))
        return
    # The numpy before takes a state without the seeds; what forgets them is legacy seeding.
    if seed is None and hasattr(generator, "_legacy_seeding"):
        generator._legacy_seeding(0)
    generator.state = state


class Seeds(Handler):
    """``SeedSequence``: the arguments from which it is computed."""

    kind = "numpy.seed_sequence"
    types = ("numpy.random.bit_generator.SeedSequence",)
    trusts = {types[0]: checked("computed anew from its arguments, which are bounded")}
    makers = ("numpy.random.bit_generator.__pyx_unpickle_SeedSequence",)
    max_pool, max_work = 64, 2**14

    def save(self, obj: Any) -> Any:
        return obj.state

    def convert(self, record: Record) -> Any:
        from numpy.random import SeedSequence

        # Cython's pickles have the fields in the order of their names, as a state or as the last argument.
        _require(record.how == "call" and len(record.args) == 3, "it is no SeedSequence and its state")
        state = record.args[2] if record.state is None else record.state
        _require(type(state) is tuple and len(state) in (5, 6), "its state is none that numpy writes")
        entropy, spawned, _, pool_size, spawn_key = state[:5]
        found = {"entropy": entropy, "spawn_key": spawn_key, "pool_size": pool_size, "n_children_spawned": spawned}
        return self.load(SeedSequence, found)

    def load(self, cls: Any, state: Any) -> Any:
        entropy, spawn_key = state["entropy"], state["spawn_key"]
        _require(type(spawn_key) is tuple, "spawn_key is no tuple")
        parts = [*(self._entropy(entropy)), *spawn_key]
        _require(all(type(part) is int and part >= 0 for part in parts), "entropy or spawn_key is no row of ints")
        size = sum(part.bit_length() // 32 + 1 for part in parts)
        _ints(state, pool_size=self.max_pool + 1, n_children_spawned=2**63)
        _require(state["pool_size"] >= 4, "pool_size is below 4")
        # Every word is mixed into every place of the pool.
        _require(size * state["pool_size"] <= self.max_work, "entropy is too long")
        spend(size * state["pool_size"] * 64)
        return cls(
            entropy,
            spawn_key=spawn_key,
            pool_size=state["pool_size"],
            n_children_spawned=state["n_children_spawned"],
        )

    def _entropy(self, entropy: Any) -> list[Any]:
        import numpy as np

        if type(entropy) is np.ndarray:
            _require(entropy.ndim == 1 and entropy.dtype.kind in "iu", "entropy is no row of ints")
            return [int(part) for part in entropy]
        parts = list(entropy) if type(entropy) in (list, tuple) else [entropy]
        return [int(part) if isinstance(part, np.integer) else part for part in parts]


class Generator(Handler):
    """``numpy.random.Generator``: its bit generator."""

    kind = "numpy.generator"
    types = ("numpy.random._generator.Generator",)
    trusts = {types[0]: checked("holds a bit generator that was checked on its own")}
    makers = ("numpy.random._pickle.__generator_ctor",)

    def save(self, obj: Any) -> Any:
        return {"bit_generator": obj.bit_generator}

    def convert(self, record: Record) -> Any:
        from numpy.random import Generator as Made

        return self.load(Made, {"bit_generator": _given(record)})

    def load(self, cls: Any, state: Any) -> Any:
        return cls(_exact_generator(state["bit_generator"]))


_BEFORE_1_17 = "numpy.random.__RandomState_ctor"


def _of_tuple(record: Record) -> dict[str, Any]:
    """Return the state that numpy had as a tuple before 1.17."""
    state = record.state
    _require(record.how == "call" and type(state) is tuple and len(state) == 5, "its state is none that numpy writes")
    name, key, pos, has_gauss, gauss = state
    _require(type(name) is str and name == "MT19937", "its state is that of another generator")
    return {"state": {"key": key, "pos": pos}, "has_gauss": has_gauss, "gauss": gauss}


class RandomState(Handler):
    """``numpy.random.RandomState``: its bit generator, and the normal variate it keeps in reserve."""

    kind = "numpy.random_state"
    types = ("numpy.random.mtrand.RandomState",)
    trusts = {types[0]: checked("holds a bit generator that was checked on its own, and a float")}
    makers = ("numpy.random._pickle.__randomstate_ctor", _BEFORE_1_17)

    def save(self, obj: Any) -> Any:
        state = obj.get_state(legacy=False)
        reserve = {"has_gauss": state.get("has_gauss", 0), "gauss": float(state.get("gauss", 0.0))}
        return {"bit_generator": obj._bit_generator, **reserve}

    def convert(self, record: Record) -> Any:
        from numpy.random import RandomState as Made

        if record.maker == _BEFORE_1_17:
            state = _of_tuple(record)
            generator = BitGenerator().named("MT19937", {"bit_generator": "MT19937", "state": state["state"]}, None)
        else:
            generator, state = _given(record), record.state
        _require(type(state) is dict, "its state is none that numpy writes")
        gauss = state.get("gauss", 0.0)
        _require(type(gauss) in (float, int), "gauss is no float")
        reserve = {"has_gauss": state.get("has_gauss", 0), "gauss": float(gauss)}
        return self.load(Made, {"bit_generator": generator, **reserve})

    def load(self, cls: Any, state: Any) -> Any:
        generator = _exact_generator(state["bit_generator"])
        _ints(state, has_gauss=2)
        _require(type(state["gauss"]) is float, "gauss is no float")
        random = cls(generator)
        if state["has_gauss"]:
            random.set_state({**generator.state, "has_gauss": 1, "gauss": state["gauss"]})
        return random


def _given(record: Record) -> Any:
    """Return the bit generator that a pickle's record of a generator has; the numpy before 2 writes its name alone."""
    _require(record.how == "call" and bool(record.args), "it is no generator and its state")
    given = record.args[0]
    if type(given) not in (str, Converted):
        return given
    inner = record.state
    _require(type(inner) is dict, "its state is none that numpy writes")
    known = ("bit_generator", "state", "buffer", "buffer_pos", "has_uint32", "uinteger")
    return BitGenerator().named(given, {name: inner[name] for name in known if name in inner}, None)


def _exact_generator(generator: Any) -> Any:
    known = f"{type(generator).__module__}.{type(generator).__qualname__}" in BitGenerator.types
    _require(known, "bit_generator is none of numpy's own")
    return generator


HANDLERS = (BitGenerator, Seeds, Generator, RandomState)
