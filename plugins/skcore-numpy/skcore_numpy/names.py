"""numpy's functions, ufuncs and classes by name: pure ones, none that reads, writes or calls back."""

from __future__ import annotations

import sys
from typing import Any

from skcore import ClassReferences, FunctionReferences, InvalidStateError, Node, Record, checked, vouched
from skcore_numpy.canonical import canonical
from skcore_numpy.scalars import Scalar

_UFUNCS = """
    absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh bitwise_and bitwise_count bitwise_or
    bitwise_xor cbrt ceil conjugate copysign cos cosh deg2rad degrees divide divmod equal exp exp2 expm1 fabs
    float_power floor floor_divide fmax fmin fmod frexp gcd greater greater_equal heaviside hypot invert isfinite
    isinf isnan isnat lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and
    logical_not logical_or logical_xor matmul maximum minimum modf multiply negative nextafter not_equal positive
    power rad2deg radians reciprocal remainder right_shift rint sign signbit sin sinh spacing sqrt square subtract
    tan tanh trunc vecdot
    """.split()  # noqa: SIM905  # a hundred quoted names would hide what is on the list

_FUNCTIONS = """
    abs all amax amin angle any argmax argmin argsort around array asanyarray asarray ascontiguousarray
    asfortranarray atleast_1d atleast_2d atleast_3d average ceil clip column_stack concatenate copy corrcoef
    count_nonzero cov cumprod cumsum diagonal diff digitize dot dstack expand_dims fix flip fliplr flipud gradient
    hstack imag interp isclose iscomplex isin isneginf isposinf isreal lexsort max mean median min moveaxis
    nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod
    nanquantile nanstd nansum nanvar percentile polyval prod ptp quantile ravel real real_if_close reshape roll rot90
    round searchsorted sinc sort squeeze stack std sum swapaxes trace transpose tril triu unique unwrap var vstack
    where
    """.split()  # noqa: SIM905  # a hundred quoted names would hide what is on the list

_ELSEWHERE = (
    *(f"numpy.linalg.{name}" for name in ("cond", "det", "inv", "matrix_rank", "norm", "slogdet", "solve")),
    *(f"numpy.strings.{name}" for name in ("capitalize", "lower", "lstrip", "rstrip", "strip", "title", "upper")),
)

_ABSTRACT = """
    character complexfloating flexible floating generic inexact integer number signedinteger unsignedinteger
    """.split()  # noqa: SIM905  # as above

_PRIVATE = tuple(
    f"numpy.{core}{module}"
    for core in ("_core", "core")
    for module in ("", "._multiarray_umath", ".multiarray", ".numeric", ".umath")
)
"""Modules in which pickle finds what numpy shows as its own."""
_PURE = checked("a function of its arguments alone, without input or output")
_ENDLESS = vouched("LAPACK does not end on some matrices that have an infinite number")
_TYPE = checked("building it from any argument has no effect beyond its result")


class Ufuncs(FunctionReferences):
    """``numpy.ufunc`` objects, found by name in numpy, or in another library that has one there."""

    kind = "numpy.ufunc"
    types = ("numpy.ufunc",)
    trusts = {f"numpy.{name}": _PURE for name in _UFUNCS}
    aliases = {f"{module}.{name}": f"numpy.{name}" for module in _PRIVATE for name in _UFUNCS}
    makers = ("numpy.core._ufunc_reconstruct",)
    homes = ("numpy", "scipy.special")

    def save(self, obj: Any) -> Any:
        return {}

    def convert(self, record: Record) -> Node:
        if record.how == "refer":
            return Node(self.kind, record.name, {})
        # As ufuncs were pickled before pickle found them by their name alone.
        parts = [part for part in record.args if type(part) is str]
        if record.how != "call" or len(parts) != 2 or len(record.args) != 2:
            raise InvalidStateError("it is no module and the name of a ufunc in it")
        name = ".".join(parts)
        return Node(self.kind, self.aliases.get(name, name), {})

    def holds(self, target: Any) -> bool:
        import numpy as np

        return isinstance(target, np.ufunc)

    def qualify(self, target: Any) -> str:
        name = target.__name__
        for home in self.homes:
            if getattr(sys.modules.get(home), name, None) is target:
                return f"{home}.{name}"
        raise AttributeError(name)


class Functions(FunctionReferences):
    """numpy's functions, most of which are dispatchers over ``__array_function__``."""

    kind = "numpy.function"
    types = ("numpy._ArrayFunctionDispatcher",)
    trusts = {f"numpy.{name}": _PURE for name in _FUNCTIONS}
    trusts |= {**dict.fromkeys(_ELSEWHERE, _PURE), "numpy.linalg.pinv": _ENDLESS}

    def holds(self, target: Any) -> bool:
        import numpy as np

        return super().holds(target) or type(target) is type(np.sum)

    def save(self, obj: Any) -> Any:
        return {}


class Classes(ClassReferences):
    """numpy's scalar types as values: ``dtype=np.float32``; and what they derive from: ``np.number``."""

    kind = "numpy.class"
    # Neither arrays nor records, which can be built over bytes as if they were pointers to objects.
    trusts = dict.fromkeys(Scalar.trusts.keys() - {"numpy.void", "numpy.record"}, _TYPE)
    trusts |= {f"numpy.{name}": _TYPE for name in _ABSTRACT}

    def qualify(self, target: Any) -> str:
        return canonical(super().qualify(target))


HANDLERS = (Ufuncs, Functions, Classes)
