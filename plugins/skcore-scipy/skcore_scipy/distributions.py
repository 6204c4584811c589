"""Distributions of ``scipy.stats``: rebuilt by their constructor, never from their attributes.

Their own ``__setstate__`` runs a piece of source text that stands in the state.
"""

from __future__ import annotations

import warnings
from typing import Any

from skcore import Handler, InvalidStateError, Plain, Record, checked, spend
from skcore_scipy import parameters
from skcore_scipy.pickled import attributes_of, class_of
from skcore_scipy.rules import require
from skcore_scipy.sharing import count_again

_CONTINUOUS = """
alpha anglit arcsine argus beta betaprime bradford burr burr12 cauchy chi chi2 cosine crystalball dgamma
dpareto_lognorm dweibull erlang expon exponnorm exponpow exponweib f fatiguelife fisk foldcauchy foldnorm gamma
gausshyper genexpon genextreme gengamma genhalflogistic genhyperbolic geninvgauss genlogistic gennorm genpareto
gibrat gompertz gumbel_l gumbel_r halfcauchy halfgennorm halflogistic halfnorm hypsecant invgamma invgauss
invweibull irwinhall jf_skew_t johnsonsb johnsonsu kappa3 kappa4 ksone kstwo kstwobign landau laplace
laplace_asymmetric levy levy_l loggamma logistic loglaplace lognorm lomax maxwell mielke moyal nakagami ncf nct ncx2
norm norminvgauss pareto pearson3 powerlaw powerlognorm powernorm rayleigh rdist recipinvgauss reciprocal
rel_breitwigner rice semicircular skewcauchy skewnorm studentized_range t trapezoid triang truncexpon truncnorm
truncpareto truncweibull_min tukeylambda uniform vonmises wald weibull_max weibull_min wrapcauchy
"""

_DISCRETE = """
bernoulli betabinom betanbinom binom boltzmann dlaplace geom hypergeom logser nbinom nchypergeom_fisher
nchypergeom_wallenius nhypergeom planck poisson randint skellam yulesimon zipf zipfian
"""

BYTES_EACH = 2**15
"""What an object is counted for: scipy takes milliseconds to make one, out of source text of its own."""

_SET = ("a", "b", "name", "badvalue", "xtol", "moment_tol", "inc", "moment_type", "shapes", "numargs")
"""Attributes that a constructor sets out of its arguments, and that can be set anew."""

SAMPLE = "scipy.stats._distn_infrastructure.rv_sample"
HISTOGRAM = "scipy.stats._continuous_distns.rv_histogram"

_DECLARED = checked("it is the distribution that scipy declares under this name")
_DATA = checked("a table of finite numbers, which its constructor checks")


class Distribution(Handler):
    """A distribution without arguments: the parameters of its constructor and its random generator.

    Of scipy's own classes only what scipy declares is accepted, beside tables of values. The parameters
    of any other class, which the user has to trust by name, are plain values.
    """

    kind = "scipy.stats.distribution"
    subclasses = True
    any_name = True
    trusts = {
        **{f"scipy.stats._continuous_distns.{name}_gen": _DECLARED for name in _CONTINUOUS.split()},
        **{f"scipy.stats._discrete_distns.{name}_gen": _DECLARED for name in _DISCRETE.split()},
        "scipy.stats._levy_stable.levy_stable_gen": _DECLARED,
        SAMPLE: _DATA,
        HISTOGRAM: _DATA,
    }
    types = ("scipy.stats._distn_infrastructure.rv_generic", *trusts)

    def holds(self, target: Any) -> bool:
        from scipy.stats._distn_infrastructure import rv_generic

        return isinstance(target, type) and issubclass(target, rv_generic)

    def save(self, obj: Any) -> dict[str, Any]:
        found = _parameters(obj)
        copy = self._build(type(obj), found)
        own_parser = obj._parse_args.__func__.__code__ == copy._parse_args.__func__.__code__
        own_names = vars(obj).keys() - {"_support"} == vars(copy).keys()
        if not (own_parser and own_names and parameters.same(_parameters(copy), found)):
            raise TypeError(f"the distribution {obj.name} was changed after it was made")
        state = {name: value for name, value in found.items() if value is not None}
        if "_support" in vars(obj):
            state["_support"] = Plain(obj._support)
        generator = None if obj._random_state is _shared_generator() else obj._random_state
        return {**state, "random_state": generator}

    def convert(self, record: Record) -> Any:
        cls, held = class_of(record, tuple(self.trusts)), attributes_of(record)
        given, generator = held.get("_ctor_param"), held.get("_random_state")
        require(generator is not None, "it has no random generator")
        if type(given) is not dict:
            raise InvalidStateError("it does not say what it was made of")
        if "_histogram" in held:
            given = {**given, "histogram": held["_histogram"], "density": held.get("_density")}
        state = {name: value for name, value in given.items() if value is not None}
        support = {"_support": held["_support"]} if "_support" in held else {}
        obj = self.load(cls, {**state, **support, "random_state": generator})
        for name in held.keys() & {*_SET}:
            kept = parameters.same({name: held[name]}, {name: vars(obj).get(name)})
            require(kept, f"{name} was changed after it was made")
        return obj

    def load(self, cls: Any, state: Any) -> Any:
        require(type(state) is dict and "random_state" in state, "random_state is missing")
        spend(BYTES_EACH)
        count_again(state)
        generator, support = state.pop("random_state"), state.pop("_support", None)
        parameters.check_seed(generator, "random_state")
        obj = self._build(cls, state)
        obj._random_state = _shared_generator() if generator is None else generator
        if support is not None:
            # scipy tells its documentation so about instances whose support depends on their arguments.
            require(support == vars(parameters.declared(state)).get("_support"), "_support is not what scipy declares")
            obj._support = support
        return obj

    def _build(self, cls: Any, given: dict[str, Any]) -> Any:
        name = self.qualify(cls)
        parameters.check_seed(given.get("seed"), "seed")
        if name in (SAMPLE, HISTOGRAM):
            parameters.check_plain(given, but=("values", "histogram", "seed"))
            parameters.check_table(given, "values" if name == SAMPLE else "histogram")
        elif name in self.trusts:
            parameters.check_declared(cls, given)
        else:
            parameters.check_plain(given, but=("seed",))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return cls(**given)


def _parameters(obj: Any) -> dict[str, Any]:
    """Return what a constructor was given, with what has been set since, as freezing copies it."""
    found: dict[str, Any] = {**obj._updated_ctor_param(), **obj._ctor_param}
    return found


def _shared_generator() -> Any:
    """Return the generator behind the functions of ``numpy.random``, which stands for ``None``."""
    from scipy._lib._util import check_random_state

    return check_random_state(None)


HANDLERS = (Distribution,)
