"""The number of successes among trials of different probabilities: ``poisson_binom``, which scipy makes by hand."""

from __future__ import annotations

from typing import Any

from skcore import Handler, Record, checked, vouched
from skcore_scipy.parameters import MAX_BROADCAST, check_numbers, check_seed
from skcore_scipy.rules import require


class Trials(Handler):
    """``poisson_binom`` itself, which is scipy's own object again."""

    kind = "scipy.stats.trials"
    types = ("scipy.stats._discrete_distns.poisson_binom_gen",)
    trusts = {types[0]: checked("it is the object that scipy has under this name")}

    def convert(self, record: Record) -> Any:
        raise TypeError("scipy has one such object, and no pickle brings back this one")

    def save(self, obj: Any) -> dict[str, Any]:
        from scipy import stats

        require(obj is stats.poisson_binom, "it is a copy that scipy made for its own use")
        return {}

    def load(self, cls: Any, state: Any) -> Any:
        from scipy import stats

        require(not state and type(stats.poisson_binom) is cls, "it has a state")
        return stats.poisson_binom


class FrozenTrials(Handler):
    """``poisson_binom([0.1, 0.6])``: its probabilities."""

    kind = "scipy.stats.frozen_trials"
    types = ("scipy.stats._discrete_distns.poisson_binomial_frozen",)
    trusts = {types[0]: vouched("work and memory grow with the square of the number of probabilities")}

    def convert(self, record: Record) -> Any:
        raise TypeError("scipy has one such object, and no pickle brings back this one")

    def save(self, obj: Any) -> dict[str, Any]:
        from scipy import stats

        require(vars(obj).keys() == {"args", "kwds", "dist", "a", "b"}, "it was changed after it was made")
        shared = obj.dist._random_state is stats.poisson_binom._random_state
        state = {"args": obj.args, "kwds": obj.kwds, "random_state": None if shared else obj.dist._random_state}
        self.load(type(obj), dict(state))
        return state

    def load(self, cls: Any, state: Any) -> Any:
        from scipy import stats

        args, kwds, generator = (state[name] for name in ("args", "kwds", "random_state"))
        require(type(args) is tuple and type(kwds) is dict and kwds.keys() <= {"p", "loc"}, "args or kwds are unknown")
        for index, value in enumerate((*args, *kwds.values())):
            require(check_numbers(value, f"argument {index}") <= MAX_BROADCAST, "there are too many probabilities")
        check_seed(generator, "random_state")
        obj = stats.poisson_binom(*args, **kwds)
        require(type(obj) is cls, "it is of another class")
        if generator is not None:
            obj.dist._random_state = generator
        return obj


HANDLERS = (Trials, FrozenTrials)
